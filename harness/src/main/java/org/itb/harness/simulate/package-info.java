/**
 * Therapy lives: years of titration, boluses, refills, faults and people who err, drawn from a seed and played with the
 * oracle on.
 */
package org.itb.harness.simulate;
