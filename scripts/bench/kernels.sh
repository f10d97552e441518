#!/usr/bin/env bash
# Times training steps of one recurrent language model side by side: this project's layers, stock DL4J's and libtorch's,
# each in a process of its own, in turns, on one core and then on two. Before that, libtorch repeats some steps from
# the same weights and must come to the same losses and gradient norms.
#
#   kernels.sh [OPTION...]
#
#   --shape H,V,B,T       units, words, streams, tokens of each; repeatable (without: the table of docs/benchmarks.md)
#   --cell lstm           lstm, gru or rnn, of every --shape; repeatable (lstm)
#   --repeat N            runs of each program (3); they take turns
#   --seconds S           how long the steps of a run are timed, after two thirds of it to warm up (3)
#   --dl4j all            where stock DL4J (an LSTM alone) and our layers in its fit() are timed: first (for the first
#                         model), all or never (first)
#   --cpus 0,1            the two cores; the first of them is the one core
#   --quick               a small model and short runs: whether everything works, in a minute
#   --json FILE           writes the ratios on one core to FILE, a JSON array
#   --work DIR            folder for temporary files (TMPDIR or /tmp); one is made in it and removed
#   --help                shows this
#
# Prints Markdown tables. The first run downloads libtorch 2.10 (110 MB) from Maven Central.
#
# Environment: BENCH_HEAP (heap of every JVM, 3g).
#
# Exit codes: 0 done; 1 a program failed, or libtorch comes to other numbers; 2 you can put it right.
# docs/benchmarks.md says what the programs, columns and JSON fields are.
set -euo pipefail

ROOT="$(cd -P "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)"
# shellcheck source=scripts/lib/build.sh
. "$ROOT/scripts/lib/build.sh"
# shellcheck source=scripts/lib/bench.sh
. "$ROOT/scripts/lib/bench.sh"

FIRST_SHAPE=200,10000,20,35
LARGE_VOCABULARY=200,33278,20,35

shapes=()
cells=()
repeat=3
seconds=3
dl4j=first
cpus=0,1
quick=no
json_file=""
work_parent=""

usage() {
  sed -n '2,/^set -euo/{ /^set -euo/d; s/^# \{0,1\}//; p; }' "${BASH_SOURCE[0]}"
}

read_arguments() {
  while [ $# -gt 0 ]; do
    case "$1" in
      --help | -h)
        usage
        exit 0
        ;;
      --quick) quick=yes ;;
      --shape | --cell | --repeat | --seconds | --dl4j | --cpus | --json | --work)
        [ $# -ge 2 ] || fail 2 "$1 needs a value; see --help"
        read_option "$1" "$2"
        shift
        ;;
      *) fail 2 "unknown argument $1; see --help" ;;
    esac
    shift
  done
}

read_option() {
  case "$1" in
    --shape) shapes+=("$2") ;;
    --cell) cells+=("$2") ;;
    --repeat) repeat="$2" ;;
    --seconds) seconds="$2" ;;
    --dl4j) dl4j="$2" ;;
    --cpus) cpus="$2" ;;
    --json) json_file="$2" ;;
    --work) work_parent="$2" ;;
  esac
}

check() {
  local shape cell
  for shape in ${shapes[@]+"${shapes[@]}"}; do
    [[ "$shape" =~ ^[1-9][0-9]*(,[1-9][0-9]*){3}$ ]] || fail 2 "--shape $shape: expected H,V,B,T, e.g. $FIRST_SHAPE"
  done
  for cell in ${cells[@]+"${cells[@]}"}; do
    [[ "$cell" =~ ^(lstm|gru|rnn)$ ]] || fail 2 "--cell $cell: expected lstm, gru or rnn"
  done
  positive_integer --repeat "$repeat"
  [[ "$seconds" =~ ^([0-9]*[1-9][0-9]*(\.[0-9]+)?|0?\.[0-9]*[1-9][0-9]*)$ ]] \
    || fail 2 "--seconds $seconds: expected a number greater than 0"
  [[ "$dl4j" =~ ^(first|all|never)$ ]] || fail 2 "--dl4j $dl4j: expected first, all or never"
  [[ "$cpus" =~ ^[0-9]+,[0-9]+$ ]] || fail 2 "--cpus $cpus: expected two cores, e.g. 0,1"
  [ -z "$json_file" ] || { : >"$json_file"; } 2>/dev/null || fail 2 "--json $json_file cannot be written"
}

# choose_models: sets MODELS to "CELL SHAPE" of each comparison on one core, the first of which is also timed on two,
# and ADAPTIVE to the shape of the adaptive softmax.
choose_models() {
  local cell shape
  MODELS=()
  ADAPTIVE="$LARGE_VOCABULARY"
  if [ "$quick" = yes ]; then
    seconds=0.2 repeat=1 ADAPTIVE=32,2000,4,8
    MODELS=("lstm 32,500,4,8" "gru 32,500,4,8" "rnn 32,500,4,8")
    return
  fi
  if [ "${#shapes[@]}" -eq 0 ] && [ "${#cells[@]}" -eq 0 ]; then
    MODELS=("lstm $FIRST_SHAPE" "lstm 650,10000,20,35" "lstm $LARGE_VOCABULARY" "lstm 200,10000,64,35"
      "gru $FIRST_SHAPE" "rnn $FIRST_SHAPE")
    return
  fi
  [ "${#shapes[@]}" -gt 0 ] || shapes=("$FIRST_SHAPE")
  [ "${#cells[@]}" -gt 0 ] || cells=(lstm)
  for cell in "${cells[@]}"; do
    for shape in "${shapes[@]}"; do
      MODELS+=("$cell $shape")
    done
  done
}

# build_libtorch_if_needed: libtorch's side, and a file with its class path beside it.
build_libtorch_if_needed() {
  local module="$ROOT/bench/libtorch"
  LIBTORCH_CLASSES="$module/target/classes"
  LIBTORCH_PATH="$module/target/class-path"
  if [ -f "$LIBTORCH_PATH" ] && [ -z "$(find "$ROOT/pom.xml" "$ROOT/bench/pom.xml" "$module/pom.xml" \
    "$module/src/main" "$ROOT/bench/src/main" -newer "$LIBTORCH_PATH" -print | head -n 1)" ]; then
    return
  fi
  command -v mvn >/dev/null || fail 2 "no mvn on the PATH, needed for libtorch; install Maven 3.8 or later"
  say "Building libtorch's side (the first time also downloads libtorch, 110 MB) ..."
  (cd "$ROOT" && mvn -B -q -Plibtorch -pl bench/libtorch -am process-classes -Dspotless.check.skip) >&2 \
    || fail 1 "the build of libtorch's side failed, see above"
  touch "$LIBTORCH_PATH" # Maven leaves a file alone whose contents are the same
}

# --- the programs

# run CPUS COMMAND...: on these cores; what it prints of trials is kept.
run() {
  local on="$1" status=0
  shift
  pin_to "$on"
  ${PIN[@]+"${PIN[@]}"} "$@" >"$WORK/out" 2>"$WORK/err" &
  RUNNING=$!
  wait "$RUNNING" || status=$?
  RUNNING=""
  if [ "$status" -ne 0 ]; then
    cat "$WORK/out" >&2
    tail -n 20 "$WORK/err" >&2
    fail 1 "exit code $status, see above: $*"
  fi
  cat "$WORK/out" >>"$WORK/trials"
}

# ours CPUS COMMAND ARGUMENT...: a program on the JVM's side, with the options of scripts/timestep.
ours() {
  local on="$1"
  shift
  bench_command "$HEAP" -XX:+UseTransparentHugePages -XX:+UseParallelGC -- "$@"
  run "$on" env "GLIBC_TUNABLES=$LARGE_PAGES" "${BENCH_COMMAND[@]}"
}

# libtorch CPUS ARGUMENT...
libtorch() {
  local on="$1"
  shift
  run "$on" ${LIBTORCH_ENVIRONMENT[@]+"${LIBTORCH_ENVIRONMENT[@]}"} "$JAVA" -XX:+UseParallelGC "-Xmx$HEAP" \
    -cp "$LIBTORCH_CLASSES:$BENCH_CLASSES:$(cat "$LIBTORCH_PATH")" io.timestep.bench.libtorch.Main "$@"
}

# libtorch_hugepages CPUS ARGUMENT...
libtorch_hugepages() {
  local LIBTORCH_ENVIRONMENT=(env "GLIBC_TUNABLES=$LARGE_PAGES") # bash: seen by what is called from here
  libtorch "$@"
}

# --- what is compared

# same_numbers CELL SHAPE: libtorch repeats our steps; ends the script where it comes to other numbers.
same_numbers() {
  ours "$CORE" kernels-reference --cell "$1" --shape "$2" --output "$WORK/reference"
  libtorch "$CORE" check "$WORK/reference"
  say "$(tail -n 1 "$WORK/out")"
  rm "$WORK/reference"
}

# on_one_core CELL SHAPE INDEX: one run of each.
on_one_core() {
  local model=(--cell "$1" --shape "$2" --seconds "$seconds")
  ours "$CORE" kernels-time TRAIN --name timestep "${model[@]}"
  libtorch "$CORE" time --name libtorch "${model[@]}"
  libtorch_hugepages "$CORE" time --name libtorch-hugepages "${model[@]}"
  if [ "$dl4j" = all ] || { [ "$dl4j" = first ] && [ "$3" -eq 0 ]; }; then
    ours "$CORE" kernels-time FIT --name timestep-fit "${model[@]}"
    [ "$1" != lstm ] || ours "$CORE" kernels-time STOCK --name dl4j "${model[@]}"
  fi
}

# on_two_cores CELL SHAPE: one run of each.
on_two_cores() {
  local model=(--cell "$1" --shape "$2" --seconds "$seconds" --section TWO_CORES)
  ours "$cpus" kernels-time TRAIN --name timestep-2-replicas --replicas 2 "${model[@]}"
  ours "$cpus" kernels-time TRAIN --name timestep-1-replica "${model[@]}"
  libtorch "$cpus" time --name libtorch-2-threads --threads 2 "${model[@]}"
  libtorch_hugepages "$cpus" time --name libtorch-2-threads-hugepages --threads 2 "${model[@]}"
}

# adaptive_softmax SHAPE: one run of each.
adaptive_softmax() {
  local model=(--shape "$1" --seconds "$seconds")
  ours "$CORE" kernels-time ADAPTIVE --name adaptive --section ADAPTIVE "${model[@]}"
  ours "$CORE" kernels-time TRAIN --name full --section ADAPTIVE "${model[@]}"
  ours "$CORE" kernels-time ADAPTIVE_SOFTMAX --name adaptive --section SOFTMAX "${model[@]}"
  ours "$CORE" kernels-time SOFTMAX --name full --section SOFTMAX "${model[@]}"
}

in_turns() {
  local repetition i cell shape
  for i in "${!MODELS[@]}"; do
    read -r cell shape <<<"${MODELS[i]}"
    for ((repetition = 1; repetition <= repeat; repetition++)); do
      say "one core, $cell $shape, run $repetition of $repeat"
      on_one_core "$cell" "$shape" "$i"
    done
  done
  read -r cell shape <<<"${MODELS[0]}"
  for ((repetition = 1; repetition <= repeat; repetition++)); do
    say "two cores, $cell $shape, and adaptive softmax, $ADAPTIVE, run $repetition of $repeat"
    on_two_cores "$cell" "$shape"
    adaptive_softmax "$ADAPTIVE"
  done
}

machine() {
  local name
  name="$(sed -n 's/^model name[[:space:]]*: //p' /proc/cpuinfo 2>/dev/null | head -n 1 || true)"
  echo "$(date '+%-d %B %Y'), ${name:-$(uname -m)}, $(nproc) cores, $("$JAVA" -version 2>&1 | head -n 1)$UNPINNED"
}

read_arguments "$@"
check
choose_models
HEAP="${BENCH_HEAP:-3g}"
CORE="${cpus%%,*}"
LIBTORCH_ENVIRONMENT=()
UNPINNED=""
command -v taskset >/dev/null || UNPINNED="; not kept on cores, there is no taskset"
find_java
build_bench_if_needed
build_libtorch_if_needed
make_work_folder "$work_parent"
: >"$WORK/trials"

for model in "${MODELS[@]}"; do
  read -r cell shape <<<"$model"
  same_numbers "$cell" "$shape"
done
in_turns
read -r cell shape <<<"${MODELS[0]}"
bench_command "$HEAP" -- kernels-report "$WORK/trials" ${json_file:+--json "$json_file"}
echo "On $(machine). Medians of $repeat runs of $seconds s."
echo
"${BENCH_COMMAND[@]}"
say "parts of a step, $cell $shape"
ours "$CORE" kernels-parts --cell "$cell" --shape "$shape"
echo "**Parts of a step**, $cell $shape"
echo
cat "$WORK/out"
