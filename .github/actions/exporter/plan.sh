#!/usr/bin/env bash
# The plan of a pull request: in the summary of the job, and as files for the steps that follow.
set -euo pipefail
# shellcheck source=/dev/null
source "$SETTINGS"
read -ra more <<<"$ARGS"

# A price that is asked for, and an export that is found, are records: the state is written, so the branch is taken.
if [[ " $ARGS " =~ \ --(quote|quote-scraped|refresh)\  ]]; then
  "$CI_SCRIPTS/state.sh" begin
  trap '"$CI_SCRIPTS/state.sh" end' EXIT
else
  "$CI_SCRIPTS/state.sh" look
fi

code=0
"$CI_SCRIPTS/plan.sh" "$EXPORTER_SCRATCH/plan" ${more[@]+"${more[@]}"} || code=$?
echo "exit-code=$code" >>"$GITHUB_OUTPUT"
if ((code != 0)); then
  words=$("$CI_SCRIPTS/verdict.sh" "$code") || true
  printf '::error title=exporter plan::%s\n' "$words"
  exit "$code"
fi

cat "$EXPORTER_SCRATCH/plan/plan.md" >>"$GITHUB_STEP_SUMMARY"
head=$(node -p 'JSON.parse(fs.readFileSync(process.env.GITHUB_EVENT_PATH)).pull_request?.head.sha ?? process.env.GITHUB_SHA')
{
  echo "digest=$(node -p 'JSON.parse(fs.readFileSync(process.argv[1])).digest' "$EXPORTER_SCRATCH/plan/plan.json")"
  echo "artifact=exporter-plan${EXPORTER_PROJECT:+-$EXPORTER_PROJECT}-$head"
  echo "file=$EXPORTER_SCRATCH/plan/plan.json"
} >>"$GITHUB_OUTPUT"
