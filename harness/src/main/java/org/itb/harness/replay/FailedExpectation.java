package org.itb.harness.replay;

/**
 * One expected field that did not hold.
 *
 * @param line     the line of the stream's file, the header being line 1
 * @param field    the field of {@code expect}, such as {@code rateNlPerH}
 * @param expected what the line expects, as text
 * @param actual   what the kernel showed, as text
 */
public record FailedExpectation(int line, String field, String expected, String actual) { }
