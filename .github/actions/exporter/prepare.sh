#!/usr/bin/env bash
# Checks the inputs, installs the program, and writes down for the other steps what they have in common.
set -euo pipefail

ci=$(cd "$GITHUB_ACTION_PATH/../../../ci" && pwd)
wrong() {
  printf '::error title=exporter::%s\n' "$1"
  exit 1
}

case $COMMAND in plan | apply) ;; *) wrong "command is '$COMMAND'; write plan or apply" ;; esac
case $APPROVE in review | budget) ;; *) wrong "approve is '$APPROVE'; write review or budget" ;; esac
[[ $PROJECT =~ ^[A-Za-z0-9_.-]*$ ]] || wrong "project '$PROJECT' may have letters, digits, dots, dashes and underscores"
for relative in "$MANIFEST" "$STATE"; do
  [[ $relative != /* && /$relative/ != */../* ]] || wrong "'$relative' must lie in working-directory"
done
[[ -d $FOLDER ]] || wrong "there is no folder '$FOLDER'; does actions/checkout come first?"
# Forks run with their own code: what they change in a pull request must not meet secrets.
[[ $GITHUB_EVENT_NAME != pull_request_target ]] || wrong "run it on pull_request, not on pull_request_target: docs/github.md says why"

scratch="$RUNNER_TEMP/exporter${PROJECT:+-$PROJECT}"
mkdir -p "$scratch"
settings="$scratch/settings"
bash "$ci/install.sh" "$scratch/program" "$VERSION"

folder=$(cd "$FOLDER" && pwd)
{
  cd_word=$(printf '%q' "$folder")
  printf 'cd %s\n' "$cd_word"
  for pair in \
    "PATH=$scratch/program/bin:$PATH" \
    "CI_SCRIPTS=$ci" \
    "EXPORTER_MANIFEST=$MANIFEST" \
    "EXPORTER_STATE=$STATE" \
    "EXPORTER_STATE_BRANCH=$STATE_BRANCH" \
    "EXPORTER_STATE_REMOTE=${STATE_REPOSITORY:-$GITHUB_SERVER_URL/$GITHUB_REPOSITORY}" \
    "EXPORTER_KEEP_FILES=$KEEP_FILES" \
    "EXPORTER_PROJECT=$PROJECT" \
    "EXPORTER_SCRATCH=$scratch" \
    "EXPORTER_ANSWER=$scratch/answer.txt" \
    "EXPORTER_CHECKPOINT_SECONDS=$CHECKPOINT_SECONDS" \
    "EXPORTER_RUN=$GITHUB_RUN_ID-$GITHUB_RUN_ATTEMPT" \
    "EXPORTER_RUN_URL=$GITHUB_SERVER_URL/$GITHUB_REPOSITORY/actions/runs/$GITHUB_RUN_ID" \
    "APPROVE=$APPROVE" \
    "BUDGET=$BUDGET" \
    "ARGS=$ARGS"; do
    printf 'export %s=%q\n' "${pair%%=*}" "${pair#*=}"
  done
} >"$settings"

stem=$folder/${STATE%.json}
{
  echo "settings=$settings"
  echo "state-files<<END_OF_FILES"
  printf '%s\n' "$folder/$STATE" "$stem.journal" "$stem.backup"
  echo END_OF_FILES
} >>"$GITHUB_OUTPUT"
