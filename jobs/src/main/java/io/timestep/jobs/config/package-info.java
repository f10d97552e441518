/** All settings in one record, and those that only the command line needs. */
package io.timestep.jobs.config;
