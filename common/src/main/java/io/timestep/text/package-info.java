/**
 * Text to tokens: decoding, normalization, tokenizers, and counts of what was odd on the way.
 * Imports {@code config} and {@code util} only.
 */
package io.timestep.text;
