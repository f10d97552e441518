package io.timestep.jobs.cli;

/**
 * What a command prints on stdout.
 *
 * @param json the result as it is written with {@code --json}: a record or a map
 * @param text the same for people, without the last line end
 */
record Outcome(Object json, String text) {}
