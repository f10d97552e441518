# shellcheck shell=bash
# shellcheck disable=SC2034,SC2154 # variables are shared with the scripts that source this and with build.sh
# What the measuring scripts share: the bench module, one measured run, medians, rows of JSON.
# Sourced after build.sh.

BENCH_CLASSES="$ROOT/bench/target/classes"
BENCH_CLASS=io.timestep.bench.Main
POLL_SECONDS=0.5

# build_bench_if_needed: the application jar, and the bench module's classes beside it.
build_bench_if_needed() {
  build_if_needed
  local stamp="$ROOT/bench/target/.compiled"
  if [ -f "$stamp" ] && [ -z "$(find "$ROOT/pom.xml" "$ROOT/bench/pom.xml" "$ROOT/bench/src/main" "$APP_JAR" \
    -newer "$stamp" -print | head -n 1)" ]; then
    return
  fi
  command -v mvn >/dev/null || fail 2 "no mvn on the PATH, needed to build the bench module; install Maven 3.8 or later"
  say "Building the bench module ..."
  (cd "$ROOT" && mvn -B -q -Pbench -pl bench -am compile -Dspotless.check.skip) >&2 \
    || fail 1 "the build of the bench module failed, see above"
  touch "$stamp"
}

# bench_command HEAP JVM-OPTION... -- ARGUMENT...: sets BENCH_COMMAND to a program of the bench module, on the
# application jar and its Spark.
bench_command() {
  BENCH_COMMAND=("$JAVA" "${JVM_OPENS[@]}" "-Xmx$1")
  shift
  while [ "$1" != -- ]; do
    BENCH_COMMAND+=("$1")
    shift
  done
  shift
  BENCH_COMMAND+=(-cp "$ROOT/conf:$BENCH_CLASSES:$APP_JAR:$TARGET/spark/jars/*" "$BENCH_CLASS" "$@")
  export SPARK_LOCAL_IP="${SPARK_LOCAL_IP:-127.0.0.1}"
}

# readable FILE
readable() {
  if [ ! -f "$1" ] || [ ! -r "$1" ]; then
    fail 2 "$1 is no file to read; check the path"
  fi
}

# make_work_folder [DIR]: sets WORK to a new folder in DIR (default TMPDIR) that goes when the script does.
make_work_folder() {
  local parent="${1:-${TMPDIR:-/tmp}}"
  if [ ! -d "$parent" ] || [ ! -w "$parent" ]; then
    fail 2 "$parent is no folder to write to; give another with --work"
  fi
  WORK="$(cd "$parent" && mktemp -d "$PWD/timestep-bench.XXXXXX")"
  RUNNING=""
  trap 'clean_up' EXIT
  trap 'exit 130' INT
  trap 'exit 143' TERM
}

# clean_up: ends the programs that are being measured ($RUNNING, a list of process ids), and waits until they have gone:
# they may still be writing.
clean_up() {
  local pid pids deadline=$((SECONDS + 10))
  if [ -n "$RUNNING" ]; then
    mapfile -t pids < <(for pid in $RUNNING; do family "$pid"; done)
    kill "${pids[@]}" 2>/dev/null || true
    for pid in "${pids[@]}"; do
      while kill -0 "$pid" 2>/dev/null && [ "$SECONDS" -lt "$deadline" ]; do
        sleep 0.1
      done
    done
  fi
  rm -rf "$WORK"
}

# pin_to CPUS: sets PIN to what runs a command on these cores only, so that all have the same.
pin_to() {
  PIN=()
  if command -v taskset >/dev/null; then
    taskset -c "$1" true 2>/dev/null || fail 2 "--cpus $1: this machine has no such cores; expected e.g. 0,1"
    PIN=(taskset -c "$1")
  else
    say "no taskset: every program uses all $(nproc) cores"
  fi
}

# family PID: the process and all below it.
family() {
  local child
  echo "$1"
  for child in $(cat "/proc/$1/task"/*/children 2>/dev/null || true); do
    family "$child"
  done
}

# rss_kb PID...: greatest peak of resident memory of any of the processes.
rss_kb() {
  local pid
  for pid in "$@"; do
    sed -n 's/^VmHWM:[^0-9]*\([0-9]*\) kB/\1/p' "/proc/$pid/status" 2>/dev/null || true
  done | sort -n | tail -n 1
}

# disk_kb FOLDER PID...: what the folder holds, and the files of its disk that the processes have open but
# have no name any more (lmplz unlinks its temporary files when it makes them).
disk_kb() {
  local folder="$1" named unnamed device pid
  shift
  named="$(du -sk "$folder" 2>/dev/null | cut -f 1 || true)"
  device="$(stat -c %d "$folder")"
  unnamed="$(for pid in "$@"; do
    find -L "/proc/$pid/fd" -maxdepth 1 -type f -links 0 -printf '%D:%i %k\n' 2>/dev/null || true
  done | sort -u | awk -v device="$device:" 'index($1, device) == 1 { kb += $2 } END { print kb + 0 }')"
  echo $((${named:-0} + unnamed))
}

# greatest A B: the greater number; one that is empty is 0.
greatest() {
  echo $((${1:-0} > ${2:-0} ? ${1:-0} : ${2:-0}))
}

# measure LOG COMMAND...: runs it with the file STDIN, if that is set, on its input, and sets SECONDS_TAKEN, PEAK_RSS
# (bytes, of the largest process) and PEAK_DISK (bytes in $RUN). Ends the script if it fails.
measure() {
  local log="$1" status=0 pids disk=0 rss=0 start end gnu_time=()
  shift
  if /usr/bin/time -f %M true >/dev/null 2>&1; then
    gnu_time=(/usr/bin/time -o "$WORK/rss" -f %M)
  fi
  sync # what the run before has written is not this one's burden
  start="$(date +%s.%N)"
  ${gnu_time[@]+"${gnu_time[@]}"} ${PIN[@]+"${PIN[@]}"} "$@" >"$log" 2>"$log.err" <"${STDIN:-/dev/null}" &
  RUNNING=$!
  (
    while kill -0 "$RUNNING" 2>/dev/null; do
      mapfile -t pids < <(family "$RUNNING")
      rss="$(greatest "$rss" "$(rss_kb "${pids[@]}")")"
      disk="$(greatest "$disk" "$(disk_kb "$RUN" "${pids[@]}")")"
      echo "$rss $disk" >"$WORK/polled.next"
      mv "$WORK/polled.next" "$WORK/polled"
      sleep "$POLL_SECONDS"
    done
  ) 2>/dev/null &
  local poller=$!
  wait "$RUNNING" || status=$?
  end="$(date +%s.%N)"
  RUNNING=""
  wait "$poller" || true
  if [ "$status" -ne 0 ]; then
    tail -n 20 "$log.err" >&2
    fail 1 "exit code $status, see above: $*"
  fi
  read -r rss disk <"$WORK/polled"
  rm -f "$WORK/polled"
  if [ "${#gnu_time[@]}" -gt 0 ]; then
    rss="$(tail -n 1 "$WORK/rss")"
  fi
  SECONDS_TAKEN="$(awk -v a="$start" -v b="$end" 'BEGIN { printf "%.3f", b - a }')"
  PEAK_RSS=$((rss * 1024))
  PEAK_DISK=$(($(greatest "$disk" "$(disk_kb "$RUN")") * 1024))
}

# new_run: an empty folder $RUN with $RUN/tmp and $RUN/out.
new_run() {
  RUN="$WORK/run"
  rm -rf "$RUN"
  mkdir -p "$RUN/tmp" "$RUN/out"
}

# bytes_of PATH...: what files and folders hold.
bytes_of() {
  du -scb "$@" | tail -n 1 | cut -f 1
}

# median: of the numbers on stdin, a line each.
median() {
  sort -g | awk '{ v[NR] = $1 } END { printf "%.3f", (v[int((NR + 1) / 2)] + v[int((NR + 2) / 2)]) / 2 }'
}

# divide A B [FORMAT]
divide() {
  awk -v a="$1" -v b="$2" -v format="${3:-%.2f}" 'BEGIN { printf format, a / b }'
}

# json_string TEXT
json_string() {
  printf '"%s"' "$(printf '%s' "$1" | sed 's/\\/\\\\/g; s/"/\\"/g')"
}

# json_number NAME: the first number of this name in the JSON on stdin, or nothing.
json_number() {
  grep -o "\"$1\" *: *[-+0-9.eE]*" | head -n 1 | sed 's/.*: *//' || true
}

# positive_integer OPTION VALUE
positive_integer() {
  case "$2" in
    '' | 0* | *[!0-9]*) fail 2 "$1 $2: expected a whole number, 1 or more" ;;
  esac
}

# program VARIABLE: fails unless the variable is empty or names a program.
program() {
  local path="${!1:-}"
  [ -z "$path" ] || [ -x "$path" ] || fail 2 "$1=$path is not a program; set it to one or unset it"
}
