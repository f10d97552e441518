#!/usr/bin/env bash
# Trains the same model on the same text with one replica and with several, merged by each outer rule, and compares the
# validation perplexity after the same number of epochs: what averaging costs per token, and what it moves.
#
#   averaging.sh TRAIN VALID [OPTION...]
#
#   --replicas 4               replicas of the averaged trainings; the first training has one
#   --rounds 20,200            steps between two merges (K), each a group of rows
#   --rules average,bmuf,...   outer rules, RULE[:KEY=VALUE...] each, KEY a key of train.outer, or any that begins with
#                              train. (average,bmuf,bmuf-nesterov,nesterov,slowmo); dl4j-stock is dl4j-spark's own master
#   --epochs 6                 of each training
#   --config FILE              the model and how it is trained (conf/bench/averaging.conf)
#   --json FILE                writes the rows to FILE, a JSON object a line
#   --work DIR                 folder for the models (TMPDIR or /tmp); one is made in it and removed. With a folder that
#                              holds KEEP, a file, models stay and those that are there are not trained again
#   --help                     shows this
#
# Perplexity and bytes depend on the text and the settings alone, tokens/s on the machine.
#
# Environment: TIMESTEP_HEAP (heap of each training, 8g); TIMESTEP (the launcher, scripts/timestep of this checkout).
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

train=""
valid=""
replicas=4
rounds=20,200
rules=average,bmuf,bmuf-nesterov,nesterov,slowmo
epochs=6
config="$ROOT/conf/bench/averaging.conf"
json_file=/dev/null
work_parent=""

read_text() {
  if [ -z "$train" ]; then
    train="$1"
  elif [ -z "$valid" ]; then
    valid="$1"
  else
    fail 2 "TRAIN and VALID are expected, not also $1; see --help"
  fi
}

read_option() {
  case "$1" in
    --replicas) replicas="$2" ;;
    --rounds) rounds="$2" ;;
    --rules) rules="$2" ;;
    --epochs) epochs="$2" ;;
    --config) config="$2" ;;
    --json) json_file="$2" ;;
    --work) work_parent="$2" ;;
    *) return 1 ;;
  esac
}

check() {
  [ -n "$valid" ] || fail 2 "TRAIN and VALID are needed; see --help"
  readable "$train"
  readable "$valid"
  readable "$config"
  positive_integer --replicas "$replicas"
  positive_integer --epochs "$epochs"
  local steps
  for steps in ${rounds//,/ }; do
    positive_integer --rounds "$steps"
  done
  local rule
  for rule in ${rules//,/ }; do
    rule_settings "$rule"
  done
  check_json_file
}

# rule_settings RULE[:KEY=VALUE...]: sets SETTINGS to the --set options of the rule.
rule_settings() {
  local words word
  IFS=: read -r -a words <<<"$1"
  if [ "${words[0]}" = dl4j-stock ]; then
    SETTINGS=(--set train.master=dl4j-stock --set train.clip.norm=0) # it bounds no norm of the whole
  else
    SETTINGS=(--set "train.outer.rule=${words[0]}")
  fi
  for word in "${words[@]:1}"; do
    case "$word:${words[0]}" in
      train.*=*) SETTINGS+=(--set "$word") ;;
      *:dl4j-stock | *:average) fail 2 "--rules $1: ${words[0]} has no setting $word, only those that begin with train." ;;
      *=*) SETTINGS+=(--set "train.outer.$word") ;;
      *) fail 2 "--rules $1: expected KEY=VALUE, not $word" ;;
    esac
  done
}

# check_kept: that the models in $models, if any, were trained on the same texts by the same configuration.
check_kept() {
  local inputs
  inputs="$(cat "$config" "$train" "$valid" | cksum)"
  if [ ! -f "$models/inputs.cksum" ]; then
    echo "$inputs" >"$models/inputs.cksum"
  elif [ "$(cat "$models/inputs.cksum")" != "$inputs" ]; then
    fail 2 "--work $models: its models are of other texts or another configuration; name another folder, or empty this one"
  fi
}

# train_model NAME REPLICAS STEPS RULE: a model in $models/NAME, unless it is there.
train_model() {
  local model="$models/$1"
  if [ ! -f "$model/metrics.json" ]; then
    rule_settings "$4"
    "$TIMESTEP" train --config "$config" --input "$train" --valid "$valid" --output "$model" --overwrite \
      --set "train.epochs=$epochs" --set "train.replicas=$2" --set "train.steps-per-round=$3" \
      --conf "spark.local.dir=$models" "${SETTINGS[@]}" >"$models/$1.log" 2>"$models/$1.err" \
      || { tail -n 20 "$models/$1.err" >&2 && fail 1 "training $1 failed, see above"; }
  fi
}

# row REPLICAS STEPS RULE [SHOWN]: trains and prints; the first row is what the others are compared with.
row() {
  local name perplexity moved rate loss rule="${4:-$3}"
  name="$(printf '%s' "$rule-$1x$2-$epochs" | tr -c 'A-Za-z0-9.-' _)"
  train_model "$name" "$1" "$2" "$3"
  local metrics="$models/$name/metrics.json"
  perplexity="$(json_number perplexity <"$metrics")"
  rate="$(json_number tokensPerSecond <"$metrics")"
  moved="$(json_number bytesMoved <"$metrics")"
  serial="${serial:-$perplexity}"
  loss="$(awk -v a="$perplexity" -v b="$serial" 'BEGIN { printf "%.2f", 100 * (a / b - 1) }')"
  printf '%-28s %8s %5s %11.2f %9s %10.0f %12.1f\n' "$rule" "$1" "$2" "$perplexity" "$loss%" "$rate" \
    "$(divide "${moved:-0}" 1e9)"
  printf '{"rule":"%s","replicas":%s,"stepsPerRound":%s,"epochs":%s,"perplexity":%s,"overSerialPercent":%s,' \
    "$rule" "$1" "$2" "$epochs" "$perplexity" "$loss" >>"$json_file"
  printf '"tokensPerSecond":%s,"bytesMoved":%s}\n' "$rate" "${moved:-0}" >>"$json_file"
}

# make_models_folder: sets models to the folder for them: the user's own, if it holds KEEP.
make_models_folder() {
  if [ -n "$work_parent" ] && [ -f "$work_parent/KEEP" ]; then
    models="$(cd "$work_parent" && pwd)"
  else
    make_work_folder "$work_parent"
    models="$WORK"
  fi
}

read_arguments "$@"
check
TIMESTEP="${TIMESTEP:-$ROOT/scripts/timestep}"
export TIMESTEP_HEAP="${TIMESTEP_HEAP:-8g}"
build_if_needed
export TIMESTEP_BUILD=never
make_models_folder
check_kept

printf '%-28s %8s %5s %11s %9s %10s %12s\n' rule replicas K perplexity 'to serial' tokens/s 'GB moved'
row 1 "${rounds%%,*}" average serial
for steps in ${rounds//,/ }; do
  for rule in ${rules//,/ }; do
    row "$replicas" "$steps" "$rule"
  done
done
