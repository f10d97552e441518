/**
 * DL4J layers over the kernels: token embedding, recurrent layers, softmax over a vocabulary. Each
 * is a configuration class ({@link io.timestep.nn.layer.TokenEmbedding}, {@link
 * io.timestep.nn.layer.Recurrent}, {@link io.timestep.nn.layer.SoftmaxOutput}) with its
 * implementation beside it; {@link io.timestep.nn.layer.RecurrentLayers} puts them together.
 * Imports {@code nn.kernel} and {@code nn.ModelConfig}.
 *
 * <p>Between layers travel DL4J's arrays [batch, units, steps], laid out time-major in memory, so
 * that our own layers pass them on without a copy; an array laid out otherwise is copied.
 */
package io.timestep.nn.layer;
