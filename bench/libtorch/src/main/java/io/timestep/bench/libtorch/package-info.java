/**
 * The same model and step in libtorch, through JavaCPP's bindings. Of Timestep it may import {@code
 * io.timestep.bench.kernels} only.
 */
package io.timestep.bench.libtorch;
