#!/usr/bin/env bash
# Times counting N-grams side by side: 'timestep stats' and plain Spark SQL (groupBy(ngram).count(), an order after
# the other), in turns, on the same cores and the same Spark, from process start to Parquet on disk; then checks that
# both counted the same.
#
#   ngram-count.sh CORPUS [OPTION...]
#
#   --order 3             longest N-gram; all shorter ones are counted too
#   --repeat N            runs of each program (1); they take turns
#   --partitions 8        spark.sql.shuffle.partitions, of both
#   --cpus 0,1            cores that both are kept on
#   --json FILE           writes every run and the ratio to FILE, a JSON object a line
#   --work DIR            folder for temporary files and counts (TMPDIR or /tmp); one is made in it and removed
#   --help                shows this
#
# Environment: TIMESTEP_HEAP (heap of both, 4g); TIMESTEP (the launcher, scripts/timestep of this checkout).
#
# Exit codes: 0 done, and the counts are the same; 1 a program failed, or they differ; 2 you can put it right.
set -euo pipefail

ROOT="$(cd -P "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)"
# shellcheck source=scripts/lib/build.sh
. "$ROOT/scripts/lib/build.sh"
# shellcheck source=scripts/lib/options.sh
. "$ROOT/scripts/lib/options.sh"
# shellcheck source=scripts/lib/bench.sh
. "$ROOT/scripts/lib/bench.sh"

corpus=""
order=3
repeat=1
partitions=8
cpus=0,1
json_file=/dev/null
work_parent=""

read_text() {
  [ -z "$corpus" ] || fail 2 "one CORPUS is expected, not also $1; see --help"
  corpus="$1"
}

read_option() {
  case "$1" in
    --order) order="$2" ;;
    --repeat) repeat="$2" ;;
    --partitions) partitions="$2" ;;
    --cpus) cpus="$2" ;;
    --json) json_file="$2" ;;
    --work) work_parent="$2" ;;
    *) return 1 ;;
  esac
}

check() {
  [ -n "$corpus" ] || fail 2 "a CORPUS is missing; see --help"
  readable "$corpus"
  positive_integer --order "$order"
  positive_integer --repeat "$repeat"
  positive_integer --partitions "$partitions"
  check_json_file
}

# row PROGRAM REPETITION: of what was just measured.
row() {
  local size
  size="$(bytes_of "$RUN/out")"
  printf '%s\t%s\n' "$1" "$SECONDS_TAKEN" >>"$WORK/rows"
  printf '{"kind":"count","corpus":%s,"order":%s,"program":"%s","repetition":%s,"seconds":%s,"peakRssBytes":%s,' \
    "$(json_string "$corpus")" "$order" "$1" "$2" "$SECONDS_TAKEN" "$PEAK_RSS" >>"$json_file"
  printf '"peakDiskBytes":%s,"outputBytes":%s}\n' "$PEAK_DISK" "$size" >>"$json_file"
  printf '%-10s %4s %10.2f %12.0f %13.0f %11.0f\n' "$1" "$2" "$SECONDS_TAKEN" \
    "$(divide "$PEAK_RSS" 1e6 %.0f)" "$(divide "$PEAK_DISK" 1e6 %.0f)" "$(divide "$size" 1e6 %.0f)"
}

run_timestep() {
  new_run
  measure "$WORK/log" "$TIMESTEP" stats --input "$corpus" --order "$order" --output "$RUN/out/stats" \
    --conf "spark.local.dir=$RUN/tmp" --conf "spark.sql.shuffle.partitions=$partitions" \
    --set text.tokenizer=whitespace --set text.normalization=none
  row timestep "$1"
  rm -rf "$WORK/timestep"
  mv "$RUN/out/stats/ngrams" "$WORK/timestep"
}

run_sql() {
  new_run
  bench_command "$TIMESTEP_HEAP" "-Dspark.local.dir=$RUN/tmp" "-Dspark.sql.shuffle.partitions=$partitions" -- \
    count-sql --input "$corpus" --order "$order" --output "$RUN/out/counts"
  measure "$WORK/log" "${BENCH_COMMAND[@]}"
  row spark-sql "$1"
  rm -rf "$WORK/sql"
  mv "$RUN/out/counts" "$WORK/sql"
}

median_of() {
  awk -F '\t' -v program="$1" '$1 == program { print $2 }' "$WORK/rows" | median
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

cat "$corpus" >/dev/null # into memory, for both alike
: >"$WORK/rows"
printf '%-10s %4s %10s %12s %13s %11s\n' program run seconds 'peak RSS MB' 'peak disk MB' 'output MB'
for ((repetition = 1; repetition <= repeat; repetition++)); do
  run_timestep "$repetition"
  run_sql "$repetition"
done
ratio="$(divide "$(median_of spark-sql)" "$(median_of timestep)")"
echo "spark-sql / timestep = $ratio (medians of $repeat)"
printf '{"kind":"ratio","corpus":%s,"order":%s,"program":"timestep","peer":"spark-sql","ratio":%s,"runs":%s}\n' \
  "$(json_string "$corpus")" "$order" "$ratio" "$repeat" >>"$json_file"

bench_command "$TIMESTEP_HEAP" "-Dspark.local.dir=$WORK" -- \
  compare-counts --order "$order" "$WORK/timestep" "$WORK/sql"
"${BENCH_COMMAND[@]}" || fail 1 "the counts are not the same, or could not be compared; see above"
