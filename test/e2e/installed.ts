/** The package in an empty project, as npm or pnpm installs it, and what it must do there. */
import { mkdtemp, readdir } from "node:fs/promises"
import { createRequire } from "node:module"
import { tmpdir } from "node:os"
import { dirname, join } from "node:path"
import { execa } from "execa"
import { expect, inject } from "vitest"
import { EXIT } from "../../src/cli/exit.ts"
import { COMMANDS } from "../../src/cli/help.ts"
import type { Rule } from "../../src/sandbox/scenario.ts"
import { FOUR, ONE } from "./manifests.ts"
import { type Ended, type Fixtures, type Place, type Running, type RunOptions, until } from "./place.ts"

export interface Packed {
  readonly folder: string
  readonly tarball: string
  readonly files: ReadonlyArray<{ readonly path: string; readonly mode: number }>
}

/** What `npm pack` makes of the package under test, in a folder that the caller removes. */
export const pack = async (): Promise<Packed> => {
  const folder = await mkdtemp(join(tmpdir(), "exporter-packed-"))
  // Without scripts: what was built for these tests is packed, and not built anew.
  const { stdout } = await execa("npm", [
    ...["pack", inject("packageFolder"), "--ignore-scripts", "--json", "--pack-destination", folder],
    ...["--loglevel", "error"]
  ])
  const [{ filename, files }] = JSON.parse(stdout) as [{ filename: string; files: Packed["files"] }]
  return { folder, tarball: join(folder, filename), files }
}

const PNPM = join(dirname(createRequire(import.meta.url).resolve("pnpm")), "bin/pnpm.cjs")

/** Offline, and nothing of it outside of the place. The tarball brings all that it needs. */
const MANAGERS = {
  npm: (tarball: string) =>
    `npm install --offline --no-audit --no-fund --no-update-notifier --loglevel error '${tarball}'`,
  pnpm: (tarball: string) => `node '${PNPM}' add --offline --store-dir ../store --reporter silent '${tarball}'`
} as const
type Manager = keyof typeof MANAGERS

/** An empty project beside nothing else, with the program among its dependencies. */
const install = async (place: Place, packed: Packed, manager: Manager): Promise<void> => {
  await place.write("project/package.json", '{"name":"project","private":true}')
  const installed = await place.shell(MANAGERS[manager](packed.tarball), { cwd: "project" })
  expect(installed).toMatchObject({ exitCode: 0, stderr: "" })
  expect((await readdir(place.path("project/node_modules"))).filter((name) => !name.startsWith("."))).toEqual([
    "exporter"
  ])
}

interface Installed {
  readonly start: (line: string, options?: RunOptions) => Running
  readonly run: (line: string, options?: RunOptions) => Promise<Ended>
  readonly exit: (line: string, options?: RunOptions) => Promise<number | undefined>
  /** The commands that were run, and the exit codes that were seen. */
  readonly seen: { readonly commands: Set<string>; readonly codes: Set<number | undefined> }
}

/** An installed program, as the project has it at `node_modules/.bin`. */
export const installedIn = async (place: Place, packed: Packed, manager: Manager): Promise<Installed> => {
  await install(place, packed, manager)
  const seen: Installed["seen"] = { commands: new Set(), codes: new Set() }
  const at = { cwd: "project", program: place.path("project/node_modules/.bin/exporter") }
  const start: Installed["start"] = (line, options) => place.start(line.split(" "), { ...options, ...at })
  const run: Installed["run"] = async (line, options) => {
    const words = line.split(" ")
    const ended = await place.run(words, { ...options, ...at })
    seen.commands.add(words[0] === "state" ? `state ${words[1]}` : (words[0] ?? ""))
    seen.codes.add(ended.exitCode)
    return ended
  }
  return { start, run, exit: async (line, options) => (await run(line, options)).exitCode, seen }
}

const rule = (on: Rule["on"], action: Rule["do"]) =>
  ({ scenario: { version: 1, rules: [{ on, do: action }] } }) as const
const HANGS = rule("list", { hang: { ms: 60_000 } })

/** A run holds the lock. */
const untilLocked = (place: Place) =>
  until(() =>
    place.read("project/exports.state.lock").then(
      () => true,
      () => false
    )
  )

interface Around extends Pick<Fixtures, "place" | "sandbox"> {
  readonly installed: Installed
}

export const expectEveryCode = async ({ place, installed, sandbox }: Around): Promise<void> => {
  const { start, exit, seen } = installed
  await place.write("project/exports.yaml", ONE)
  expect(await exit("plan --detailed-exitcode")).toBe(EXIT.changes)
  expect(await exit("apply --auto-approve --budget 0", { server: await sandbox() })).toBe(EXIT.budget)

  await place.shell("rm project/exports.state.*")
  const failing = await sandbox(rule("create", { answer: { status: 422, json: { message: "No." } } }))
  expect(await exit("apply --auto-approve", { server: failing })).toBe(EXIT.partial)

  const hanging = start("apply --auto-approve", { server: await sandbox(HANGS) })
  await untilLocked(place)
  expect(await exit("apply --auto-approve", { server: await sandbox() })).toBe(EXIT.state)
  hanging.kill("SIGINT")
  const interrupted = await hanging.ended
  expect(interrupted).toMatchObject({ exitCode: EXIT.interrupted, signal: undefined })
  seen.codes.add(interrupted.exitCode)

  expect(await exit("apply --auto-approve", { server: await sandbox() })).toBe(EXIT.done)
  expect(await exit("plan --detailed-exitcode")).toBe(EXIT.done)
  expect(await exit("apply")).toBe(EXIT.failure)
  await place.write("project/exports.yaml", ONE.replace("transactions", "transaction"))
  expect(await exit("plan")).toBe(EXIT.manifest)
  expect([...seen.codes].sort()).toEqual(Object.values(EXIT).sort())
}

export const expectEveryCommand = async ({ place, installed, sandbox }: Around): Promise<void> => {
  const { start, run, exit, seen } = installed
  const server = await sandbox()
  expect(await exit("init --type transactions --account main=acct_9f2c41")).toBe(0)
  expect(await exit("validate")).toBe(0)
  await place.write("project/exports.yaml", FOUR)
  expect(await exit("doctor --json", { server })).toBe(0)
  expect(await exit("apply --sandbox --auto-approve")).toBe(0)
  expect(await exit("plan --sandbox --detailed-exitcode")).toBe(0)

  expect(await exit("plan --out plan.json", { server })).toBe(0)
  expect(await exit("apply plan.json", { server })).toBe(0)
  expect(await exit("apply plan.json", { server })).toBe(EXIT.state)
  expect(await exit("status")).toBe(0)
  expect(await exit("report")).toBe(0)
  expect(await place.read("project/report.html")).toMatch(/^<!doctype html>/i)

  expect(await exit("prune")).toBe(0)
  expect(await exit("state list")).toBe(0)
  const { stdout } = await run("state list --json")
  const { records } = JSON.parse(stdout) as { records: ReadonlyArray<{ address: string; data_export_id: string }> }
  const { data_export_id: id } = records.find(({ address }) => address === "links") ?? { data_export_id: "" }
  expect(await exit("state show links")).toBe(0)
  expect(await exit("cancel links --auto-approve", { server })).toBe(EXIT.failure)
  expect(await exit("state resolve links --abandon")).toBe(EXIT.failure)
  expect(await exit("state rm links")).toBe(0)
  // The ledger remembers whose it is.
  expect((await run(`state import links ${id}`, { server })).stderr).toMatch(/serves links/)
  expect(await exit("state unlock")).toBe(0)
  expect(await exit("state pull --out copy.json")).toBe(0)
  expect(await exit("state push copy.json")).toBe(0)
  // The manifest says of no other place.
  expect(await exit("state migrate")).toBe(EXIT.failure)
  expect(await exit("worker", { server })).toBe(EXIT.failure)

  expect(await exit("schema report")).toBe(0)
  expect(await exit("completions bash")).toBe(0)
  const serving = start("sandbox --port 0")
  await until(() => /http:\/\/127\.0\.0\.1:\d+/.test(serving.told()))
  serving.kill("SIGTERM")
  expect((await serving.ended).exitCode).toBe(0)
  expect([...seen.commands, "sandbox"].sort()).toEqual(Object.keys(COMMANDS).sort())
}
