package io.timestep.train.checkpoint;

import com.fasterxml.jackson.databind.JsonNode;
import io.timestep.util.Json;
import io.timestep.util.Store;
import io.timestep.util.UserException;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32C;
import java.util.zip.CheckedOutputStream;

/**
 * A checkpoint as one file: a head, numbers and texts in JSON, the arrays, the history, and a
 * checksum of all of it ({@code docs/formats.md}). A file that was cut off or changed is told from
 * a whole one, wherever that happened.
 *
 * <p>The history stands outside the JSON: it grows with each round, and JSON parsers bound the
 * length of a string.
 */
public final class CheckpointFile {
  /** Format of the files this version writes; it reads no other. All end with the checksum. */
  public static final int FORMAT = 2;

  private static final byte[] MAGIC = "TSCHECKP".getBytes(StandardCharsets.US_ASCII);

  /** Magic, format, bytes of the JSON. */
  private static final int HEAD = MAGIC.length + 2 * Integer.BYTES;

  private static final int CHECKSUM = Integer.BYTES;
  private static final int BLOCK = 1 << 16;

  private CheckpointFile() {}

  /** Writes a checkpoint; the caller closes the stream. */
  public static void write(OutputStream out, Checkpoint checkpoint) throws IOException {
    CRC32C checksum = new CRC32C();
    CheckedOutputStream checked = new CheckedOutputStream(out, checksum);
    NamedArrays arrays = StateFields.arrays(checkpoint.state());
    byte[] history = checkpoint.history().getBytes(StandardCharsets.UTF_8);
    byte[] json =
        Json.line(json(checkpoint, arrays, history.length)).getBytes(StandardCharsets.UTF_8);
    checked.write(littleEndian(HEAD).put(MAGIC).putInt(FORMAT).putInt(json.length).array());
    checked.write(json);
    arrays.write(checked);
    checked.write(history);
    out.write(littleEndian(CHECKSUM).putInt((int) checksum.getValue()).array());
  }

  private static Map<String, Object> json(
      Checkpoint checkpoint, NamedArrays arrays, int historyBytes) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("settings", checkpoint.basis().settings());
    json.put("texts", checkpoint.basis().texts());
    json.put("state", StateFields.numbers(checkpoint.state()));
    json.put("trainSeconds", checkpoint.trainSeconds());
    json.put("arrays", arrays.lengths());
    json.put("historyBytes", historyBytes);
    return json;
  }

  /**
   * Reads a checkpoint. The file is read twice: nothing of it is believed before its checksum.
   *
   * @throws DamagedCheckpointException if it is no checkpoint or not a whole one
   * @throws EOFException if it has become shorter since it was verified
   * @throws IOException if it cannot be read: whether it is whole is not known
   * @throws UserException if another version of the program wrote it
   */
  public static Checkpoint read(Store store, String path) throws IOException {
    try (InputStream in = store.open(path)) {
      verify(in, path);
    }
    try (InputStream in = new BufferedInputStream(store.open(path), BLOCK)) {
      ByteBuffer head = head(in).position(MAGIC.length + Integer.BYTES);
      JsonNode fields = Json.parse(text(in, head.getInt()), path);
      NamedArrays arrays = NamedArrays.read(fields.required("arrays"), in);
      return new Checkpoint(
          new TrainBasis(texts(fields.required("settings")), texts(fields.required("texts"))),
          StateFields.read(fields.required("state"), arrays),
          text(in, fields.required("historyBytes").intValue()),
          StateFields.real(fields, "trainSeconds"));
    } catch (IllegalArgumentException e) { // whole, but not what this version has in it
      throw otherVersion(path, e.getMessage());
    }
  }

  private static String text(InputStream in, int bytes) throws IOException {
    byte[] text = in.readNBytes(bytes);
    if (text.length < bytes) {
      throw new EOFException("ends within its texts");
    }
    return new String(text, StandardCharsets.UTF_8);
  }

  private static Map<String, String> texts(JsonNode fields) {
    Map<String, String> texts = new LinkedHashMap<>();
    fields.properties().forEach(field -> texts.put(field.getKey(), field.getValue().textValue()));
    return texts;
  }

  /** The checksum is looked at before the format: a bit of the format's number may have flipped. */
  private static void verify(InputStream in, String path) throws IOException {
    ByteBuffer head = head(in);
    CRC32C checksum = new CRC32C();
    checksum.update(head.duplicate());
    byte[] block = new byte[BLOCK + CHECKSUM];
    int held = in.readNBytes(block, 0, CHECKSUM); // the last bytes read may be the checksum
    for (int read = read(in, block, held); read > 0; read = read(in, block, held)) {
      checksum.update(block, 0, read);
      System.arraycopy(block, read, block, 0, held);
    }
    if (held < CHECKSUM) {
      throw new DamagedCheckpointException("it ends too early");
    }
    int expected = ByteBuffer.wrap(block).order(ByteOrder.LITTLE_ENDIAN).getInt();
    if (expected != (int) checksum.getValue()) {
      throw new DamagedCheckpointException(
          "its checksum is %08x, its content's %08x".formatted(expected, checksum.getValue()));
    }
    int format = head.getInt(MAGIC.length);
    if (format != FORMAT) {
      throw otherVersion(path, "format %d, expected %d".formatted(format, FORMAT));
    }
  }

  private static int read(InputStream in, byte[] block, int from) throws IOException {
    return in.readNBytes(block, from, block.length - from);
  }

  /** Magic, format and the number of bytes of the JSON; only the first is looked at. */
  private static ByteBuffer head(InputStream in) throws IOException {
    ByteBuffer head = littleEndian(HEAD).put(in.readNBytes(HEAD));
    if (head.hasRemaining()) {
      throw new DamagedCheckpointException("it ends too early");
    }
    head.flip();
    if (!head.slice(0, MAGIC.length).equals(ByteBuffer.wrap(MAGIC))) {
      throw new DamagedCheckpointException("it is no checkpoint");
    }
    return head;
  }

  private static UserException otherVersion(String path, String found) {
    return new UserException(
        "%s: written by another version of Timestep (%s); go on with that one, or begin anew with"
                .formatted(path, found)
            + " --overwrite");
  }

  private static ByteBuffer littleEndian(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
