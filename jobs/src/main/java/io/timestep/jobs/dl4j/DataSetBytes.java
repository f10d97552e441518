package io.timestep.jobs.dl4j;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import org.nd4j.linalg.dataset.DataSet;

/**
 * DataSets as bytes on the heap. Spark then knows what a cached one costs; of arrays outside the
 * heap it would see the handle alone.
 */
final class DataSetBytes {
  private DataSetBytes() {}

  static byte[] write(DataSet data) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    data.save(bytes);
    return bytes.toByteArray();
  }

  static DataSet read(byte[] bytes) {
    DataSet data = new DataSet();
    data.load(new ByteArrayInputStream(bytes));
    return data;
  }
}
