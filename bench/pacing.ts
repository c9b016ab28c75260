/** Calls against a limit: how many, how soon, and what it costs others, beside the ways in which scripts do it. */
import { mkdtemp, rm, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join, resolve } from "node:path"
import type { WindowKind } from "../src/sandbox/rateLimit.ts"
import type { SandboxOptions } from "../src/sandbox/server.ts"
import { exporter, median, ms, type Run, runProcess } from "./processes.ts"
import type { Body, Job } from "./rivals/client.ts"
import type { BenchOptions, Check, Measured, Section, Table } from "./Section.ts"
import { serve } from "./servers.ts"
import type { Seen } from "./vendor.ts"

const WINDOW_MS = 2_000
const LIMIT = 60
/** 12 and 18 seconds of a minute. */
const LENGTHS = { calculateMs: 400, runMs: 600 }
const KINDS: ReadonlyArray<WindowKind> = ["fixed", "aligned", "sliding"]
const SERVER: SandboxOptions = { windowMs: WINDOW_MS, limitPerWindow: LIMIT, balance: 1_000_000 }

// ----------------------------------------------------------------------------------------------------- the work to do

/** One export per account and month, as many as asked for, in a shape that both a manifest and a loop can say. */
const workOf = (exports: number) => {
  const accounts = exports < 50 ? 1 : exports / (exports < 1_000 ? 10 : 50)
  const months = exports / accounts
  return { accounts: Array.from({ length: accounts }, (_, i) => `acct_a${i}`), months }
}

const manifestOf = (exports: number, reserve: number): string => {
  const { accounts, months } = workOf(exports)
  const end = new Date(Date.UTC(2015, months, 0)).toISOString().slice(0, 10)
  return `version: 1
rate: { reserve: ${reserve} }
exports:
  ledger:
    type: transactions
    account_ids: [${accounts.join(", ")}]
    start_date: 2015-01-01
    end_date: ${end}
    split: { by: month, account: true }
    output: "data/{account}/{window}.{ext}"
`
}

const bodiesOf = (exports: number): ReadonlyArray<Body> => {
  const { accounts, months } = workOf(exports)
  const day = (month: number, date: number) => new Date(Date.UTC(2015, month, date)).toISOString().slice(0, 10)
  return Array.from({ length: months }, (_, month) => month).flatMap((month) =>
    accounts.map((account) => ({
      type: "transactions",
      account_ids: [account],
      start_date: `${day(month, 1)}T00:00:00Z`,
      end_date: `${day(month + 1, 0)}T23:59:59Z`,
      file_type: "csv",
      auto_start: false
    }))
  )
}

// ------------------------------------------------------------------------------------------------------------- a run

const OURS = "us"
const THEIRS = "stranger"

interface Outcome {
  readonly calls: number
  readonly refused: number
  /** From the first call to the request for the last file, as the server saw them, ms. */
  readonly makespanMs: number
  readonly seen: Seen
}

const outcomeOf = (seen: Seen, exports: number, run: Run): Outcome => {
  const calls = seen.calls.filter(({ key }) => key === OURS)
  const fetched = seen.exports.flatMap(({ fetchedAt }) => fetchedAt ?? [])
  if (run.exitCode !== 0 || fetched.length !== exports)
    throw new Error(`${fetched.length} of ${exports} exports, exit code ${run.exitCode}: ${run.stderr.slice(-500)}`)
  return {
    calls: calls.length,
    refused: calls.filter(({ status }) => status === 429).length,
    makespanMs: Math.max(...fetched) - Math.min(...calls.map(({ at }) => at)),
    seen
  }
}

interface Setting {
  readonly exports: number
  readonly server: SandboxOptions
  readonly reserve?: number
  /** Somebody else of the team, for as long as the run goes on. */
  readonly stranger?: Stranger
}

const runProgram = async ({ exports, server, reserve = 0, stranger }: Setting): Promise<Outcome> => {
  const folder = await mkdtemp(join(tmpdir(), "exporter-bench-"))
  await writeFile(join(folder, "exports.yaml"), manifestOf(exports, reserve))
  const { url, close } = await serve({ ...SERVER, ...server })
  const stop = stranger?.(url, server.windowMs ?? WINDOW_MS)
  const run = await exporter(["apply", "--auto-approve"], {
    cwd: folder,
    env: {
      ONLYFANSAPI_BASE_URL: url,
      ONLYFANSAPI_API_KEY: OURS,
      EXPORTER_RATE_WINDOW_MS: String(server.windowMs ?? WINDOW_MS)
    }
  })
  await stop?.()
  const seen = await close()
  await rm(folder, { recursive: true, force: true })
  return outcomeOf(seen, exports, run)
}

const runRival = async (name: string, { exports, server }: Setting): Promise<Outcome> => {
  const { url, close } = await serve({ ...SERVER, ...server })
  const job: Job = { url, bodies: bodiesOf(exports), windowMs: WINDOW_MS, limit: LIMIT }
  const script = resolve(import.meta.dirname, "rivals/main.built.mjs")
  const run = await runProcess(process.execPath, [script, name, JSON.stringify(job)])
  return outcomeOf(await close(), exports, run)
}

// ----------------------------------------------------------------------------------------------------------- makespan

const jobMs = LENGTHS.calculateMs + LENGTHS.runMs
/** A create and a start each, and as many pages as can tell of all prices, and then of all ends. */
const necessaryCalls = (exports: number): number => 2 * exports + 2 * Math.ceil(exports / 100)
const optimumMs = (exports: number): number => (necessaryCalls(exports) / LIMIT) * WINDOW_MS + jobMs
/** The first calls of a window need not wait for its end: the last call may be sent as soon as its window begins. */
const boundMs = (exports: number): number => Math.floor((necessaryCalls(exports) - 1) / LIMIT) * WINDOW_MS

const RIVALS = {
  listPolling: "hand-written list polling",
  bottleneck: "bottleneck",
  naive: "naive: Promise.all, retry on 429",
  pLimitPRetry: "p-limit with p-retry"
} as const

const makespan = async ({ quick, say }: BenchOptions): Promise<Measured> => {
  const exports = quick ? 50 : 200
  const rounds = quick ? 1 : 3
  const setting: Setting = { exports, server: { ...LENGTHS, windowKind: "sliding" } }
  const own: Array<Outcome> = []
  const others = new Map<keyof typeof RIVALS, Array<Outcome>>()
  const names: ReadonlyArray<keyof typeof RIVALS> = ["listPolling", "bottleneck", "naive", "pLimitPRetry"]
  for (let round = 0; round < rounds; round++) {
    say(`makespan, round ${round + 1} of ${rounds}`)
    own.push(await runProgram(setting))
    // One round of the slowest is enough to know it.
    for (const name of names)
      if (round === 0 || name !== "pLimitPRetry")
        others.set(name, [...(others.get(name) ?? []), await runRival(name, setting)])
  }
  const optimum = optimumMs(exports)
  const row = (what: string, outcomes: ReadonlyArray<Outcome>) => {
    const middle = median(outcomes.map(({ makespanMs }) => makespanMs))
    const calls = median(outcomes.map((one) => one.calls - one.refused)) / exports
    return [
      what,
      ms(middle),
      (middle / optimum).toFixed(2),
      calls.toFixed(2),
      ms(median(outcomes.map(({ refused }) => refused)))
    ]
  }
  const table: Table = {
    caption: `${exports} exports, ${LIMIT} calls per sliding window of ${WINDOW_MS} ms, each calculation ${LENGTHS.calculateMs} ms and each run ${LENGTHS.runMs} ms; a fresh server for each run, the median of ${rounds} (p-limit: 1). The makespan is the server's: from the first call to the request for the last file. The optimum is ${ms(optimum)} ms: ${necessaryCalls(exports)} calls (2 per export, and one page for each 100 prices and each 100 ends) / ${LIMIT} × ${WINDOW_MS} ms + one job of ${jobMs} ms. Since windows may be used at their beginning, the harder bound is ${ms(boundMs(exports))} ms to the last call.`,
    columns: ["", "makespan, ms", "× optimum", "calls per export", "429s"],
    rows: [row("exporter", own), ...names.map((name) => row(RIVALS[name], others.get(name) ?? []))]
  }
  return {
    tables: [table],
    checks: [
      {
        what: `makespan of ${exports} exports, × optimum`,
        kind: "time",
        value: median(own.map(({ makespanMs }) => makespanMs)) / optimum,
        most: 1.03
      },
      { what: `429s of ${exports} exports, all rounds`, kind: "count", value: sumOf(own), most: 0 }
    ]
  }
}

const sumOf = (outcomes: ReadonlyArray<Outcome>): number => outcomes.reduce((sum, { refused }) => sum + refused, 0)

// -------------------------------------------------------------------------------------------------------------- calls

const calls = async ({ quick, say }: BenchOptions): Promise<Measured> => {
  const sizes = quick ? [50, 200] : [50, 200, 1_000]
  const rows: Array<ReadonlyArray<string>> = []
  const checks: Array<Check> = []
  for (const exports of sizes) {
    const outcomes: Array<Outcome> = []
    for (const windowKind of KINDS) {
      say(`calls of ${exports} exports, ${windowKind} window`)
      outcomes.push(await runProgram({ exports, server: { windowKind } }))
    }
    const per = outcomes.map((one) => one.calls / exports)
    rows.push([String(exports), ...per.map((one) => one.toFixed(3)), String(sumOf(outcomes))])
    const most = exports >= 200 ? 2.1 : 2.2
    checks.push(
      { what: `calls per export, ${exports} exports`, kind: "count", value: Math.max(...per), most, digits: 3 },
      { what: `429s, ${exports} exports`, kind: "count", value: sumOf(outcomes), most: 0 }
    )
  }
  const caption = `Calls per export, create and start among them, and 429s of all three runs; ${LIMIT} calls per window of ${WINDOW_MS} ms, jobs of 0.8 to 1.9 s.`
  return { tables: [{ caption, columns: ["exports", ...KINDS, "429s"], rows }], checks }
}

// ---------------------------------------------------------------------------------------------------------- strangers

/** Begins to call, and gives what ends it. */
type Stranger = (url: string, windowMs: number) => () => Promise<void>

const stranger =
  (callsAtOnce: number, timesPerWindow: number): Stranger =>
  (url, windowMs) => {
    const going = new Set<Promise<unknown>>()
    const call = () => {
      const one = fetch(`${url}/api/data-exports?per_page=1`, { headers: { authorization: `Bearer ${THEIRS}` } })
        .then((response) => response.arrayBuffer())
        .catch(() => undefined)
      going.add(one)
      void one.then(() => going.delete(one))
    }
    const burst = () => {
      for (let n = 0; n < callsAtOnce; n++) call()
    }
    const timer = setInterval(burst, windowMs / timesPerWindow)
    return async () => {
      clearInterval(timer)
      await Promise.all(going)
    }
  }

const RESERVE = 5

/** Those within the reserve first. Of the others, some call when nothing is left to look by. */
const STRANGERS: ReadonlyArray<readonly [string, Stranger, "within" | "beyond"]> = [
  ["steady, four a window", stranger(1, 4), "within"],
  ["two at once, twice a window", stranger(2, 2), "within"],
  ["steady, a third of the limit", stranger(1, LIMIT / 3), "beyond"],
  ["steady, two thirds", stranger(1, (2 * LIMIT) / 3), "beyond"],
  ["four at once, five times a window", stranger(4, 5), "beyond"],
  ["twenty at once, once a window", stranger(20, 1), "beyond"]
]

const strangers = async ({ quick, say }: BenchOptions): Promise<Measured> => {
  const exports = quick ? 50 : 100
  const rows: Array<ReadonlyArray<string>> = []
  const refused = { within: 0, beyond: 0 }
  for (const [what, other, reserve] of STRANGERS) {
    const cells: Array<string> = []
    for (const windowKind of KINDS) {
      say(`a stranger, ${what}, ${windowKind} window`)
      const outcome = await runProgram({ exports, server: { windowKind }, reserve: RESERVE, stranger: other })
      const theirs = outcome.seen.calls.filter(({ key }) => key === THEIRS)
      refused[reserve] += outcome.refused
      cells.push(`${outcome.refused} / ${theirs.filter(({ status }) => status === 429).length} of ${theirs.length}`)
    }
    rows.push([what, ...cells])
  }
  const caption = `429s that we got / that the stranger got, of its calls: ${exports} exports beside somebody else of the team, with \`rate: { reserve: ${RESERVE} }\`; ${LIMIT} calls per window of ${WINDOW_MS} ms. Those that take more than the reserve can use up the window before anything tells of it: then the call that looks is refused.`
  return {
    tables: [{ caption, columns: ["stranger", ...KINDS], rows }],
    checks: [
      { what: "429s beside strangers within the reserve", kind: "count", value: refused.within, most: 0 },
      { what: "429s beside strangers beyond it, in 12 runs", kind: "time", value: refused.beyond, most: 12 }
    ]
  }
}

// ------------------------------------------------------------------------------------------------------------ lateness

/** A minute in which hours pass soon enough. */
const SHORT_MINUTE_MS = 500

/** Names of lengths, and what they are in minutes. */
const JOBS: ReadonlyArray<readonly [string, number]> = [
  ["5 s", 1 / 12],
  ["1 min", 1],
  ["10 min", 10],
  ["1 h", 60],
  ["3 h", 180]
]

const lateness = async ({ quick, say }: BenchOptions): Promise<Measured> => {
  const rows: Array<ReadonlyArray<string>> = []
  const shares = new Map<number, number>()
  for (const [name, minutes] of quick ? JOBS.slice(0, 3) : JOBS) {
    const cells: Array<string> = []
    for (const exports of [1, 50]) {
      say(`pick-up of ${exports} jobs of ${name}`)
      const runMs = minutes * SHORT_MINUTE_MS
      const server = { windowMs: SHORT_MINUTE_MS, windowKind: "sliding", calculateMs: runMs / 5, runMs } as const
      const { seen, calls } = await runProgram({ exports, server })
      const late = seen.exports.map((one) => lateShare(one))
      if (minutes >= 10) shares.set(exports, Math.max(shares.get(exports) ?? 0, median(late)))
      cells.push(
        `${(100 * median(late)).toFixed(1)} % / ${(100 * Math.max(...late)).toFixed(1)} %`,
        (calls / exports).toFixed(2)
      )
    }
    rows.push([name, ...cells])
  }
  const caption = `From an export's end to the request for its file, as a share of its age by then: median / largest. A minute of ${SHORT_MINUTE_MS} ms with ${LIMIT} calls; the run as long as said, its calculation a fifth of that. Short jobs wait for the minute's calls, and for the machine.`
  const columns = ["run", "1 export", "calls", "50 exports: each", "calls per export"]
  return {
    tables: [{ caption, columns, rows }],
    checks: [...shares].map(([exports, value]) => ({
      what: `pick-up after the end, share of the age, ${exports === 1 ? "one job" : `${exports} jobs`} of 10 min and more`,
      kind: "time",
      value,
      most: exports === 1 ? 0.15 : 0.25
    }))
  }
}

const lateShare = ({ createdAt, readyAt, fetchedAt }: Seen["exports"][number]): number =>
  readyAt === null || fetchedAt === undefined ? Number.NaN : (fetchedAt - readyAt) / (fetchedAt - createdAt)

export const pacing: Section = {
  name: "pacing",
  title: "Calls against a rate limit",
  run: async (options) => {
    const parts = [await makespan(options), await calls(options), await strangers(options), await lateness(options)]
    return { tables: parts.flatMap(({ tables }) => tables), checks: parts.flatMap(({ checks }) => checks) }
  }
}
