/** Command streams, {@code itb-stream/1}: the typed model of a stream and its strict reader. */
package org.itb.harness.stream;
