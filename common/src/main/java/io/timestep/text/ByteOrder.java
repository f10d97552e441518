package io.timestep.text;

import java.util.Comparator;

/**
 * Strings in the order of their UTF-8 bytes, which is that of their code points; {@link
 * String#compareTo} puts a character beyond U+FFFF before U+E000.
 */
public enum ByteOrder implements Comparator<String> {
  INSTANCE;

  @Override
  public int compare(String a, String b) {
    int length = Math.min(a.length(), b.length());
    for (int i = 0; i < length; i++) {
      char x = a.charAt(i);
      char y = b.charAt(i);
      if (x != y) {
        boolean highX = Character.isSurrogate(x);
        boolean highY = Character.isSurrogate(y);
        return highX == highY ? Character.compare(x, y) : Boolean.compare(highX, highY);
      }
    }
    return Integer.compare(a.length(), b.length());
  }
}
