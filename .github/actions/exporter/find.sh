#!/usr/bin/env bash
# The plan that was reviewed on the pull request that this commit was merged from.
set -euo pipefail
# shellcheck source=/dev/null
source "$SETTINGS"

found=$(node "$CI_SCRIPTS/review.mjs" find) || {
  printf '::error title=exporter apply::%s\n' "there is no reviewed plan for this commit: nothing was bought"
  exit 6
}
{
  echo "$found"
  echo "folder=$EXPORTER_SCRATCH/reviewed"
} >>"$GITHUB_OUTPUT"
