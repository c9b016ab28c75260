#!/usr/bin/env bash
# Checks the manifest, and writes the plan of a pull or merge request: PLAN.json, what is applied; PLAN.md, what people read.
#
#   plan.sh FOLDER [OPTIONS OF exporter plan...]
#
# EXPORTER_ANNOTATIONS: the format of `exporter validate`, `github` (default) or `gitlab`; where it is `gitlab`, the report
# goes to FOLDER/code-quality.json. `state.sh look` comes before it. Its exit code is that of exporter.
set -euo pipefail

folder=${1:?a folder for the plan}
shift
mkdir -p "$folder"
manifest=(--file "${EXPORTER_MANIFEST:-exports.yaml}")
common=("${manifest[@]}" --state "${EXPORTER_STATE:-exports.state.json}")

if [[ ${EXPORTER_ANNOTATIONS:-github} == gitlab ]]; then
  exporter validate "${manifest[@]}" --format gitlab >"$folder/code-quality.json" || {
    code=$?
    exporter validate "${manifest[@]}" --no-color || true
    exit "$code"
  }
else
  exporter validate "${manifest[@]}" --format github
fi

# In the folder: the comment names the file as it is called here.
exporter plan "${common[@]}" --no-color --out "$folder/plan.json" --format markdown "$@" >"$folder/plan.md"
