#!/usr/bin/env bash
# Carries out what was approved. How it ended is an output: the state is kept first, then the job may fail.
set -euo pipefail
# shellcheck source=/dev/null
source "$SETTINGS"
read -ra more <<<"$ARGS"
[[ -z $BUDGET ]] || more+=(--budget "$BUDGET")

if [[ $APPROVE == budget ]]; then what=(--auto-approve); else what=("$PLAN_FOLDER/plan.json" "$DIGEST"); fi

# The runner signals the shell that it started, and no other.
"$CI_SCRIPTS/apply.sh" "${what[@]}" ${more[@]+"${more[@]}"} &
running=$!
trap 'kill -TERM "$running" 2>/dev/null || true' INT TERM
code=0
wait "$running" || code=$?
# A signal ends the waiting, not the program.
while kill -0 "$running" 2>/dev/null; do
  code=0
  wait "$running" || code=$?
done
echo "exit-code=$code" >>"$GITHUB_OUTPUT"
