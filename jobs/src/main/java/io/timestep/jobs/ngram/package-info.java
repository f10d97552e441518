/**
 * N-gram statistics and the baselines that a recurrent model is compared with. Imports {@code
 * corpus}, {@code engine} and {@code common} only.
 */
package io.timestep.jobs.ngram;
