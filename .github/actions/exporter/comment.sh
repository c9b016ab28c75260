#!/usr/bin/env bash
# The plan as the one comment of the pull request. Elsewhere, on a schedule say, the summary has to do.
set -euo pipefail
# shellcheck source=/dev/null
source "$SETTINGS"
if [[ $GITHUB_EVENT_NAME == pull_request ]]; then node "$CI_SCRIPTS/review.mjs" comment "$EXPORTER_SCRATCH/plan"; fi
