#!/usr/bin/env bash
# The state of exporter on a branch of its own, for runners that forget everything.
#
#   state.sh look                what the branch has is put into this folder; nothing is written to the branch
#   state.sh begin               the same, and the branch is taken: no other run buys meanwhile
#   state.sh checkpoint          what is known so far goes to the branch, which stays taken
#   state.sh end                 the last of it goes to the branch, files too, and the branch is free again
#   state.sh unlock              frees the branch from a run that died with its machine: a person decides that
#
# Every change of the branch is one commit on top of the one that was read, pushed under the condition that the branch
# is still there (compare and swap): of two runs that begin at once, one gets the branch and the other ends with 6 before
# it has bought anything. docs/github.md says why it is built like this.
#
# The folder it works in is the current one. From the environment:
#   EXPORTER_STATE_REMOTE   address of the repository; EXPORTER_STATE_TOKEN, EXPORTER_STATE_USER: what git may use for it
#   EXPORTER_STATE_BRANCH   the branch (default: exporter-state)
#   EXPORTER_STATE          the state file (default: exports.state.json)
#   EXPORTER_MANIFEST       the manifest (default: exports.yaml): its files are kept relative to its folder
#   EXPORTER_KEEP_FILES     `true` (default): the files that were bought are kept on the branch, too
#   EXPORTER_RUN            which run this is; EXPORTER_RUN_URL: where people look at it
#   EXPORTER_SCRATCH        a folder outside the repository
set -euo pipefail
umask 077

BRANCH=${EXPORTER_STATE_BRANCH:-exporter-state}
STATE=${EXPORTER_STATE:-exports.state.json}
JOURNAL=${STATE%.json}.journal
# When the last run did what, for `exporter report`.
LAST_RUN=${STATE%.json}.last-run.json
MANIFEST=${EXPORTER_MANIFEST:-exports.yaml}
LOCK=exporter.lock
: "${EXPORTER_STATE_REMOTE:?the address of the repository that keeps the state}"
: "${EXPORTER_RUN:?which run this is}"
: "${EXPORTER_SCRATCH:?a folder outside the repository}"

# Exit code of exporter for a state that is locked, damaged or newer.
readonly REFUSED=6

say() { printf '%s\n' "$*" >&2; }
fail() {
  printf 'error: %s\n' "$1" >&2
  shift
  printf '  = %s\n' "$@" >&2
  exit "$REFUSED"
}

# ---------------------------------------------------------------------------------------------------------------- git

export GIT_DIR="$EXPORTER_SCRATCH/state.git" GIT_WORK_TREE="$PWD" GIT_INDEX_FILE="$EXPORTER_SCRATCH/state.index"
export GIT_TERMINAL_PROMPT=0 LC_ALL=C
export GIT_AUTHOR_NAME=exporter GIT_AUTHOR_EMAIL=exporter@localhost
export GIT_COMMITTER_NAME=exporter GIT_COMMITTER_EMAIL=exporter@localhost
if [[ -n ${EXPORTER_STATE_TOKEN:-} && $EXPORTER_STATE_REMOTE == http* ]]; then
  # By the environment: an argument or an address could be seen by others, and printed.
  basic=$(printf '%s:%s' "${EXPORTER_STATE_USER:-x-access-token}" "$EXPORTER_STATE_TOKEN" | base64 | tr -d '\n')
  export GIT_CONFIG_COUNT=1 GIT_CONFIG_KEY_0=http.extraheader GIT_CONFIG_VALUE_0="AUTHORIZATION: basic $basic"
fi

# The commit of the branch that this run knows; empty where there is none yet.
base() { git rev-parse --quiet --verify refs/exporter/base || true; }
# What this run has written into the lock; the file is there while the run has the branch.
readonly HELD="$EXPORTER_SCRATCH/state.held"
holds() { [[ -f $HELD ]]; }

# A command that needs the network, again when it fails: a state that was not kept is worse than a late one.
patiently() {
  local attempt
  for attempt in 1 2 3 4; do
    "$@" && return 0
    [[ $attempt == 4 ]] || sleep "${EXPORTER_RETRY_SECONDS:-$((attempt * 3))}"
  done
  return 1
}

open_store() {
  mkdir -p "$EXPORTER_SCRATCH"
  # Left by one that was killed: a run does one of these at a time.
  rm -f "$GIT_INDEX_FILE.lock"
  [[ -d $GIT_DIR ]] || git init --quiet --bare "$GIT_DIR"
  # Bytes are kept as they are, whatever the attributes of the project say.
  mkdir -p "$GIT_DIR/info"
  echo '* -text -eol -filter -ident -working-tree-encoding' >"$GIT_DIR/info/attributes"
  git config core.autocrlf false
}

# No branch and no answer are two things: only the first of them means that nothing was bought yet.
fetch_base() {
  local listed
  listed=$(patiently git ls-remote "$EXPORTER_STATE_REMOTE" "refs/heads/$BRANCH") ||
    fail "the state on the branch '$BRANCH' cannot be read" "nothing was bought; run this again"
  if [[ -z $listed ]]; then
    git update-ref -d refs/exporter/base
    git read-tree --empty
    return
  fi
  patiently git fetch --quiet --no-tags --depth 1 "$EXPORTER_STATE_REMOTE" "+refs/heads/$BRANCH:refs/exporter/base" ||
    fail "the state on the branch '$BRANCH' cannot be read" "nothing was bought; run this again"
  git read-tree refs/exporter/base
}

# Commits the index, and makes it the branch if the branch is still what is known. 2: it is not; 1: no answer.
push_index() {
  local message=$1 known tree commit attempt said
  known=$(base)
  # Said each time: within a condition `set -e` is off, and a push of nothing would delete the branch.
  tree=$(git write-tree) || return 1
  if [[ -n $known && $tree == "$(git rev-parse "$known^{tree}")" ]]; then return 0; fi
  commit=$(git commit-tree "$tree" ${known:+-p "$known"} -m "$message" ${EXPORTER_RUN_URL:+-m "$EXPORTER_RUN_URL"}) || return 1
  [[ $commit =~ ^[0-9a-f]{40,64}$ ]] || return 1
  for attempt in 1 2 3 4; do
    if said=$(git push --quiet --force-with-lease="refs/heads/$BRANCH:$known" "$EXPORTER_STATE_REMOTE" \
      "$commit:refs/heads/$BRANCH" 2>&1) || is_at "$commit"; then
      git update-ref refs/exporter/base "$commit"
      return 0
    fi
    if [[ $said == *"stale info"* || $said == *"cannot lock ref"* ]]; then return 2; fi
    say "$said"
    [[ $attempt == 4 ]] || sleep "${EXPORTER_RETRY_SECONDS:-$((attempt * 3))}"
  done
  return 1
}

# A push whose answer was lost has happened when the branch is at our commit.
is_at() { [[ $(git ls-remote "$EXPORTER_STATE_REMOTE" "refs/heads/$BRANCH" 2>/dev/null | cut -f 1) == "$1" ]]; }

# Composes the index anew from what the branch has, and pushes it. Where the branch has moved on by a checkpoint of this
# very run, which was killed before it could note that, it goes on from there.
publish() {
  local message=$1 compose=$2 attempt outcome
  for attempt in 1 2 3; do
    git read-tree refs/exporter/base || return 1
    "$compose" || return 1
    outcome=0
    push_index "$message" || outcome=$?
    if [[ $outcome != 2 ]]; then return "$outcome"; fi
    fetch_base
    [[ $(holder) == "$(cat "$HELD")" ]] || return 2
  done
  return 2
}

# -------------------------------------------------------------------------------------------------------- into the folder

restore() {
  local file aside
  # The branch is the truth. What lies here besides, of an earlier run on this machine, is put aside and not lost.
  for file in "$STATE" "$JOURNAL" "$LAST_RUN"; do
    if [[ -e $file ]] && ! git cat-file blob ":$file" 2>/dev/null | cmp --silent - "$file"; then
      aside="$file.aside-$(date -u +%Y%m%dT%H%M%SZ)"
      mv "$file" "$aside"
      say "warning: '$file' was not what the branch '$BRANCH' has; it was put aside as '$aside'"
    fi
  done
  git ls-files -z | while IFS= read -r -d '' file; do
    # Nothing that is here is overwritten: exporter itself compares each file with what it bought.
    if [[ $file != "$LOCK" && ! -e $file && ! -L $file ]]; then printf '%s\0' "$file"; fi
  done | git checkout-index -z --stdin
}

holder() { git cat-file blob ":$LOCK" 2>/dev/null || true; }

begin() {
  local attempt held outcome
  for attempt in 1 2 3 4 5; do
    fetch_base
    held=$(holder)
    [[ -z $held ]] || refuse "$held"
    held=$(printf 'run: %s\nat: %s\nsince: %s' "$EXPORTER_RUN" "${EXPORTER_RUN_URL:-unknown}" "$(date -u +%Y-%m-%dT%H:%M:%SZ)")
    put "$LOCK" <<<"$held"
    outcome=0
    push_index "exporter: taken by run $EXPORTER_RUN" || outcome=$?
    case $outcome in
      0)
        echo "$held" >"$HELD"
        restore
        return
        ;;
      1) break ;;
    esac
  done
  fail "the branch '$BRANCH' cannot be written to, or others were quicker each time" \
    "nothing was bought; this needs the permission to push (GitHub: contents: write)"
}

refuse() {
  fail "the state on the branch '$BRANCH' is in use:"$'\n'"$(sed 's/^/    /' <<<"$1")" \
    "nothing was bought. Wait for that run to end, then run this again" \
    "if its machine is gone, look with \`exporter plan --refresh\` whether it bought what the state does not know; docs/github.md says how to free the branch"
}

# ---------------------------------------------------------------------------------------------------------- to the branch

# Standard input becomes a file of the index.
put() {
  local blob
  blob=$(git hash-object -w --stdin) && git update-index --add --cacheinfo "100644,$blob,$1"
}

# State and journal as they belong together, also while a run writes them: the state is rewritten only when the journal
# is folded into it, and a journal that breaks off in its last line is one that exporter reads.
put_state() {
  local copy="$EXPORTER_SCRATCH/copy" attempt
  for attempt in 1 2 3 4 5 6 7 8; do
    rm -f "$copy.state" "$copy.journal"
    [[ ! -e $STATE ]] || cp "$STATE" "$copy.state" 2>/dev/null || continue
    [[ ! -e $JOURNAL ]] || cp "$JOURNAL" "$copy.journal" 2>/dev/null || continue
    if [[ -e $copy.state ]]; then cmp --silent "$copy.state" "$STATE" || continue; elif [[ -e $STATE ]]; then continue; fi
    # A state that was on the branch does not go away: what is not here was lost here.
    [[ ! -e $copy.state ]] || put "$STATE" <"$copy.state" || return 1
    [[ ! -e $LAST_RUN ]] || put "$LAST_RUN" <"$LAST_RUN" || return 1
    if [[ -e $copy.journal ]]; then put "$JOURNAL" <"$copy.journal"; else git update-index --force-remove "$JOURNAL"; fi
    return
  done
  return 1
}

checkpoint() {
  holds || return 0
  publish "exporter: run $EXPORTER_RUN so far" put_state ||
    say "warning: the state is not on the branch '$BRANCH' yet; it is tried again"
}

root() { if [[ -d $MANIFEST ]]; then printf '%s' "$MANIFEST"; else dirname "$MANIFEST"; fi; }

put_files() {
  local listed="$EXPORTER_SCRATCH/files"
  exporter state list --json --file "$MANIFEST" --state "$STATE" 2>/dev/null |
    EXPORTER_ROOT=$(root) node -e '
      const fs = require("node:fs"), path = require("node:path")
      const { records } = JSON.parse(fs.readFileSync(0, "utf8"))
      for (const { files = [] } of records)
        for (const file of files) {
          const name = path.posix.join(process.env.EXPORTER_ROOT, file.path)
          if (fs.existsSync(name)) process.stdout.write(name + "\0")
        }' >"$listed" || return 1
  GIT_LITERAL_PATHSPECS=1 git add --force --pathspec-from-file="$listed" --pathspec-file-nul
}

end() {
  holds || {
    say "The branch '$BRANCH' was not taken by this run: nothing to keep."
    return 0
  }
  # The state first: it must get there even if the files are too large for the branch.
  publish "exporter: run $EXPORTER_RUN" put_state || rescue
  if [[ ${EXPORTER_KEEP_FILES:-true} == true ]]; then
    publish "exporter: files of run $EXPORTER_RUN" put_files ||
      say "warning: the files are not on the branch '$BRANCH' (hosts refuse large ones); the next apply downloads them again, free of charge, as long as the server has them"
  fi
  publish "exporter: run $EXPORTER_RUN ended" put_free || rescue
  rm -f "$HELD"
  say "The state is kept on the branch '$BRANCH' ($(git rev-parse --short refs/exporter/base))."
}

put_free() { git update-index --force-remove "$LOCK"; }

# Somebody has moved the branch by hand, or it takes nothing: what was bought goes to another one, and a person decides.
rescue() {
  local other="$BRANCH-rescue-$EXPORTER_RUN" known commit tree
  known=$(base)
  git read-tree "$known"
  if put_state && tree=$(git write-tree) &&
    commit=$(git commit-tree "$tree" -p "$known" -m "exporter: rescued from run $EXPORTER_RUN") &&
    [[ -n $commit ]] && patiently git push --quiet "$EXPORTER_STATE_REMOTE" "$commit:refs/heads/$other"; then
    fail "the branch '$BRANCH' was moved by somebody else while this run had it: what this run knows is on '$other'" \
      "compare the two, then: git push --force origin origin/$other:$BRANCH"
  fi
  fail "what this run bought could not be written to the branch '$BRANCH'" \
    "keep $PWD/$STATE and $PWD/$JOURNAL: they say what was bought"
}

unlock() {
  fetch_base
  local held
  held=$(holder)
  [[ -n $held ]] || { say "The branch '$BRANCH' is free."; return 0; }
  put_free
  push_index "exporter: freed by run $EXPORTER_RUN" || fail "the branch '$BRANCH' was moved meanwhile" "look again"
  say "Freed. It was held by:"
  say "$held"
}

open_store
case ${1:-} in
  look) fetch_base && restore ;;
  begin) begin ;;
  checkpoint) checkpoint ;;
  end) end ;;
  unlock) unlock ;;
  *)
    say "usage: state.sh look | begin | checkpoint | end | unlock"
    exit 1
    ;;
esac
