/**
 * What is done with a trained model: scoring a text on the cluster, generating text. Imports {@code
 * jobs.train}, {@code jobs.corpus}, {@code jobs.ngram}, {@code jobs.engine} and {@code common}.
 */
package io.timestep.jobs.evaluate;
