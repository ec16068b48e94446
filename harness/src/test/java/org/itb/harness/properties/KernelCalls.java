package org.itb.harness.properties;

import java.lang.reflect.Method;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.itb.harness.properties.TotalityProperties.Call;
import org.itb.kernel.SafetyKernel;

/**
 * Any bytes as calls of the kernel's public methods with any numbers, in any order: what a fuzzer steers. The same calls
 * as text, a line each and the method by its name, outlive the methods that will be added.
 */
public final class KernelCalls {
    public static final long DEVICE_ID = 0;
    /** So many calls reach every state; more only take longer. */
    public static final int CALLS_MAX = 600;

    /** Where the kernel's decisions lie: one byte for what random bytes would seldom make. */
    private static final long[] NEAR = {
        0, 1, 2, 3, 4, 5, 13, 20, 22, 36, 100, 145, 250, 500, 1_000, 2_000, 8_333, 10_000, 20_000, 33_333, 60_000, 100_000,
        120_000, 199_992, 300_000, 335_800, 600_000, 1_000_000, 1_200_000, 2_000_000, 2_100_000, 3_600_000, 5_000_000,
        14_400_000, 20_000_000, 40_000_000, 43_200_000, 86_400_000, 172_800_000, 7_776_000_000L, 220_838_400_000L,
        315_360_000_000L, Integer.MAX_VALUE, 10_000_000_000_000L, Long.MAX_VALUE, Long.MIN_VALUE, -1, -86_400_000};
    private static final int WRITTEN_OUT = 0xFF;
    private static final Map<String, Method> BY_NAME =
            Doors.ALL.stream().collect(Collectors.toMap(Method::getName, Function.identity()));

    private final List<Call> calls;

    private KernelCalls(List<Call> calls) {
        this.calls = calls;
    }

    static KernelCalls of(List<Call> calls) {
        return new KernelCalls(List.copyOf(calls));
    }

    List<Call> calls() {
        return calls;
    }

    /** A byte for the method, one for how it is called, one for each number, or nine where it is written out. */
    public static KernelCalls decode(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        List<Call> calls = new ArrayList<>();
        while (in.remaining() >= 2 && calls.size() < CALLS_MAX) {
            Method method = Doors.ALL.get((in.get() & 0xFF) % Doors.ALL.size());
            int how = in.get();
            long[] numbers = new long[method.getParameterCount()];
            for (int i = 0; i < numbers.length; i++) {
                numbers[i] = number(in);
            }
            calls.add(new Call(method, numbers, (how & 1) == 1, (how & 2) == 2));
        }
        return of(calls);
    }

    private static long number(ByteBuffer in) {
        if (!in.hasRemaining()) {
            return 0;
        }
        int tag = in.get() & 0xFF;
        if (tag == WRITTEN_OUT && in.remaining() >= Long.BYTES) {
            return in.getLong();
        }
        return NEAR[tag / 3 % NEAR.length] + tag % 3 - 1;
    }

    /** What {@link #decode} takes for these calls. */
    public byte[] encode() {
        ByteBuffer out = ByteBuffer.allocate(calls.stream().mapToInt(call -> 2 + 9 * call.numbers().length).sum());
        for (Call call : calls) {
            out.put((byte) Doors.ALL.indexOf(call.method()));
            out.put((byte) ((call.admitted() ? 1 : 0) + (call.ownDigest() ? 2 : 0)));
            for (long number : call.numbers()) {
                put(out, number);
            }
        }
        return Arrays.copyOf(out.array(), out.position());
    }

    private static void put(ByteBuffer out, long number) {
        for (int tag = 0; tag < 3 * NEAR.length; tag++) {
            if (NEAR[tag / 3] + tag % 3 - 1 == number) {
                out.put((byte) tag);
                return;
            }
        }
        out.put((byte) WRITTEN_OUT).putLong(number);
    }

    /** The first of these calls. */
    public KernelCalls first(int count) {
        return of(calls.subList(0, Math.min(count, calls.size())));
    }

    /** Makes these calls on a new kernel: each returns, and what must always hold of a kernel holds after it. */
    public void play() {
        play(kernel -> { });
    }

    /** The same, and something else must hold after each. */
    void play(Consumer<SafetyKernel> alsoHolds) {
        SafetyKernel kernel = new SafetyKernel(DEVICE_ID);
        TotalityProperties.State state = new TotalityProperties.State(kernel);
        for (int i = 0; i < calls.size(); i++) {
            try {
                calls.get(i).on(kernel);
                state.judge(calls.get(i));
                alsoHolds.accept(kernel);
            } catch (Throwable fault) {
                throw new AssertionError("after these calls:\n" + first(i + 1).text(), fault);
            }
        }
    }

    /** A line a call. */
    public String text() {
        return calls.stream().map(KernelCalls::text).collect(Collectors.joining("\n", "", "\n"));
    }

    private static String text(Call call) {
        return (call.admitted() ? "admitted " : "") + (call.ownDigest() ? "ownDigest " : "") + call.method().getName()
                + Arrays.stream(call.numbers()).mapToObj(number -> " " + number).collect(Collectors.joining());
    }

    /** Reads what {@link #text} writes; a number that is missing is 0. */
    public static KernelCalls parse(String text) {
        return of(text.lines().filter(line -> !line.isBlank()).map(KernelCalls::call).toList());
    }

    private static Call call(String line) {
        List<String> words = new ArrayList<>(List.of(line.trim().split(" +")));
        boolean admitted = words.remove("admitted");
        boolean ownDigest = words.remove("ownDigest");
        Method method = BY_NAME.get(words.remove(0));
        if (method == null) {
            throw new IllegalArgumentException("the kernel has no such method: " + line);
        }
        long[] numbers = words.stream().mapToLong(Long::parseLong).toArray();
        return new Call(method, Arrays.copyOf(numbers, method.getParameterCount()), admitted, ownDigest);
    }
}
