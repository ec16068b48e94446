package org.itb.harness.properties;

/** Follows a pump order by order and fails as soon as something does not hold. */
interface Watch {
    /** Called before the kernel gets an order. */
    default void before(PumpUnderTest pump, Order order) {
    }

    /** Called with the kernel's reply to an order. */
    default void after(PumpUnderTest pump, Order order, int reply) {
    }
}
