package io.timestep.report;

/** A part of the page with a heading of its own. */
interface Section {
  /** Target of links within the page. */
  String id();

  String title();

  /** What the section shows and how to read it, in a sentence or two. */
  String note();

  /** Whether none of the results has anything for this section; it is then left out. */
  boolean isEmpty();

  void write(Html html);
}
