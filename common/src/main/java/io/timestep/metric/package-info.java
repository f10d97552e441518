/** Mergeable metrics: each is a monoid. Imports {@code vocab} and below. */
package io.timestep.metric;
