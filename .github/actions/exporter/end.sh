#!/usr/bin/env bash
# Keeps the state, and gives it back.
set -euo pipefail
# shellcheck source=/dev/null
source "$SETTINGS"
"$CI_SCRIPTS/state.sh" end || {
  printf '::error title=exporter::%s\n' "the state could not be kept on its branch; it is among the artifacts of this run. Do not apply again before it is back"
  exit 6
}
