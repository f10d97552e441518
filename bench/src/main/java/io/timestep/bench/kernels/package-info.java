/**
 * Training steps of one recurrent language model, timed in this project's layers, DL4J's and
 * libtorch's: shapes, texts, medians and tables that all of them share.
 *
 * <p>libtorch runs with a JavaCPP of its own, beside which ND4J cannot be loaded. What is here
 * therefore imports the JDK and picocli only, and nothing of Timestep.
 */
package io.timestep.bench.kernels;
