package org.itb.harness.quiet;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.VarHandle;

/** The way to what the kernel shows nobody. A field or method that was renamed is a failure at the start. */
final class Hidden {
    private Hidden() {
    }

    static VarHandle number(Class<?> owner, String name) {
        return field(owner, name, long.class);
    }

    static VarHandle flag(Class<?> owner, String name) {
        return field(owner, name, boolean.class);
    }

    static MethodHandle method(Class<?> owner, String name, Class<?>... parameters) {
        try {
            return MethodHandles.privateLookupIn(owner, MethodHandles.lookup())
                    .findVirtual(owner, name, MethodType.methodType(void.class, parameters));
        } catch (ReflectiveOperationException gone) {
            throw new IllegalStateException("no method " + owner.getSimpleName() + "." + name + " any more", gone);
        }
    }

    static VarHandle field(Class<?> owner, String name, Class<?> type) {
        try {
            return MethodHandles.privateLookupIn(owner, MethodHandles.lookup()).findVarHandle(owner, name, type);
        } catch (ReflectiveOperationException gone) {
            throw new IllegalStateException("no field " + owner.getSimpleName() + "." + name + " any more", gone);
        }
    }
}
