/**
 * CI workflows that `exporter init --ci` writes: a plan on pull requests, a purchase on merge. They are the user's from then
 * on, so they say what they do, need nobody else's action but those of the platform, and end before anything is bought
 * where the state could not be kept.
 */
import type { CiSystem } from "../help.ts"

export interface Project {
  /** The manifest's folder from the root of the repository; empty: the root itself. */
  readonly folder: string
  /** The manifest's name in its folder. */
  readonly manifest: string
  /** The branch on which is bought. */
  readonly branch: string
}

export const workflow = (system: CiSystem, project: Project): string =>
  system === "github" ? github(project) : gitlab(project)

const fileOption = ({ manifest }: Project): string => (manifest === "exports.yaml" ? "" : ` -f ${shellWord(manifest)}`)

const shellWord = (word: string): string => (/^[\w./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`)

const inFolder = ({ folder }: Project, name: string): string => (folder === "" ? name : `${folder}/${name}`)

/** A text in YAML that is nothing else by chance. */
const yamlText = (text: string): string => JSON.stringify(text)

const github = (project: Project): string => {
  const exporter = (words: string) => `npx --no-install exporter ${words}${fileOption(project)}`
  const cached = `          path: ${yamlText(inFolder(project, "data"))}
          key: exporter-data-\${{ github.run_id }}
          restore-keys: exporter-data-`
  const where = project.folder === "" ? "" : `\n    working-directory: ${yamlText(project.folder)}`
  return `# Shows on pull requests what would be bought, and buys it once they are merged.
# Written by \`exporter init --ci github\`; it is yours to change.
#
# It needs:
#   - exporter among the dependencies of package.json, with a lock file: no other one is ever run
#   - the secret ONLYFANSAPI_API_KEY; plans call nobody, and do without
#   - a budget in the manifest: nobody is asked before it is spent
#
# What was bought is remembered in the branch exporter-state. Never delete it: everything would be bought again.
name: exports

on:
  pull_request:
  push:
    branches: [${yamlText(project.branch)}]
  # To keep up with time:
  # schedule: [{ cron: "17 5 * * *" }]

permissions:
  contents: read

defaults:
  run:
    shell: bash${where}

jobs:
  plan:
    if: github.event_name == 'pull_request'
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - uses: actions/setup-node@v4
        with: { node-version: 22 }
      - run: npm ci
      - run: ${exporter("validate --format github")}
      - name: Fetch the state
        run: |
          # 2: there is none yet. That it cannot be asked for is another matter.
          code=0; git ls-remote --exit-code origin refs/heads/exporter-state > /dev/null || code=$?
          if [ $code = 2 ]; then exit 0; elif [ $code != 0 ]; then exit $code; fi
          git fetch --quiet --depth 1 origin exporter-state
          git worktree add --quiet --detach "$RUNNER_TEMP/exporter-state" FETCH_HEAD
          find "$RUNNER_TEMP/exporter-state" -name 'exports.state.*' -exec cp {} . \\;
      - uses: actions/cache/restore@v4
        with:
${cached}
      - run: ${exporter("plan --format markdown")} >> "$GITHUB_STEP_SUMMARY"

  apply:
    if: github.event_name != 'pull_request' && github.ref_name == '${project.branch.replaceAll("'", "''")}'
    runs-on: ubuntu-latest
    # One after another: they share the state.
    concurrency: { group: exporter-apply, cancel-in-progress: false }
    permissions:
      contents: write
    env:
      GIT_AUTHOR_NAME: exporter
      GIT_AUTHOR_EMAIL: exporter@localhost
      GIT_COMMITTER_NAME: exporter
      GIT_COMMITTER_EMAIL: exporter@localhost
    steps:
      - uses: actions/checkout@v4
      - uses: actions/setup-node@v4
        with: { node-version: 22 }
      - run: npm ci
      - name: Fetch the state
        run: |
          code=0; git ls-remote --exit-code origin refs/heads/exporter-state > /dev/null || code=$?
          if [ $code = 2 ]; then
            git push --quiet origin "$(git commit-tree -m 'nothing bought yet' "$(git mktree < /dev/null)"):refs/heads/exporter-state"
          elif [ $code != 0 ]; then exit $code; fi
          git fetch --quiet --depth 1 origin exporter-state
          git worktree add --quiet --detach "$RUNNER_TEMP/exporter-state" FETCH_HEAD
          find "$RUNNER_TEMP/exporter-state" -name 'exports.state.*' -exec cp {} . \\;
      - name: Begin
        id: begin
        run: |
          cd "$RUNNER_TEMP/exporter-state"
          last=$(git log -1 --format=%s)
          if [[ $last == *' begins' ]]; then
            echo "::error::$last, and has not saved what it bought. Where its artifact has the state, commit that to the branch exporter-state; else see \\\`exporter plan --refresh\\\`. Any commit to the branch lets the next run go on."
            exit 1
          fi
          # Where this cannot be pushed, what is bought could not be remembered either: then nothing is.
          git commit --quiet --allow-empty -m "run $GITHUB_RUN_ID begins"
          git push --quiet origin HEAD:exporter-state
      - uses: actions/cache@v4
        with:
${cached}
      - run: ${exporter("apply --auto-approve")}
        env:
          ONLYFANSAPI_API_KEY: \${{ secrets.ONLYFANSAPI_API_KEY }}
      - name: Save the state
        if: always() && steps.begin.outcome == 'success'
        run: |
          rm -f "$RUNNER_TEMP"/exporter-state/exports.state.*
          find . -maxdepth 1 -type f -name 'exports.state.*' ! -name '*.lock*' -exec cp {} "$RUNNER_TEMP/exporter-state" \\;
          cd "$RUNNER_TEMP/exporter-state"
          git add --all
          git commit --quiet --allow-empty -m "run $GITHUB_RUN_ID"
          git push --quiet origin HEAD:exporter-state
      - uses: actions/upload-artifact@v4
        if: always()
        with:
          name: exports
          path: |
            ${inFolder(project, "data")}
            ${inFolder(project, "exports.state.*")}
          if-no-files-found: ignore
`
}

/** Without the lock: it is of a machine that is gone. */
const STATE_FILES = "$(find . -maxdepth 1 -type f -name 'exports.state.*' ! -name '*.lock*')"

const gitlab = (project: Project): string => {
  const exporter = (words: string) => `npx --no-install exporter ${words}${fileOption(project)}`
  const enter = project.folder === "" ? "" : `\n    - cd ${shellWord(project.folder)}`
  return `# Shows on merge requests what would be bought, and buys it once they are merged.
# Written by \`exporter init --ci gitlab\`; it is yours to change.
#
# It needs:
#   - exporter among the dependencies of package.json, with a lock file: no other one is ever run
#   - the variable ONLYFANSAPI_API_KEY, masked and protected; plans call nobody, and do without
#   - a budget in the manifest: nobody is asked before it is spent
#
# What was bought is remembered in the package exporter-state of the project's package registry, which must be on. Never
# delete it: everything would be bought again.
.exporter:
  image: node:22
  variables:
    STATE: $CI_API_V4_URL/projects/$CI_PROJECT_ID/packages/generic/exporter-state/1
  before_script:${enter}
    - npm ci
    - |
      put() { curl --fail --silent --show-error --output /dev/null --header "JOB-TOKEN: $CI_JOB_TOKEN" --upload-file "$1" "$STATE/$1"; }
      # 404: there is none yet. That it cannot be fetched is another matter.
      get() {
        code=$(curl --silent --show-error --location --output "$1" --write-out '%{http_code}' --header "JOB-TOKEN: $CI_JOB_TOKEN" "$STATE/$1")
        case $code in
          200) ;;
          404) rm -f "$1" ;;
          *) echo "$1 cannot be fetched: status $code"; exit 1 ;;
        esac
      }
      get state.tar
      if [ -f state.tar ]; then tar -xf state.tar; fi

exports-plan:
  extends: .exporter
  rules:
    - if: $CI_PIPELINE_SOURCE == "merge_request_event"
  cache: { key: exporter-data, paths: [${yamlText(`${inFolder(project, "data")}/`)}], policy: pull }
  script:
    - ${exporter("validate")}
    - ${exporter("plan")}

exports-apply:
  extends: .exporter
  rules:
    - if: $CI_PIPELINE_SOURCE != "merge_request_event" && $CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH
  # One after another: they share the state.
  resource_group: exporter-apply
  interruptible: false
  cache: { key: exporter-data, paths: [${yamlText(`${inFolder(project, "data")}/`)}] }
  script:
    - |
      get begun.txt
      if [ -f begun.txt ] && ! cmp -s begun.txt saved.txt; then
        echo "Job $(cat begun.txt) has begun to buy, and has not saved what. See \\\`exporter plan --refresh\\\`; once begun.txt is deleted from the package exporter-state, the next job goes on."
        exit 1
      fi
      # Where this cannot be put there, what is bought could not be remembered either: then nothing is.
      echo "$CI_JOB_ID" > begun.txt
      put begun.txt || exit 1
      code=0; ${exporter("apply --auto-approve")} || code=$?
      cp begun.txt saved.txt
      tar -cf state.tar saved.txt ${STATE_FILES}
      put state.tar || exit 1
      exit $code
  after_script:${enter}
    - |
      # A job that was cancelled has not come so far.
      if [ "$CI_JOB_STATUS" = canceled ] && [ "$(cat begun.txt)" = "$CI_JOB_ID" ]; then
        cp begun.txt saved.txt
        tar -cf state.tar saved.txt ${STATE_FILES}
        curl --fail --silent --show-error --output /dev/null --header "JOB-TOKEN: $CI_JOB_TOKEN" --upload-file state.tar "$STATE/state.tar"
      fi
  artifacts:
    when: always
    paths:
      - ${yamlText(`${inFolder(project, "data")}/`)}
      - ${yamlText(inFolder(project, "exports.state.*"))}
`
}
