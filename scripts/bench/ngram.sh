#!/usr/bin/env bash
# Times N-gram models side by side: 'timestep ngram' on an embedded Spark and KenLM, in turns, on the same cores,
# from process start to the model on disk; then compares what they wrote.
#
#   ngram.sh CORPUS [OPTION...]
#
#   --orders 3,5          orders of the models
#   --prune "0 0 1"       count thresholds, one an order, the last for the orders above too (default: none)
#   --repeat N            runs of each program (1); they take turns
#   --memory "1G 4G"      values of lmplz -S
#   --discount-fallback   lets both fall back on the discounts 0.5 1 1.5 where a text has none of its own
#   --test FILE           also times scoring this text, with 'timestep ngram evaluate' and KenLM's query
#   --set KEY=VALUE       a setting of Timestep beside those that make it comparable; repeatable
#   --tolerance X         greatest difference of a logarithm between two ARPA files (1e-5)
#   --cpus 0,1            cores that every program is kept on
#   --json FILE           writes every run, ratio and comparison to FILE, a JSON object a line
#   --work DIR            folder for temporary files and models (TMPDIR or /tmp); one is made in it and removed
#   --help                shows this
#
# CORPUS and the test text are plain text, one sentence a line.
#
# Environment: LMPLZ, KENLM_BUILD_BINARY, KENLM_QUERY (KenLM's lmplz, build_binary and query; without LMPLZ Timestep
# is timed alone); TIMESTEP_HEAP (heap of Timestep, 4g); TIMESTEP (the launcher, scripts/timestep of this checkout).
#
# Exit codes: 0 done, and what was compared is the same; 1 a program failed, or the models differ; 2 you can put it
# right. docs/benchmarks.md says what the columns and the JSON fields mean.
set -euo pipefail

ROOT="$(cd -P "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)"
# shellcheck source=scripts/lib/build.sh
. "$ROOT/scripts/lib/build.sh"
# shellcheck source=scripts/lib/options.sh
. "$ROOT/scripts/lib/options.sh"
# shellcheck source=scripts/lib/bench.sh
. "$ROOT/scripts/lib/bench.sh"

corpus=""
orders=(3 5)
prune=()
repeat=1
memories=(1G 4G)
fallback=no
test_text=""
settings=()
tolerance=1e-5
cpus=0,1
json_file=/dev/null
work_parent=""

read_text() {
  [ -z "$corpus" ] || fail 2 "one CORPUS is expected, not also $1; see --help"
  corpus="$1"
}

read_flag() {
  [ "$1" = --discount-fallback ] || return 1
  fallback=yes
}

read_option() {
  case "$1" in
    --orders) IFS=', ' read -r -a orders <<<"$2" ;;
    --prune) IFS=', ' read -r -a prune <<<"$2" ;;
    --repeat) repeat="$2" ;;
    --memory) IFS=', ' read -r -a memories <<<"$2" ;;
    --test) test_text="$2" ;;
    --set) settings+=(--set "$2") ;;
    --tolerance) tolerance="$2" ;;
    --cpus) cpus="$2" ;;
    --json) json_file="$2" ;;
    --work) work_parent="$2" ;;
    *) return 1 ;;
  esac
}

check() {
  [ -n "$corpus" ] || fail 2 "a CORPUS is missing; see --help"
  local file order
  for file in "$corpus" ${test_text:+"$test_text"}; do
    readable "$file"
  done
  [ "${#orders[@]}" -gt 0 ] || fail 2 "--orders is empty; expected e.g. 3,5"
  for order in "${orders[@]}"; do
    positive_integer --orders "$order"
  done
  positive_integer --repeat "$repeat"
  program LMPLZ
  program KENLM_BUILD_BINARY
  program KENLM_QUERY
  check_json_file
}

# tokens_of FILE: words, separated as KenLM does, and a </s> a line.
tokens_of() {
  local words lines
  words="$(tr '\0\t\r ' '\n' <"$1" | LC_ALL=C grep -c . || true)"
  lines="$(wc -l <"$1")"
  echo $((words + lines))
}

# joined SEPARATOR WORD...
joined() {
  local separator="$1" first="${2:-}"
  [ $# -lt 2 ] || shift 2
  printf '%s' "$first" "${@/#/$separator}"
}

# --- the programs that are timed; each is given the order and leaves its model in $RUN/out

timestep_train() {
  local order="$1" output="$2" command
  command=("$TIMESTEP" ngram train --input "$corpus" --order "$order" --output "$RUN/out/model"
    --conf "spark.local.dir=$RUN/tmp" --set "ngram.output=$output" --set ngram.kenlm-compatible=true
    --set text.tokenizer=whitespace --set text.normalization=none)
  if [ "${#prune[@]}" -gt 0 ]; then
    command+=(--set "ngram.prune=[$(joined , "${prune[@]:0:order}")]")
  fi
  if [ "$fallback" = yes ]; then
    command+=(--set 'ngram.discount-fallback=[0.5,1,1.5]')
  fi
  measure "$WORK/log" "${command[@]}" ${settings[@]+"${settings[@]}"}
}

lmplz_train() {
  local order="$1" memory="$2" command
  command=("$LMPLZ" -o "$order" -S "$memory" -T "$RUN/tmp/" --text "$corpus" --arpa "$RUN/out/model.arpa")
  if [ "${#prune[@]}" -gt 0 ]; then
    command+=(--prune "${prune[@]:0:order}")
  fi
  if [ "$fallback" = yes ]; then
    command+=(--discount_fallback 0.5 1 1.5)
  fi
  measure "$WORK/log" "${command[@]}"
}

# build_binary TYPE MEMORY: of the ARPA file in $RUN/out.
build_binary() {
  measure "$WORK/log" "$KENLM_BUILD_BINARY" -S "$2" -T "$RUN/tmp/" "$1" "$RUN/out/model.arpa" "$RUN/out/model.$1"
}

# --- one run of one program

# train_row PROGRAM ORDER REPETITION MODEL...: keeps the figures of what was just measured.
train_row() {
  local program="$1" order="$2" repetition="$3" size
  shift 3
  size="$(bytes_of "$@")"
  printf '%s\t%s\t%s\t%s\t%s\t%s\n' "$order" "$program" "$SECONDS_TAKEN" "$PEAK_RSS" "$PEAK_DISK" "$size" >>"$WORK/rows"
  printf '{"kind":"train","corpus":%s,"tokens":%s,"order":%s,"prune":%s,"program":"%s","repetition":%s,' \
    "$(json_string "$corpus")" "$tokens" "$order" "$(json_string "${prune[*]-}")" "$program" "$repetition" >>"$json_file"
  printf '"seconds":%s,"tokensPerSecond":%s,"peakRssBytes":%s,"peakDiskBytes":%s,"outputBytes":%s}\n' \
    "$SECONDS_TAKEN" "$(divide "$tokens" "$SECONDS_TAKEN" %.0f)" "$PEAK_RSS" "$PEAK_DISK" "$size" >>"$json_file"
  say "order $order, $program, run $repetition of $repeat: $SECONDS_TAKEN s"
}

run_timestep_arpa() {
  local arpa
  new_run
  timestep_train "$1" arpa
  arpa="$(find "$RUN/out" -name '*.arpa' -type f | head -n 1)"
  [ -n "$arpa" ] || fail 1 "'timestep ngram train' wrote no .arpa file"
  train_row timestep-arpa "$1" "$2" "$arpa"
  mv "$arpa" "$WORK/timestep.arpa"
}

run_timestep_binary() {
  new_run
  timestep_train "$1" binary
  train_row timestep-binary "$1" "$2" "$RUN/out/model"
  rm -rf "$WORK/timestep.model"
  mv "$RUN/out/model" "$WORK/timestep.model"
}

run_lmplz() {
  local memory="$3" seconds rss disk
  new_run
  lmplz_train "$1" "$memory"
  train_row "lmplz-$memory" "$1" "$2" "$RUN/out/model.arpa"
  if [ -n "${KENLM_BUILD_BINARY:-}" ]; then
    seconds="$SECONDS_TAKEN" rss="$PEAK_RSS" disk="$PEAK_DISK"
    build_binary trie "$memory"
    SECONDS_TAKEN="$(awk -v a="$seconds" -v b="$SECONDS_TAKEN" 'BEGIN { printf "%.3f", a + b }')"
    PEAK_RSS="$(greatest "$rss" "$PEAK_RSS")" PEAK_DISK="$(greatest "$disk" "$PEAK_DISK")"
    train_row "lmplz-$memory+trie" "$1" "$2" "$RUN/out/model.trie"
    mv "$RUN/out/model.trie" "$WORK/kenlm.trie"
  fi
  mv "$RUN/out/model.arpa" "$WORK/kenlm.arpa"
}

train_in_turns() {
  local order="$1" repetition memory
  for ((repetition = 1; repetition <= repeat; repetition++)); do
    run_timestep_arpa "$order" "$repetition"
    run_timestep_binary "$order" "$repetition"
    [ -n "${LMPLZ:-}" ] || continue
    for memory in "${memories[@]}"; do
      run_lmplz "$order" "$repetition" "$memory"
    done
  done
  rm -rf "$RUN"
}

# --- what is made of the runs

# median_of ORDER PROGRAM
median_of() {
  awk -F '\t' -v order="$1" -v program="$2" '$1 == order && $2 == program { print $3 }' "$WORK/rows" | median
}

table() {
  local order program
  printf '%-5s %-18s %4s %10s %10s %12s %12s %13s %11s\n' \
    order program runs 'median s' 'least s' 'tokens/s' 'peak RSS MB' 'peak disk MB' 'output MB'
  cut -f 1,2 "$WORK/rows" | awk '!seen[$0]++' | while IFS=$'\t' read -r order program; do
    awk -F '\t' -v order="$order" -v program="$program" -v tokens="$tokens" -v median="$(median_of "$order" "$program")" '
      $1 == order && $2 == program {
        runs++
        if (least == "" || $3 + 0 < least) least = $3 + 0
        if ($4 + 0 > rss) rss = $4 + 0
        if ($5 + 0 > disk) disk = $5 + 0
        size = $6
      }
      END {
        printf "%-5s %-18s %4d %10.2f %10.2f %12.0f %12.0f %13.0f %11.0f\n", order, program, runs, median, least,
          tokens / median, rss / 1e6, disk / 1e6, size / 1e6
      }' "$WORK/rows"
  done
}

# ratio ORDER OURS SUFFIX: the median of the fastest lmplz (+ SUFFIX) over ours.
ratio() {
  local order="$1" ours="$2" suffix="$3" memory seconds best="" peer="" value
  for memory in "${memories[@]}"; do
    seconds="$(median_of "$order" "lmplz-$memory$suffix")"
    if [ -z "$best" ] || awk -v a="$seconds" -v b="$best" 'BEGIN { exit !(a < b) }'; then
      best="$seconds" peer="lmplz-$memory$suffix"
    fi
  done
  value="$(divide "$best" "$(median_of "$order" "$ours")")"
  echo "order $order: $peer / $ours = $value (medians of $repeat)"
  printf '{"kind":"ratio","corpus":%s,"order":%s,"prune":%s,"program":"%s","peer":"%s","ratio":%s,"runs":%s}\n' \
    "$(json_string "$corpus")" "$order" "$(json_string "${prune[*]-}")" "$ours" "$peer" "$value" "$repeat" >>"$json_file"
}

compare_models() {
  local order="$1" status=0
  echo
  echo "order $order, the ARPA file of Timestep (first) and of lmplz (second):"
  bench_command 4g -- compare-arpa --json --tolerance "$tolerance" "$WORK/timestep.arpa" "$WORK/kenlm.arpa"
  "${BENCH_COMMAND[@]}" >"$WORK/comparison" || status=$?
  [ "$status" -le 1 ] || fail 1 "the ARPA files could not be compared, see above"
  [ "$status" -eq 0 ] || differs=yes
  sed '$d' "$WORK/comparison"
  printf '{"kind":"comparison","corpus":%s,"order":%s,"prune":%s,"result":%s}\n' "$(json_string "$corpus")" "$order" \
    "$(json_string "${prune[*]-}")" "$(tail -n 1 "$WORK/comparison")" >>"$json_file"
}

# --- scoring a text

# query_row ORDER PROGRAM TOKENS PERPLEXITY PERPLEXITY-WITHOUT-OOV RATE: of what was just measured.
query_row() {
  printf '%-5s %-18s %10.2f %12.0f %14s %12.4f %18.4f\n' "$1" "$2" "$SECONDS_TAKEN" \
    "$(divide "$3" "$SECONDS_TAKEN" %.0f)" "${6:--}" "$4" "$5"
  printf '{"kind":"query","text":%s,"order":%s,"prune":%s,"program":"%s","seconds":%s,"tokens":%s,' \
    "$(json_string "$test_text")" "$1" "$(json_string "${prune[*]-}")" "$2" "$SECONDS_TAKEN" "$3" >>"$json_file"
  printf '"tokensPerSecond":%s,"mappedTokensPerSecond":%s,"perplexity":%s,"perplexityExcludingOov":%s,"peakRssBytes":%s}\n' \
    "$(divide "$3" "$SECONDS_TAKEN" %.0f)" "${6:-null}" "$4" "$5" "$PEAK_RSS" >>"$json_file"
}

query_timestep() {
  local order="$1" result
  new_run
  measure "$WORK/log" "$TIMESTEP" ngram evaluate --model "$WORK/timestep.model" --input "$test_text" --json \
    --conf "spark.local.dir=$RUN/tmp" --set text.tokenizer=whitespace --set text.normalization=none
  result="$(tail -n 1 "$WORK/log")"
  perplexity="$(json_number perplexity <<<"$result")"
  perplexity_without_oov="$(json_number perplexityExcludingOov <<<"$result")"
  query_row "$order" timestep "$(json_number tokens <<<"$result")" "$perplexity" "$perplexity_without_oov" \
    "$(json_number tokensPerSecondPerCore <<<"$result")"
}

query_kenlm() {
  local order="$1" type="$2" model="$3" with without counted
  new_run
  STDIN="$test_text"
  measure "$WORK/log" "$KENLM_QUERY" -v summary "$model"
  STDIN=""
  with="$(sed -n 's/^Perplexity including OOVs:[[:space:]]*//p' "$WORK/log")"
  without="$(sed -n 's/^Perplexity excluding OOVs:[[:space:]]*//p' "$WORK/log")"
  counted="$(sed -n 's/^Tokens:[[:space:]]*//p' "$WORK/log")"
  query_row "$order" "query-$type" "$counted" "$with" "$without" ""
  if ! awk -v a="$perplexity" -v b="$with" -v c="$perplexity_without_oov" -v d="$without" \
    'BEGIN { exit !((a - b) ^ 2 <= 1e-6 && (c - d) ^ 2 <= 1e-6) }'; then
    echo "order $order: the perplexities differ by more than 1e-3"
    differs=yes
  fi
}

query_models() {
  local order="$1"
  echo
  printf '%-5s %-18s %10s %12s %14s %12s %18s\n' \
    order program 'seconds' 'tokens/s' 'once mapped' perplexity 'without OOV'
  query_timestep "$order"
  if [ -z "${KENLM_QUERY:-}" ] || [ ! -f "$WORK/kenlm.arpa" ]; then
    return
  fi
  if [ -z "${KENLM_BUILD_BINARY:-}" ]; then
    query_kenlm "$order" arpa "$WORK/kenlm.arpa"
    return
  fi
  "$KENLM_BUILD_BINARY" -S 1G -T "$WORK/" probing "$WORK/kenlm.arpa" "$WORK/kenlm.probing" >/dev/null 2>"$WORK/log.err" \
    || fail 1 "build_binary probing failed: $(tail -n 3 "$WORK/log.err")"
  query_kenlm "$order" probing "$WORK/kenlm.probing"
  query_kenlm "$order" trie "$WORK/kenlm.trie"
  rm "$WORK/kenlm.probing"
}

# --- all of it

report_order() {
  local order="$1"
  if [ -z "${LMPLZ:-}" ]; then
    return
  fi
  ratio "$order" timestep-arpa ""
  if [ -n "${KENLM_BUILD_BINARY:-}" ]; then
    ratio "$order" timestep-binary +trie
  fi
}

read_arguments "$@"
check
TIMESTEP="${TIMESTEP:-$ROOT/scripts/timestep}"
export TIMESTEP_HEAP="${TIMESTEP_HEAP:-4g}"
find_java
build_bench_if_needed
export TIMESTEP_BUILD=never # whatever is measured was built before
pin_to "$cpus"
make_work_folder "$work_parent"
differs=no

tokens="$(tokens_of "$corpus")" # also brings the text into memory, for all alike
[ "$tokens" -gt 0 ] || fail 2 "$corpus holds nothing; give a text, one sentence a line"
say "$corpus: $tokens tokens (words and line ends); Timestep with a heap of $TIMESTEP_HEAP; cores $cpus"
: >"$WORK/rows"
for order in "${orders[@]}"; do
  train_in_turns "$order"
  if [ -n "${LMPLZ:-}" ]; then
    compare_models "$order"
  fi
  if [ -n "$test_text" ]; then
    query_models "$order"
  fi
  rm -rf "$WORK/timestep.arpa" "$WORK/timestep.model" "$WORK/kenlm.arpa" "$WORK/kenlm.trie"
done
echo
table
for order in "${orders[@]}"; do
  report_order "$order"
done
if [ -z "${LMPLZ:-}" ]; then
  say "LMPLZ names no lmplz of KenLM: Timestep was timed alone and nothing was compared."
fi
[ "$differs" = no ] || fail 1 "the models differ, see above"
