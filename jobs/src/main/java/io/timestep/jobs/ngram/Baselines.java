package io.timestep.jobs.ngram;

import io.timestep.ngram.BigramBaseline;
import io.timestep.ngram.UnigramBaseline;
import java.io.Serializable;

/** Simple models of the same text and vocabulary as a recurrent model. */
public record Baselines(UnigramBaseline unigram, BigramBaseline bigram) implements Serializable {}
