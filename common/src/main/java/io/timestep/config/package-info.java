/**
 * HOCON to validated records. Imports {@code util} only: each package declares its own settings
 * record, and this one knows how any of them is filled, checked and printed.
 */
package io.timestep.config;
