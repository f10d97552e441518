package io.timestep.jobs.corpus;

/**
 * What {@code sample} wrote.
 *
 * @param lines definitions, one a line
 * @param words between white space
 */
public record SampleResult(long lines, long words) {}
