/**
 * One adverse history, drawn from a seed: a manifest, a vendor, and runs in which calls go wrong and which are cut short.
 * What is drawn belongs to a key, not to an order, so that a schedule stays the same when another draw is added.
 */
import type { Fate } from "../../../src/sandbox/Job.ts"
import { between, type NonEmpty, pick, unit } from "../../../src/sandbox/random.ts"
import type { Rule } from "../../../src/sandbox/scenario.ts"
import type { Rules } from "../../../src/sandbox/World.ts"
import { manifestOf } from "./Project.ts"

export interface Schedule {
  readonly seed: number
  readonly manifest: string
  /** The team's credits. */
  readonly balance: number
  readonly rules: Partial<Rules>
  /** What becomes of the exports that are created while things go wrong. */
  readonly fates: ReadonlyArray<Rule>
  readonly concurrency: number
  readonly runs: ReadonlyArray<RunSchedule>
}

export interface RunSchedule {
  /** Names the draws of its calls. */
  readonly name: string
  /** From the end of the run before, in ms. */
  readonly pauseMs: number
  /** Share of the calls that go wrong. */
  readonly faultRate: number
  /** Share of the calls around which somebody else of the team does something. */
  readonly colleagueRate: number
  readonly cut?: Cut
  /** It carries out a plan that was written to a file before. */
  readonly fromPlanFile: boolean
  /** What happened to files since the run before. */
  readonly files?: FileChange
}

/** How a run ends before its work does. Calls and commits count from 1. */
export type Cut =
  /** The process dies at the nth call of that kind. `during`: what it had sent is still processed. */
  | {
      readonly kind: "crash"
      readonly at: CrashPoint
      readonly nth: number
      readonly when: "before" | "during" | "after"
    }
  /** The state takes no further change. */
  | { readonly kind: "unwritable"; readonly commit: number }
  /** Somebody breaks the lock; `overtaken`: and begins the next run at once. */
  | { readonly kind: "lock-lost"; readonly afterMs: number; readonly overtaken: boolean }
  | { readonly kind: "stop"; readonly afterMs: number }

export type CrashPoint = "commit" | "create" | "start" | "download" | "any call"

export const FILE_CHANGES = ["removed", "changed", "foreign"] as const
export type FileChange = (typeof FILE_CHANGES)[number]

/** What may become of a call that asks for or starts something. */
const POST_FAULTS = [
  "lost before",
  "lost after",
  "processed late",
  "5xx before",
  "5xx after",
  "429",
  "not sent",
  "timeout before",
  "timeout after",
  "garbled after"
] as const

export const CREATE_FAULTS = [...POST_FAULTS, "refused 422"] as const
/** `echo`: a proxy sends it twice, and the second answer says that it is not in a state for it. */
export const START_FAULTS = [...POST_FAULTS, "refused 402", "refused 422", "echo"] as const
export const READ_FAULTS = ["lost", "5xx", "429", "timeout", "garbled", "stale", "unknown status", "401"] as const
export const DOWNLOAD_FAULTS = ["expired", "broken", "server", "disk full", "not the file"] as const

/** What somebody else of the team may do around a create. */
export const LOOKALIKES = ["twin before", "twin after", "other options before", "other options after"] as const
/** What somebody else of the team may do at any time. */
export const MEDDLING = ["starts ours", "cancels ours", "spends"] as const

/** Whose scraped exports have no bound, or one below their price: what starts itself would pass any cap. */
const LOOSE: ReadonlyArray<string> = [
  `fans-all: { type: fans, options: { type: all }, max_credits: 20 }
fans-active: { type: fans, options: { type: active }, max_credits: 20 }
fans-expired: { type: fans, options: { type: expired }, max_credits: 5 }`,
  `fans: { type: fans, options: { type: all } }
ledger: { type: transactions, max_credits: 15 }`
]

/** Whose scraped exports hold a bound that is above any price. */
const BOUND: NonEmpty<string> = [
  `ledger: { type: transactions }
payouts: { type: payouts }`,
  `ledger: { type: transactions, output: "a.csv" }
twin: { type: transactions, output: "b.csv" }`,
  `chats: { type: chat_messages, options: { maxMessages: 400 } }
ledger: { type: transactions }`,
  `quoted: { type: transactions, auto_start: false }
chats: { type: chat_messages, options: { maxMessages: 400 }, auto_start: false }
payouts: { type: payouts }`,
  `ledger: { type: transactions, output: "a.csv" }
twin: { type: transactions, output: "b.csv" }
payouts: { type: payouts }
fans-all: { type: fans, options: { type: all }, max_credits: 20 }
fans-active: { type: fans, options: { type: active }, max_credits: 20 }
chats: { type: chat_messages, options: { maxMessages: 400 } }`
]

const EXPORTS: NonEmpty<string> = [...BOUND, ...LOOSE]

const CAPS: NonEmpty<string> = [
  "",
  "",
  "budget: { per_run: 25 }",
  "budget: { per_run: 60 }",
  "budget: { per_month: 45 }",
  "budget: { per_month: 60, unknown_cost: allow }",
  "budget: { keep_balance: 60 }",
  "budget: { per_run: 50, per_month: 80, keep_balance: 30 }"
]

/** Rows of an export: 5, 10 and 18 credits. */
const ROWS: NonEmpty<number> = [100, 200, 200, 360]

/** Creates whose fate is drawn; those after them go well. */
const FATES = 12

/** Commits of a run that buys all there is to buy: a cut at a later one is none. */
const COMMITS = 40

/** Most calls are looks: a crash at any call would seldom meet those that count. */
const CRASH_POINTS: NonEmpty<readonly [CrashPoint, number]> = [
  ["commit", COMMITS],
  ["commit", COMMITS],
  ["commit", 8],
  ["create", 6],
  ["start", 5],
  ["download", 6],
  ["any call", 90]
]

export const drawSchedule = (seed: number): Schedule => {
  const chance = (key: string) => unit(seed, key)
  const exports = pick(chance("exports"), EXPORTS)
  const scrapedStartThemselves = chance("scraped") < 0.4 && !LOOSE.includes(exports)
  return {
    seed,
    manifest: manifestOf(exports, pick(chance("caps"), CAPS)),
    balance: pick(chance("balance"), [1_000, 1_000, 100, 40]),
    rules: {
      // What starts itself is never seen to wait for its start.
      calculateMs: pick(chance("calculation"), [scrapedStartThemselves ? 500 : 0, 1_000, 1_000, 20_000]),
      runMs: pick(chance("run"), [0, 5_000, 10_000, 240_000]),
      rows: pick(chance("rows"), ROWS),
      scrapedStartThemselves
    },
    fates: fatesOf(chance),
    concurrency: pick(chance("concurrency"), [100, 100, 2, 1]),
    runs: Array.from({ length: pick(chance("runs"), [0, 1, 1, 2, 2, 3, 4]) }, (_, index) =>
      runOf(`run ${index + 1}`, chance)
    )
  }
}

const fatesOf = (chance: (key: string) => number): ReadonlyArray<Rule> =>
  Array.from({ length: FATES }, (_, index) => index + 1).flatMap((nth): ReadonlyArray<Rule> => {
    const rows = { on: "create", nth, do: { fate: { rows: pick(chance(`rows ${nth}`), ROWS) } } } as const
    if (chance(`fate ${nth}`) > 0.25) return [rows]
    const { rows: many } = rows.do.fate
    return [
      {
        ...rows,
        do: {
          fate: pick<Fate>(chance(`kind of fate ${nth}`), [
            { calculation_fails: "no data today" },
            { run_fails: "gave up" },
            { failed_downloads: 2, rows: many },
            { missing_rows: 7, rows: many },
            { lingers: { status: "archiving", ms: 30_000 }, rows: many }
          ])
        }
      }
    ]
  })

const runOf = (name: string, chance: (key: string) => number): RunSchedule => {
  const draw = (key: string) => chance(`${name}: ${key}`)
  const cut = cutOf(draw)
  const files = draw("files") < 0.2 ? pick(draw("kind of files"), FILE_CHANGES) : undefined
  return {
    name,
    pauseMs: pick(draw("pause"), [0, 0, 1_500, 60_000]),
    faultRate: pick(draw("faults"), [0, 0.05, 0.1, 0.2, 0.4]),
    colleagueRate: pick(draw("colleague"), [0, 0, 0, 0.1]),
    ...(cut === undefined ? {} : { cut }),
    fromPlanFile: draw("plan file") < 0.15,
    ...(files === undefined ? {} : { files })
  }
}

const cutOf = (draw: (key: string) => number): Cut | undefined => {
  const kind = draw("cut")
  const afterMs = between(draw("after"), 0, 20_000)
  if (kind < 0.55) {
    const [at, last] = pick(draw("crash point"), CRASH_POINTS)
    const when = pick(draw("when"), ["before", "during", "after"] as const)
    return { kind: "crash", at, nth: between(draw("nth"), 1, last), when }
  }
  if (kind < 0.65) return { kind: "unwritable", commit: between(draw("commit"), 1, COMMITS) }
  if (kind < 0.75) return { kind: "lock-lost", afterMs, overtaken: draw("overtaken") < 0.5 }
  if (kind < 0.87) return { kind: "stop", afterMs }
  return undefined
}

/** What goes wrong with a call, if anything does: the nth of its kind in a run. */
export const faultOf = <A>(
  { seed }: Schedule,
  run: RunSchedule,
  rate: number,
  call: string,
  kinds: readonly [A, ...ReadonlyArray<A>]
): A | undefined =>
  unit(seed, `${run.name}: ${call}`) < rate ? pick(unit(seed, `${run.name}: ${call}, kind`), kinds) : undefined

/** Every name under which a fault strikes: one that never does is a mistake of the simulation. */
export const FAULTS: ReadonlyArray<string> = [
  ...CREATE_FAULTS.map((fault) => `create: ${fault}`),
  ...START_FAULTS.map((fault) => `start: ${fault}`),
  ...READ_FAULTS.map((fault) => `read: ${fault}`),
  ...DOWNLOAD_FAULTS.map((fault) => `download: ${fault}`),
  ...[...LOOKALIKES, ...MEDDLING].map((deed) => `colleague: ${deed}`),
  ...FILE_CHANGES.map((change) => `file ${change}`),
  "commit fails",
  "lock lost",
  "lock lost to the next run",
  "told to stop",
  "plan file applied"
]
