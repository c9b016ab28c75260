/**
 * CI workflows that `exporter init --ci` writes: a plan on pull requests, applied once they are merged. They are the user's
 * from then on, and short: what they do is in `.github/actions/exporter` and `ci/`, which are parts of the package, so that
 * `npm ci` brings them in the version of the program that they run.
 */
import { variableOf } from "../../manifest/env.ts"
import type { StateSettings } from "../../manifest/Manifest.ts"
import type { CiSystem } from "../help.ts"

export interface Project {
  /** The manifest's folder from the root of the repository; empty: the root itself. */
  readonly folder: string
  /** The manifest's name in its folder. */
  readonly manifest: string
  /** The branch on which is bought. */
  readonly branch: string
  /** Where the manifest keeps its state; left out: in a file, which the jobs keep on a branch. */
  readonly state?: StateSettings
}

/** The variables that open the state, as far as there are any. */
export const openersOf = ({ state }: Project): ReadonlyArray<string> => {
  if (state === undefined) return []
  return state.backend === "s3"
    ? ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"]
    : [variableOf(state.url) ?? "PGPASSWORD"]
}

const remembered = ({ state }: Project): string =>
  state === undefined
    ? "# What was bought is remembered in the branch exporter-state. Never delete it: everything would be bought again."
    : `# What was bought is remembered where \`state\` in the manifest says (${state.backend}), and not on a branch.`

export const workflow = (system: CiSystem, project: Project): string =>
  system === "github" ? github(project) : gitlab(project)

const shellWord = (word: string): string => (/^[\w./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`)

const inFolder = ({ folder }: Project, name: string): string => (folder === "" ? name : `${folder}/${name}`)

/** A text in YAML that is nothing else by chance. */
const yamlText = (text: string): string => JSON.stringify(text)

const github = (project: Project): string => {
  const manifest = yamlText(inFolder(project, project.manifest))
  const action = yamlText(`./${inFolder(project, "node_modules/exporter/.github/actions/exporter")}`)
  const steps = `
      - uses: actions/checkout@v4
      - uses: actions/setup-node@v4
        with: { node-version: 22 }
      - run: npm ci${project.folder === "" ? "" : `\n        working-directory: ${yamlText(project.folder)}`}
      - uses: ${action}`
  const openers = openersOf(project)
  const secrets = openers.map((name) => `\n          ${name}: \${{ secrets.${name} }}`).join("")
  const ofState = openers.map((name) => `\n#   - the secret ${name}, which opens the state`).join("")
  return `# Shows on pull requests what would be bought, and buys exactly that once they are merged.
# Written by \`exporter init --ci github\`; it is yours to change.
#
# It needs:
#   - exporter among the dependencies of package.json, with a lock file: no other one is ever run
#   - the secret ONLYFANSAPI_API_KEY; plans call nobody, and do without${ofState}
#
${remembered(project)}
name: exports

on:
  pull_request:
  push:
    branches: [${yamlText(project.branch)}]
  # To keep up with time. Nobody is asked then: what is due is bought within the budget of the manifest.
  # schedule: [{ cron: "17 5 * * *" }]

permissions: {}

jobs:
  plan:
    if: github.event_name == 'pull_request'
    runs-on: ubuntu-latest
    permissions: { contents: read, pull-requests: write }
    # The newest commit is what the comment speaks of.
    concurrency: { group: "exports-plan-\${{ github.event.number }}", cancel-in-progress: true }
    steps:${steps}
        with:
          command: plan
          manifest: ${manifest}${secrets === "" ? "" : `\n        env:${secrets}`}

  apply:
    if: github.event_name != 'pull_request' && github.ref_name == '${project.branch.replaceAll("'", "''")}'
    runs-on: ubuntu-latest
    permissions: { contents: ${project.state === undefined ? "write" : "read"}, pull-requests: read, actions: read }
    # One after another: they share the state.
    concurrency: { group: exports-apply, cancel-in-progress: false }
    steps:${steps}
        with:
          command: apply
          manifest: ${manifest}
          approve: \${{ github.event_name == 'schedule' && 'budget' || 'review' }}
        env:
          ONLYFANSAPI_API_KEY: \${{ secrets.ONLYFANSAPI_API_KEY }}${secrets}
`
}

const gitlab = (project: Project): string => {
  const job = (word: string) => `bash ${shellWord(inFolder(project, "node_modules/exporter/ci/job.sh"))} ${word}`
  const hasBranch = project.state === undefined
  const ofState = openersOf(project).map((name) => `\n#   - the variable ${name}, masked, which opens the state`)
  return `# Shows on merge requests what would be bought, and buys exactly that once they are merged.
# Written by \`exporter init --ci gitlab\`; it is yours to change.
#
# It needs:
#   - exporter among the dependencies of package.json, with a lock file: no other one is ever run
#   - the variable ONLYFANSAPI_API_KEY, masked and protected; plans call nobody, and do without
#   - the variable EXPORTER_TOKEN, masked: a project access token with the scope api, which writes the comment${hasBranch ? " and the\n#     branch of the state" : ""}${ofState.join("")}
#
${remembered(project)}
.exporter:
  image: node:22
  variables:
    EXPORTER_MANIFEST: ${yamlText(inFolder(project, project.manifest))}
    EXPORTER_STATE_BRANCH: exporter-state
  before_script:
    - npm ci${project.folder === "" ? "" : ` --prefix ${shellWord(project.folder)}`}

exports-plan:
  extends: .exporter
  rules:
    - if: $CI_PIPELINE_SOURCE == "merge_request_event"
  script:
    - ${job("plan")}
  artifacts:
    when: always
    expire_in: 90 days
    paths: [exporter-plan/]
    reports: { codequality: exporter-plan/code-quality.json }

exports-apply:
  extends: .exporter
  rules:
    # Nobody is asked on a schedule: what is due is bought within the budget of the manifest.
    - if: $CI_PIPELINE_SOURCE == "schedule" && $CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH
      variables: { EXPORTER_APPROVE: budget }
    - if: $CI_PIPELINE_SOURCE != "merge_request_event" && $CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH
  # One after another: they share the state.
  resource_group: exports-apply
  interruptible: false
  script:
    - ${job("find")}
    - code=0; ${job("apply")} || code=$?; ${job("end")}; exit $code
  # A job that was cancelled has not come to the end of its script.
  after_script:
    - ${job("end")}
  # Stopped by the budget, or incomplete in parts: a warning.
  allow_failure: { exit_codes: [64] }
${hasBranch ? `  artifacts:\n    when: always\n    paths: [${yamlText(inFolder(project, "exports.state.j*"))}]\n` : ""}`
}
