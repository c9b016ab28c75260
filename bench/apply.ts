/** Apply at scale: the built program buys many exports of a sandbox whose limit is not in the way. */
import { type ChildProcess, spawn } from "node:child_process"
import { mkdirSync, readFileSync, writeFileSync } from "node:fs"
import path from "node:path"
import { built } from "./built.ts"
import type { Hold } from "./loopWatch.ts"
import { exporter, inFolder, megabytes, ms, PROGRAM, type Run, ratio } from "./processes.ts"
import type { BenchOptions, Check, Measured, Section } from "./Section.ts"

/** The sandbox's minute, and so the program's: how long it keeps what it knows of its calls. */
const WINDOW_MS = 1_000

const MOST_HELD_MS = 50

export const apply: Section = {
  name: "apply",
  title: "Apply at scale",
  run: (options) => inFolder((folder) => measure(options, folder))
}

const measure = async ({ quick, say }: BenchOptions, folder: string): Promise<Measured> => {
  const [few, many] = quick ? [100, 500] : [1_000, 10_000]
  const watch = await built("loopWatch", folder, "cjs")
  const measured: Array<Applied> = []
  for (const requests of [few, many]) {
    say(`apply: ${requests} requests`)
    measured.push(await applied(requests, path.join(folder, `${requests}`), watch))
  }
  return { tables: [tableOf(measured)], checks: checksOf(measured, quick ? 200 : 30) }
}

interface Applied {
  readonly requests: number
  readonly run: Run
  readonly held: Readonly<Record<"before" | "during" | "after", number>>
  readonly stats: Stats
}

/** What the sandbox has counted. */
interface Stats {
  readonly calls: Readonly<Record<string, number>>
  readonly ledger: ReadonlyArray<{ readonly data_export_id: string }>
  readonly exports: number
}

const applied = async (requests: number, folder: string, watch: string): Promise<Applied> => {
  mkdirSync(folder)
  writeFileSync(path.join(folder, "exports.yaml"), manifestOf(requests))
  const { url, child } = await sandbox()
  try {
    const run = await exporter(["apply", "--auto-approve", "--events", "events.ndjson"], {
      cwd: folder,
      env: {
        ONLYFANSAPI_BASE_URL: url,
        ONLYFANSAPI_API_KEY: "any",
        EXPORTER_RATE_WINDOW_MS: `${WINDOW_MS}`,
        NODE_OPTIONS: `--require=${watch}`,
        LOOP_WATCH: path.join(folder, "holds.json")
      }
    })
    if (run.exitCode !== 0) throw new Error(`apply ended with ${run.exitCode}: ${run.stderr.slice(-500)}`)
    const stats: Stats = JSON.parse(await (await fetch(`${url}/__sandbox/stats`)).text())
    return { requests, run, held: heldIn(folder), stats }
  } finally {
    child.kill()
  }
}

/** One entry, of so many accounts and days. */
const manifestOf = (requests: number): string => {
  const accounts = Math.min(100, requests / 10)
  const last = new Date(Date.UTC(2024, 0, requests / accounts)).toISOString().slice(0, 10)
  return [
    "version: 1",
    "accounts:",
    ...Array.from({ length: accounts }, (_, n) => `  a${n}: acct_${1_000 + n}`),
    "exports:",
    "  ledger:",
    "    type: transactions",
    "    account_ids: all",
    "    split: { by: day, account: true }",
    "    start_date: 2024-01-01",
    `    end_date: ${last}`,
    '    output: "data/{export}/{account}/{window}.{ext}"',
    ""
  ].join("\n")
}

const sandbox = (): Promise<{ readonly url: string; readonly child: ChildProcess }> =>
  new Promise((done, failed) => {
    const limits = ["--limit", "1000000", "--window-ms", `${WINDOW_MS}`, "--speed", "200", "--balance", "100000000"]
    const child = spawn(process.execPath, [PROGRAM, "sandbox", ...limits], { stdio: ["ignore", "pipe", "inherit"] })
    let said = ""
    child.on("error", failed)
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      said += text
      const [url] = /http:\/\/[\d.]+:\d+/.exec(said) ?? []
      if (url !== undefined) done({ url, child })
    })
  })

/** The longest hold of each part of the run, as its events divide it. */
const heldIn = (folder: string): Applied["held"] => {
  const events = readFileSync(path.join(folder, "events.ndjson"), "utf8")
  const timeOf = (type: string) => Date.parse(new RegExp(`"time":"([^"]+)","type":"${type}"`).exec(events)?.[1] ?? "")
  const [begun, ended] = [timeOf("run-started"), timeOf("run-finished")]
  const held = { before: 0, during: 0, after: 0 }
  // While the program is loaded there is nobody yet whom it could keep waiting.
  const [, ...holds]: ReadonlyArray<Hold> = JSON.parse(readFileSync(path.join(folder, "holds.json"), "utf8"))
  for (const { at, ms: length } of holds) {
    const part = at <= begun ? "before" : at - length >= ended ? "after" : "during"
    held[part] = Math.max(held[part], length)
  }
  return held
}

const callsOf = ({ stats }: Applied): number => Object.values(stats.calls).reduce((sum, n) => sum + n, 0)
const perRequest = ({ run, requests }: Applied): number => run.ms / requests

const tableOf = (measured: ReadonlyArray<Applied>) => ({
  caption:
    "One entry, split by day and account, from a sandbox in another process that has no limit to speak of. How long the event loop was held at a time, where others wait for it: before the run (reading, planning), during it, and after it (state, report).",
  columns: ["requests", "ms", "ms each", "calls each", "peak memory", "held before, ms", "during", "after"],
  rows: measured.map((one) => [
    one.requests.toLocaleString("en"),
    ms(one.run.ms),
    perRequest(one).toFixed(1),
    (callsOf(one) / one.requests).toFixed(2),
    megabytes(one.run.peakBytes),
    ms(one.held.before),
    ms(one.held.during),
    ms(one.held.after)
  ])
})

const checksOf = (measured: ReadonlyArray<Applied>, mostGrowth: number): ReadonlyArray<Check> => {
  const [few, many] = measured
  if (few === undefined || many === undefined) return []
  const growth = (many.run.peakBytes - few.run.peakBytes) / (many.requests - few.requests)
  return [
    ...measured.flatMap((one): ReadonlyArray<Check> => {
      const what = `${one.requests.toLocaleString("en")} requests`
      const charged = new Set(one.stats.ledger.map((charge) => charge.data_export_id)).size
      return [
        {
          what: `${what}: charged twice, or made in vain`,
          kind: "count",
          value: one.stats.exports - one.requests + one.stats.ledger.length - charged,
          most: 0
        },
        { what: `${what}: calls for each`, kind: "count", value: callsOf(one) / one.requests, most: 4 },
        {
          what: `${what}: event loop held before the run, ms`,
          kind: "time",
          value: Math.round(one.held.before),
          most: MOST_HELD_MS
        },
        {
          what: `${what}: event loop held during the run, ms`,
          kind: "time",
          value: Math.round(one.held.during),
          most: MOST_HELD_MS
        },
        {
          what: `${what}: event loop held after the run, ms`,
          kind: "time",
          value: Math.round(one.held.after),
          most: MOST_HELD_MS
        }
      ]
    }),
    {
      what: "memory for each further request, kB",
      kind: "count",
      value: Math.round(growth / 1_000), // A process grows to its usual size first.
      most: mostGrowth
    },
    {
      what: "time for each of many requests, of that of few",
      kind: "time",
      value: Number(ratio(perRequest(many) / perRequest(few))),
      most: 1.2
    }
  ]
}
