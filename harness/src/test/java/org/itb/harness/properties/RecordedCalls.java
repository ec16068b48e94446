package org.itb.harness.properties;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.itb.harness.properties.TotalityProperties.Call;
import org.itb.harness.replay.ReplayException;
import org.itb.harness.replay.Replayer;
import org.itb.harness.stream.StreamReader;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * What a replay says to the kernel, call by call: the house is loaded once more, with a kernel whose public methods tell
 * what they are called with. So a stream becomes what {@link KernelCalls} plays.
 */
public final class RecordedCalls extends ClassLoader {
    private static final String KERNEL = "org.itb.kernel.SafetyKernel";
    /** What is called without effect, by its contract. */
    private static final Pattern PURE = Pattern.compile("public /\\*@ pure @\\*/ \\w+ (\\w+)\\(");
    private static final Set<String> QUESTIONS = questions();
    private static final Consumer<String> INSIDE = inside();
    private static List<Call> recorded = new ArrayList<>();

    private RecordedCalls() {
        super(RecordedCalls.class.getClassLoader());
    }

    /** Replays a stream inside. */
    static final class Replay implements Consumer<String> {
        @Override
        public void accept(String file) {
            try {
                new Replayer().replay(new StreamReader().read(Path.of(file)));
            } catch (ReplayException refused) {
                throw new IllegalStateException(refused);
            }
        }
    }

    /** Called by the kernel inside. */
    public static void record(String method, long[] numbers) {
        Method door = Doors.ALL.stream().filter(candidate -> candidate.getName().equals(method)).findFirst().orElseThrow();
        recorded.add(new Call(door, numbers, false, false));
    }

    /** All that a stream's replay says to the kernel, but for its questions. */
    public static synchronized KernelCalls of(Path stream) {
        recorded = new ArrayList<>();
        INSIDE.accept(stream.toString());
        return KernelCalls.of(recorded);
    }

    @SuppressWarnings("unchecked")
    private static Consumer<String> inside() {
        try {
            Constructor<?> program = new RecordedCalls().loadClass(Replay.class.getName()).getDeclaredConstructor();
            program.setAccessible(true);
            return (Consumer<String>) program.newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (!name.startsWith("org.itb.") || name.equals(RecordedCalls.class.getName())) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            return loaded != null ? loaded : define(name);
        }
    }

    private Class<?> define(String name) throws ClassNotFoundException {
        try (InputStream file = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
            byte[] code = name.equals(KERNEL) ? telling(file.readAllBytes()) : file.readAllBytes();
            return defineClass(name, code, 0, code.length);
        } catch (IOException unreadable) {
            throw new ClassNotFoundException(name, unreadable);
        }
    }

    /** Each public method that is no mere question begins with {@code RecordedCalls.record(name, numbers)}. */
    private static byte[] telling(byte[] kernel) {
        ClassWriter written = new ClassWriter(ClassWriter.COMPUTE_MAXS);
        new ClassReader(kernel).accept(new ClassVisitor(Opcodes.ASM9, written) {
            @Override
            public MethodVisitor visitMethod(int access, String name, String descriptor, String signature, String[] exceptions) {
                MethodVisitor method = super.visitMethod(access, name, descriptor, signature, exceptions);
                boolean isTold = (access & Opcodes.ACC_PUBLIC) != 0 && !name.startsWith("<") && !QUESTIONS.contains(name);
                return isTold ? new Telling(method, name, descriptor) : method;
            }
        }, 0);
        return written.toByteArray();
    }

    private static Set<String> questions() {
        Path source = Path.of(System.getProperty("itb.home"), "kernel/src/main/java", KERNEL.replace('.', '/') + ".java");
        try {
            return PURE.matcher(Files.readString(source)).results().map(found -> found.group(1)).collect(Collectors.toSet());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static final class Telling extends MethodVisitor {
        private final String name;
        private final String descriptor;

        Telling(MethodVisitor method, String name, String descriptor) {
            super(Opcodes.ASM9, method);
            this.name = name;
            this.descriptor = descriptor;
        }

        @Override
        public void visitCode() {
            super.visitCode();
            Type[] types = Type.getArgumentTypes(descriptor);
            visitLdcInsn(name);
            visitLdcInsn(types.length);
            visitIntInsn(Opcodes.NEWARRAY, Opcodes.T_LONG);
            int local = 1;
            for (int i = 0; i < types.length; i++) {
                visitInsn(Opcodes.DUP);
                visitLdcInsn(i);
                visitVarInsn(types[i].getOpcode(Opcodes.ILOAD), local);
                if (types[i] != Type.LONG_TYPE) {
                    visitInsn(Opcodes.I2L);
                }
                visitInsn(Opcodes.LASTORE);
                local += types[i].getSize();
            }
            visitMethodInsn(Opcodes.INVOKESTATIC, Type.getInternalName(RecordedCalls.class), "record",
                    "(Ljava/lang/String;[J)V", false);
        }
    }
}
