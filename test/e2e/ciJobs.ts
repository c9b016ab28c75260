/**
 * Runs the jobs of the workflows that `exporter init --ci` writes as the platforms do: each on a machine of its own, with
 * the action and the scripts of the package, against a stand-in for the platform.
 */
import { cp, readdir, readFile, rm } from "node:fs/promises"
import { basename } from "node:path"
import { expect, inject } from "vitest"
import { parse } from "yaml"
import { evaluate, filled, type Names } from "./expression.ts"
import { type Forge, forge, type Request } from "./Forge.ts"
import { type Ended, expectPresentable, KEY, type Place, type Running, type RunOptions, until } from "./place.ts"

const AUTHOR = {
  GIT_AUTHOR_NAME: "somebody",
  GIT_AUTHOR_EMAIL: "somebody@localhost",
  GIT_COMMITTER_NAME: "somebody",
  GIT_COMMITTER_EMAIL: "somebody@localhost"
}

/** Looks like a token of a job, and must never be seen in anything that a job writes. */
export const TOKEN = "ghs_e2e_token_0123456789"

export type System = "github" | "gitlab"

export interface Job {
  readonly exitCode: number
  /** All that its steps have printed. */
  readonly log: string
  /** GitHub's summary of the job. */
  readonly summary: string
}

export interface JobOptions {
  /** Of the apply. */
  readonly event?: "push" | "schedule"
  /** The machine does not live to see the end of it. */
  readonly dies?: boolean
  /** Sees the program run, and may stop the step. */
  readonly during?: (step: Running) => Promise<unknown>
  /** A request from a fork, whose token writes nothing. */
  readonly isFork?: boolean
}

export interface Project {
  readonly place: Place
  readonly forge: Forge
  /** A commit of these files (from the root of the repository) on a branch, as a request; again: one more commit. */
  readonly propose: (files: Readonly<Record<string, string>>, branch?: string) => Promise<Request>
  readonly merge: (request: Request, files?: Readonly<Record<string, string>>) => Promise<void>
  /** The plan of a request. */
  readonly plan: (request: Request, options?: JobOptions) => Promise<Job>
  /** The apply of the branch that others are merged into. */
  readonly apply: (options?: JobOptions) => Promise<Job>
  /** What git says of the repository. */
  readonly git: (words: string) => Promise<string>
}

interface Server {
  readonly url: string
}

/** A manifest that says where the state is. */
export interface Kept {
  /** What `init` finds. */
  readonly text?: string
  /** What opens the state: no request from a fork is given any. */
  readonly secrets?: Readonly<Record<string, string>>
}

type Serve = (listener: Forge["listener"]) => Promise<Server>

export const project = async (
  place: Place,
  serve: Serve,
  server: Server,
  system: System,
  /** From the root of the repository. */
  manifest = "exports.yaml",
  { text: written = "version: 1\n", secrets = {} }: Kept = {}
): Promise<Project> => {
  const bare = place.path("origin.git")
  const host = forge(bare)
  const { url } = await serve(host.listener)
  const folder = manifest.includes("/") ? manifest.slice(0, manifest.lastIndexOf("/")) : "."
  const init = "git init --quiet --initial-branch main"
  const work = (line: string) => place.shell(line, { cwd: "work", env: AUTHOR })
  const git = async (words: string): Promise<string> => {
    const { exitCode, stdout, stderr } = await place.shell(`git -C origin.git ${words}`)
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" })
    return stdout
  }
  const commit = async (files: Readonly<Record<string, string>>, branch: string): Promise<string> => {
    for (const [name, text] of Object.entries(files)) await place.write(`work/${name}`, text)
    const ended = await work(`git add -A && git commit -qm more && git push -q origin HEAD:'refs/heads/${branch}'`)
    expect(ended).toMatchObject({ exitCode: 0 })
    return (await work("git rev-parse HEAD")).stdout.trim()
  }

  // Of so few commits nothing is to be tidied up.
  await place.write(".gitconfig", "[gc]\n\tauto = 0\n[maintenance]\n\tauto = false\n[receive]\n\tautogc = false\n")
  // What `npm ci` has installed is the package under test.
  await place.write(
    ".bin/npm",
    `#!/bin/bash
[[ $1 = ci ]] || exit 1
[[ $2 != --prefix ]] || cd "$3"
mkdir node_modules && ln -s '${inject("packageFolder")}' node_modules/exporter
`
  )
  await place.shell(
    `chmod +x .bin/npm; ${init} --bare origin.git && git -C origin.git config http.receivepack true && ${init} work &&
    git -C work remote add origin ../origin.git`
  )
  // A manifest for `init` to find; the commit is without it, as requests bring theirs.
  await place.write(`work/${manifest}`, written)
  expect(await place.run(["init", "--ci", system, "-f", manifest], { cwd: "work" })).toMatchObject({ exitCode: 0 })
  await rm(place.path(`work/${manifest}`))
  await commit({ [`${folder}/package.json`]: "{}\n", ".gitignore": "node_modules\n" }, "main")
  const text = await place.read(system === "github" ? "work/.github/workflows/exports.yml" : "work/.gitlab-ci.yml")

  let machines = 0
  const machine = async (ref: string): Promise<string> => {
    const name = `machine-${++machines}`
    const cloned = await place.shell(
      `git clone -q --no-local --depth 1 --no-single-branch origin.git ${name} && git -C ${name} checkout -q --detach ${ref}`
    )
    expect(cloned.exitCode).toBe(0)
    return name
  }
  const run = (system === "github" ? githubJobs : gitlabJobs)(place, host, url, server, text, secrets)
  return {
    place,
    forge: host,
    git,
    propose: async (files, branch = "feature") => {
      await work(`git checkout -q '${branch}' 2>/dev/null || git checkout -q -b '${branch}' main`)
      const head = await commit(files, branch)
      const open = host.requests.find(({ branch: one, merged }) => merged === undefined && one === branch)
      if (open !== undefined) return Object.assign(open, { head })
      const request: Request = { number: host.requests.length + 1, branch, head, comments: [] }
      host.requests.push(request)
      return request
    },
    merge: async (request, files = {}) => {
      await work(`git checkout -q main && git merge -q --no-ff -m merged ${request.head}`)
      for (const [name, content] of Object.entries(files)) await place.write(`work/${name}`, content)
      const ended = await work("git add -A && git commit -q --amend --no-edit && git push -q origin main")
      expect(ended).toMatchObject({ exitCode: 0 })
      request.merged = (await work("git rev-parse HEAD")).stdout.trim()
    },
    plan: async (request, options = {}) => run("plan", await machine(request.head), request, options),
    apply: async (options = {}) => run("apply", await machine("origin/main"), undefined, options)
  }
}

type Jobs = (
  place: Place,
  host: Forge,
  url: string,
  server: Server,
  text: string,
  secrets: Readonly<Record<string, string>>
) => (job: "plan" | "apply", machine: string, request: Request | undefined, options: JobOptions) => Promise<Job>

/** The process of the program that a job runs, once it is there. */
export const programOn = async (place: Place, machine: string): Promise<number> => {
  let pid = 0
  await until(async () => {
    const names = await readdir(place.path(`${machine}.tmp`), { recursive: true }).catch(() => [])
    const running = names.find((name) => basename(name) === "running")
    // It may be gone again, or not be written yet.
    if (running !== undefined) pid = Number(await place.read(`${machine}.tmp/${running}`).catch(() => ""))
    return pid > 0
  })
  return pid
}

/** Nothing that a job has printed is a secret. */
const logOf = (ended: ReadonlyArray<Ended>): string => {
  const log = ended.map(({ stdout, stderr }) => stdout + stderr).join("")
  expect(log).not.toContain(TOKEN)
  expect(log).not.toContain(Buffer.from(`x-access-token:${TOKEN}`).toString("base64"))
  return log
}

const runScript = async (
  place: Place,
  name: string,
  script: string,
  options: RunOptions,
  during: JobOptions["during"]
): Promise<Ended> => {
  const file = await place.write(name, script)
  const step = place.startShell(`exec bash --noprofile --norc -eo pipefail '${file}'`, options)
  await Promise.race([during?.(step), step.ended])
  const ended = await step.ended
  expectPresentable(ended)
  return ended
}

// ------------------------------------------------------------------------------------------------------------ GitHub

interface Step {
  readonly id?: string
  readonly if?: string
  readonly run?: string
  readonly uses?: string
  readonly with?: Readonly<Record<string, string>>
  readonly env?: Readonly<Record<string, string>>
  readonly "working-directory"?: string
}

interface Workflow {
  readonly jobs: Readonly<
    Record<
      "plan" | "apply",
      {
        readonly if: string
        readonly permissions: Readonly<Record<string, "read" | "write">>
        readonly steps: ReadonlyArray<Step>
      }
    >
  >
}

interface Action {
  readonly inputs: Readonly<Record<string, { readonly default?: string; readonly required?: boolean }>>
  readonly runs: { readonly steps: ReadonlyArray<Step> }
}

const outputsIn = (text: string): ReadonlyArray<readonly [string, string]> =>
  text.split("\n").flatMap((line) => {
    const at = line.indexOf("=")
    return at < 0 ? [] : [[line.slice(0, at), line.slice(at + 1)] as const]
  })

const githubJobs: Jobs = (place, host, url, server, text, secrets) => {
  const workflow = parse(text) as Workflow
  /** Uploaded, by run and name. */
  const artifacts = place.path("artifacts")
  return async (jobName, machine, request, options) => {
    const { dies = false, isFork = false, event = "push" } = options
    const job = workflow.jobs[jobName]
    const eventName = request === undefined ? event : "pull_request"
    const sha = (await place.shell(`git -C ${machine} rev-parse HEAD`)).stdout.trim()
    const token = `${TOKEN}-${machine}`
    const { contents, "pull-requests": requests } = job.permissions
    host.rights.set(
      token,
      isFork
        ? { contents: "read", "pull-requests": "read" }
        : { contents: contents ?? "read", "pull-requests": requests ?? "read" }
    )
    const names: Names = (name) =>
      ({
        "github.event_name": eventName,
        "github.ref_name": "main",
        "github.token": token,
        "github.run_id": machine,
        "github.run_attempt": "1",
        "secrets.ONLYFANSAPI_API_KEY": KEY
      })[name] ?? (isFork ? "" : (secrets[name.replace(/^secrets\./, "")] ?? ""))
    expect(evaluate(job.if, names)).toBe("true")

    await place.write(
      `${machine}.tmp/event.json`,
      JSON.stringify(request && { pull_request: { number: request.number, head: { sha: request.head } } }) ?? "{}"
    )
    const summary = await place.write(`${machine}.tmp/summary.md`, "")
    const ended: Array<Ended> = []
    let failure = 0

    const runSteps = async (
      steps: ReadonlyArray<Step>,
      around: Names,
      actionPath = "",
      /** Of the step that uses the action. */
      given: Readonly<Record<string, string>> = {}
    ): Promise<void> => {
      const outputs = new Map<string, string>()
      const here: Names = (name) => outputs.get(name) ?? around(name)
      for (const [index, step] of steps.entries()) {
        const condition = step.if ?? ""
        const isDue = condition.includes("always()") ? !dies : failure === 0
        if (!isDue || (condition !== "" && evaluate(condition, here) === "")) continue
        const inputsOf = Object.fromEntries(
          Object.entries(step.with ?? {}).map(([key, value]) => [key, filled(String(value), here)])
        )
        const output = await place.write(`${machine}.tmp/output-${index}`, "")
        let exitCode = 0
        if (step.run !== undefined) {
          const env = Object.fromEntries(
            Object.entries(step.env ?? {}).map(([key, value]) => [key, filled(value, here)])
          )
          const one = await runScript(
            place,
            `${machine}.tmp/${actionPath === "" ? "" : "action-"}${index}.sh`,
            step.run,
            {
              cwd: `${machine}/${step["working-directory"] ?? "."}`,
              server,
              env: {
                GITHUB_ACTIONS: "true",
                GITHUB_ACTION_PATH: actionPath,
                GITHUB_API_URL: `${url}/api`,
                GITHUB_EVENT_NAME: eventName,
                GITHUB_EVENT_PATH: place.path(`${machine}.tmp/event.json`),
                GITHUB_HEAD_REF: request?.branch ?? "",
                GITHUB_OUTPUT: output,
                GITHUB_REPOSITORY: "team/exports",
                GITHUB_RUN_ATTEMPT: "1",
                GITHUB_RUN_ID: machine,
                GITHUB_SERVER_URL: url,
                GITHUB_SHA: sha,
                GITHUB_STEP_SUMMARY: summary,
                GITHUB_WORKSPACE: place.path(machine),
                RUNNER_TEMP: place.path(`${machine}.tmp`),
                EXPORTER_RETRY_SECONDS: "0",
                // That of the server is replaced, where the workflow gives none.
                ONLYFANSAPI_API_KEY: "",
                ...given,
                ...env
              }
            },
            step.id === "apply" ? options.during : undefined
          )
          ended.push(one)
          exitCode = one.exitCode ?? 1
        } else if (step.uses?.startsWith("./")) {
          const action = parse(await place.read(`${machine}/${step.uses}/action.yml`)) as Action
          const inputs = new Map(
            Object.entries(action.inputs).map(([key, { default: value = "" }]) => [`inputs.${key}`, value])
          )
          for (const key of Object.keys(inputsOf)) {
            expect([...inputs.keys()]).toContain(`inputs.${key}`)
            inputs.set(`inputs.${key}`, inputsOf[key] ?? "")
          }
          await runSteps(
            action.runs.steps,
            (name) => inputs.get(name) ?? (name.startsWith("steps.") ? "" : names(name)),
            place.path(`${machine}/${step.uses}`),
            Object.fromEntries(Object.entries(step.env ?? {}).map(([key, value]) => [key, filled(value, here)]))
          )
        } else if (step.uses?.startsWith("actions/upload-artifact@"))
          await place.shell(`mkdir -p "$to" && cp $from "$to"`, {
            env: { from: inputsOf["path"] ?? "", to: `${artifacts}/${machine}/${inputsOf["name"]}` }
          })
        else if (step.uses?.startsWith("actions/download-artifact@")) {
          const from = `${artifacts}/${inputsOf["run-id"]}/${inputsOf["name"]}`
          exitCode = await cp(from, inputsOf["path"] ?? "", { recursive: true }).then(
            () => 0,
            () => 1
          )
        } else expect(step.uses).toMatch(/^actions\/(checkout|setup-node)@/)

        for (const [key, value] of outputsIn(await place.read(output)))
          outputs.set(`steps.${step.id}.outputs.${key}`, value)
        outputs.set(`steps.${step.id}.outcome`, exitCode === 0 ? "success" : "failure")
        if (exitCode !== 0 && failure === 0) failure = exitCode
      }
    }
    await runSteps(job.steps, names)
    return { exitCode: failure, log: logOf(ended), summary: await readFile(summary, "utf8") }
  }
}

// ------------------------------------------------------------------------------------------------------------ GitLab

interface Template {
  readonly ".exporter": {
    readonly variables: Readonly<Record<string, string>>
    readonly before_script: ReadonlyArray<string>
  }
  readonly "exports-plan": GitLabJob
  readonly "exports-apply": GitLabJob
}

interface GitLabJob {
  readonly script: ReadonlyArray<string>
  readonly after_script?: ReadonlyArray<string>
  readonly rules: ReadonlyArray<{ readonly if: string; readonly variables?: Readonly<Record<string, string>> }>
  readonly allow_failure?: { readonly exit_codes: ReadonlyArray<number> }
  readonly artifacts?: { readonly paths: ReadonlyArray<string> }
}

const gitlabJobs: Jobs = (place, host, url, server, text, secrets) => {
  const template = parse(text) as Template
  return async (name, machine, request, options) => {
    const { dies = false, isFork = false, event = "push" } = options
    const job = template[`exports-${name}`]
    const common = template[".exporter"]
    const sha = (await place.shell(`git -C ${machine} rev-parse HEAD`)).stdout.trim()
    host.rights.set(TOKEN, { contents: "write", "pull-requests": "write" })
    host.rights.set("the-job's-own", { contents: "read" })
    const rule = job.rules.find(({ if: condition }) => condition.includes(`"${event}"`))
    const env = {
      GITLAB_CI: "true",
      CI_API_V4_URL: `${url}/api/v4`,
      CI_COMMIT_SHA: sha,
      CI_JOB_ID: machine,
      CI_JOB_TOKEN: "the-job's-own",
      CI_JOB_URL: `${url}/team/exports/-/jobs/${machine}`,
      CI_PROJECT_DIR: place.path(machine),
      CI_PROJECT_ID: "7",
      CI_PROJECT_URL: `${url}/team/exports`,
      EXPORTER_RETRY_SECONDS: "0",
      ...common.variables,
      ...rule?.variables,
      ...(isFork ? {} : { EXPORTER_TOKEN: TOKEN }),
      // A protected variable.
      ONLYFANSAPI_API_KEY: name === "plan" ? "" : KEY,
      ...(isFork ? {} : secrets),
      ...(request && {
        CI_MERGE_REQUEST_IID: String(request.number),
        CI_MERGE_REQUEST_SOURCE_BRANCH_NAME: request.branch
      })
    }
    const run = (lines: ReadonlyArray<string>, part: string) =>
      runScript(
        place,
        `${machine}.tmp/${part}.sh`,
        lines.join("\n"),
        { server, cwd: machine, env },
        part === "script" ? options.during : undefined
      )
    const main = await run([...common.before_script, ...job.script], "script")
    const after = dies || job.after_script === undefined ? [] : [await run(job.after_script, "after_script")]
    if (name === "plan") {
      expect(job.artifacts?.paths).toEqual(["exporter-plan/"])
      host.artifacts.set(machine, place.path(machine))
    }
    const log = logOf([main, ...after])
    const exitCode = main.exitCode ?? 1
    return { exitCode: job.allow_failure?.exit_codes.includes(exitCode) ? 0 : exitCode, log, summary: log }
  }
}
