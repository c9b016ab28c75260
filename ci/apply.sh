#!/usr/bin/env bash
# Carries out a plan that was reviewed, or what a budget allows, and keeps the state on its branch meanwhile.
#
#   apply.sh PLANFILE DIGEST [OPTIONS OF exporter apply...]     that very plan
#   apply.sh --auto-approve [OPTIONS OF exporter apply...]      without a review, within its budget
#
# `state.sh begin` comes before it, and `state.sh end` after it whatever happens. Its exit code is that of exporter, but
# for a plan that was applied already: that is nothing to fail for. What exporter says on standard output goes to the file
# EXPORTER_ANSWER, too.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
: "${EXPORTER_ANSWER:?a file for what exporter says}"
common=(--file "${EXPORTER_MANIFEST:-exports.yaml}" --state "${EXPORTER_STATE:-exports.state.json}" --no-color)

if [[ ${1:-} == --auto-approve ]]; then
  words=("$@")
else
  plan=${1:?a plan file} digest=${2:?the digest that was approved}
  shift 2
  words=("$plan" --expect "$digest" "$@")
  shown=$(exporter plan --show "$plan" --json "${common[@]}" 2>/dev/null) || shown='{}'
  if [[ $(node -p 'JSON.parse(process.argv[1]).status ?? ""' "$shown") == applied ]]; then
    echo "This plan was applied already, and is applied once: nothing is done. What is left, if anything, takes a new plan." |
      tee "$EXPORTER_ANSWER"
    exit 0
  fi
fi

exporter apply "${words[@]}" "${common[@]}" > >(tee "$EXPORTER_ANSWER") &
running=$!

# Runners signal this shell alone when a job is cancelled, and give it a few seconds.
trap 'kill -TERM "$running" 2>/dev/null || true' INT TERM

pushing=
since=$SECONDS
while kill -0 "$running" 2>/dev/null; do
  # Waited for, and not in the foreground: else a signal would have to wait.
  sleep "${EXPORTER_LOOK_SECONDS:-1}" &
  wait "$!" || true
  if ((SECONDS - since >= ${EXPORTER_CHECKPOINT_SECONDS:-30})) && ! { [[ -n $pushing ]] && kill -0 "$pushing" 2>/dev/null; }; then
    since=$SECONDS
    "$here/state.sh" checkpoint </dev/null &
    pushing=$!
  fi
done

code=0
wait "$running" || code=$?
# `state.sh end` would have to guess what became of one that is not finished.
[[ -z $pushing ]] || wait "$pushing" || true
exit "$code"
