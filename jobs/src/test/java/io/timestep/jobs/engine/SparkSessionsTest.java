package io.timestep.jobs.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.spark.SparkConf;
import org.junit.jupiter.api.Test;

class SparkSessionsTest {
  private static SparkConf given() {
    return new SparkConf(false);
  }

  @Test
  void withoutAMasterSparkRunsEmbeddedOnAllCoresWithoutItsWebPage() {
    SparkConf settings = SparkSessions.settings(given(), "stats");

    assertThat(settings.get("spark.master")).isEqualTo("local[*]");
    assertThat(settings.get("spark.ui.enabled")).isEqualTo("false");
    assertThat(settings.get("spark.driver.host")).isEqualTo("127.0.0.1");
  }

  @Test
  void whatWasGivenWins() {
    SparkConf settings =
        SparkSessions.settings(
            given().set("spark.ui.enabled", "true").set("spark.sql.adaptive.enabled", "true"),
            "stats");

    assertThat(settings.get("spark.ui.enabled")).isEqualTo("true");
    assertThat(settings.get("spark.sql.adaptive.enabled")).isEqualTo("true");
  }

  @Test
  void aGivenMasterKeepsItsAddressesAndItsWebPage() {
    SparkConf settings = SparkSessions.settings(given().setMaster("spark://host:7077"), "stats");

    assertThat(settings.get("spark.master")).isEqualTo("spark://host:7077");
    assertThat(settings.contains("spark.ui.enabled")).isFalse();
    assertThat(settings.contains("spark.driver.host")).isFalse();
    assertThat(settings.get("spark.sql.adaptive.enabled")).isEqualTo("false");
  }

  @Test
  void trainingIsShownInSparksMetricsBesideOtherPlugins() {
    String ours = TrainingMetricsPlugin.class.getName();
    SparkConf settings = SparkSessions.settings(given().set("spark.plugins", "x.Other"), "train");

    assertThat(settings.get("spark.plugins")).isEqualTo("x.Other," + ours);
    assertThat(SparkSessions.settings(settings, "train").get("spark.plugins"))
        .isEqualTo("x.Other," + ours);
    assertThat(SparkSessions.settings(given(), "run").get("spark.plugins")).isEqualTo(ours);
    assertThat(SparkSessions.settings(given(), "stats").contains("spark.plugins")).isFalse();
  }

  @Test
  void aFreeCoreTakesAReplicaWithoutWaitingForAnExecutorThatHasItsText() {
    assertThat(SparkSessions.settings(given(), "train").get("spark.locality.wait")).isEqualTo("0s");
    assertThat(
            SparkSessions.settings(given().set("spark.locality.wait", "1s"), "train")
                .get("spark.locality.wait"))
        .isEqualTo("1s");
  }

  @Test
  void theMergedModelMayBeOfAnySizeUnlessALimitWasGiven() {
    String limit = "spark.driver.maxResultSize";

    assertThat(SparkSessions.settings(given(), "train").get(limit)).isEqualTo("0");
    assertThat(SparkSessions.settings(given().set(limit, "4g"), "train").get(limit))
        .isEqualTo("4g");
    assertThat(SparkSessions.settings(given(), "stats").contains(limit)).isFalse();
  }
}
