#!/usr/bin/env bash
# A real Spark standalone cluster on this machine: one master and N worker processes on loopback.
#
#   cluster.sh start [N]   starts a master and N workers (default 2) and waits until all have registered
#   cluster.sh add [N]     starts N more workers (default 1); what runs on the cluster makes use of them
#   cluster.sh status      shows them; exit code 0 when all run, 3 when not
#   cluster.sh stop        stops whatever runs, also after a crash
#
# Environment (defaults): TIMESTEP_CLUSTER_DIR (jobs/target/cluster: process ids, logs, work folders),
# TIMESTEP_MASTER_PORT (7077), TIMESTEP_MASTER_UI_PORT (8080), TIMESTEP_WORKER_CORES (1),
# TIMESTEP_WORKER_MEMORY (2g), TIMESTEP_WORKER_HOST (127.0.0.1; with another address of loopback, Spark takes
# the workers for another machine), TIMESTEP_CLUSTER_TIMEOUT (seconds to wait, 60), SPARK_HOME (the Spark to
# run; without it, the one made by the build), JAVA_HOME.
set -euo pipefail

ROOT="$(cd -P "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
# shellcheck source=scripts/lib/build.sh
. "$ROOT/scripts/lib/build.sh"

HOST=127.0.0.1
MASTER_PORT="${TIMESTEP_MASTER_PORT:-7077}"
UI_PORT="${TIMESTEP_MASTER_UI_PORT:-8080}"
MASTER_URL="spark://$HOST:$MASTER_PORT"
STATE="${TIMESTEP_CLUSTER_DIR:-$TARGET/cluster}"
MASTER_CLASS=org.apache.spark.deploy.master.Master
WORKER_CLASS=org.apache.spark.deploy.worker.Worker

# is_running PIDFILE: the process is alive and one of Spark's daemons, not a later owner of the number.
is_running() {
  local pid command
  [ -f "$1" ] || return 1
  pid="$(cat "$1")"
  kill -0 "$pid" 2>/dev/null || return 1
  if [ -r "/proc/$pid/cmdline" ]; then
    command="$(tr '\0' ' ' <"/proc/$pid/cmdline")"
  else
    command="$(ps -o command= -p "$pid")"
  fi
  case "$command" in
    *"$MASTER_CLASS"* | *"$WORKER_CLASS"*) return 0 ;;
    *) return 1 ;;
  esac
}

is_listening() {
  (exec 3<>"/dev/tcp/$HOST/$1") 2>/dev/null
}

# master_number KEY: a number of the master's own account of itself, or nothing while it does not answer.
master_number() {
  local answer
  answer="$({ exec 3<>"/dev/tcp/$HOST/$UI_PORT" \
    && printf 'GET /json/ HTTP/1.0\r\n\r\n' >&3 && cat <&3; } 2>/dev/null)" || return 0
  sed -n "s/.*\"$1\" *: *\([0-9]*\).*/\1/p" <<<"$answer" | head -n 1
}

# launch NAME CLASS ARGUMENT...: a daemon with its process id in STATE/NAME.pid and its log in STATE/NAME.log.
launch() {
  local name="$1"
  shift
  nohup "$SPARK/bin/spark-class" "$@" </dev/null >"$STATE/$name.log" 2>&1 9>&- & # without the lock of add
  echo $! >"$STATE/$name.pid"
}

# give_up MESSAGE DAEMON...: stops them; those that the message is about.
give_up() {
  local message="$1" name files=()
  shift
  for name in "$@"; do
    say "--- the end of $STATE/$name.log"
    tail -n 15 "$STATE/$name.log" >&2
    files+=("$STATE/$name.pid")
  done
  stop_daemons "${files[@]}"
  fail 1 "$message"
}

# await NUMBER-OF-WORKERS DAEMON...: until the master counts so many; none of the daemons may stop before.
await() {
  local workers="$1" deadline=$((SECONDS + ${TIMESTEP_CLUSTER_TIMEOUT:-60})) name file
  shift
  until [ "$(master_number aliveworkers)" = "$workers" ]; do
    for name in "$@"; do
      file="$STATE/$name.pid"
      # A daemon that is just being started is still this script for a moment.
      is_running "$file" || { sleep 0.2 && is_running "$file"; } \
        || give_up "$name has stopped, its log is above" "$@"
    done
    [ "$SECONDS" -lt "$deadline" ] \
      || give_up "$workers workers did not register within ${TIMESTEP_CLUSTER_TIMEOUT:-60} s" "$@"
    sleep 0.2
  done
}

# expect_number COMMAND VALUE
expect_number() {
  case "$2" in
    '' | 0* | *[!0-9]*) fail 2 "$1 $2: expected a number of workers, 1 or more" ;;
  esac
}

# prepare: what every daemon is started with.
prepare() {
  find_java
  build_if_needed
  [ -x "$SPARK/bin/spark-class" ] || fail 2 "$SPARK/bin/spark-class is not a program; set SPARK_HOME to a Spark 3.5 or unset it"
  export SPARK_LOCAL_IP="$HOST" SPARK_PUBLIC_DNS="$HOST" SPARK_SCALA_VERSION=2.12
  export SPARK_WORKER_DIR="$STATE/work" SPARK_LOCAL_DIRS="$STATE/local"
  export SPARK_DAEMON_MEMORY="${SPARK_DAEMON_MEMORY:-512m}"
  # A port that is taken is an error, not a reason to try the next one.
  export SPARK_MASTER_OPTS="${SPARK_MASTER_OPTS:-} -Dspark.port.maxRetries=0"
  if [ -z "${SPARK_HOME:-}" ]; then
    export SPARK_CONF_DIR="${SPARK_CONF_DIR:-$ROOT/conf}"
  fi
}

# launch_workers FIRST LAST ALIVE DAEMON...: worker-FIRST to worker-LAST, beside those that the master counts already;
# all that were launched by this command are stopped if it fails.
launch_workers() {
  local i names=("${@:4}")
  for ((i = $1; i <= $2; i++)); do
    launch "worker-$i" "$WORKER_CLASS" --host "${TIMESTEP_WORKER_HOST:-$HOST}" --webui-port 0 \
      --cores "${TIMESTEP_WORKER_CORES:-1}" --memory "${TIMESTEP_WORKER_MEMORY:-2g}" "$MASTER_URL"
    names+=("worker-$i")
  done
  await $(($3 + $2 - $1 + 1)) "${names[@]}"
}

start() {
  local workers="$1" port file
  expect_number start "$workers"
  prepare
  for file in "$STATE"/*.pid; do
    if is_running "$file"; then
      fail 2 "a cluster runs already (process $(cat "$file"), $STATE); stop it with '$0 stop'"
    fi
  done
  for port in "$MASTER_PORT" "$UI_PORT"; do
    if is_listening "$port"; then
      fail 2 "port $port of $HOST is in use; choose others with TIMESTEP_MASTER_PORT and TIMESTEP_MASTER_UI_PORT"
    fi
  done
  mkdir -p "$STATE"
  rm -rf "$STATE"/*.pid "$STATE"/*.log "$STATE/work" "$STATE/local"

  launch master "$MASTER_CLASS" --host "$HOST" --port "$MASTER_PORT" --webui-port "$UI_PORT"
  await 0 master
  launch_workers 1 "$workers" 0 master
  echo "$MASTER_URL: $workers workers, web page http://$HOST:$UI_PORT, logs in $STATE"
}

add() {
  local workers="$1" alive last=0 file number
  expect_number add "$workers"
  is_running "$STATE/master.pid" || fail 2 "no cluster ($STATE); start one with '$0 start'"
  prepare
  if command -v flock >/dev/null; then # one at a time: each counts workers and gives out numbers
    exec 9>"$STATE/add.lock"
    flock 9
  fi
  alive="$(master_number aliveworkers)"
  [ -n "$alive" ] || fail 1 "the master of $MASTER_URL does not answer; its log is $STATE/master.log"
  for file in "$STATE"/worker-*.log; do
    [ -f "$file" ] || continue
    number="${file##*/worker-}"
    number="${number%.log}"
    [ "$number" -le "$last" ] || last="$number"
  done
  launch_workers $((last + 1)) $((last + workers)) "$alive"
  echo "$MASTER_URL: $workers workers added to $alive, logs in $STATE"
}

status() {
  local file expected=0 missing=0
  for file in "$STATE"/*.pid; do
    [ -f "$file" ] || continue
    expected=$((expected + 1))
    if is_running "$file"; then
      echo "$(basename "$file" .pid): running, process $(cat "$file")"
    else
      echo "$(basename "$file" .pid): not running, its log is ${file%.pid}.log"
      missing=$((missing + 1))
    fi
  done
  if [ "$expected" -eq 0 ]; then
    echo "no cluster ($STATE)"
    return 3
  fi
  local alive
  alive="$(master_number aliveworkers)"
  echo "$MASTER_URL: ${alive:-no answer, 0} of $((expected - 1)) workers registered"
  if [ "$missing" -gt 0 ] || [ "$alive" != $((expected - 1)) ]; then
    return 3
  fi
}

# stop_daemons PIDFILE...: by force after 10 seconds.
stop_daemons() {
  local file files=() deadline=$((SECONDS + 10))
  for file in "$@"; do
    if is_running "$file"; then
      files+=("$file")
      kill "$(cat "$file")" 2>/dev/null || true
    else
      rm -f "$file"
    fi
  done
  for file in ${files[@]+"${files[@]}"}; do
    while is_running "$file" && [ "$SECONDS" -lt "$deadline" ]; do
      sleep 0.1
    done
    if is_running "$file"; then
      kill -9 "$(cat "$file")" 2>/dev/null || true
    fi
    rm -f "$file"
  done
  STOPPED="${#files[@]}"
}

stop() {
  # Workers first, so that none looks for a master that has gone.
  stop_daemons "$STATE"/worker-*.pid "$STATE/master.pid"
  echo "stopped $STOPPED processes"
}

case "${1:-}" in
  start) start "${2:-2}" ;;
  add) add "${2:-1}" ;;
  status) status ;;
  stop) stop ;;
  *) fail 2 "expected start [N], add [N], status or stop, got '${1:-}'" ;;
esac
