package io.timestep.bench.kernels;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TorchLayoutTest {
  private static final ModelShape SHAPE = new ModelShape(2, 3, 1, 1);

  private static float[] counting(int length) {
    float[] values = new float[length];
    for (int i = 0; i < length; i++) {
      values[i] = i + 1;
    }
    return values;
  }

  private static Map<String, float[]> tensors(Cell cell, int biases) {
    Map<String, float[]> ours = new HashMap<>();
    ours.put("0_W", counting(6));
    for (String layer : new String[] {"1_", "2_"}) {
      ours.put(layer + "W", counting(4 * cell.gates()));
      ours.put(layer + "RW", counting(4 * cell.gates()));
      ours.put(layer + "b", counting(2 * biases));
    }
    ours.put("3_W", counting(6));
    ours.put("3_b", counting(3));
    return new TorchLayout(cell, SHAPE).tensors(ours);
  }

  @Test
  void matrices_are_transposed_and_the_embedding_is_not() {
    Map<String, float[]> tensors = tensors(Cell.RNN, 1);

    assertThat(tensors.get("embedding")).containsExactly(1, 2, 3, 4, 5, 6);
    assertThat(tensors.get("weight_ih_l0")).containsExactly(1, 3, 2, 4);
    assertThat(tensors.get("weight_hh_l1")).containsExactly(1, 3, 2, 4);
    assertThat(tensors.get("weight")).containsExactly(1, 4, 2, 5, 3, 6);
    assertThat(tensors.get("bias")).containsExactly(1, 2, 3);
  }

  @Test
  void an_lstm_has_its_gates_in_the_same_order_and_no_second_bias() {
    Map<String, float[]> tensors = tensors(Cell.LSTM, 4);

    assertThat(tensors.get("bias_ih_l0")).containsExactly(1, 2, 3, 4, 5, 6, 7, 8);
    assertThat(tensors.get("bias_hh_l0")).containsOnly(0).hasSize(8);
    assertThat(new TorchLayout(Cell.LSTM, SHAPE).redundantBiases()).isEqualTo(8);
    assertThat(tensors.get("weight_ih_l1")) // first rows: gate i of both units
        .startsWith(1, 9, 2, 10);
  }

  @Test
  void the_bias_behind_a_gru_s_reset_gate_is_the_candidate_s_second() {
    Map<String, float[]> tensors = tensors(Cell.GRU, 4);

    assertThat(tensors.get("bias_ih_l0")).containsExactly(1, 2, 3, 4, 5, 6);
    assertThat(tensors.get("bias_hh_l0")).containsExactly(0, 0, 0, 0, 7, 8);
    assertThat(new TorchLayout(Cell.GRU, SHAPE).redundantBiases()).isEqualTo(4);
  }
}
