/** Plans and problems as code hosts read them. */
import { readFile } from "node:fs/promises"
import { describe, expect } from "vitest"
import { errorOf } from "./documents.ts"
import { FOUR, ONE } from "./manifests.ts"
import { it } from "./place.ts"

const BROKEN = ONE.replace("transactions", "transaktions")
const BUDGETED = FOUR.replace("exports:", "budget: { per_run: 50, per_month: 60 }\nexports:")

describe.concurrent("plan --format", () => {
  it("markdown: the same bytes for the same plan, with the command that does exactly this", async ({ place }) => {
    await place.write("exports.yaml", BUDGETED)
    const args = ["plan", "--as-of", "2024-05-01", "--format", "markdown", "--out", "plan.json"]
    const first = await place.run(args)
    expect(first).toMatchObject({ exitCode: 0, stderr: "", stdout: (await place.run(args)).stdout })
    expect(first.stdout).toMatch(
      /^<!-- exporter plan -->\n### exporter: 4 changes; it may not all fit into the budget\n/
    )
    const { digest } = JSON.parse(await place.read("plan.json"))
    expect(first.stdout).toContain(`\`exporter apply plan.json --expect ${digest}\``)
  })

  it("markdown of a plan file says when it is stale, and then offers nothing", async ({ place }) => {
    await place.write("exports.yaml", ONE)
    await place.run(["plan", "--out", "plan.json"])
    const show = ["plan", "--show", "plan.json", "--format", "markdown"]
    const current = await place.run(show)
    expect(current.stdout).toContain("It is what would be done now.")
    expect(current.stdout).toContain("exporter apply plan.json --expect")
    await place.write("exports.yaml", ONE.replace("transactions", "payouts"))
    const stale = await place.run(show)
    expect(stale.stdout).toContain("It is stale, and is not applied any more: ledger: what it asks for has changed")
    expect(stale.stdout).not.toContain("exporter apply plan.json")
  })

  it("github: the summary of the job, and notices", async ({ place }) => {
    await place.write("exports.yaml", BUDGETED)
    await place.write("data/payouts.csv", "mine")
    await place.write("summary.md", "before\n")
    const env = { GITHUB_STEP_SUMMARY: place.path("summary.md") }
    const ended = await place.run(["plan", "--format", "github"], { env })
    expect(ended).toMatchObject({ exitCode: 0, stderr: "" })
    const lines = ended.stdout.trimEnd().split("\n")
    for (const line of lines) expect(line).toMatch(/^::(notice|warning) title=/)
    expect(lines[0]).toBe("::notice title=exporter plan::3 to create, 1 blocked. Cost: priced before it is started.")
    expect(ended.stdout).toContain("::warning title=exporter plan%3A payouts is blocked::'data/payouts.csv' is there")
    const summary = await readFile(place.path("summary.md"), "utf8")
    expect(summary).toMatch(/^before\n<!-- exporter plan -->\n### exporter: 1 blocked, 3 changes/)
    expect((await place.run(["plan", "--format", "github"])).stdout).toContain("<!-- exporter plan -->")
    const unwritable = await place.run(["plan", "--format", "github"], { env: { GITHUB_STEP_SUMMARY: place.folder } })
    expect(unwritable.exitCode).toBe(1)
    expect(unwritable.stderr).toContain("cannot be written to")
  })

  it("json is --json, also of what goes wrong; two answers are refused", async ({ place }) => {
    await place.write("exports.yaml", ONE)
    const as = (...words: ReadonlyArray<string>) => place.run(["plan", "--as-of", "2024-05-01", ...words])
    expect((await as("--format", "json")).stdout).toBe((await as("--json")).stdout)
    const twice = await as("--json", "--format", "markdown")
    expect(twice.exitCode).toBe(1)
    expect(errorOf(twice).code).toBe("usage")
    await place.write("exports.yaml", BROKEN)
    for (const words of [["--format", "json"], ["--format=json"]]) {
      const ended = await as(...words)
      expect(ended.exitCode).toBe(3)
      expect(errorOf(ended).problems).toMatchObject([{ code: "unknown-type" }])
    }
  })
})

describe.concurrent("apply", () => {
  it("shows what the month has left, by the state under its lock", async ({ place, sandbox }) => {
    const server = await sandbox()
    await place.write("exports.yaml", BUDGETED)
    const first = await place.run(["apply", "--auto-approve", "--target", "ledger"], { server })
    const [, charged] = /(\d+) credits? charged/.exec(first.stdout) ?? []
    expect(Number(charged)).toBeGreaterThan(0)
    const second = await place.run(["apply", "--auto-approve", "--target", "payouts", "--budget", "40"], { server })
    expect(second.stderr).toContain("of 40 credits of this run")
    expect(second.stderr).toMatch(new RegExp(`\\] ${charged} charged, .* of 60 credits of \\d{4}-\\d\\d`))
  })
})

describe.concurrent("validate --format", () => {
  it("annotates the lines of a manifest as the repository names it, and tells the log as ever", async ({ place }) => {
    await place.write("jobs/exports.yaml", BROKEN)
    const inJob = (format: string, env: Readonly<Record<string, string>> = {}) =>
      place.run(["validate", "--format", format], { cwd: "jobs", env })
    const github = await inJob("github", { GITHUB_WORKSPACE: place.folder })
    expect(github.exitCode).toBe(3)
    expect(github.stdout).toMatch(
      /^::error file=jobs\/exports\.yaml,line=4,col=11,endColumn=23,title=exporter%3A unknown-type::.*\n$/
    )
    expect(github.stderr).toContain("error[unknown-type]")
    const gitlab = await inJob("gitlab", { CI_PROJECT_DIR: place.folder })
    expect(gitlab.exitCode).toBe(3)
    expect(JSON.parse(gitlab.stdout)).toMatchObject([
      { check_name: "unknown-type", location: { path: "jobs/exports.yaml", lines: { begin: 4 } } }
    ])
    const sarif = await inJob("sarif")
    expect(sarif.exitCode).toBe(3)
    expect(JSON.parse(sarif.stdout).runs[0].results).toMatchObject([
      { ruleId: "unknown-type", locations: [{ physicalLocation: { artifactLocation: { uri: "exports.yaml" } } }] }
    ])
  })

  it("gives an empty document where nothing is wrong", async ({ place }) => {
    await place.write("exports.yaml", ONE)
    const printed = (format: string) => place.run(["validate", "--format", format])
    expect(await printed("github")).toMatchObject({ exitCode: 0, stdout: "", stderr: "" })
    expect(await printed("gitlab")).toMatchObject({ exitCode: 0, stdout: "[]\n" })
    expect(JSON.parse((await printed("sarif")).stdout).runs[0].results).toEqual([])
  })

  it("gives a document where there is no manifest, too", async ({ place }) => {
    const ended = await place.run(["validate", "--format", "gitlab", "-f", "nowhere.yaml"])
    expect(ended.exitCode).toBe(3)
    expect(JSON.parse(ended.stdout)).toMatchObject([
      { check_name: "file-not-found", location: { path: "nowhere.yaml", lines: { begin: 1 } } }
    ])
  })
})
