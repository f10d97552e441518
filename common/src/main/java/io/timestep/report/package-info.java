/**
 * One self-contained HTML page from the folders that jobs wrote. {@link
 * io.timestep.report.ReportPage} is the way in; it reads through {@link io.timestep.util.Store}
 * only, so the page depends on what is in the folders and on nothing else. May import every other
 * package of this module.
 */
package io.timestep.report;
