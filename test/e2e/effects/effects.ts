/**
 * Runs of the built program that are killed, or whose disk fails, at one effect of theirs: `preload.mjs` counts the effects
 * and strikes. Whatever happened, the next run must leave what a run leaves that nothing happened to.
 */
import { createHash } from "node:crypto"
import { cp, readdir, readFile, utimes } from "node:fs/promises"
import { join } from "node:path"
import { pathToFileURL } from "node:url"
import { expect, inject } from "vitest"
import type { RunningSandbox, SandboxOptions } from "../../../src/sandbox/server.ts"
import { expectChargedOnce } from "../crash.ts"
import { errorOf, expectFilesAsReported, reportOf } from "../documents.ts"
import { type Ended, expectPresentable, type Place } from "../place.ts"

/** What is bought, again and again. */
export interface Job {
  readonly manifest: string
  readonly purchases: number
}

/** Killed right after an effect, or a disk that answers an error in its place. */
export interface Mishap {
  readonly what: "SIGKILL" | "ENOSPC" | "EIO"
  /** The name of the effect: what is done to which file or call, and its number among its like. */
  readonly at: string
}

export const killedAfter = (at: string): Mishap => ({ what: "SIGKILL", at })

/** Those of place.ts that a job needs. */
export interface Fixtures {
  readonly newPlace: () => Promise<Place>
  readonly sandbox: (options?: SandboxOptions) => Promise<RunningSandbox>
}

/** A run that nothing happens to. */
export interface EvenRun {
  /** The names of its effects, in order. */
  readonly effects: ReadonlyArray<string>
  /** What it leaves: every file and folder, with the checksum of what was bought, which is the same in every run. */
  readonly files: ReadonlyMap<string, string>
}

interface Site {
  readonly job: Job
  readonly place: Place
  readonly server: RunningSandbox
}

interface Watched {
  readonly ended: Ended
  /** What it did, in order. A call is first sent, and done once the server has processed it. */
  readonly lines: ReadonlyArray<readonly [became: string, effect: string]>
}

const APPLY = ["apply", "--auto-approve", "--json"]

/** What the tests themselves put into a place. */
const OURS = /^(exports\.yaml|\.effects\.log|\.bin(\/.*)?)$/

const PRELOAD = `--import ${pathToFileURL(join(import.meta.dirname, "preload.mjs")).href}`

/** Twice the life of a lock: what is so old belongs to nobody. */
const LONG_AGO_MS = 120_000

/** Runs at the same time: they wait for one another's processor, and for the disk. */
const CHILDREN = 4

/** How often a mishap is arranged that does not come to pass. */
const ATTEMPTS = 3

/** A cache that no other test writes to. */
const cache = () => join(inject("packageFolder"), "cache-of-effects")

/** Keeps the program, and the manifest of a job as a run with a key understands it. */
const fillCache = async ({ place, server }: Site): Promise<void> => {
  await cp(join(inject("packageFolder"), "cache/exporter"), cache(), { recursive: true })
  expect((await place.run(["plan"], { server, env: { EXPORTER_CACHE: cache() } })).exitCode).toBe(0)
}

/** Jobs that are ready at once, so that the number of looks at them is the same in every run. */
const openSite = async ({ newPlace, sandbox }: Fixtures, job: Job): Promise<Site> => {
  const [place, server] = await Promise.all([newPlace(), sandbox({ calculateMs: 0, runMs: 0 })])
  await place.write("exports.yaml", job.manifest)
  return { job, place, server }
}

const watch = async ({ place, server }: Site, mishap?: Mishap): Promise<Watched> => {
  await place.write(".effects.log", "")
  const env = {
    NODE_OPTIONS: PRELOAD,
    // What is kept to be faster is no effect: all of it is there, so that nothing is written to it.
    EXPORTER_CACHE: cache(),
    EFFECTS_LOG: place.path(".effects.log"),
    ...(mishap === undefined ? {} : { EFFECTS_AT: mishap.at, EFFECTS_DO: mishap.what })
  }
  const ended = await place.start(APPLY, { server, env }).ended
  expectPresentable(ended)
  const log = await place.read(".effects.log")
  const lines = [...log.matchAll(/^(.*)\t(.*)$/gm)].map(([, became = "", effect = ""]) => [became, effect] as const)
  return { ended, lines }
}

/** The last run at a site, and its effects: to its end, without a mishap. */
const watchToTheEnd = async (site: Site): Promise<ReadonlyArray<string>> => {
  const { ended, lines } = await watch(site)
  expect(ended.exitCode).toBe(0)
  expectChargedOnce(site.server, site.job.purchases)
  await site.server.close()
  // Whoever holds a lock for long gives signs of life: how many is a matter of how busy the machine is.
  return lines.flatMap(([became, effect]) => (became === "done" && !effect.startsWith("utimes ") ? [effect] : []))
}

export const evenRun = async (fixtures: Fixtures, job: Job): Promise<EvenRun> => {
  const site = await openSite(fixtures, job)
  await fillCache(site)
  const effects = await watchToTheEnd(site)
  expect(effects.filter((effect) => effect.includes("cache"))).toEqual([])
  const files = await filesIn(site.place)
  const besideData = [...files.keys()].filter((name) => !name.startsWith("data"))
  expect(besideData.sort()).toEqual(["exports.state.backup", "exports.state.json", "exports.state.last-run.json"])
  expect([...files.keys()].filter((name) => name.endsWith(".part"))).toEqual([])
  return { effects, files }
}

/** The effects of the run after a mishap. */
export const recoveryAfter = async (fixtures: Fixtures, job: Job, mishap: Mishap): Promise<ReadonlyArray<string>> => {
  const site = await openSite(fixtures, job)
  await watch(site, mishap)
  return watchToTheEnd(site)
}

/**
 * Each case in a folder of its own, with a server of its own: a run for each of its mishaps, and then one to the end. Says
 * how many cases there were, by the kind of effect that the last mishap of each came with.
 */
export const expectComesThrough = async (
  fixtures: Fixtures,
  job: Job,
  even: EvenRun,
  cases: ReadonlyArray<ReadonlyArray<Mishap>>
): Promise<void> => {
  const missed: Array<string> = []
  await eachOf(cases, CHILDREN, async (mishaps) => {
    for (let attempt = 1; !(await comesThrough(fixtures, job, even, mishaps)); attempt++)
      if (attempt === ATTEMPTS) return void missed.push(mishaps.at(-1)?.at ?? "")
  })
  const points = cases.flatMap((mishaps) => mishaps.at(-1)?.at ?? [])
  console.log(`${points.length} points: ${tally(points)}`)
  if (missed.length > 0) console.log(`not reached: ${missed.join(", ")}`)
  // How many lines share a write, and how many chunks make a file, is a matter of chance; that there is one is not.
  expect(missed.filter((at) => at.endsWith(" #1"))).toEqual([])
}

/** Whether all of it came to pass. */
const comesThrough = async (
  fixtures: Fixtures,
  job: Job,
  even: EvenRun,
  mishaps: ReadonlyArray<Mishap>
): Promise<boolean> => {
  const site = await openSite(fixtures, job)
  try {
    let struck = true
    for (const mishap of mishaps) struck = (await strike(site, mishap)) && struck
    await expectEndsAs(even, site)
    return struck
  } catch (cause) {
    throw new Error(mishaps.map(({ what, at }) => `${what}: ${at}`).join(", then "), { cause })
  } finally {
    await site.server.close()
  }
}

/** A run with a mishap; whether that came to pass. */
const strike = async (site: Site, mishap: Mishap): Promise<boolean> => {
  const watched = await watch(site, mishap)
  if (mishap.what === "SIGKILL") return watched.ended.signal === "SIGKILL"
  const failedAt = watched.lines.findIndex(([became]) => became === "failed")
  if (failedAt === -1) return false
  expectSaid(mishap, watched.ended, watched.lines.slice(failedAt + 1))
  return true
}

const WORDS = { SIGKILL: /^$/, ENOSPC: /no space is left on the (device|disk)/, EIO: /input\/output error|\bEIO\b/ }

/** A disk that failed is told of, and nothing was bought after a state that could not be written. */
const expectSaid = ({ what, at }: Mishap, ended: Ended, after: Watched["lines"]): void => {
  if (concernsOutput(at)) {
    expect(ended.exitCode).toBe(5)
    const problems = reportOf(ended).results.flatMap(({ problem }) => problem ?? [])
    expect(problems).not.toEqual([])
    for (const problem of problems)
      expect(problem).toMatchObject({ code: "disk", message: expect.stringMatching(WORDS[what]) })
    return
  }
  if (concernsTimes(at)) {
    // They are for onlookers. A first try that fails is made good at the end.
    expect(ended.exitCode).toBe(0)
    expect(/The times of this run cannot be kept/.test(ended.stderr)).toBe(at.endsWith(" #2"))
    return
  }
  expect(after.filter(([became, effect]) => became === "sending" && effect.startsWith("POST"))).toEqual([])
  if (ended.exitCode === 0) {
    // All was bought and recorded: only the tidying up is left to the next run.
    expect(after.filter(([became, effect]) => became === "sending" || effect.includes("/journal "))).toEqual([])
    expect(reportOf(ended).summary).toMatchObject({ failed: 0, blocked: 0, incomplete: 0, pending: 0 })
    return
  }
  expect(ended.exitCode).toBe(6)
  const told = "error" in JSON.parse(ended.stdout) ? errorOf(ended) : reportOf(ended).stopped
  expect(told).toMatchObject({ code: expect.stringMatching(/^state/), message: expect.stringMatching(WORDS[what]) })
}

const concernsTimes = (effect: string): boolean => effect.includes("last-run")

export const concernsOutput = (effect: string): boolean => / data\b/.test(effect)

/** What the disk does; the rest are calls, and what is said at the end. */
export const concernsDisk = (effect: string): boolean => !/^(GET|POST) |standard output/.test(effect)

/** The next run ends well, and all is as if nothing had happened. */
const expectEndsAs = async (even: EvenRun, { job, place, server }: Site): Promise<void> => {
  const ended = await place.run(APPLY, { server })
  const report = reportOf(ended)
  expect(report.results.flatMap(({ problem }) => problem ?? [])).toEqual([])
  expect(ended.exitCode).toBe(0)
  expectChargedOnce(server, job.purchases)
  await expectFilesAsReported(place, report)
  await expectSameLedger(place, server)
  // A process that died before it had said whose its workshop is, or after: others must wait before they put it away.
  const nobodys = await workshopsOfNobody(place)
  const longAgo = new Date(Date.now() - LONG_AGO_MS)
  for (const workshop of nobodys) await utimes(workshop, longAgo, longAgo)
  if (nobodys.length > 0) expect((await place.run(APPLY, { server })).exitCode).toBe(0)
  expect(await filesIn(place)).toEqual(even.files)
  expectChargedOnce(server, job.purchases)
}

const workshopsOfNobody = async (place: Place): Promise<ReadonlyArray<string>> => {
  const workshops = (await readdir(place.folder)).filter((name) => /^exports\.state\.[0-9a-f]{16}\.tmp$/.test(name))
  const owners = await Promise.all(workshops.map((name) => place.read(join(name, "owner")).catch(() => "")))
  return workshops.filter((_, index) => owners[index] === "").map(place.path)
}

const filesIn = async ({ folder }: Place): Promise<ReadonlyMap<string, string>> => {
  const files = new Map<string, string>()
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name)
    const name = path.slice(folder.length + 1)
    if (!OURS.test(name)) files.set(name, entry.isFile() && name.startsWith("data/") ? await sha256(path) : "")
  }
  return files
}

const sha256 = async (file: string): Promise<string> =>
  createHash("sha256")
    .update(await readFile(file))
    .digest("hex")

interface Charge {
  readonly data_export_id: string
  readonly credits: number | null
}

const expectSameLedger = async (place: Place, server: RunningSandbox): Promise<void> => {
  const { ledger } = JSON.parse(await place.read("exports.state.json")) as { readonly ledger: ReadonlyArray<Charge> }
  const charges = (of: ReadonlyArray<Charge>) =>
    of.map(({ data_export_id, credits }) => `${data_export_id} ${credits}`).sort()
  expect(charges(ledger)).toEqual(charges(server.stats().ledger))
}

/** How many of each kind: `12 datasync, 4 POST processed, …`. */
export const tally = (effects: ReadonlyArray<string>): string => {
  const counts = new Map<string, number>()
  for (const kind of effects.map(kindOf)) counts.set(kind, (counts.get(kind) ?? 0) + 1)
  return [...counts].map(([kind, count]) => `${count} ${kind}`).join(", ")
}

/** What is done, whatever it is done to. */
export const kindOf = (effect: string): string =>
  /^(GET|POST) /.test(effect) ? effect.replace(/ .* (\w+) #\d+$/, " $1") : effect.replace(/ .*$/, "")

/** Does the work for each, so many at a time. */
const eachOf = async <A>(items: Iterable<A>, atOnce: number, work: (item: A) => Promise<void>): Promise<void> => {
  const rest = items[Symbol.iterator]()
  const worker = async () => {
    for (let next = rest.next(); !next.done; next = rest.next()) await work(next.value)
  }
  await Promise.all(Array.from({ length: atOnce }, worker))
}
