/** Drives the kernel through a stream and checks what the stream expects. */
package org.itb.harness.replay;
