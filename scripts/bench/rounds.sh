#!/usr/bin/env bash
# Runs a training of many short rounds on a standalone cluster and shows what its processes hold as it goes: heap after
# a full collection, resident memory, and what Spark has on disk. All of it should stay where it is.
#
#   rounds.sh [OPTION...]
#
#   --rounds 1000         rounds of the training, of two steps each
#   --every 100           rounds between two samples
#   --executors 2         executors, of one core each, and replicas
#   --hidden-size 64      of both LSTM layers and the embedding
#   --words 4000          words of the text, which is made here
#   --optimizer adam      sgd or adam; adam's moments are averaged
#   --port 7177           of the cluster's master; its page and the driver's on the next two
#   --json FILE           writes the samples to FILE, a JSON object a line
#   --work DIR            folder for temporary files (TMPDIR or /tmp); one is made in it and removed
#   --help                shows this
#
# Environment: JAVA_HOME (a JDK: its jcmd collects the garbage); TIMESTEP_HEAP (heap of the driver, 1g); TIMESTEP (the
# launcher, scripts/timestep of this checkout).
#
# Exit codes: 0 done; 1 the training failed; 2 you can put it right.
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

BATCH=4
TIME_STEPS=10
STEPS=2

rounds=1000
every=100
executors=2
hidden=64
words=4000
optimizer=adam
config="$ROOT/conf/bench/rounds.conf"
port=7177
worker_memory=2g
json_file=/dev/null
work_parent=""

read_option() {
  case "$1" in
    --rounds) rounds="$2" ;;
    --every) every="$2" ;;
    --executors) executors="$2" ;;
    --hidden-size) hidden="$2" ;;
    --words) words="$2" ;;
    --optimizer) optimizer="$2" ;;
    --port) port="$2" ;;
    --json) json_file="$2" ;;
    --work) work_parent="$2" ;;
    *) return 1 ;;
  esac
}

check() {
  positive_integer --rounds "$rounds"
  positive_integer --every "$every"
  positive_integer --executors "$executors"
  positive_integer --hidden-size "$hidden"
  positive_integer --words "$words"
  positive_integer --port "$port"
  [[ "$optimizer" =~ ^(sgd|adam)$ ]] || fail 2 "--optimizer $optimizer: expected sgd or adam"
  JCMD="$(dirname "$(readlink -f "$JAVA")")/jcmd"
  [ -x "$JCMD" ] || fail 2 "$JCMD is not a program; set JAVA_HOME to a JDK 17"
  check_json_file
}

# current_round: the last round that has ended, as the driver's metrics page tells it; 0 before the first.
current_round() {
  local answer
  answer="$({ exec 3<>"/dev/tcp/127.0.0.1/$((port + 2))" \
    && printf 'GET /metrics/prometheus/ HTTP/1.0\r\n\r\n' >&3 && cat <&3; } 2>/dev/null)" || true
  sed -n 's/^metrics_.*_train_round_Value{[^}]*} \([0-9]*\).*/\1/p' <<<"$answer" | head -n 1
}

# java_processes CLASS: those of this run that have it on their command line.
java_processes() {
  local pid
  for pid in $(family "$RUNNING"; for file in "$WORK"/cluster/worker-*.pid; do family "$(cat "$file")"; done); do
    if grep -qsz "$1" "/proc/$pid/cmdline" && [ "$(cat "/proc/$pid/comm" 2>/dev/null || true)" = java ]; then
      echo "$pid"
    fi
  done
}

# heap_mb PID: used after a full collection.
heap_mb() {
  "$JCMD" "$1" GC.run >/dev/null 2>&1 || true
  { "$JCMD" "$1" GC.heap_info 2>/dev/null || true; } \
    | awk 'match($0, /used [0-9]+K/) && /total/ { kb += substr($0, RSTART + 5, RLENGTH - 6) } END { printf "%.1f", kb / 1024 }'
}

rss_mb() {
  awk '/^VmRSS/ { printf "%.0f", $2 / 1024 }' "/proc/$1/status" 2>/dev/null || true
}

# row ROUND PROCESS PID DISK
row() {
  local heap rss
  heap="$(heap_mb "$3")"
  rss="$(rss_mb "$3")"
  [ -n "$rss" ] || return 0 # it has ended
  printf '%6s %-12s %10s %8s %9s\n' "$1" "$2" "$heap" "$rss" "$4"
  printf '{"kind":"sample","round":%s,"process":"%s","heapMb":%s,"rssMb":%s,"diskMb":%s}\n' \
    "$1" "$2" "$heap" "$rss" "$4" >>"$json_file"
}

# sample ROUND: of all processes.
sample() {
  local pid number=1 disk
  disk="$({ find "$WORK/local" "$WORK/cluster/local" -type d -name 'blockmgr-*' -exec du -sk {} + 2>/dev/null \
    || true; } | awk '{ kb += $1 } END { printf "%.1f", kb / 1024 }')"
  for pid in $(java_processes "$APP_CLASS"); do
    row "$1" driver "$pid" "$disk"
  done
  for pid in $(java_processes CoarseGrainedExecutorBackend); do
    row "$1" "executor $number" "$pid" "$disk"
    number=$((number + 1))
  done
}

# watch: samples until the training has ended.
watch() {
  local next="$every" round
  while kill -0 "$RUNNING" 2>/dev/null; do
    round="$(current_round)"
    if [ "${round:-0}" -ge "$next" ]; then
      sample "$round"
      next=$((round / every * every + every))
    fi
    sleep 0.2
  done
}

run_training() {
  local status=0
  mkdir -p "$WORK/local"
  SPARK_LOCAL_DIRS="$WORK/local" "$TIMESTEP" train --config "$config" --input "$WORK/text" --output "$WORK/model" \
    --master "$CLUSTER" --executor-memory 1g --conf "spark.ui.port=$((port + 2))" --conf spark.ui.enabled=true \
    --set "train.replicas=$executors" --set "train.batch-size=$BATCH" --set "train.time-steps=$TIME_STEPS" \
    --set "train.steps-per-round=$STEPS" --set "train.optimizer.type=$optimizer" \
    --set train.optimizer.learning-rate=0.001 --set "model.hidden-size=$hidden" \
    --set "model.embedding-size=$hidden" >"$WORK/train.log" 2>&1 &
  RUNNING=$!
  watch
  wait "$RUNNING" || status=$?
  RUNNING=""
  if [ "$status" -ne 0 ]; then
    tail -n 20 "$WORK/train.log" >&2
    fail 1 "the training failed, see above"
  fi
}

read_arguments "$@"
find_java
check
TIMESTEP="${TIMESTEP:-$ROOT/scripts/timestep}"
export TIMESTEP_HEAP="${TIMESTEP_HEAP:-1g}"
build_if_needed
export TIMESTEP_BUILD=never
make_work_folder "$work_parent"
make_text "$WORK/text" $((rounds * executors * BATCH * TIME_STEPS * STEPS)) "$words"
start_cluster "$executors"

printf '%6s %-12s %10s %8s %9s\n' round process 'heap MB' 'RSS MB' 'disk MB'
run_training
metrics="$WORK/model/metrics.json"
echo "$(json_number rounds <"$metrics") rounds of $(json_number parameters <"$metrics") parameters, $optimizer"
stop_cluster
