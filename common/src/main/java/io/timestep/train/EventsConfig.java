package io.timestep.train;

import java.io.Serializable;

/**
 * Where a training shows how it goes ({@code events.*}); changes no result.
 *
 * @param tensorboard folder for TensorBoard's event files; empty: none
 */
public record EventsConfig(String tensorboard) implements Serializable {}
