package io.timestep.nn.kernel;

import static io.timestep.nn.kernel.KernelArrays.offHeap;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TranspositionTest {
  @ParameterizedTest
  @CsvSource({"1,1,0", "1,9,2", "5,1,0", "31,7,3", "32,7,0", "33,40,1", "97,13,0"}) // strips of 32
  void each_element_is_where_row_and_column_are_exchanged(int rows, int columns, int offset) {
    requireTurned(new StripTransposition(rows, columns), rows, columns, offset);
    requireTurned(Transposition.fastest(rows, columns), rows, columns, offset);
  }

  @Test
  void it_is_made_once_for_matrices_anywhere() {
    Transposition transposition = Transposition.fastest(20, 17);
    for (int offset = 0; offset < 5; offset++) {
      requireTurned(transposition, 20, 17, offset);
    }
  }

  private static void requireTurned(
      Transposition transposition, int rows, int columns, int offset) {
    Floats matrix = offHeap(offset + rows * columns);
    for (int i = 0; i < matrix.length(); i++) {
      matrix.set(i, i);
    }
    Floats transpose = offHeap(rows * columns);

    transposition.apply(matrix, offset, transpose);

    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        assertThat(transpose.get(j * rows + i))
            .as("row %d, column %d", i, j)
            .isEqualTo(offset + i * columns + j);
      }
    }
  }
}
