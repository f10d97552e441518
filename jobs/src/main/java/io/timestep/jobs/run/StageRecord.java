package io.timestep.jobs.run;

/**
 * What a stage's folder tells of the run that made it ({@value #FILE}).
 *
 * @param fingerprint of all that decides the result
 * @param seconds it took
 */
record StageRecord(String stage, String fingerprint, double seconds) {
  static final String FILE = "stage.json";
}
