/** Quiet time: what many ticks in which nothing happens make of a kernel, without ticking it. */
package org.itb.harness.quiet;
