#!/usr/bin/env bash
# The state of exporter on a branch of its own, for runners that forget everything.
#
#   state.sh look     what the branch has is put into this folder
#   state.sh begin    the same, and the branch is taken: no other run buys meanwhile
#   state.sh end      what is known now goes to the branch, which is free again; then the files that were bought
#
# The subject of the branch's last commit says whether it is taken. Each commit is pushed on top of the one that was
# fetched, and a push that is not on top is refused by git: of two runs that begin at once, one ends before it has bought
# anything. A run that died with its machine leaves the branch taken; any commit on top of that frees it, and a person
# makes it.
#
# From the environment: EXPORTER_STATE_REMOTE, the address of the repository; EXPORTER_STATE_TOKEN and
# EXPORTER_STATE_USER, with which git writes to it; EXPORTER_STATE_BRANCH; EXPORTER_RUN, which run this is, and
# EXPORTER_RUN_URL; EXPORTER_FILE, the manifest in this folder; EXPORTER_SCRATCH, a folder outside the repository.
set -euo pipefail
umask 077

readonly BRANCH=$EXPORTER_STATE_BRANCH
readonly STATE=exports.state.json JOURNAL=exports.state.journal LAST_RUN=exports.state.last-run.json
readonly TAKEN="exporter: taken by run "
# There while this run has the branch.
readonly HELD=$EXPORTER_SCRATCH/state.held
# Exit code of exporter for a state that is locked, damaged or newer.
readonly REFUSED=6

fail() {
  printf 'error: %s\n' "$1" >&2
  shift
  printf '  = %s\n' "$@" >&2
  exit "$REFUSED"
}

# The folder is a work tree of this repository, whatever other one it belongs to.
export GIT_DIR=$EXPORTER_SCRATCH/state.git GIT_WORK_TREE=$PWD GIT_INDEX_FILE=$EXPORTER_SCRATCH/state.index
export GIT_LITERAL_PATHSPECS=1 GIT_TERMINAL_PROMPT=0 LC_ALL=C
export GIT_AUTHOR_NAME=exporter GIT_AUTHOR_EMAIL=exporter@localhost
export GIT_COMMITTER_NAME=exporter GIT_COMMITTER_EMAIL=exporter@localhost
if [[ -n ${EXPORTER_STATE_TOKEN:-} ]]; then
  # By the environment: an argument or an address could be seen by others, and printed.
  basic=$(printf '%s:%s' "$EXPORTER_STATE_USER" "$EXPORTER_STATE_TOKEN" | base64 | tr -d '\n')
  export GIT_CONFIG_COUNT=1 GIT_CONFIG_KEY_0=http.extraheader GIT_CONFIG_VALUE_0="Authorization: Basic $basic"
fi

open_repository() {
  mkdir -p "$EXPORTER_SCRATCH"
  git init --quiet
  # Bytes are kept as they are, whatever the attributes of the project say.
  mkdir -p "$GIT_DIR/info"
  echo '* -text -filter -ident -working-tree-encoding' >"$GIT_DIR/info/attributes"
  git config core.autocrlf false
  # Left by one that was killed.
  rm -f "$GIT_INDEX_FILE.lock"
}

# Again when it fails: a state that was not kept is worse than a late one.
patiently() {
  local attempt
  for attempt in 1 2 3; do
    "$@" && return
    sleep "${EXPORTER_RETRY_SECONDS:-$((attempt * 3))}"
  done
  "$@"
}

# The commit that this run knows; empty where there is none yet.
known() { git rev-parse --quiet --verify HEAD || true; }

# That there is no branch, and that there is no answer, are two things: only the first means that nothing was bought yet.
fetch() {
  local listed
  listed=$(patiently git ls-remote "$EXPORTER_STATE_REMOTE" "refs/heads/$BRANCH") || unreadable
  if [[ -z $listed ]]; then
    git update-ref -d HEAD
    git read-tree --empty
  else
    patiently git fetch --quiet --no-tags --depth 1 "$EXPORTER_STATE_REMOTE" "refs/heads/$BRANCH" || unreadable
    git update-ref HEAD FETCH_HEAD
    git read-tree HEAD
  fi
}

unreadable() { fail "the state on the branch '$BRANCH' cannot be read" "nothing was bought; run this again"; }

restore() {
  local file
  # Where the branch has none, a state that is here goes there with this run.
  if [[ -n $(git ls-files "$STATE" "$JOURNAL") ]]; then
    rm -f "$STATE" "$JOURNAL"
    git ls-files -z "$STATE" "$JOURNAL" "$LAST_RUN" | git checkout-index -z --stdin --force
  fi
  # Nothing else is overwritten: exporter compares each file with what it bought.
  git ls-files -z | while IFS= read -r -d '' file; do
    if [[ ! -e $file && ! -L $file ]]; then printf '%s\0' "$file"; fi
  done | git checkout-index -z --stdin
}

# Makes the index the branch.
push() {
  local parent tree commit
  parent=$(known)
  # Said each time: within a condition `set -e` is off, and a push of nothing would delete the branch.
  tree=$(git write-tree) || return
  if [[ -n $parent && ${2:-} == if-changed && $tree == "$(git rev-parse "$parent^{tree}")" ]]; then return; fi
  commit=$(git commit-tree "$tree" ${parent:+-p "$parent"} -m "$1" -m "$EXPORTER_RUN_URL") || return
  [[ -n $commit ]] || return
  patiently offer "$commit" || return
  [[ -z $refused ]] || return
  git update-ref HEAD "$commit"
}

# A refusal is an answer, and is final; what fails otherwise is tried again. One whose answer was lost is up to date then.
offer() {
  local said
  refused=
  said=$(git push --porcelain "$EXPORTER_STATE_REMOTE" "$1:refs/heads/$BRANCH" 2>&1) && return
  printf '%s\n' "$said" >&2
  if [[ $said == *$'\n!'* ]]; then refused=yes; else return 1; fi
}

begin() {
  fetch
  local subject=
  [[ -z $(known) ]] || subject=$(git log -1 --format=%s)
  if [[ $subject == "$TAKEN"* ]]; then
    fail "the state on the branch '$BRANCH' is in use by run ${subject#"$TAKEN"}: $(git log -1 --format=%b)" \
      "nothing was bought; wait for that run to end, then run this again" \
      "if it died with its machine, docs/github.md and docs/gitlab.md say how to free the branch"
  fi
  restore
  push "$TAKEN$EXPORTER_RUN" ||
    fail "the branch '$BRANCH' cannot be taken: it is not writable, or another run was quicker" \
      "nothing was bought; this needs the permission to push (on GitHub, contents: write)"
  touch "$HELD"
}

put_state() {
  # A state that was on the branch does not go away: what is not here was lost here.
  [[ -e $STATE || -e $JOURNAL || -z $(git ls-files "$STATE" "$JOURNAL") ]] || return
  if [[ -e $STATE ]]; then git add --force -- "$STATE" || return; fi
  if [[ -e $LAST_RUN ]]; then git add --force -- "$LAST_RUN" || return; fi
  if [[ -e $JOURNAL ]]; then git add --force -- "$JOURNAL"; else git rm --quiet --cached --ignore-unmatch -- "$JOURNAL"; fi
}

put_files() {
  exporter state list --json --file "$EXPORTER_FILE" --state "$STATE" |
    node -e '
      const fs = require("node:fs")
      const { records } = JSON.parse(fs.readFileSync(0, "utf8"))
      for (const { files = [] } of records)
        for (const { path } of files) if (fs.existsSync(path)) process.stdout.write(path + "\0")' |
    git add --force --pathspec-from-file=- --pathspec-file-nul
}

end() {
  if [[ ! -f $HELD ]]; then return; fi
  { put_state && push "exporter: run $EXPORTER_RUN"; } ||
    fail "what this run bought could not be written to the branch '$BRANCH'" \
      "keep $PWD/exports.state.j*: they say what was bought; docs/github.md and docs/gitlab.md say what to do with them"
  rm "$HELD"
  # On their own: hosts refuse large files.
  if [[ ! -e $STATE ]]; then return; fi
  { put_files && push "exporter: files of run $EXPORTER_RUN" if-changed; } ||
    echo "warning: the files are not kept on the branch '$BRANCH'; the next apply downloads them again, free of charge, as long as the server has them" >&2
}

open_repository
case ${1:-} in
  look)
    fetch
    restore
    ;;
  begin) begin ;;
  end) end ;;
  *) fail "usage: state.sh look | begin | end" "see its first lines" ;;
esac
