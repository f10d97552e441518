/**
 * Training by rounds of parameter averaging: what a replica does in a round, how replicas are
 * merged, schedules, the loop over rounds. Knows no engine and no file. Imports {@code nn} and
 * below.
 */
package io.timestep.train;
