package org.itb.harness.quiet;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/** The way to a field of the kernel that the kernel shows nobody. A field that was renamed is a failure at the start. */
final class Hidden {
    private Hidden() {
    }

    static VarHandle number(Class<?> owner, String name) {
        return field(owner, name, long.class);
    }

    static VarHandle flag(Class<?> owner, String name) {
        return field(owner, name, boolean.class);
    }

    static VarHandle field(Class<?> owner, String name, Class<?> type) {
        try {
            return MethodHandles.privateLookupIn(owner, MethodHandles.lookup()).findVarHandle(owner, name, type);
        } catch (ReflectiveOperationException gone) {
            throw new IllegalStateException("no field " + owner.getSimpleName() + "." + name + " any more", gone);
        }
    }
}
