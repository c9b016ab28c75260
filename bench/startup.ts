/** What a command costs before it does anything: small commands against node itself, and against others' programs. */
import { cpSync, mkdirSync, mkdtempSync } from "node:fs"
import { join, resolve } from "node:path"
import { onPath } from "./peers/Peer.ts"
import { exporter, inFolder, interleaved, median, megabytes, ms, type Run, ratio, runProcess } from "./processes.ts"
import type { Check, Measured, Section } from "./Section.ts"
import { smallManifest } from "./scale/manifests.ts"
import { buyAll } from "./scale/place.ts"

const README_MANIFEST = resolve(import.meta.dirname, "../exports.yaml")

export const startup: Section = {
  name: "startup",
  title: "Starting up",
  run: ({ quick, say }) =>
    inFolder(async (folder) => {
      const rounds = quick ? 5 : 21
      const places = lay(folder)
      const subjects = { ...ours(places), ...others(folder) }
      say(`starting up: ${Object.keys(subjects).length} commands, ${rounds} times`)
      await settle(subjects)
      return measured(await interleaved(rounds, subjects), rounds)
    })
}

interface Places {
  readonly small: string
  readonly readme: string
  readonly cache: string
  readonly folder: string
}

/** Two entries whose files are there, so that nothing is to be done; and the README's manifest, of which nothing is bought. */
const lay = (folder: string): Places => {
  const [small, readme, cache] = [join(folder, "small"), join(folder, "readme"), join(folder, "cache")]
  for (const path of [small, readme, cache]) mkdirSync(path)
  buyAll(small, smallManifest())
  cpSync(README_MANIFEST, join(readme, "exports.yaml"))
  return { small, readme, cache, folder }
}

const NODE = "node -e 0"
const VERSION = "exporter --version"
const SMALL_PLAN = "exporter plan, 2 entries, nothing to do"

type Subjects = Readonly<Record<string, () => Promise<Run>>>

const ours = ({ small, readme, cache, folder }: Places): Subjects => {
  const run = (args: ReadonlyArray<string>, cwd: string, kept: string) => () =>
    exporter(args, { cwd, env: { EXPORTER_CACHE: kept } })
  return {
    [NODE]: () => runProcess(process.execPath, ["-e", "0"]),
    [VERSION]: run(["--version"], small, cache),
    [`${VERSION}, without a cache`]: run(["--version"], small, "off"),
    "exporter --help": run(["--help"], small, cache),
    "exporter validate, 2 entries": run(["validate"], small, cache),
    [SMALL_PLAN]: run(["plan"], small, cache),
    [`${SMALL_PLAN}, without a cache`]: run(["plan"], small, "off"),
    [`${SMALL_PLAN}, the very first run`]: () => run(["plan"], small, mkdtempSync(join(folder, "first-")))(),
    "exporter plan, the README's manifest, 11 to buy": run(["plan"], readme, cache),
    "exporter plan, the README's manifest, without a cache": run(["plan"], readme, "off")
  }
}

/** What others take for the least that they can do. */
const OTHERS: ReadonlyArray<readonly [command: string, ...args: ReadonlyArray<string>]> = [
  ["terraform", "version"],
  ["snakemake", "--version"],
  ["doit", "--version"],
  ["make", "--version"],
  ["ninja", "--version"]
]

const others = (cwd: string): Subjects =>
  Object.fromEntries(
    OTHERS.filter(([command]) => onPath(command)).map(([command, ...args]) => [
      [command, ...args].join(" "),
      () => runProcess(command, args, { cwd, env: { CHECKPOINT_DISABLE: "1" } })
    ])
  )

/** Once each, so that the disk is read and caches are warm; a command that fails would be quick for nothing. */
const settle = async (subjects: Subjects): Promise<void> => {
  for (const [name, run] of Object.entries(subjects)) {
    const { exitCode, stderr } = await run()
    if (exitCode !== 0) throw new Error(`${name} ended with ${exitCode}: ${stderr}`)
  }
}

const measured = (runs: Readonly<Record<string, ReadonlyArray<Run>>>, rounds: number): Measured => {
  const floor = times(runs[NODE])
  const row = (name: string, each: ReadonlyArray<Run>) => {
    const taken = times(each)
    const peak = median(each.map(({ peakBytes }) => peakBytes))
    const against = [ratio(taken.min / floor.min), ratio(taken.median / floor.median)]
    return [name, ms(taken.min), ms(taken.median), ...against, megabytes(peak)]
  }
  const goal = (what: string, name: string, most: number): Check => ({
    what: `${what}, against node -e 0 (least of each)`,
    kind: "time",
    value: times(runs[name]).min / floor.min,
    most
  })
  return {
    tables: [
      {
        caption: `Whole processes, ${rounds} rounds, all commands in turn in each round; milliseconds.`,
        columns: ["command", "least", "median", "least / node", "median / node", "peak memory"],
        rows: Object.entries(runs).map(([name, each]) => row(name, each))
      }
    ],
    checks: [
      { what: "small plans that found something to do", kind: "count", value: busy(runs[SMALL_PLAN]), most: 0 },
      goal("--version", VERSION, 1.15),
      goal("a small plan", SMALL_PLAN, 2.2)
    ]
  }
}

const busy = (plans: ReadonlyArray<Run> = []): number =>
  plans.filter(({ stdout }) => !stdout.includes("Nothing to do")).length

const times = (runs: ReadonlyArray<Run> = []) => {
  const all = runs.map((run) => run.ms)
  return { min: Math.min(...all), median: median(all) }
}
