#!/usr/bin/env bash
# What an exit code of exporter means for a job: success, a warning, or the end.
#
#   verdict.sh CODE
#
# Standard output is one line of words; the exit code says how the job ends: 0, 64 for a warning, else CODE.
set -euo pipefail

case ${1:?an exit code of exporter} in
  0) echo "done, nothing left" ;;
  4)
    echo "stopped by the budget: what fits is bought, the rest is not; raise the cap, then plan again"
    exit 64
    ;;
  5)
    echo "some requests failed or are incomplete, the rest is done; the next apply goes on with them"
    exit 64
    ;;
  3)
    echo "the manifest is invalid"
    exit 3
    ;;
  6)
    echo "the plan is stale, or the state is locked, damaged or newer: nothing was bought; plan again, and have that one approved"
    exit 6
    ;;
  130)
    echo "interrupted: what was bought is recorded, and the next run goes on from there"
    exit 130
    ;;
  *)
    echo "it failed; what was bought is recorded"
    exit "$1"
    ;;
esac
