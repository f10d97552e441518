package io.timestep.jobs.report;

/**
 * What the job {@code report} did.
 *
 * @param file the page
 */
public record ReportResult(String file) {}
