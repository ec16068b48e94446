package org.itb.harness.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.reflect.Field;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.itb.kernel.Alarm;
import org.itb.kernel.Kind;
import org.itb.kernel.Mode;
import org.itb.kernel.Reply;
import org.itb.kernel.Role;
import org.junit.jupiter.api.Test;

/** The words of a stream and the numbers of the kernel are the same, one for one. */
class KernelNamesTest {

    @Test
    void namesEveryReplyOfTheKernelByItsNumber() throws Exception {
        Map<Integer, String> answers = constants(Reply.class);
        answers.remove(Reply.CACHED); // the admission's alone, and no answer to a sender
        assertEquals(answers, numbered(KernelNames.REPLIES, 0));
    }

    @Test
    void namesEveryModeOfTheKernelByItsNumber() throws Exception {
        assertEquals(constants(Mode.class), numbered(KernelNames.MODES, 0));
    }

    @Test
    void namesAsManyAlarmsAsTheKernelHas() {
        assertEquals(Alarm.COUNT, KernelNames.ALARMS.size());
        assertEquals("A01", KernelNames.ALARMS.get(Alarm.STALL - 1));
        assertEquals("A20", KernelNames.ALARMS.get(Alarm.KERNEL_FAULT - 1));
    }

    @Test
    void knowsEveryKindOfMessageByItsNumber() throws Exception {
        Map<Integer, String> kinds = new TreeMap<>();
        for (CommandKind kind : CommandKind.values()) {
            kinds.put(kind.number(), kind.name());
        }
        Map<Integer, String> expected = constants(Kind.class);
        expected.remove(Kind.NONE);
        assertEquals(expected, kinds);
    }

    @Test
    void knowsEverySenderByItsNumber() throws Exception {
        Map<Integer, String> senders = new TreeMap<>();
        for (Sender sender : Sender.values()) {
            senders.put(sender.role(), sender.name());
        }
        assertEquals(constants(Role.class), senders);
    }

    @Test
    void opensASessionForCliniciansCommandsAlone() {
        List<CommandKind> never = Arrays.stream(CommandKind.values()).filter(kind -> !kind.opensSession()).toList();
        assertEquals(
                List.of(
                        CommandKind.OPEN_SESSION, CommandKind.CONFIRM, CommandKind.ABORT, CommandKind.PATIENT_BOLUS_REQUEST,
                        CommandKind.PATIENT_STATUS, CommandKind.TICK, CommandKind.FLOW_CONFIRM, CommandKind.MOTOR_STALL,
                        CommandKind.MOTOR_RECOVERED, CommandKind.FIELD_DETECTED, CommandKind.FIELD_CLEARED,
                        CommandKind.SENSOR_FAULT, CommandKind.BATTERY,
                        CommandKind.MEM_ERROR, CommandKind.RESET),
                never);
    }

    private static Map<Integer, String> constants(Class<?> type) throws IllegalAccessException {
        Map<Integer, String> constants = new TreeMap<>();
        for (Field field : type.getDeclaredFields()) {
            if (field.getType() == int.class && !field.isSynthetic()) {
                constants.put(field.getInt(null), field.getName());
            }
        }
        return constants;
    }

    private static Map<Integer, String> numbered(List<String> names, int first) {
        Map<Integer, String> numbered = new TreeMap<>();
        for (int index = 0; index < names.size(); index++) {
            numbered.put(first + index, names.get(index));
        }
        return numbered;
    }
}
