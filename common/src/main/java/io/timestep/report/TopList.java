package io.timestep.report;

import io.timestep.report.Report.NgramCount;
import java.util.List;

/** The most frequent N-grams with bars; also in how many documents they are, if that is known. */
final class TopList {
  private TopList() {}

  /**
   * Writes a list.
   *
   * @param ngrams by falling count, at least one
   */
  static void write(Html html, String title, List<NgramCount> ngrams) {
    html.open("div", "class", "top").element("h4", title);
    html.open("ol");
    double most = ngrams.get(0).count();
    for (NgramCount ngram : ngrams) {
      html.open("li");
      html.open("span", "class", "ngram", "lang", Words.language(ngram.ngram()));
      Words.write(html, ngram.ngram());
      html.close().open("span", "class", "number").text(Numbers.count(ngram.count()));
      if (!Double.isNaN(ngram.documents())) {
        html.element("span", " in " + Numbers.count(ngram.documents()), "class", "documents");
      }
      html.close();
      html.open("i", "style", "width:" + Html.coordinate(100 * ngram.count() / most) + "%");
      html.close().closeLine();
    }
    html.close().closeLine();
  }
}
