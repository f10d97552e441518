/**
 * Language models as a function of their history, and text drawn from them. Imports {@code metric}
 * and below.
 */
package io.timestep.lm;
