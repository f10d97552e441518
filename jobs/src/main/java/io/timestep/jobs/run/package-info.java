/**
 * {@code timestep run}: the jobs as stages, one after the other; those whose inputs and settings
 * are unchanged are skipped. Imports every job, {@code jobs.config}, {@code jobs.engine} and {@code
 * common}; only {@code jobs.cli} imports it.
 */
package io.timestep.jobs.run;
