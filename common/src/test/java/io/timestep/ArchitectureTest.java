package io.timestep;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Which way the dependencies of common run; docs/architecture.md says the same in words. */
class ArchitectureTest {
  /** From the top down: each package may use those after it in the list and itself. */
  private static final List<String> TOP_DOWN =
      List.of(
          "report",
          "train",
          "nn",
          "sequence",
          "ngram",
          "lm",
          "metric",
          "vocab",
          "text",
          "config",
          "tensorboard",
          "util");

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("io.timestep");

  static List<String> packages() {
    return TOP_DOWN;
  }

  @ParameterizedTest
  @MethodSource("packages")
  @DisplayName("a package uses only those below it")
  void usesOnlyThoseBelow(String name) {
    List<String> below = TOP_DOWN.subList(TOP_DOWN.indexOf(name), TOP_DOWN.size());
    String[] allowed = below.stream().map(ArchitectureTest::withSubpackages).toArray(String[]::new);

    classes()
        .that()
        .resideInAPackage(withSubpackages(name))
        .should()
        .onlyDependOnClassesThat(
            resideInAnyPackage(allowed).or(resideOutsideOfPackages("io.timestep..")))
        .allowEmptyShould(true)
        .check(CLASSES);
  }

  @Test
  @DisplayName("packages have no cycles, those inside a package neither")
  void hasNoCycles() {
    slices().matching("io.timestep.(**)").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  @DisplayName("every package has its place in the order")
  void everyPackageIsListed() {
    Set<String> packages =
        CLASSES.stream()
            .map(JavaClass::getPackageName)
            .map(name -> name.substring("io.timestep.".length()).split("\\.", -1)[0])
            .collect(Collectors.toSet());

    assertThat(packages).isNotEmpty().isSubsetOf(TOP_DOWN);
  }

  @Test
  @DisplayName("no class knows Spark, Hadoop or Scala")
  void knowsNoEngine() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.apache.spark..", "org.apache.hadoop..", "scala..")
        .check(CLASSES);
  }

  private static String withSubpackages(String name) {
    return "io.timestep." + name + "..";
  }
}
