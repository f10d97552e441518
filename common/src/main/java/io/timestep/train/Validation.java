package io.timestep.train;

import io.timestep.metric.LanguageScore;

/**
 * The merged model against the validation text, after an epoch.
 *
 * @param best whether no earlier epoch was better
 */
public record Validation(int epoch, int round, LanguageScore score, boolean best) {}
