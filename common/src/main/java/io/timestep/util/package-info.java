/**
 * What everything else stands on: user errors, seeds, files, JSON, progress. Imports nothing of the
 * project.
 */
package io.timestep.util;
