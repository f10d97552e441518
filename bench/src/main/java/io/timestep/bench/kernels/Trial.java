package io.timestep.bench.kernels;

import java.util.Optional;

/**
 * One turn of one program.
 *
 * @param section the table it is for
 * @param peer name of the program
 * @param tokensPerSecond by its median step
 * @param sgemmGflops peak of {@code dnnl_sgemm} on one core, as the same process found it in that
 *     turn; 0: not looked for
 */
public record Trial(
    Section section,
    String peer,
    Cell cell,
    ModelShape shape,
    double tokensPerSecond,
    double sgemmGflops) {
  private static final String MARK = "trial";

  /** A line for other processes; {@link #parse} reads it. */
  public String line() {
    return String.join(
        "\t",
        MARK,
        section.name(),
        peer,
        cell.toString(),
        shape.toString(),
        Double.toString(tokensPerSecond),
        Double.toString(sgemmGflops));
  }

  /** The trial that a line tells of; empty for what a program has printed besides. */
  public static Optional<Trial> parse(String line) {
    String[] fields = line.split("\t", -1);
    if (fields.length != 7 || !fields[0].equals(MARK)) {
      return Optional.empty();
    }
    return Optional.of(
        new Trial(
            Section.valueOf(fields[1]),
            fields[2],
            Cell.of(fields[3]),
            ModelShape.of(fields[4]),
            Double.parseDouble(fields[5]),
            Double.parseDouble(fields[6])));
  }
}
