# shellcheck shell=bash
# shellcheck disable=SC2034 # the variables are for the scripts that source this
# What the scripts share: finding Java, what Spark needs of it, and building the project. Sourced with ROOT set to
# the project's folder.

TARGET="$ROOT/jobs/target"
APP_JAR="$TARGET/timestep.jar"
APP_CLASS=io.timestep.jobs.cli.Main

# Where the embedded Spark's classes are, and an archive of those that every command loads: the JVM maps it, and
# starts in two thirds of the time. An archive that does not fit is left aside by the JVM.
CLASS_PATH="$APP_JAR:$TARGET/spark/jars/*"
CLASS_ARCHIVE="$TARGET/timestep.jsa"

# The Spark home that spark-submit and the cluster are run from: the user's own, or the one the build assembles.
SPARK="${SPARK_HOME:-$TARGET/spark}"

# GLIBC_TUNABLES of what computes outside the Java heap: large pages, where the system has them for who asks (glibc 2.35
# or later; others pass over it). A training step then misses fewer address translations.
LARGE_PAGES=glibc.malloc.hugetlb=1

# What Spark needs of the JDK's insides; spark-submit adds the same by itself.
JVM_OPENS=(-XX:+IgnoreUnrecognizedVMOptions)
for package in java.lang java.lang.invoke java.lang.reflect java.io java.net java.nio java.util \
  java.util.concurrent java.util.concurrent.atomic jdk.internal.ref sun.nio.ch sun.nio.cs \
  sun.security.action sun.util.calendar; do
  JVM_OPENS+=("--add-opens=java.base/$package=ALL-UNNAMED")
done
JVM_OPENS+=(--add-opens=java.security.jgss/sun.security.krb5=ALL-UNNAMED
  -Djdk.reflect.useDirectMethodHandle=false)

# say MESSAGE: to stderr, so that stdout holds results only.
say() {
  printf '%s\n' "$*" >&2
}

# fail CODE MESSAGE: 2 is for what the user can mend, 1 for anything else.
fail() {
  local code="$1"
  shift
  say "${0##*/}: $*"
  exit "$code"
}

# find_java: sets JAVA to a Java of release 17 or later.
find_java() {
  if [ -n "${JAVA_HOME:-}" ]; then
    JAVA="$JAVA_HOME/bin/java"
    [ -x "$JAVA" ] || fail 2 "JAVA_HOME is $JAVA_HOME, but $JAVA is not a program; set it to a JDK 17 or unset it"
  else
    JAVA="$(command -v java)" || fail 2 "no java on the PATH; install a JDK 17 or set JAVA_HOME"
  fi
  local line release
  line="$("$JAVA" -version 2>&1 | grep ' version "')" || fail 2 "$JAVA -version tells no version; set JAVA_HOME to a JDK 17"
  release="${line#*\"}"
  release="${release%%[.\"-]*}"
  [ "$release" -ge 17 ] || fail 2 "Java 17 is needed, $JAVA is ${line#* version }; set JAVA_HOME to a JDK 17"
}

# Sources that go into the application jar: true if any is newer than it.
is_stale() {
  [ -f "$APP_JAR" ] && [ -x "$TARGET/spark/bin/spark-submit" ] || return 0
  local paths=("$ROOT/pom.xml") module
  for module in common jobs; do
    paths+=("$ROOT/$module/pom.xml" "$ROOT/$module/src/main")
  done
  [ -n "$(find "${paths[@]}" "$ROOT/jobs/src/assembly" -newer "$APP_JAR" -print 2>/dev/null | head -n 1)" ]
}

# archive_classes: makes the archive of classes, by a small model of the README. Without it all works as well.
archive_classes() {
  local model="$TARGET/.archive-model"
  find_java
  rm -rf "$model" "$CLASS_ARCHIVE"
  SPARK_LOCAL_IP=127.0.0.1 "$JAVA" "${JVM_OPENS[@]}" -XX:+UseParallelGC -XX:ArchiveClassesAtExit="$CLASS_ARCHIVE" \
    -Xlog:disable -cp "$CLASS_PATH" "$APP_CLASS" ngram train --input "$ROOT/README.md" --output "$model" \
    --set ngram.order=2 --set ngram.reserved-words=skip --set ngram.discount-fallback=0.5,1,1.5 >/dev/null 2>&1 9>&- \
    || say "Made no archive of classes ($CLASS_ARCHIVE); commands take a second longer to start"
  rm -rf "$model"
}

# build_if_needed: makes the application jar and the Spark home when missing or older than the sources.
# TIMESTEP_BUILD=never takes what is there.
build_if_needed() {
  if [ "${TIMESTEP_BUILD:-auto}" = never ]; then
    [ -f "$APP_JAR" ] || fail 2 "$APP_JAR is missing and TIMESTEP_BUILD=never; run 'mvn package' first"
    return 0
  fi
  is_stale || return 0
  command -v mvn >/dev/null || fail 2 "no mvn on the PATH, needed to build $APP_JAR; install Maven 3.8 or later"
  mkdir -p "$TARGET"
  # One build at a time, where the system has flock; who waited looks again.
  exec 9>"$TARGET/.build.lock"
  if command -v flock >/dev/null; then
    flock 9
  fi
  if is_stale; then
    say "Building Timestep (mvn package; the first time also downloads its dependencies) ..."
    (cd "$ROOT" && mvn -B -q package -Dmaven.test.skip -Dspotless.check.skip 9>&-) >&2 \
      || fail 1 "the build failed, see above; 'cd $ROOT && mvn package' repeats it"
    # Maven leaves a jar alone whose contents are the same.
    touch "$APP_JAR"
    archive_classes
  fi
  exec 9>&-
}
