/**
 * Binary N-gram models: folders of bit-packed, memory-mapped shards (docs/formats.md), written in
 * parallel and asked in place. Imports {@code ngram.query}, {@code ngram.model} and below.
 */
package io.timestep.ngram.binary;
