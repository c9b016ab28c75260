#!/usr/bin/env bash
# Takes the state, and looks whether there is anything to buy.
set -euo pipefail
# shellcheck source=/dev/null
source "$SETTINGS"

"$CI_SCRIPTS/state.sh" begin || {
  printf '::error title=exporter apply::%s\n' "the state is in use or cannot be read: nothing was bought"
  exit 6
}
code=0
exporter plan --detailed-exitcode --no-color --file "$EXPORTER_MANIFEST" --state "$EXPORTER_STATE" || code=$?
case $code in
  0)
    echo "Nothing is to be bought or downloaded." | tee -a "$GITHUB_STEP_SUMMARY"
    echo "pending=false" >>"$GITHUB_OUTPUT"
    ;;
  2) echo "pending=true" >>"$GITHUB_OUTPUT" ;;
  *)
    words=$("$CI_SCRIPTS/verdict.sh" "$code") || true
    printf '::error title=exporter apply::%s\n' "$words"
    exit "$code"
    ;;
esac
