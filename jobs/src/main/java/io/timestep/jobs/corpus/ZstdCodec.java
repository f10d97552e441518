package io.timestep.jobs.corpus;

import com.github.luben.zstd.ZstdInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.hadoop.io.compress.CompressionCodec;
import org.apache.hadoop.io.compress.CompressionInputStream;
import org.apache.hadoop.io.compress.CompressionOutputStream;
import org.apache.hadoop.io.compress.Compressor;
import org.apache.hadoop.io.compress.Decompressor;

/**
 * Reads {@code .zst} through zstd-jni, which every Spark has. Hadoop's own codec needs libhadoop, a
 * native library that most installations lack. Reading only.
 */
public final class ZstdCodec implements CompressionCodec {
  /** Hadoop's key for further codecs, by class name. */
  static final String CODECS_KEY = "io.compression.codecs";

  @Override
  public String getDefaultExtension() {
    return ".zst";
  }

  @Override
  public CompressionInputStream createInputStream(InputStream in) throws IOException {
    return new Stream(in);
  }

  @Override
  public CompressionInputStream createInputStream(InputStream in, Decompressor decompressor)
      throws IOException {
    return new Stream(in);
  }

  /** There is none: the stream decompresses by itself. */
  @Override
  public Class<? extends Decompressor> getDecompressorType() {
    return null;
  }

  @Override
  public Decompressor createDecompressor() {
    return null;
  }

  @Override
  public Class<? extends Compressor> getCompressorType() {
    return null;
  }

  @Override
  public Compressor createCompressor() {
    return null;
  }

  @Override
  public CompressionOutputStream createOutputStream(OutputStream out) {
    throw new UnsupportedOperationException("Reads .zst only");
  }

  @Override
  public CompressionOutputStream createOutputStream(OutputStream out, Compressor compressor) {
    throw new UnsupportedOperationException("Reads .zst only");
  }

  private static final class Stream extends CompressionInputStream {
    private final ZstdInputStream zstd;

    Stream(InputStream in) throws IOException {
      super(in);
      this.zstd = new ZstdInputStream(in);
    }

    @Override
    public int read() throws IOException {
      return zstd.read();
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      return zstd.read(bytes, offset, length);
    }

    @Override
    public void resetState() {
      throw new UnsupportedOperationException("A .zst stream is read once");
    }

    @Override
    public void close() throws IOException {
      zstd.close(); // closes the file as well
      super.close();
    }
  }
}
