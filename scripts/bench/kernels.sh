#!/usr/bin/env bash
# Times training steps of one recurrent language model side by side: this project's layers, stock DL4J's and libtorch's,
# each in a process of its own that stays warm and is given short turns, on one core and then on two. Before that,
# libtorch repeats some steps from the same weights and must come to the same losses and gradient norms.
#
#   kernels.sh [OPTION...]
#
#   --shape H,V,B,T       units, words, streams, tokens of each; repeatable (without: the table of docs/benchmarks.md)
#   --cell lstm           lstm, gru or rnn, of every --shape; repeatable (lstm)
#   --repeat N            runs of each program (2)
#   --turns N             turns of each program in a run (8)
#   --seconds S           how long the steps of a turn are timed (0.7), after one that is not
#   --warm-up S           half of how long a run of a program warms up (8): one on the JVM's side for so long on a small
#                         model, whose short steps have nearly all compiled that there is, then as long on its own
#   --dl4j all            where stock DL4J (an LSTM alone) and our layers in its fit() are timed: first (for the first
#                         model), all or never (first)
#   --isa AVX2            holds all programs to these instructions (without: all that the machine has)
#   --cpus 0,1            the two cores; the first of them is the one core
#   --quick               a small model and short runs: whether everything works, in a minute
#   --json FILE           writes the ratios on one core to FILE, a JSON array
#   --docs FILE           also puts the tables into FILE, between its two lines <!-- kernels.sh: ... -->
#                         (docs/benchmarks.md when all its models are timed, else none)
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
# shellcheck source=scripts/lib/options.sh
. "$ROOT/scripts/lib/options.sh"
# shellcheck source=scripts/lib/bench.sh
. "$ROOT/scripts/lib/bench.sh"

FIRST_SHAPE=200,10000,20,35
LARGE_VOCABULARY=200,33278,20,35

shapes=()
cells=()
repeat=2
turns=8
seconds=0.7
warm_up=8
dl4j=first
isa=""
cpus=0,1
quick=no
json_file=""
docs_file=""
work_parent=""

DOCS_BEGIN='<!-- kernels.sh: from here -->'
DOCS_END='<!-- kernels.sh: to here -->'

read_flag() {
  [ "$1" = --quick ] || return 1
  quick=yes
}

read_option() {
  case "$1" in
    --shape) shapes+=("$2") ;;
    --cell) cells+=("$2") ;;
    --repeat) repeat="$2" ;;
    --turns) turns="$2" ;;
    --seconds) seconds="$2" ;;
    --warm-up) warm_up="$2" ;;
    --dl4j) dl4j="$2" ;;
    --isa) isa="$2" ;;
    --cpus) cpus="$2" ;;
    --json) json_file="$2" ;;
    --docs) docs_file="$2" ;;
    --work) work_parent="$2" ;;
    *) return 1 ;;
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
  positive_integer --turns "$turns"
  positive_number --seconds "$seconds"
  positive_number --warm-up "$warm_up"
  [[ "$dl4j" =~ ^(first|all|never)$ ]] || fail 2 "--dl4j $dl4j: expected first, all or never"
  case "$isa" in
    "") ;;
    AVX2) grep -qsw avx2 /proc/cpuinfo || fail 2 "--isa AVX2: this machine has no AVX2; leave the option out" ;;
    *) fail 2 "--isa $isa: expected AVX2" ;;
  esac
  [[ "$cpus" =~ ^[0-9]+,[0-9]+$ ]] || fail 2 "--cpus $cpus: expected two cores, e.g. 0,1"
  [ -z "$json_file" ] || check_json_file
  local own="$ROOT/docs/benchmarks.md"
  if [ -z "$docs_file$isa${shapes[*]-}${cells[*]-}" ] && [ "$quick" = no ] && [ -w "$own" ]; then
    docs_file="$own"
  fi
  [ -z "$docs_file" ] || check_docs_file
}

positive_number() {
  [[ "$2" =~ ^([0-9]*[1-9][0-9]*(\.[0-9]+)?|0?\.[0-9]*[1-9][0-9]*)$ ]] \
    || fail 2 "$1 $2: expected a number greater than 0"
}

check_docs_file() {
  readable "$docs_file"
  [ -w "$docs_file" ] || fail 2 "$docs_file may not be written; give another file with --docs"
  [ "$(grep -cxF -e "$DOCS_BEGIN" -e "$DOCS_END" "$docs_file")" = 2 ] \
    || fail 2 "$docs_file: expected one line $DOCS_BEGIN and one $DOCS_END"
}

# choose_models: sets MODELS to "CELL SHAPE" of each comparison on one core, the first of which is also timed on two,
# and ADAPTIVE to the shape of the adaptive softmax.
choose_models() {
  local cell shape
  MODELS=()
  ADAPTIVE="$LARGE_VOCABULARY"
  if [ "$quick" = yes ]; then
    seconds=0.1 warm_up=0.4 repeat=1 turns=2 ADAPTIVE=32,2000,4,8
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

# hold_to_isa: oneDNN's, ATen's and OpenBLAS's own variables for it, and the JVM's option.
hold_to_isa() {
  JVM_ISA=()
  if [ "$isa" = AVX2 ]; then
    export DNNL_MAX_CPU_ISA=AVX2 ONEDNN_MAX_CPU_ISA=AVX2 ATEN_CPU_CAPABILITY=avx2 OPENBLAS_CORETYPE=HASWELL
    JVM_ISA=(-XX:UseAVX=2)
  fi
}

# --- programs that are run once

# Of every JVM. What is timed is a training that has run for minutes: by then the heap's pages have been touched.
JVM_OPTIONS=(-XX:+UseParallelGC -Xms256m -Xmn128m -XX:+AlwaysPreTouch)

# ours ARGUMENT...: sets COMMAND to a program on the JVM's side, with the large pages of scripts/timestep.
ours() {
  bench_command "$HEAP" ${JVM_ISA[@]+"${JVM_ISA[@]}"} -XX:+UseTransparentHugePages "${JVM_OPTIONS[@]}" -- "$@"
  COMMAND=(env "GLIBC_TUNABLES=$LARGE_PAGES" "${BENCH_COMMAND[@]}")
}

# dl4j ARGUMENT...: sets COMMAND to a program on the JVM's side as a JVM runs it without scripts/timestep.
dl4j() {
  bench_command "$HEAP" ${JVM_ISA[@]+"${JVM_ISA[@]}"} "${JVM_OPTIONS[@]}" -- "$@"
  COMMAND=("${BENCH_COMMAND[@]}")
}

# libtorch ARGUMENT...: sets COMMAND to a program in libtorch.
libtorch() {
  COMMAND=("$JAVA" ${JVM_ISA[@]+"${JVM_ISA[@]}"} "${JVM_OPTIONS[@]}" "-Xmx$HEAP"
    -cp "$LIBTORCH_CLASSES:$BENCH_CLASSES:$(cat "$LIBTORCH_PATH")" io.timestep.bench.libtorch.Main "$@")
}

# libtorch_hugepages ARGUMENT...
libtorch_hugepages() {
  libtorch "$@"
  COMMAND=(env "GLIBC_TUNABLES=$LARGE_PAGES" "${COMMAND[@]}")
}

# failed STATUS NAME: tells what the program said, and ends the script.
failed() {
  tail -n 20 "$WORK/$2.err" >&2
  fail 1 "$2: exit code $1, see above"
}

# run NAME: $COMMAND on one core, to its end; what it prints is left in $WORK/NAME.
run() {
  local status=0
  pin_to "$CORE"
  ${PIN[@]+"${PIN[@]}"} "${COMMAND[@]}" >"$WORK/$1" 2>"$WORK/$1.err" &
  RUNNING=$!
  wait "$RUNNING" || status=$?
  RUNNING=""
  if [ "$status" -ne 0 ]; then
    cat "$WORK/$1" >&2
    failed "$status" "$1"
  fi
}

# --- programs that stay, and are given turns: a line to their input, answered by a line with what came of it

declare -A PROCESS INPUT OUTPUT # by name: process id, and the ends of the pipes to it
PROGRAMS=()

# start NAME CPUS: $COMMAND on these cores; it is warm when this returns.
start() {
  local name="$1" in out
  pin_to "$2"
  mkfifo "$WORK/$name.in" "$WORK/$name.out"
  ${PIN[@]+"${PIN[@]}"} "${COMMAND[@]}" <"$WORK/$name.in" >"$WORK/$name.out" 2>"$WORK/$name.err" &
  PROCESS[$name]=$!
  RUNNING="$RUNNING $!"
  exec {in}>"$WORK/$name.in" {out}<"$WORK/$name.out"
  INPUT[$name]=$in
  OUTPUT[$name]=$out
  PROGRAMS+=("$name")
  answer "$name"
}

# answer NAME: waits for the program's next answer, and keeps it if it tells of a turn.
answer() {
  local line status=0
  while read -r -u "${OUTPUT[$1]}" line; do
    case "$line" in
      ready) return ;;
      trial$'\t'*)
        echo "$line" >>"$WORK/trials"
        return
        ;;
    esac
  done
  wait "${PROCESS[$1]}" || status=$?
  failed "$status" "$1"
}

# take_turns: of all programs that have been started; ends them.
take_turns() {
  local name turn fd
  for ((turn = 1; turn <= turns; turn++)); do
    for name in "${PROGRAMS[@]}"; do
      echo >&"${INPUT[$name]}" || true # one that has ended does not answer
      answer "$name"
    done
  done
  for name in "${PROGRAMS[@]}"; do
    kill "${PROCESS[$name]}" # it has nothing left to do; those started after it hold its input open
    wait "${PROCESS[$name]}" 2>/dev/null || true
    fd="${INPUT[$name]}"
    exec {fd}>&-
    fd="${OUTPUT[$name]}"
    exec {fd}<&-
    rm "$WORK/$name.in" "$WORK/$name.out"
  done
  RUNNING=""
  PROGRAMS=()
}

# --- what is compared

# same_numbers CELL SHAPE: libtorch repeats our steps; ends the script where it comes to other numbers.
same_numbers() {
  ours kernels-reference --cell "$1" --shape "$2" --output "$WORK/reference.steps"
  run reference
  libtorch check "$WORK/reference.steps"
  run check
  say "$(tail -n 1 "$WORK/check")"
  rm "$WORK/reference.steps"
}

# time_ours NAME CPUS PROGRAM OPTION...
time_ours() {
  local name="$1" on="$2"
  shift 2
  ours kernels-time "$1" --name "$name" "${TIMER[@]}" "${@:2}"
  start "$name" "$on"
}

# time_libtorch NAME CPUS OPTION...: and with large pages
time_libtorch() {
  local name="$1" on="$2"
  shift 2
  libtorch time --name "$name" "${LIBTORCH_TIMER[@]}" "$@"
  start "$name" "$on"
  libtorch_hugepages time --name "$name-hugepages" "${LIBTORCH_TIMER[@]}" "$@"
  start "$name-hugepages" "$on"
}

# time_dl4j CPUS OPTION...: and with large pages
time_dl4j() {
  local on="$1"
  shift
  dl4j kernels-time STOCK --name dl4j "${TIMER[@]}" "$@"
  start dl4j "$on"
  time_ours dl4j-hugepages "$on" STOCK "$@"
}

# on_one_core CELL SHAPE INDEX: one run.
on_one_core() {
  local model=(--cell "$1" --shape "$2")
  time_ours timestep "$CORE" TRAIN "${model[@]}"
  time_libtorch libtorch "$CORE" "${model[@]}"
  if [ "$dl4j" = all ] || { [ "$dl4j" = first ] && [ "$3" -eq 0 ]; }; then
    time_ours timestep-fit "$CORE" FIT "${model[@]}"
    [ "$1" != lstm ] || time_dl4j "$CORE" "${model[@]}"
  fi
  take_turns
}

# on_two_cores CELL SHAPE: one run.
on_two_cores() {
  local model=(--cell "$1" --shape "$2" --section TWO_CORES)
  time_ours timestep-2-replicas "$cpus" TRAIN --replicas 2 "${model[@]}"
  time_ours timestep-1-replica "$cpus" TRAIN "${model[@]}"
  time_libtorch libtorch-2-threads "$cpus" --threads 2 "${model[@]}"
  take_turns
}

# adaptive_softmax SHAPE: one run, of the whole step and of the softmax alone.
adaptive_softmax() {
  time_ours adaptive "$CORE" ADAPTIVE --section ADAPTIVE --shape "$1"
  time_ours full "$CORE" TRAIN --section ADAPTIVE --shape "$1"
  take_turns
  time_ours adaptive "$CORE" ADAPTIVE_SOFTMAX --section SOFTMAX --shape "$1"
  time_ours full "$CORE" SOFTMAX --section SOFTMAX --shape "$1"
  take_turns
}

compare_all() {
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
  echo "$(date '+%-d %B %Y'), ${name:-$(uname -m)}, $(nproc) cores, $("$JAVA" -version 2>&1 | head -n 1)$HELD$UNPINNED"
}

# write_docs: the tables, in place of those that stand in $docs_file.
write_docs() {
  awk -v tables="$WORK/tables" -v begin="$DOCS_BEGIN" -v end="$DOCS_END" '
    $0 == end { inside = 0 }
    !inside
    $0 == begin {
      inside = 1
      print ""
      while ((getline line <tables) > 0) print line
      print ""
    }' "$docs_file" >"$WORK/docs"
  cat "$WORK/docs" >"$docs_file"
  say "the tables are in $docs_file"
}

read_arguments "$@"
check
choose_models
# Some programs run with large pages, some without; and every library chooses its kernels itself.
unset GLIBC_TUNABLES ATEN_CPU_CAPABILITY "${!OPENBLAS_@}" "${!DNNL_@}" "${!ONEDNN_@}"
hold_to_isa
HEAP="${BENCH_HEAP:-3g}"
CORE="${cpus%%,*}"
TIMER=(--seconds "$seconds" --warm-up "$warm_up")
LIBTORCH_TIMER=(--seconds "$seconds" --warm-up "$(awk -v s="$warm_up" 'BEGIN { print 2 * s }')")
HELD="${isa:+, held to $isa}"
UNPINNED=""
command -v taskset >/dev/null || UNPINNED="; not kept on cores, there is no taskset"
find_java
build_bench_if_needed
build_libtorch_if_needed
make_work_folder "$work_parent"
trap '' PIPE # a program that has ended is noticed by its answer
: >"$WORK/trials"

for model in "${MODELS[@]}"; do
  read -r cell shape <<<"$model"
  same_numbers "$cell" "$shape"
done
compare_all
read -r cell shape <<<"${MODELS[0]}"
bench_command "$HEAP" -- kernels-report "$WORK/trials" ${json_file:+--json "$json_file"}
{
  echo "On $(machine). Medians of $repeat runs of $turns turns of $seconds s, warmed up for twice $warm_up s."
  echo
  "${BENCH_COMMAND[@]}"
} | tee "$WORK/tables"
say "parts of a step, $cell $shape"
ours kernels-parts --cell "$cell" --shape "$shape"
run parts
{
  echo "**Parts of a step**, $cell $shape"
  echo
  cat "$WORK/parts"
} | tee -a "$WORK/tables"
[ -z "$docs_file" ] || write_docs
