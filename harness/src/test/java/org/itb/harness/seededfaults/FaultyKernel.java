package org.itb.harness.seededfaults;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Constructor;
import java.util.function.Function;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * The whole house once more, with a fault in one method of the kernel: its body is replaced by a constant answer. What
 * runs in it gives and takes classes of the JDK alone.
 */
final class FaultyKernel extends ClassLoader {
    private final String faultyClass;
    private final String faultyMethod;
    private final int answer;
    private boolean done;

    FaultyKernel(String faultyClass, String faultyMethod, int answer) {
        super(FaultyKernel.class.getClassLoader());
        this.faultyClass = "org.itb.kernel." + faultyClass;
        this.faultyMethod = faultyMethod;
        this.answer = answer;
    }

    /** Runs a function of its own inside. */
    @SuppressWarnings("unchecked")
    String run(Class<? extends Function<String, String>> program, String argument) throws ReflectiveOperationException {
        Constructor<?> constructor = loadClass(program.getName()).getDeclaredConstructor();
        constructor.setAccessible(true);
        String result = ((Function<String, String>) constructor.newInstance()).apply(argument);
        if (!done) {
            throw new IllegalStateException("there is no " + faultyClass + "." + faultyMethod);
        }
        return result;
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (!name.startsWith("org.itb.")) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            return loaded != null ? loaded : define(name);
        }
    }

    private Class<?> define(String name) throws ClassNotFoundException {
        try (InputStream file = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
            byte[] code = name.equals(faultyClass) ? withFault(file.readAllBytes()) : file.readAllBytes();
            return defineClass(name, code, 0, code.length);
        } catch (IOException unreadable) {
            throw new ClassNotFoundException(name, unreadable);
        }
    }

    private byte[] withFault(byte[] code) {
        ClassWriter written = new ClassWriter(ClassWriter.COMPUTE_MAXS);
        new ClassReader(code).accept(new ClassVisitor(Opcodes.ASM9, written) {
            @Override
            public MethodVisitor visitMethod(int access, String name, String descriptor, String signature, String[] exceptions) {
                MethodVisitor method = super.visitMethod(access, name, descriptor, signature, exceptions);
                if (!name.equals(faultyMethod)) {
                    return method;
                }
                answerAlways(method, Type.getReturnType(descriptor));
                return null;
            }
        }, 0);
        return written.toByteArray();
    }

    private void answerAlways(MethodVisitor method, Type type) {
        method.visitCode();
        if (type.equals(Type.VOID_TYPE)) {
            method.visitInsn(Opcodes.RETURN);
        } else {
            method.visitLdcInsn(answer);
            method.visitInsn(Opcodes.IRETURN);
        }
        method.visitMaxs(0, 0);
        method.visitEnd();
        done = true;
    }
}
