/**
 * Recurrent language models: configuration to DL4J network, reading windows of tokens, scoring, the
 * weights' file. {@code nn.layer} has the layers for DL4J, {@code nn.kernel} what they compute
 * with. Imports {@code sequence} and below.
 */
package io.timestep.nn;
