#!/usr/bin/env bash
# Measures what a round of training costs beside the steps of its replicas, fits docs/scaling.md's cost model to it,
# shows the model's error, and what it says of larger clusters and models.
#
#   scaling.sh [OPTION...]
#
#   --replicas 1,2,4,8    replicas of the trainings that are timed, embedded, on all cores
#   --steps 20,50         steps between two merges (K) of each
#   --optimizers sgd,adam each with all of the above; adam's moments are averaged
#   --rounds 4            rounds that are timed, behind many of one step and one more; tables have medians
#   --executors 2         also trains so many replicas on one executor of a standalone cluster and on so many, of one core
#                         each, and compares their tokens/s; 0: leaves that out
#   --repeat 3            times each of the two has its turn; their rounds' medians are compared
#   --gigabits 10,25      network of the clusters that are foretold, Gbit/s of each machine
#   --config FILE         the model (conf/bench/rounds.conf, 5.0 million parameters with 10,900 words)
#   --words 10900         words of the text, which is made here
#   --port 7177           of the cluster's master, its page on the next
#   --json FILE           writes all rows to FILE, a JSON object a line
#   --work DIR            folder for temporary files (TMPDIR or /tmp); one is made in it and removed
#   --help                shows this
#
# Environment: TIMESTEP_HEAP (heap of the embedded trainings, 6g); TIMESTEP (the launcher, scripts/timestep of this
# checkout).
#
# Exit codes: 0 done; 1 a training failed; 2 you can put it right.
set -euo pipefail

ROOT="$(cd -P "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)"
# shellcheck source=scripts/lib/build.sh
. "$ROOT/scripts/lib/build.sh"
# shellcheck source=scripts/lib/options.sh
. "$ROOT/scripts/lib/options.sh"
# shellcheck source=scripts/lib/bench.sh
. "$ROOT/scripts/lib/bench.sh"
# shellcheck source=scripts/lib/rounds.sh
. "$ROOT/scripts/lib/rounds.sh"

MERGES=150 # rounds of one step, first of all: what a round does beside its steps is compiled late
STEP_TOKENS=700 # of conf/bench/rounds.conf: 20 streams of 35 steps

replicas=1,2,4,8
steps=20,50
optimizers=sgd,adam
rounds=4
executors=2
repeat=3
gigabits=10,25
config="$ROOT/conf/bench/rounds.conf"
words=10900
port=7177
worker_memory=3g
json_file=/dev/null
work_parent=""

read_option() {
  case "$1" in
    --replicas) replicas="$2" ;;
    --steps) steps="$2" ;;
    --optimizers) optimizers="$2" ;;
    --rounds) rounds="$2" ;;
    --executors) executors="$2" ;;
    --repeat) repeat="$2" ;;
    --gigabits) gigabits="$2" ;;
    --config) config="$2" ;;
    --words) words="$2" ;;
    --port) port="$2" ;;
    --json) json_file="$2" ;;
    --work) work_parent="$2" ;;
    *) return 1 ;;
  esac
}

check() {
  local value
  readable "$config"
  positive_integer --rounds "$rounds"
  positive_integer --words "$words"
  positive_integer --repeat "$repeat"
  positive_integer --port "$port"
  [[ "$executors" =~ ^(0|[2-9]|[1-9][0-9]+)$ ]] || fail 2 "--executors $executors: expected two or more, or 0"
  for value in ${replicas//,/ }; do
    positive_integer --replicas "$value"
    [ "$value" -le 100 ] || fail 2 "--replicas $value: expected 100 or fewer"
  done
  for value in ${steps//,/ }; do
    positive_integer --steps "$value"
  done
  for value in ${gigabits//,/ }; do
    positive_integer --gigabits "$value"
  done
  for value in ${optimizers//,/ }; do
    [[ "$value" =~ ^(sgd|adam)$ ]] || fail 2 "--optimizers $value: expected sgd or adam"
  done
  check_json_file
}

# optimizer_settings NAME: sets SETTINGS.
optimizer_settings() {
  SETTINGS=(--set "train.optimizer.type=$1")
  [ "$1" = sgd ] || SETTINGS+=(--set train.optimizer.learning-rate=0.002 --set train.optimizer.state=average)
}

# column N: the median of a column of what is read.
column() {
  awk -v n="$1" '{ print $n }' | median
}

# scheduling REPLICAS: seconds of a round beside its steps where next to nothing is moved.
scheduling() {
  local text="$WORK/tiny.txt" tokens=100 # of a round
  [ -f "$text" ] || make_text "$text" $((tokens * (MERGES + 40))) 60
  train_rounds tiny "$text" --conf "spark.local.dir=$WORK" --set "train.replicas=$1" --set train.batch-size=1 \
    --set train.steps-per-round=1 --set "train.time-steps=$((tokens / $1))" --set model.hidden-size=4 \
    --set model.embedding-size=4
  round_rows tiny "$MERGES" | awk -v cores="$CORES" -v n="$1" '
    { print $1 - (n > cores ? $3 / cores : $2) }' | median
}

# overhead OPTIMIZER REPLICAS STEPS SCHEDULING: trains and prints a row.
overhead() {
  local name=overhead text="$WORK/text" tokens row parameters
  tokens=$(($2 * STEP_TOKENS * (MERGES + $3 * (1 + rounds) + 2)))
  make_text "$text" "$tokens" "$words"
  optimizer_settings "$1"
  train_rounds "$name" "$text" --conf "spark.local.dir=$WORK" --set "train.replicas=$2" \
    --set "train.steps-per-round=$3" --set "train.post-local-steps=$MERGES" "${SETTINGS[@]}"
  parameters="$(json_number parameters <"$WORK/$name/metrics.json")"
  row="$(round_rows "$name" $((MERGES + 1)) | awk -v cores="$CORES" -v n="$2" -v scheduling="$4" '
    { compute = n > cores ? $3 / cores : $2
      merge = $1 - compute - $4 - scheduling
      print $1, compute, $4, (merge > 0 ? merge : 0), $5, 100 * (1 - compute / $1), $1 - compute }')"
  set -- "$1" "$2" "$3" "$4" "$(column 1 <<<"$row")" "$(column 2 <<<"$row")" "$(column 3 <<<"$row")" \
    "$(column 4 <<<"$row")" "$(column 5 <<<"$row")" "$(column 6 <<<"$row")" "$(column 7 <<<"$row")"
  printf '%-9s %8s %4s %8.3f %8.3f %9.3f %7.3f %10.3f %9.2f%% %9.1f\n' "$1" "$2" "$3" "$5" "$6" "$7" "$8" "$4" \
    "${10}" "$(divide "$9" 1e6)"
  printf '{"kind":"overhead","optimizer":"%s","replicas":%s,"stepsPerRound":%s,"parameters":%s,"cores":%s,' \
    "$1" "$2" "$3" "$parameters" "$CORES" >>"$json_file"
  printf '"seconds":%s,"compute":%s,"broadcast":%s,"merge":%s,"scheduling":%s,"overheadPercent":%s,"bytes":%s}\n' \
    "$5" "$6" "$7" "$8" "$4" "${10}" "$9" >>"$json_file"
  echo "$1 $2 $3 $parameters ${11} $6 $4" >>"$WORK/rows"
}

overhead_table() {
  local optimizer n k empty
  printf '%-9s %8s %4s %8s %8s %9s %7s %10s %10s %9s\n' optimizer replicas K 'round s' compute broadcast merge \
    scheduling overhead 'MB moved'
  : >"$WORK/rows"
  for n in ${replicas//,/ }; do
    empty="$(scheduling "$n")"
    for optimizer in ${optimizers//,/ }; do
      for k in ${steps//,/ }; do
        overhead "$optimizer" "$n" "$k" "$empty"
      done
    done
  done
}

# executors_table: two or more replicas on one executor, then on as many as there are replicas, in turns.
executors_table() {
  local k="${steps%%,*}" n turn rate overhead one=""
  [[ ",$steps," != *,50,* ]] || k=50
  make_text "$WORK/text" $((executors * STEP_TOKENS * (MERGES + k * (1 + rounds) + 2))) "$words"
  start_cluster "$executors"
  for turn in $(seq "$repeat"); do
    for n in 1 "$executors"; do
      say "executors: $n, turn $turn of $repeat ..."
      train_rounds executors "$WORK/text" --master "$CLUSTER" --total-executor-cores "$n" --executor-cores 1 \
        --executor-memory "$worker_memory" --set "train.replicas=$executors" --set "train.steps-per-round=$k" \
        --set "train.post-local-steps=$MERGES"
      round_rows executors $((MERGES + 1)) >>"$WORK/executors-$n"
    done
  done
  stop_cluster
  echo
  printf '%-9s %8s %4s %10s %8s %9s\n' executors replicas K tokens/s speed-up overhead
  for n in 1 "$executors"; do
    rate="$(awk '{ print $6 / $1 }' "$WORK/executors-$n" | median)"
    overhead="$(awk -v n="$n" '{ print 100 * (1 - (n == 1 ? $3 : $2) / $1) }' "$WORK/executors-$n" | median)"
    one="${one:-$rate}"
    printf '%-9s %8s %4s %10.0f %8.2f %9s\n' "$n" "$executors" "$k" "$rate" "$(divide "$rate" "$one")" "$overhead%"
    printf '{"kind":"executors","executors":%s,"replicas":%s,"stepsPerRound":%s,"tokensPerSecond":%s,"speedUp":%s,' \
      "$n" "$executors" "$k" "$rate" "$(divide "$rate" "$one" %.3f)" >>"$json_file"
    printf '"overheadPercent":%s}\n' "$overhead" >>"$json_file"
  done
}

# constants: fits the cost model to the rows (optimizer, replicas, steps, parameters, and seconds: of all but the
# steps, of the steps, of scheduling); prints "kappa sigma0 sigma1 a b".
constants() {
  awk -v cores="$CORES" '
    { bytes = 4 * $4 * ($1 == "adam" ? 3 : 1)
      load = $2 > cores ? $2 / cores : 1
      x = bytes
      y = bytes * load
      z = $5 - $7
      xx += x * x; xy += x * y; yy += y * y; xz += x * z; yz += y * z
      n++; s += $2; ss += $2 * $2; t += $7; st += $2 * $7
      kappa += $6 / (load * $3 * $4) }
    END {
      determinant = xx * yy - xy * xy
      if (determinant > 1e-6 * xx * yy) {
        a = (xz * yy - yz * xy) / determinant
        b = (yz * xx - xz * xy) / determinant
      } else a = b = xz / (xx + xy)
      if (a < 0) { a = 0; b = yz / yy }
      if (b < 0) { b = 0; a = xz / xx }
      if (a < 0) a = 0
      spread = n * ss - s * s
      sigma1 = spread ? (n * st - s * t) / spread : 0
      if (sigma1 < 0) sigma1 = 0
      print kappa / n, t / n - sigma1 * s / n, sigma1, a, b }' "$WORK/rows"
}

# error_table CONSTANTS: seen against predicted.
error_table() {
  echo
  echo "$1" | awk '{ printf "kappa %.3g s a parameter and step, sigma %.4f + %.4f N s, a %.3g s/byte, b %.3g s/byte\n", $1, $2, $3, $4, $5 }'
  printf '%-9s %8s %4s %10s %12s %8s\n' optimizer replicas K 'seen s' 'predicted s' error
  awk -v cores="$CORES" -v constants="$1" '
    BEGIN { split(constants, c, " ") }
    { bytes = 4 * $4 * ($1 == "adam" ? 3 : 1)
      load = $2 > cores ? $2 / cores : 1
      predicted = c[2] + c[3] * $2 + bytes * (c[4] + c[5] * load)
      printf "%-9s %8d %4d %10.3f %12.3f %7.1f%%\n", $1, $2, $3, $5, predicted, 100 * (predicted / $5 - 1) }' "$WORK/rows"
}

# forecast CONSTANTS: the cost model on larger clusters, one replica on each executor.
forecast() {
  echo
  printf '%-9s %9s %10s %8s %9s %9s %9s %11s %9s %8s %8s\n' optimizer Mparams executors Gbit/s 'step s' 'driver s' \
    'executor s' 'network s' 'K=50' 'K at 3%' 'K at 10%'
  awk -v constants="$1" -v nets="$gigabits" -v optimizers="$optimizers" -v json="$json_file" 'BEGIN {
    split(constants, c, " ")
    nets_count = split(nets, net, ",")
    kinds = split(optimizers, kind, ",")
    sizes = split("5 50 500", size, " ")
    clusters = split("16 64 256 1024", cluster, " ")
    for (o = 1; o <= kinds; o++) for (p = 1; p <= sizes; p++) for (e = 1; e <= clusters; e++) for (g = 1; g <= nets_count; g++) {
      values = size[p] * 1e6 * (kind[o] == "adam" ? 3 : 1)
      bytes = 4 * values
      n = cluster[e]
      chunks = values / 262144
      share = n > chunks ? n / chunks : 1 # of a vector, what the busiest merging task takes
      link = bytes / (net[g] * 1e9 / 8)
      driver = c[2] + c[3] * n + bytes * c[4]
      executor = bytes * c[5] * (1 + share) / 2
      network = link * (2 + share + 1) # broadcast, shuffle, to the driver
      over = driver + executor + network
      step = c[1] * size[p] * 1e6
      percent = 100 * over / (over + 50 * step)
      printf "%-9s %9d %10d %8d %9.2f %9.2f %9.2f %11.2f %8.1f%% %8d %8d\n", kind[o], size[p], n, net[g], step, driver,
        executor, network, percent, up(over * 0.97 / 0.03 / step), up(over * 0.9 / 0.1 / step)
      printf "{\"kind\":\"forecast\",\"optimizer\":\"%s\",\"parameters\":%d,\"executors\":%d,\"gigabits\":%d,", \
        kind[o], size[p] * 1e6, n, net[g] >>json
      printf "\"step\":%.4f,\"driver\":%.4f,\"executor\":%.4f,\"network\":%.4f}\n", step, driver, executor, network >>json
    }
  }
  function up(x) { return x == int(x) ? x : int(x) + 1 }'
}

read_arguments "$@"
check
TIMESTEP="${TIMESTEP:-$ROOT/scripts/timestep}"
export TIMESTEP_HEAP="${TIMESTEP_HEAP:-6g}"
build_if_needed
export TIMESTEP_BUILD=never # whatever is measured was built before
CORES="$(nproc)"
make_work_folder "$work_parent"

overhead_table
fitted="$(constants)"
error_table "$fitted"
forecast "$fitted"
[ "$executors" = 0 ] || executors_table
