/**
 * The requirements written a second time: a model of the pump that shares no line, no number and no way of reckoning
 * with the kernel. It keeps whole histories with absolute times, counts in {@link java.math.BigInteger}, and does not
 * care for speed. Where it and the kernel differ, one of them misreads the requirements; the differential tests find
 * out where.
 */
package org.itb.harness.reference;
