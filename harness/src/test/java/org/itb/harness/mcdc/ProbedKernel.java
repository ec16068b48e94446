package org.itb.harness.mcdc;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Loads a kernel with probes or with a mutant, and the tests anew, so that they meet this kernel and no other. Recorders,
 * the test engines and all libraries stay the ones that are loaded already.
 */
public final class ProbedKernel extends ClassLoader {
    private static final String OWN = "org.itb.";
    private static final String RECORDER = "org.itb.harness.mcdc.";
    private static final String MUTATION = "org.itb.harness.mutation.";
    /** What the tests are made of is the same for every kernel. */
    private static final Map<String, byte[]> FILES = new ConcurrentHashMap<>();

    static {
        registerAsParallelCapable();
    }

    private final Map<String, byte[]> kernel;

    public ProbedKernel(Map<String, byte[]> kernel) {
        super("probed-kernel", ProbedKernel.class.getClassLoader());
        this.kernel = kernel;
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (!name.startsWith(OWN) || name.startsWith(RECORDER) || name.startsWith(MUTATION)) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            return loaded != null ? loaded : findClass(name);
        }
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        byte[] bytes = kernel.containsKey(name) ? kernel.get(name) : FILES.get(name);
        if (bytes == null) {
            bytes = bytesOf(name);
            FILES.put(name, bytes);
        }
        return defineClass(name, bytes, 0, bytes.length);
    }

    private byte[] bytesOf(String name) throws ClassNotFoundException {
        try (InputStream file = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
            if (file == null || name.startsWith("org.itb.kernel.")) {
                throw new ClassNotFoundException(name);
            }
            return file.readAllBytes();
        } catch (IOException e) {
            throw new ClassNotFoundException(name, e);
        }
    }
}
