package io.timestep.bench.kernels;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Which model a program trains. */
public final class ModelOptions {
  @Option(
      names = "--cell",
      defaultValue = "lstm",
      converter = CellConverter.class,
      paramLabel = "CELL",
      description = "lstm, gru or rnn (${DEFAULT-VALUE}).")
  private Cell cell;

  @Option(
      names = "--shape",
      defaultValue = "200,10000,20,35",
      converter = ShapeConverter.class,
      paramLabel = "H,V,B,T",
      description = "Units, words, streams and tokens of each (${DEFAULT-VALUE}).")
  private ModelShape shape;

  public Cell cell() {
    return cell;
  }

  public ModelShape shape() {
    return shape;
  }

  private static final class CellConverter implements ITypeConverter<Cell> {
    @Override
    public Cell convert(String value) {
      try {
        return Cell.of(value);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException("expected lstm, gru or rnn, got " + value);
      }
    }
  }

  private static final class ShapeConverter implements ITypeConverter<ModelShape> {
    @Override
    public ModelShape convert(String value) {
      try {
        return ModelShape.of(value);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(e.getMessage());
      }
    }
  }
}
