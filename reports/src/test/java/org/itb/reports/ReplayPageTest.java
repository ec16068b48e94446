package org.itb.reports;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The page as a file: alone, offline, and safe whatever a stream says. */
class ReplayPageTest {

    @Test
    void allowsItsOwnStyleAndScriptAndNothingElse() throws Exception {
        String page = page(SamplePages.day());
        Matcher policy = Pattern.compile("Content-Security-Policy\" content=\"([^\"]*)\"").matcher(page);
        assertTrue(policy.find());
        assertEquals("default-src 'none'; style-src '" + hash(between(page, "<style>", "</style>")) + "'; script-src '"
                + hash(between(page, "<script>", "</script>")) + "'; base-uri 'none'; form-action 'none'", policy.group(1));
    }

    @Test
    void loadsNothing() throws IOException {
        String page = page(SamplePages.day());
        // The one address is the name of SVG, which nobody fetches.
        String addresses = page.replace("http://www.w3.org/2000/svg", "");
        assertFalse(Pattern.compile("https?://|src=|<link|@import|url\\((?!#)|fetch\\(|XMLHttpRequest").matcher(addresses).find());
    }

    @Test
    void aTitleCannotLeaveItsDataBlock() throws IOException {
        String page = page(new SampleTherapy("x", "</script><script>alert(1)</script>{{script}}<!--").check());
        List<String> ends = new ArrayList<>();
        Matcher end = Pattern.compile("</script>").matcher(page);
        while (end.find()) {
            ends.add(end.group());
        }
        assertEquals(3, ends.size(), "index, one stream, the page's own script");
        assertFalse(page.contains("alert(1)<"));
        assertFalse(page.contains("<!--"));
        assertTrue(page.contains("{{script}}\\u003C!--"), "a title is not searched for places of the template");
    }

    @Test
    void leavesNoPlaceOfTheTemplateEmpty() throws IOException {
        assertFalse(page(SamplePages.day()).contains("{{"));
    }

    @Test
    void sameReplaySameBytes() throws IOException {
        assertEquals(page(SamplePages.day()), page(SamplePages.day()));
    }

    @Test
    void saysThatItIsNoMedicalDeviceAndWhatTheKernelDoesNotControl() throws IOException {
        String page = page(SamplePages.day());
        for (String said : List.of("Not a medical device.", "H-33", "H-21", "H-32")) {
            assertTrue(page.contains(said), said);
        }
    }

    @Test
    void refusesAReplayThatBrokeOff() {
        Timeline broken = new Timeline();
        SamplePages.tiny().records().stream().limit(2).forEach(broken::accept);
        assertThrows(IllegalArgumentException.class, () -> new ReplayPage(List.of(broken)));
    }

    private static String page(SampleTherapy therapy) throws IOException {
        StringWriter text = new StringWriter();
        new ReplayPage(List.of(therapy.timeline())).writeTo(text);
        return text.toString();
    }

    private static String between(String text, String from, String to) {
        int start = text.indexOf(from) + from.length();
        return text.substring(start, text.indexOf(to, start));
    }

    private static String hash(String text) throws Exception {
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        return "sha256-" + Base64.getEncoder().encodeToString(digest);
    }
}
