/**
 * The command line: one file per command, each thin over a job. May import everything; nothing
 * imports it.
 */
package io.timestep.jobs.cli;
