package io.timestep.util;

/**
 * Where long work tells how far it is. The work knows no terminal: {@code jobs} shows a bar or
 * plain lines, tests use {@link #NONE}.
 */
public interface Progress {
  /** Shows nothing. */
  Progress NONE = (name, total, unit) -> Task.NONE;

  /**
   * Begins a stage.
   *
   * @param name what is done, as a reader sees it: "train epoch 1"
   * @param total amount of work in {@code unit}; 0 when it is not known
   * @param unit plural noun: "tokens"
   */
  Task start(String name, long total, String unit);

  /** Shows a line that stays. */
  default void note(String line) {}

  /** One stage under way; closing it ends the bar. */
  interface Task extends AutoCloseable {
    Task NONE = (done, detail) -> {};

    /**
     * Sets how much is done so far.
     *
     * @param done in the stage's unit, from its beginning
     * @param detail a short note beside the bar ("perplexity 213.4"), or empty
     */
    void update(long done, String detail);

    /**
     * Says how much was done before this process began: it counts as done, but took no time.
     *
     * @param done in the stage's unit, from its beginning
     */
    default void doneBefore(long done) {}

    @Override
    default void close() {}
  }
}
