/**
 * Recurrent language models: configuration to DL4J network, reading windows of tokens, scoring, the
 * weights' file. Imports {@code sequence} and below.
 */
package io.timestep.nn;
