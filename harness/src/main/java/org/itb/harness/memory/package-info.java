/**
 * What surrounds the kernel so that a restart loses nothing: the two copies of its image with their checksums, the
 * chained log, and the order in which both are written before the motor and the sender learn anything (SR-21, SR-49,
 * SR-54, SR-55, SR-57). The kernel itself knows no memory; this is the reference for whatever hardware it runs on.
 */
package org.itb.harness.memory;
