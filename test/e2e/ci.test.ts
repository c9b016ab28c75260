/**
 * The workflows that `exporter init --ci` writes, step by step as the platforms run them: in fresh checkouts of a repository
 * of its own, with the built program, and a sandbox as the API.
 */
import { chmod, readdir } from "node:fs/promises"
import type { RequestListener } from "node:http"
import { describe, expect } from "vitest"
import { parse } from "yaml"
import { FOUR } from "./manifests.ts"
import { type Ended, it, type Place, type RunOptions } from "./place.ts"

interface Step {
  readonly name?: string
  readonly id?: string
  readonly run?: string
  readonly if?: string
}

interface GitHubWorkflow {
  readonly defaults: { readonly run: { readonly "working-directory"?: string } }
  readonly jobs: Readonly<Record<"plan" | "apply", { readonly if: string; readonly steps: ReadonlyArray<Step> }>>
}

interface GitLabJob {
  readonly script: ReadonlyArray<string>
  readonly after_script?: ReadonlyArray<string>
}

interface GitLabWorkflow {
  readonly ".exporter": { readonly before_script: ReadonlyArray<string> }
  readonly "exports-plan": GitLabJob
  readonly "exports-apply": GitLabJob
}

const GIT_USER = {
  GIT_AUTHOR_NAME: "exporter",
  GIT_AUTHOR_EMAIL: "exporter@localhost",
  GIT_COMMITTER_NAME: "exporter",
  GIT_COMMITTER_EMAIL: "exporter@localhost"
}

/** A repository with a manifest and a workflow, pushed to `origin.git`. */
const repository = async (place: Place, system: "github" | "gitlab", folder: string, manifest = FOUR) => {
  // What `npm ci` has installed is the program under test.
  await place.write(".bin/npm", '#!/bin/sh\n[ "$*" = ci ]\n')
  await place.write(".bin/npx", '#!/bin/sh\n[ "$1" = --no-install ] && shift && exec "$@"\n')
  for (const name of ["npm", "npx"]) await chmod(place.path(`.bin/${name}`), 0o755)
  const init = "git init --quiet --initial-branch main"
  await place.shell(`${init} --bare origin.git && ${init} work && git -C work remote add origin ../origin.git`)
  const cwd = `work/${folder}`
  await place.write(`${cwd}/exports.yaml`, manifest)
  expect(await place.run(["init", "--ci", system], { cwd })).toMatchObject({ exitCode: 0, stderr: "" })
  const pushed = await place.shell("git add -A && git commit -qm first && git push -q origin main", {
    cwd: "work",
    env: GIT_USER
  })
  expect(pushed.exitCode).toBe(0)
  const file = system === "github" ? ".github/workflows/exports.yml" : ".gitlab-ci.yml"
  return parse(await place.read(`work/${file}`)) as unknown
}

/** A machine of its own for one job. */
const checkout = async (place: Place, name: string): Promise<void> => {
  const there = await place.shell(`test -d ${name} || git clone -q --depth 1 --no-local origin.git ${name}`)
  expect(there.exitCode).toBe(0)
}

/** Runs the steps of a job; those named in `without` the machine does not live to see. */
const runJob = async (
  place: Place,
  workflow: GitHubWorkflow,
  job: "plan" | "apply",
  machine: string,
  options: RunOptions,
  without: ReadonlyArray<string> = []
) => {
  await checkout(place, machine)
  const folder = workflow.defaults.run["working-directory"] ?? "."
  await place.write(`${machine}.tmp/.keep`, "")
  const env = {
    ...GIT_USER,
    ...options.env,
    RUNNER_TEMP: place.path(`${machine}.tmp`),
    GITHUB_RUN_ID: machine,
    GITHUB_STEP_SUMMARY: place.path(`${machine}.summary.md`)
  }
  const ended: Array<Ended> = []
  let failed = false
  const succeeded = new Set<string>()
  /** As the platform has it: after a failure only what says `always()` is run. */
  const isRun = ({ if: condition = "" }: Step): boolean => {
    const [, id] = /steps\.(\w+)\.outcome == 'success'/.exec(condition) ?? []
    return (!failed || condition.startsWith("always()")) && (id === undefined || succeeded.has(id))
  }
  for (const [index, step] of workflow.jobs[job].steps.entries()) {
    if (step.run === undefined || without.includes(step.name ?? "") || !isRun(step)) continue
    const script = await place.write(`${machine}.tmp/${index}.sh`, step.run)
    const one = await place.shell(`bash --noprofile --norc -eo pipefail '${script}'`, {
      ...options,
      cwd: `${machine}/${folder}`,
      env
    })
    ended.push(one)
    failed ||= one.exitCode !== 0
    if (one.exitCode === 0 && step.id !== undefined) succeeded.add(step.id)
  }
  return { ended, exitCode: ended.find(({ exitCode }) => exitCode !== 0)?.exitCode ?? 0 }
}

describe.concurrent("the GitHub workflow", () => {
  it.for(["", "buy/these"])("in '%s' buys once, whatever machine runs it", async (folder, { place, sandbox }) => {
    const server = await sandbox()
    const workflow = (await repository(place, "github", folder)) as GitHubWorkflow
    expect(workflow.jobs.apply.if).toContain("github.ref_name == 'main'")

    expect(await runJob(place, workflow, "plan", "pr-1", {})).toMatchObject({ exitCode: 0 })
    expect(await place.read("pr-1.summary.md")).toContain("4 to create")

    expect(await runJob(place, workflow, "apply", "run-1", { server })).toMatchObject({ exitCode: 0 })
    expect(server.stats().ledger).toHaveLength(4)
    expect((await readdir(place.path(`run-1/${folder}/data`))).length).toBeGreaterThan(0)

    const kept = await place.shell("git -C origin.git ls-tree --name-only exporter-state")
    expect(kept.stdout).toContain("exports.state.json")
    expect(kept.stdout).not.toContain("lock")

    expect(await runJob(place, workflow, "apply", "run-2", { server })).toMatchObject({ exitCode: 0 })
    expect(server.stats().ledger).toHaveLength(4)
    expect(await runJob(place, workflow, "plan", "pr-2", {})).toMatchObject({ exitCode: 0 })
    expect(await place.read("pr-2.summary.md")).not.toContain("to create")
  })

  it("keeps the state of a run that the budget stopped, and says so by its exit code", async ({ place, sandbox }) => {
    const server = await sandbox()
    const workflow = (await repository(place, "github", "", `${FOUR}budget: { per_run: 20 }\n`)) as GitHubWorkflow
    expect(await runJob(place, workflow, "apply", "run-1", { server })).toMatchObject({ exitCode: 4 })
    const bought = server.stats().ledger.length
    expect(bought).toBeGreaterThan(0)
    expect((await place.shell("git -C origin.git show exporter-state:exports.state.json")).stdout).toContain("lineage")
  })

  it("buys nothing after a machine that died before the state was saved, until somebody has looked", async ({
    place,
    sandbox
  }) => {
    const server = await sandbox()
    const workflow = (await repository(place, "github", "")) as GitHubWorkflow
    await runJob(place, workflow, "apply", "run-1", { server }, ["Save the state"])
    const second = await runJob(place, workflow, "apply", "run-2", { server })
    expect(second.exitCode).toBe(1)
    expect(second.ended.at(-1)?.stdout).toMatch(
      /^::error::run run-1 begins, and has not saved[\s\S]*`exporter plan --refresh`/
    )
    expect(server.stats().ledger).toHaveLength(4)
    const looked = await place.shell(
      "git fetch -q origin exporter-state && git switch -q --detach FETCH_HEAD && cp ../run-1/exports.state.* . && " +
        "git add -fA && git commit -qm 'what run-1 bought' && git push -q origin HEAD:exporter-state",
      { cwd: "work", env: GIT_USER }
    )
    expect(looked.exitCode).toBe(0)
    expect(await runJob(place, workflow, "apply", "run-3", { server })).toMatchObject({ exitCode: 0 })
    expect(server.stats().ledger).toHaveLength(4)
  })

  it("lets the next run go on after one that could not begin to buy", async ({ place, sandbox, serve }) => {
    const server = await sandbox()
    const refusing = await serve((_, response) => void response.writeHead(401).end('{"message":"Unauthenticated."}'))
    const workflow = (await repository(place, "github", "")) as GitHubWorkflow
    expect((await runJob(place, workflow, "apply", "run-1", { server: refusing })).exitCode).toBe(1)
    expect(await runJob(place, workflow, "apply", "run-2", { server })).toMatchObject({ exitCode: 0 })
  })

  it.for([
    ["cannot be pushed", "printf '#!/bin/sh\\nexit 1\\n' > hooks/pre-receive && chmod +x hooks/pre-receive"],
    ["cannot be asked for", "mv refs refs.gone"]
  ] as const)("buys nothing where the state %s", async ([, breakIt], { place, sandbox }) => {
    const server = await sandbox()
    const workflow = (await repository(place, "github", "")) as GitHubWorkflow
    await checkout(place, "run-1")
    await place.shell(breakIt, { cwd: "origin.git" })
    const { exitCode } = await runJob(place, workflow, "apply", "run-1", { server })
    expect(exitCode).not.toBe(0)
    expect(server.stats()).toMatchObject({ exports: 0, calls: { create: 0 } })
  })
})

describe.concurrent("the GitLab workflow", () => {
  /** The project's package registry, or one that answers with a status alone. */
  const registry = (status?: number) => {
    const files = new Map<string, Buffer>()
    const listener: RequestListener = (request, response) => {
      const { url = "", method } = request
      if (request.headers["job-token"] !== "job") return void response.writeHead(401).end()
      if (status !== undefined) return void response.writeHead(status).end()
      const file = files.get(url)
      if (method === "GET") return void response.writeHead(file === undefined ? 404 : 200).end(file)
      const chunks: Array<Buffer> = []
      request.on("data", (chunk: Buffer) => chunks.push(chunk))
      request.on("end", () => {
        files.set(url, Buffer.concat(chunks))
        response.writeHead(201).end()
      })
    }
    return { files, listener }
  }

  const runGitLab = async (
    place: Place,
    workflow: GitLabWorkflow,
    job: "exports-plan" | "exports-apply",
    machine: string,
    gitlab: { readonly url: string },
    options: RunOptions = {}
  ) => {
    await checkout(place, machine)
    const env = { CI_JOB_TOKEN: "job", CI_JOB_ID: machine, STATE: `${gitlab.url}/exporter-state/1`, ...options.env }
    const run = async (lines: ReadonlyArray<string>, more: Readonly<Record<string, string>> = {}) => {
      const script = await place.write(`${machine}.sh`, lines.join("\n"))
      return place.shell(`bash -eo pipefail '${script}'`, { ...options, cwd: machine, env: { ...env, ...more } })
    }
    const main = await run([...workflow[".exporter"].before_script, ...workflow[job].script])
    const cleanUp = (status: string, more: Readonly<Record<string, string>> = {}) =>
      run(workflow[job].after_script ?? [], { CI_JOB_STATUS: status, ...more })
    return { main, cleanUp }
  }

  it.for(["", "buy/these"])(
    "in '%s' buys once, whatever machine runs it",
    async (folder, { place, sandbox, serve }) => {
      const server = await sandbox()
      const gitlab = await serve(registry().listener)
      const workflow = (await repository(place, "gitlab", folder)) as GitLabWorkflow
      const before = await runGitLab(place, workflow, "exports-plan", "mr-1", gitlab)
      expect(before.main).toMatchObject({ exitCode: 0, stdout: expect.stringContaining("4 to create") })
      for (const machine of ["run-1", "run-2"]) {
        const { main } = await runGitLab(place, workflow, "exports-apply", machine, gitlab, { server })
        expect(main.exitCode).toBe(0)
        expect(server.stats().ledger).toHaveLength(4)
      }
      const after = await runGitLab(place, workflow, "exports-plan", "mr-2", gitlab)
      expect(after.main.stdout).not.toContain("to create")
    }
  )

  it("keeps the state of a job that was cancelled, and no other's", async ({ place, sandbox, serve }) => {
    const server = await sandbox()
    const { listener, files } = registry()
    const gitlab = await serve(listener)
    const workflow = (await repository(place, "gitlab", "")) as GitLabWorkflow
    const { cleanUp } = await runGitLab(place, workflow, "exports-apply", "run-1", gitlab, { server })
    const saved = "/exporter-state/1/state.tar"
    files.delete(saved)
    expect((await cleanUp("success")).exitCode).toBe(0)
    expect((await cleanUp("canceled", { CI_JOB_ID: "another" })).exitCode).toBe(0)
    expect([...files.keys()]).not.toContain(saved)
    expect((await cleanUp("canceled")).exitCode).toBe(0)
    expect([...files.keys()]).toContain(saved)
  })

  it("buys nothing after a machine that died before the state was saved, until somebody has looked", async ({
    place,
    sandbox,
    serve
  }) => {
    const server = await sandbox()
    const { listener, files } = registry()
    const gitlab = await serve(listener)
    const workflow = (await repository(place, "gitlab", "")) as GitLabWorkflow
    const apply = async (machine: string) =>
      (await runGitLab(place, workflow, "exports-apply", machine, gitlab, { server })).main
    await apply("run-1")
    files.delete("/exporter-state/1/state.tar")
    const second = await apply("run-2")
    expect(second).toMatchObject({ exitCode: 1, stdout: expect.stringContaining("Job run-1 has begun to buy") })
    expect(server.stats().ledger).toHaveLength(4)
    files.delete("/exporter-state/1/begun.txt")
    expect((await apply("run-3")).exitCode).toBe(0)
  })

  it.for([403, 500])("buys nothing where the registry answers %i", async (status, { place, sandbox, serve }) => {
    const server = await sandbox()
    const gitlab = await serve(registry(status).listener)
    const workflow = (await repository(place, "gitlab", "")) as GitLabWorkflow
    const { main } = await runGitLab(place, workflow, "exports-apply", "run-1", gitlab, { server })
    expect(main.exitCode).toBe(1)
    expect(main.stdout).toContain(`status ${status}`)
    expect(server.stats()).toMatchObject({ exports: 0 })
  })

  it("buys nothing where the registry says that there is no state, and takes none", async ({
    place,
    sandbox,
    serve
  }) => {
    const server = await sandbox()
    const gitlab = await serve(registry(404).listener)
    const workflow = (await repository(place, "gitlab", "")) as GitLabWorkflow
    const { main } = await runGitLab(place, workflow, "exports-apply", "run-1", gitlab, { server })
    expect(main.exitCode).toBe(1)
    expect(server.stats()).toMatchObject({ exports: 0 })
  })
})
