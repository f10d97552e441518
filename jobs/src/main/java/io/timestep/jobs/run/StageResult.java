package io.timestep.jobs.run;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What became of a stage.
 *
 * @param skipped whether an earlier run's result stands
 * @param seconds it took when it ran
 * @param result as in its {@code metrics.json}
 */
public record StageResult(String stage, boolean skipped, double seconds, JsonNode result) {}
