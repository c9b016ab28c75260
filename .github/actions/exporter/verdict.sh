#!/usr/bin/env bash
# How the apply ended, for people: an annotation, the summary, and the colour of the job.
set -euo pipefail
# shellcheck source=/dev/null
source "$SETTINGS"

outcome=0
words=$("$CI_SCRIPTS/verdict.sh" "$CODE") || outcome=$?
{
  printf '### exporter apply: %s\n\n' "$words"
  # As it was printed, whatever marks it may contain.
  printf '~~~~~~text\n%s\n~~~~~~\n' "$(head -c 60000 "$EXPORTER_ANSWER" 2>/dev/null | sed 's/^~~~/ ~~~/')"
} >>"$GITHUB_STEP_SUMMARY"

case $outcome in
  0) ;;
  64) printf '::warning title=exporter apply (exit code %s)::%s\n' "$CODE" "$words" ;;
  *)
    printf '::error title=exporter apply (exit code %s)::%s\n' "$CODE" "$words"
    exit "$outcome"
    ;;
esac
