package org.itb.harness.behaviour;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** specs/behaviour.md says what the kernel does. A section that differs is shown whole, as it should be. */
class BehaviourPageTest {
    private final BehaviourPage page = new BehaviourPage(Path.of(System.getProperty("itb.home")));

    private void says(String section, List<String> expected) throws Exception {
        List<String> found = page.sections().get(section);
        assertNotNull(found, () -> "the page has no section \"" + section + "\"; it should be:\n" + String.join("\n", expected));
        assertEquals(String.join("\n", expected), String.join("\n", found));
    }

    @Test
    void drawsTheModesAsTheGateTakesThem() throws Exception {
        says("modes", page.diagram());
    }

    @Test
    void combinesReasonsAsTheKernelDoes() throws Exception {
        says("combinations", page.combinations());
    }

    @Test
    void tellsForEachReasonWhatTheGateDoes() throws Exception {
        says("reasons", page.reasonTable());
    }

    @Test
    void tellsHowEachAlarmSoundsAndEnds() throws Exception {
        says("alarms", page.alarmBehaviour());
    }

    @Test
    void listsTheReasonsToRefuseInTheirOrder() throws Exception {
        says("reject order", page.rejectOrder());
    }

    @Test
    void listsEveryMessageWithItsSender() throws Exception {
        says("messages", page.messages());
    }

    /** The texts beside the timers are the page's own; which timers there are and how long is the kernel's. */
    @Test
    void listsEveryTimerWithItsLength() throws Exception {
        Map<String, Long> listed = new TreeMap<>();
        for (String line : page.sections().get("timers")) {
            if (line.startsWith("| `")) {
                String[] cells = line.split("\\|");
                String before = cells[1].strip();
                listed.put(before.substring(1, before.length() - 1), Long.parseLong(cells[2].strip().replace(",", "").replace(" ms", "")));
                assertTrue(cells.length == 5 && !cells[3].isBlank() && !cells[4].isBlank(), () -> before + " does not say what it is for");
            }
        }

        assertEquals(page.timersMs(), listed);
    }

    @Test
    void hasNoCheckedSectionThatNothingChecks() throws Exception {
        assertEquals(Set.of("modes", "combinations", "reasons", "alarms", "reject order", "messages", "timers"),
                page.sections().keySet());
    }
}
