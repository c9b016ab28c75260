/** What is bought again and again, on a real disk. */
import { cp, readdir } from "node:fs/promises"
import { join } from "node:path"
import { pathToFileURL } from "node:url"
import { expect } from "vitest"
import type { RunningSandbox } from "../../src/sandbox/server.ts"
import type { Fixtures, Place } from "./place.ts"

const MANIFEST = `version: 1
accounts: { main: acct_9f2c41 }
defaults:
  account_ids: [main]
  start_date: 2020-01-01
  end_date: yesterday
  refresh: 7d
  keep: 2
  hooks: { after_download: [[sh, -c, 'echo "$1" >> seen.txt', sh, "{path}"]] }
exports:
  links: { type: tracking_links, output: data/links.csv }
  twin: { type: tracking_links, output: data/tax/links.csv }
  dated: { type: trial_links, output: "data/dated/{as_of}.csv" }
`

export const RESTING = ".generations/links.2025-01-01T00-00-00Z.csv"

/** What lies there after two purchases. */
export const TWICE = [
  `data/${RESTING}`,
  "data/dated/2025-01-01.csv",
  "data/dated/2025-01-08.csv",
  "data/links.csv",
  `data/tax/${RESTING}`,
  "data/tax/links.csv"
]

export const applyAt = (day: string): ReadonlyArray<string> => ["apply", "--as-of", day, "--auto-approve", "--json"]

export const filesIn = async ({ folder }: Place): Promise<ReadonlyArray<string>> => {
  const entries = await readdir(join(folder, "data"), { recursive: true, withFileTypes: true })
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort()
}

export const shasOf = async (place: Place, names: ReadonlyArray<string>): Promise<ReadonlyArray<string>> =>
  Promise.all(names.map((name) => place.sha256(name)))

export const chargesOf = (server: RunningSandbox): ReadonlyArray<string> =>
  server.stats().ledger.map(({ data_export_id }) => data_export_id)

/** Bought once, a week ago. */
export const begin = async (place: Place, server: RunningSandbox): Promise<void> => {
  await place.write("exports.yaml", MANIFEST)
  expect((await place.run(applyAt("2025-01-01"), { server })).exitCode).toBe(0)
}

const PRELOAD = pathToFileURL(join(import.meta.dirname, "effects/preload.mjs")).href

/** The sandbox's file, in a place. */
const WORLD = ".world.log"

/** A second purchase that is killed after one of its effects, as often as that is asked for. */
export interface Killing {
  /** All that it does to its files, and its calls that buy. */
  readonly points: ReadonlyArray<string>
  /** Killed there, the next run leaves what one leaves that nothing happened to. */
  readonly expectSurvives: (at: string) => Promise<void>
}

export const killing = async ({ newPlace, sandbox }: Pick<Fixtures, "newPlace" | "sandbox">): Promise<Killing> => {
  const QUICK = { calculateMs: 0, runMs: 0 }
  const first = await newPlace()
  const shop = await sandbox({ ...QUICK, stateFile: first.path(WORLD) })
  await begin(first, shop)
  await shop.close()
  /** Each has a copy of what the first purchase has left. */
  const begun = async () => {
    const place = await newPlace()
    for (const name of ["exports.yaml", "exports.state.json", "data", "seen.txt", WORLD])
      await cp(first.path(name), place.path(name), { recursive: true })
    return { place, server: await sandbox({ ...QUICK, stateFile: place.path(WORLD) }) }
  }
  const second = async (place: Place, server: RunningSandbox, at?: string) => {
    await place.write(".effects.log", "")
    const env = {
      NODE_OPTIONS: `--import ${PRELOAD}`,
      EXPORTER_CACHE: "off",
      EFFECTS_LOG: place.path(".effects.log"),
      ...(at === undefined ? {} : { EFFECTS_AT: at })
    }
    return place.start(applyAt("2025-01-08"), { server, env }).ended
  }
  const even = await begun()
  expect((await second(even.place, even.server)).exitCode).toBe(0)
  const contents = await shasOf(even.place, TWICE)
  const effects = [...(await even.place.read(".effects.log")).matchAll(/^done\t(.*)$/gm)].map(([, name = ""]) => name)
  const points = effects.filter((at) => / data\b|\.generations|^POST /.test(at) && !/ (write|open)/.test(` ${at}`))
  expect(points.some((at) => at.startsWith("link"))).toBe(true)
  return {
    points,
    expectSurvives: async (at) => {
      const { place, server } = await begun()
      await second(place, server, at)
      const ended = await place.run(applyAt("2025-01-08"), { server })
      expect(ended.exitCode, at).toBe(0)
      expect(await filesIn(place), at).toEqual(TWICE)
      expect(await shasOf(place, TWICE), at).toEqual(contents)
      expect({ charges: chargesOf(server).length, distinct: new Set(chargesOf(server)).size }, at).toEqual({
        charges: 4,
        distinct: 4
      })
      await server.close()
    }
  }
}

/** Three at once: a run waits for its disk most of the time. */
export const expectSurvivesAll = async ({ expectSurvives }: Killing, points: ReadonlyArray<string>): Promise<void> => {
  for (let next = 0; next < points.length; next += 3)
    await Promise.all(points.slice(next, next + 3).map(expectSurvives))
}
