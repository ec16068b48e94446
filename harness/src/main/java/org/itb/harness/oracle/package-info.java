/**
 * What must hold of every pump, judged without trust in the kernel: its own account of what was accepted and of what
 * left the pump, in exact numbers, and the rules that no state may break.
 */
package org.itb.harness.oracle;
