#!/usr/bin/env bash
# What the jobs of GitHub and GitLab do, step by step.
#
#   job.sh plan     plans, and shows that on the pull or merge request
#   job.sh find     looks whether anything is to be bought or downloaded, and which plan was approved for it
#   job.sh apply    carries out that very plan; or, with EXPORTER_APPROVE=budget, what the caps allow
#   job.sh end      keeps the state, whatever became of it
#
# The state is on a branch of the repository, unless the manifest keeps it in a bucket or a database: then it is used there,
# under its own lock, and no branch is looked at.
#
# From the environment: EXPORTER_MANIFEST, from the root of the repository; EXPORTER_STATE_BRANCH, one for each manifest;
# EXPORTER_BUDGET, the most credits that one apply may spend; EXPORTER_LOCK_TIMEOUT, for how many seconds an apply waits for a
# state elsewhere that is in use; EXPORTER_TOKEN, which writes the comment and, unless there is EXPORTER_STATE_TOKEN (GitLab),
# the branch; ONLYFANSAPI_API_KEY, for `apply` alone; what opens a state elsewhere, for all but `end`.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
export program=$here/../dist/exporter.cjs
exporter() { node "$program" "$@"; }
export -f exporter
# In a checkout of its repository, and not in the package, it is not built yet.
if [[ ! -f $program ]]; then (cd "$here/.." && unset ONLYFANSAPI_API_KEY && npm ci && npm run build) >&2; fi

: "${EXPORTER_MANIFEST:=exports.yaml}" "${EXPORTER_STATE_BRANCH:=exporter-state}"
export EXPORTER_STATE_BRANCH
if [[ -n ${GITLAB_CI:-} ]]; then
  root=$CI_PROJECT_DIR
  export EXPORTER_SCRATCH=$CI_PROJECT_DIR.tmp/exporter-$CI_JOB_ID
  export EXPORTER_RUN=$CI_JOB_ID EXPORTER_RUN_URL=$CI_JOB_URL
  export EXPORTER_STATE_REMOTE=$CI_PROJECT_URL.git EXPORTER_STATE_USER=exporter
  EXPORTER_STATE_TOKEN=${EXPORTER_STATE_TOKEN:-${EXPORTER_TOKEN:-}}
  # The job's own token reads at least.
  if [[ -z $EXPORTER_STATE_TOKEN ]]; then EXPORTER_STATE_USER=gitlab-ci-token EXPORTER_STATE_TOKEN=${CI_JOB_TOKEN:-}; fi
  # What a job may have uploaded lies in the project.
  plan=$CI_PROJECT_DIR/exporter-plan
else
  root=$GITHUB_WORKSPACE
  export EXPORTER_SCRATCH=$RUNNER_TEMP/exporter/$EXPORTER_STATE_BRANCH
  export EXPORTER_RUN=$GITHUB_RUN_ID-$GITHUB_RUN_ATTEMPT
  export EXPORTER_RUN_URL=$GITHUB_SERVER_URL/$GITHUB_REPOSITORY/actions/runs/$GITHUB_RUN_ID
  export EXPORTER_STATE_REMOTE=$GITHUB_SERVER_URL/$GITHUB_REPOSITORY EXPORTER_STATE_USER=x-access-token
  EXPORTER_STATE_TOKEN=$EXPORTER_TOKEN
  plan=$EXPORTER_SCRATCH/plan
fi
export EXPORTER_STATE_TOKEN
approved=$EXPORTER_SCRATCH/approved
mkdir -p "$plan" "$approved"

# The state lies beside the manifest, or in it where it is a folder.
if [[ -d $root/$EXPORTER_MANIFEST ]]; then
  cd "$root/$EXPORTER_MANIFEST"
  export EXPORTER_FILE=.
else
  cd "$root/$(dirname "$EXPORTER_MANIFEST")"
  EXPORTER_FILE=$(basename "$EXPORTER_MANIFEST")
  export EXPORTER_FILE
fi

# error or warning, as people see it.
tell() { if [[ -n ${GITLAB_CI:-} ]]; then echo "$1: $2" >&2; else echo "::$1 title=exporter::$2"; fi; }
summary() { if [[ -z ${GITLAB_CI:-} ]]; then cat >>"$GITHUB_STEP_SUMMARY"; else cat; fi; }
output() { if [[ -z ${GITLAB_CI:-} ]]; then cat >>"$GITHUB_OUTPUT"; else cat; fi; }

# How a job ends that exporter has ended with this exit code.
ended() {
  case $1 in
    0) return ;;
    3) tell error "the manifest is invalid" ;;
    4) partly "stopped by the budget: what fits is bought, the rest is not; raise the cap, then plan again" ;;
    5) partly "some requests failed or are incomplete, the rest is done; the log says what to do" ;;
    6) tell error "the plan is stale, or the state is locked, damaged, newer or out of reach; the log says which, and what to do" ;;
    130) tell error "interrupted; what was bought is recorded, run this again to go on" ;;
    *) tell error "exporter ended with exit code $1; what was bought is recorded" ;;
  esac
  exit "$1"
}

# GitLab makes a warning of this code, GitHub of an annotation.
partly() {
  tell warning "$1"
  if [[ -n ${GITLAB_CI:-} ]]; then exit 64; else exit 0; fi
}

# Every problem of the manifest at its line of the request.
annotate() {
  if [[ -n ${GITLAB_CI:-} ]]; then
    exporter validate --file "$EXPORTER_FILE" --format gitlab >"$plan/code-quality.json" || true
  else
    exporter validate --file "$EXPORTER_FILE" --format github || true
  fi
}

# Where the manifest keeps its state: `file` is the branch. Two places for one state would be two truths.
find_state() {
  local answer code=0
  answer=$(exporter validate --file "$EXPORTER_FILE" --json 2>/dev/null) || code=$?
  if ((code != 0)); then
    annotate
    ended "$code"
  fi
  node -p 'JSON.parse(process.argv[1]).state' "$answer" >"$EXPORTER_SCRATCH/backend"
  use_state
  if [[ $backend == file ]]; then "$here/state.sh" look; fi
}

# The same, in the steps after it.
use_state() {
  backend=$(cat "$EXPORTER_SCRATCH/backend")
  export EXPORTER_STATE_BACKEND=$backend
  common=(--file "$EXPORTER_FILE" --no-color)
  if [[ $backend == file ]]; then common+=(--state exports.state.json); fi
}

# How a job ends whose plan has ended with this exit code.
unplanned() {
  if [[ $backend == file || ($1 != 1 && $1 != 6) ]]; then ended "$1"; fi
  tell error "nothing was bought: this job cannot use the state, which the manifest keeps in $backend; the log says why"
  exit "$1"
}

plan() {
  if [[ -n ${GITLAB_CI:-} ]]; then echo '[]' >"$plan/code-quality.json"; fi
  find_state
  local code=0
  exporter plan "${common[@]}" --out "$plan/plan.json" --format markdown >"$plan/plan.md" || code=$?
  ((code == 0)) || unplanned "$code"
  summary <"$plan/plan.md"
  node "$here/review.mjs" comment "$plan" | output
}

find_plan() {
  rm -f "$EXPORTER_SCRATCH/pending" "$EXPORTER_SCRATCH/free"
  find_state
  local code=0
  exporter plan "${common[@]}" --detailed-exitcode || code=$?
  if ((code == 0)); then
    echo "Nothing is to be bought or downloaded." | summary
    return
  fi
  ((code == 2)) || unplanned "$code"
  if [[ $backend != file ]] && only_downloads; then
    # Files of earlier jobs, which this machine does not have: they are paid for, so nobody has to approve anything.
    touch "$EXPORTER_SCRATCH/free"
  elif [[ ${EXPORTER_APPROVE:-review} != budget ]]; then
    node "$here/review.mjs" find "$approved" | output || {
      tell error "nothing was bought: there is no reviewed plan for this commit"
      exit 6
    }
  fi
  touch "$EXPORTER_SCRATCH/pending"
  if [[ -z ${GITLAB_CI:-} ]]; then printf '%s\n' pending=true "state=$PWD/exports.state.j*" | output; fi
}

only_downloads() {
  exporter plan "${common[@]}" --json |
    node -e '
      const { create, resume, adopt, refresh } = JSON.parse(require("node:fs").readFileSync(0, "utf8")).summary
      process.exitCode = create + resume + adopt + refresh === 0 ? 0 : 1'
}

apply() {
  [[ -f $EXPORTER_SCRATCH/pending ]] || return 0
  use_state
  # Runners signal this shell alone when a job is cancelled, and give it a few seconds.
  local running='' signalled='' code=0 what
  trap 'signalled=yes; [[ -z $running ]] || kill -TERM "$running" 2>/dev/null || true' INT TERM

  if [[ -f $EXPORTER_SCRATCH/free ]]; then
    what=(--auto-approve --budget 0)
  else
    if [[ ${EXPORTER_APPROVE:-review} == budget ]]; then
      what=(--auto-approve)
    else
      what=("$approved/plan.json" --expect "$(cat "$approved/digest")")
    fi
    [[ -z ${EXPORTER_BUDGET:-} ]] || what+=(--budget "$EXPORTER_BUDGET")
  fi

  if [[ $backend == file ]]; then "$here/state.sh" begin; else what+=(--lock-timeout "${EXPORTER_LOCK_TIMEOUT:-300}"); fi
  [[ -z $signalled ]] || ended 130
  # What may write to the repository is nothing for hooks.
  env -u EXPORTER_TOKEN -u EXPORTER_STATE_TOKEN \
    node "$program" apply "${what[@]}" "${common[@]}" >"$EXPORTER_SCRATCH/answer.txt" &
  running=$!
  echo "$running" >"$EXPORTER_SCRATCH/running"
  [[ -z $signalled ]] || kill -TERM "$running"
  # A signal ends the waiting, not the program.
  signalled=again
  while [[ -n $signalled ]]; do
    signalled=
    code=0
    wait "$running" || code=$?
  done
  rm "$EXPORTER_SCRATCH/running"
  cat "$EXPORTER_SCRATCH/answer.txt"
  # As it was printed, whatever marks it may contain; GitHub shows so much and no more.
  if [[ -z ${GITLAB_CI:-} ]]; then
    { echo '~~~~~~text' && head -c 60000 "$EXPORTER_SCRATCH/answer.txt" | sed 's/^~~~/ ~~~/' && echo '~~~~~~'; } | summary
  fi
  ended "$code"
}

end() {
  # Where the shell of `apply` was killed, the program may go on: it must not, once the branch is free.
  local running tries
  if running=$(cat "$EXPORTER_SCRATCH/running" 2>/dev/null) && [[ $(ps -o args= -p "$running") == *"$program apply "* ]]; then
    kill -TERM "$running" 2>/dev/null || true
    for ((tries = 0; tries < 100; tries++)); do
      kill -0 "$running" 2>/dev/null || break
      sleep 0.1
    done
    kill -KILL "$running" 2>/dev/null || true
  fi
  if [[ $(cat "$EXPORTER_SCRATCH/backend" 2>/dev/null || echo file) != file ]]; then return; fi
  "$here/state.sh" end || {
    tell error "the state could not be kept on its branch; it is among the artifacts of this run"
    exit 6
  }
}

case ${1:-} in
  plan) plan ;;
  find) find_plan ;;
  apply) apply ;;
  end) end ;;
  *)
    echo "usage: job.sh plan | find | apply | end" >&2
    exit 1
    ;;
esac
