/** The job {@code report}: wiring over {@code io.timestep.report}; needs no Spark. */
package io.timestep.jobs.report;
