# shellcheck shell=bash
# shellcheck disable=SC2034,SC2154 # variables are shared with the scripts that source this and with bench.sh
# What rounds.sh and scaling.sh share: texts, trainings, and numbers of their rounds. Sourced after bench.sh.

# make_text FILE TOKENS WORDS: so many tokens, sentence ends included, of words w1, w2, ..., each at least once; the n-th
# as frequent as 1 / (n + 2.7) is. The same on every machine with the same awk.
make_text() {
  awk -v tokens="$2" -v words="$3" 'BEGIN {
    srand(1)
    for (n = 1; n <= words; n++) { total += 1 / (n + 2.7); upto[n] = total }
    for (made = 0; made < tokens;) {
      line = ""
      for (i = 0; i < 19; i++) {
        if (listed < words) {
          n = ++listed
        } else { # the first word whose share of the total ends behind a random place in it
          place = rand() * total
          low = 1
          high = words
          while (low < high) {
            middle = int((low + high) / 2)
            if (upto[middle] < place) low = middle + 1
            else high = middle
          }
          n = low
        }
        line = line " w" n
      }
      print substr(line, 2)
      made += 20
    }
  }' >"$1"
}

# train_rounds NAME TEXT ARGUMENT...: a training in $WORK/NAME; its log is $WORK/NAME.log.
train_rounds() {
  local name="$1" text="$2" status=0
  shift 2
  "$TIMESTEP" train --config "$config" --input "$text" --output "$WORK/$name" --overwrite "$@" \
    >"$WORK/$name.log" 2>&1 &
  RUNNING=$!
  wait "$RUNNING" || status=$?
  RUNNING=""
  if [ "$status" -ne 0 ]; then
    tail -n 20 "$WORK/$name.log" >&2
    fail 1 "training $name failed, see above"
  fi
}

# round_rows NAME WARM: for each round behind the first WARM ones, but for the last, which may be short: seconds,
# seconds of the slowest replica, of all replicas, of the broadcast, bytes moved, tokens.
round_rows() {
  sed -n '/"event":"round"/p' "$WORK/$1/history.jsonl" | sed '$d' | awk -v warm="$2" '
    function number(text, name) {
      return match(text, "\"" name "\":[-+0-9.eE]+") ? substr(text, RSTART + length(name) + 3, RLENGTH - length(name) - 3) : 0
    }
    NR > warm {
      split($0, parts, "\"replicas\":")
      replicas = parts[2]
      slowest = all = 0
      while (match(replicas, /"seconds":[-+0-9.eE]+/)) {
        s = substr(replicas, RSTART + 10, RLENGTH - 10) + 0
        all += s
        if (s > slowest) slowest = s
        replicas = substr(replicas, RSTART + RLENGTH)
      }
      print number(parts[1], "seconds"), slowest, all, number(parts[1], "broadcastSeconds"),
        number(parts[1], "bytesMoved"), number(parts[1], "roundTokens")
    }'
}

# start_cluster WORKERS: a standalone cluster of workers of one core; sets CLUSTER to its URL. Ends with the script.
start_cluster() {
  export TIMESTEP_CLUSTER_DIR="$WORK/cluster" TIMESTEP_MASTER_PORT="$port" TIMESTEP_MASTER_UI_PORT="$((port + 1))"
  export TIMESTEP_WORKER_CORES=1 TIMESTEP_WORKER_MEMORY="$worker_memory"
  trap 'stop_cluster; clean_up' EXIT
  "$ROOT/scripts/cluster.sh" start "$1" >"$WORK/cluster.log" 2>&1 \
    || { cat "$WORK/cluster.log" >&2 && fail 1 "no cluster, see above"; }
  CLUSTER="spark://127.0.0.1:$port"
}

stop_cluster() {
  "$ROOT/scripts/cluster.sh" stop >/dev/null 2>&1 || true
}
