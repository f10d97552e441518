#!/usr/bin/env bash
# From a fresh clone to a trained model and its report, on this machine: builds, takes the sample
# corpus, trains, evaluates, generates text and writes the report. Needs Java 17 and Maven only.
#
#   quickstart.sh [OPTION...]   options go to 'timestep run', e.g. --overwrite or --set train.seed=2
set -euo pipefail

ROOT="$(cd -P "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
# shellcheck source=scripts/lib/build.sh
. "$ROOT/scripts/lib/build.sh"

find_java
build_if_needed

cd "$ROOT"
output=runs/quickstart
started=$SECONDS
scripts/timestep run --config conf/quickstart.conf --output "$output" "$@"
elapsed=$((SECONDS - started))

say ""
say "Done in $((elapsed / 60)) min $((elapsed % 60)) s. The report: $ROOT/$output/report/report.html (open it in a browser)"
