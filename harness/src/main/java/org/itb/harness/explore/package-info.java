/**
 * Every state that a few moves can reach: breadth first over the shipped kernel in its simulated world, under a
 * configuration made small, the invariants judged at every step.
 */
package org.itb.harness.explore;
