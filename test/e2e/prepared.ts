/** A project in which every command has something to do: bought, started, asked for without an answer, and missing. */
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { execa } from "execa"
import { afterAll, expect, inject } from "vitest"
import type { Rule } from "../../src/sandbox/scenario.ts"
import { type RunningSandbox, start } from "../../src/sandbox/server.ts"
import { cachesIn } from "./build.ts"
import { KEY, type Place, until, WINDOW_MS } from "./place.ts"

export const MANIFEST = `version: 1
accounts: { main: acct_9f2c41 }
defaults: { account_ids: all, start_date: 2024-01-01, end_date: 2024-03-31 }
exports:
  ledger: { type: transactions }
  payouts: { type: payouts }
  chargebacks: { type: chargebacks }
  links: { type: trial_links }
`

export interface Prepared {
  /** What lies in the project's folder. */
  readonly folder: string
  /** The sandbox's file, in which all of it is known. */
  readonly world: string
  /** Of an export that somebody made in the console: it is what `links` asks for. */
  readonly linksId: string
  /** Of one of two exports that the lost create of `payouts` may have made. */
  readonly payoutsId: string
  readonly remove: () => Promise<void>
}

/** `ledger` is done, `payouts` is ambiguous, `chargebacks` is started and takes its time, `links` was never asked for. */
export const prepare = async (manifest = MANIFEST, env: Readonly<Record<string, string>> = {}): Promise<Prepared> => {
  const root = await mkdtemp(join(tmpdir(), "exporter-prepared-"))
  const folder = join(root, "project")
  const world = join(root, "world.log")
  await mkdir(folder)
  await writeFile(join(folder, "exports.yaml"), manifest)
  const rules: ReadonlyArray<Rule> = [
    { on: "create", type: "payouts", do: { lookalike: true, drop: "after" } },
    { on: "create", type: "chargebacks", do: { fate: { lingers: { status: "in_progress", ms: 3_600_000 } } } }
  ]
  const server = await start({
    speed: 20,
    limitPerWindow: 400,
    windowMs: WINDOW_MS,
    stateFile: world,
    scenario: { version: 1, rules }
  })
  const run = (line: string) =>
    execa(process.execPath, [inject("program"), ...line.split(" ")], {
      cwd: folder,
      extendEnv: false,
      env: {
        PATH: process.env["PATH"] ?? "",
        HOME: root,
        ...cachesIn(inject("packageFolder")),
        ONLYFANSAPI_BASE_URL: server.url,
        ONLYFANSAPI_API_KEY: KEY,
        EXPORTER_RATE_WINDOW_MS: String(WINDOW_MS),
        ...env
      },
      reject: false
    })
  const bought = await run("apply --auto-approve --target ledger")
  expect(bought.exitCode, bought.stderr).toBe(0)
  expect((await run("apply --auto-approve --target payouts")).exitCode).toBe(5)
  const starting = run("apply --auto-approve --target chargebacks")
  await until(async () =>
    (await readFile(join(folder, "exports.state.journal"), "utf8").catch(() => "")).includes('"started"')
  )
  starting.kill("SIGINT")
  expect((await starting).exitCode).toBe(130)
  // By another state: this one does not know of it.
  expect((await run("plan --quote --target links --state console.json")).exitCode).toBe(0)
  const idIn = async (line: string) => /"(data_export_(?!id")\w+)"/.exec((await run(line)).stdout)?.[1] ?? ""
  const linksId = await idIn("state show links --state console.json")
  const payoutsId = await idIn("state show payouts")
  await server.close()
  for (const name of await readdir(folder)) if (name.startsWith("console.")) await rm(join(folder, name))
  return { folder, world, linksId, payoutsId, remove: () => rm(root, { recursive: true, force: true }) }
}

/** A copy of it in a place; the answer is the sandbox's file there. */
export const copyTo = async ({ folder, world }: Prepared, place: Place): Promise<string> => {
  await cp(folder, place.folder, { recursive: true })
  const copy = place.path(".world.log")
  await cp(world, copy)
  return copy
}

/** For the tests of a suite: the first one that asks makes it in its place, and the others get a copy of what lies there. */
export const madeOnce = (make: (place: Place, server: RunningSandbox) => Promise<void>) => {
  let made: Promise<string> | undefined
  afterAll(async () => {
    if (made !== undefined) await rm(await made, { recursive: true, force: true })
  })
  const keep = async (place: Place, server: RunningSandbox): Promise<string> => {
    await make(place, server)
    const folder = await mkdtemp(join(tmpdir(), "exporter-made-"))
    await cp(place.folder, folder, { recursive: true })
    return folder
  }
  return async (place: Place, server: RunningSandbox): Promise<void> => {
    made ??= keep(place, server)
    await cp(await made, place.folder, { recursive: true })
  }
}
