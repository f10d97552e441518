/**
 * What every job needs of Spark and Hadoop: the session, files, output folders that appear whole.
 * Imports {@code common} only.
 */
package io.timestep.jobs.engine;
