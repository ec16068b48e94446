/** What a replay leaves behind: {@code itb-trace/1}, as objects and as a file. */
package org.itb.harness.trace;
