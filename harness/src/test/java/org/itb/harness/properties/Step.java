package org.itb.harness.properties;

/** A step of a day: from {@code startMs} after midnight at {@code rateNlPerH}. */
record Step(long startMs, long rateNlPerH) {
}
