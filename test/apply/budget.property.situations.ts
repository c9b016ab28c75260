/** Situations in which money could get out: what is declared and its price, caps, earlier charges, and what others of the team do meanwhile. */
import * as fc from "effect/FastCheck"
import type { AccountId, Address, Credits, DataExportId, Fingerprint, Instant } from "../../src/domain.ts"
import type { Rule, Target } from "../../src/sandbox/scenario.ts"
import { emptyState } from "../../src/state/change.ts"
import type { LedgerEntry } from "../../src/state/Record.ts"
import type { State } from "../../src/state/State.ts"
import { manifestOf } from "./simulation/Project.ts"

export interface Situation {
  readonly purchases: ReadonlyArray<Purchase>
  /** Rows of the exports in the order of their creation, over and over: this is what they cost. */
  readonly rows: ReadonlyArray<number>
  /** The vendor starts, and charges, what is scraped by itself. */
  readonly scrapesCharge: boolean
  readonly balance: number
  readonly timezone: Zone
  /** What the ledger holds before the first run. */
  readonly earlier: ReadonlyArray<Earlier>
  readonly runs: ReadonlyArray<RunSetting>
}

export interface Purchase {
  readonly type: string
  readonly account: number
  /** The value of its one option, where it has one. */
  readonly option?: string
  readonly maxCredits?: number
  readonly autoStart: boolean
  /** A second address asks for the same purchase. */
  readonly twin: boolean
}

export interface Earlier {
  readonly at: Instant
  /** `null`: nobody knows how much it was. */
  readonly credits: number | null
}

export interface RunSetting {
  readonly caps: Caps
  readonly concurrency: number
  readonly moves: ReadonlyArray<Move>
  readonly losses: ReadonlyArray<Loss>
}

export interface Caps {
  readonly perRun: number | undefined
  /** `--budget` */
  readonly budget: number | undefined
  readonly perMonth: number | undefined
  readonly keepBalance: number | undefined
  readonly unknownCost: "block" | "allow"
}

/** Somebody else of the team spends (negative) or tops up, just before the nth call of a kind. */
interface Move {
  readonly on: Target
  readonly nth: number
  readonly credits: number
}

/** The nth call of a kind is lost, before or after it took effect. */
interface Loss {
  readonly on: Target
  readonly nth: number
  readonly when: "before" | "after"
}

const ROWS_PER_CREDIT = 20
const MAX_ROWS = 600
/** Of `chat_messages`: a bound of 20 credits. */
const MAX_MESSAGES = 400

/** Types with the values of the option that sets look-alikes apart; the first ones are not scraped. */
const PLAIN = ["transactions", "payouts", "chargebacks", "trial_links", "tracking_links", "smart_links"]
const SCRAPED: Readonly<Record<string, ReadonlyArray<string>>> = {
  fans: ["all", "active", "expired", "latest"],
  followings: ["all", "active", "expired"],
  chat_messages: [],
  profile_visitors: []
}

export const isScraped = ({ type }: Pick<Purchase, "type">): boolean => Object.hasOwn(SCRAPED, type)

/** The most that it can cost before its price is known; nothing where only its price will tell. */
export const boundOf = ({ type, maxCredits }: Purchase): number | undefined => {
  const own = type === "chat_messages" ? MAX_MESSAGES / ROWS_PER_CREDIT : undefined
  return own === undefined || maxCredits === undefined ? (own ?? maxCredits) : Math.min(own, maxCredits)
}

/** June 2024, in which every run is made, by the zone in which days begin. */
const JUNE = {
  UTC: { from: "2024-06-01T00:00:00Z", until: "2024-07-01T00:00:00Z" },
  "America/New_York": { from: "2024-06-01T04:00:00Z", until: "2024-07-01T04:00:00Z" },
  "Asia/Tokyo": { from: "2024-05-31T15:00:00Z", until: "2024-06-30T15:00:00Z" }
} as const
type Zone = keyof typeof JUNE

export const isOfThisMonth = ({ at }: Earlier, timezone: Zone): boolean =>
  at >= JUNE[timezone].from && at < JUNE[timezone].until

/** On both sides of every border, and far from them. */
const BORDERS = [
  "2023-06-15T12:00:00Z",
  "2024-05-31T14:59:59Z",
  "2024-05-31T15:00:00Z",
  "2024-05-31T23:59:59Z",
  "2024-06-01T00:00:00Z",
  "2024-06-01T03:59:59Z",
  "2024-06-01T04:00:00Z",
  "2024-06-30T15:00:00Z",
  "2024-07-01T00:00:00Z"
]

// ------------------------------------------------------------------------------------------------------- arbitraries

/** Up to so many; often a multiple of five, so that sums of prices meet caps to the credit. */
const amount = (max: number): fc.Arbitrary<number> =>
  fc.oneof(
    fc.nat(max),
    fc.nat(max / 5).map((fives) => fives * 5)
  )

const optional = <A>(values: fc.Arbitrary<A>): fc.Arbitrary<A | undefined> =>
  fc.option(values, { nil: undefined, freq: 2 })

const purchaseOf = (scrapesCharge: boolean): fc.Arbitrary<Purchase> =>
  fc
    .record({
      type: fc.constantFrom(...PLAIN, ...Object.keys(SCRAPED)),
      account: fc.integer({ min: 1, max: 3 }),
      option: fc.nat(3),
      // Where a scrape charges by itself, its owner's bound must be true: nothing can hold what the vendor takes.
      maxCredits: optional(amount(40)),
      autoStart: fc.nat(3).map((n) => n > 0),
      twin: fc.nat(5).map((n) => n === 5)
    })
    .map(({ option, maxCredits, ...rest }) => {
      const options = SCRAPED[rest.type] ?? []
      const chosen = options[option % options.length]
      const least = scrapesCharge && isScraped(rest) ? MAX_ROWS / ROWS_PER_CREDIT : 0
      return {
        ...rest,
        ...(chosen === undefined ? {} : { option: chosen }),
        ...(maxCredits === undefined ? {} : { maxCredits: Math.max(least, maxCredits) })
      }
    })

const caps: fc.Arbitrary<Caps> = fc.record({
  perRun: optional(amount(150)),
  budget: optional(amount(150)),
  perMonth: optional(amount(250)),
  keepBalance: optional(amount(150)),
  unknownCost: fc.constantFrom("block" as const, "allow" as const)
})

const callOf = (...kinds: ReadonlyArray<Target>) => ({
  on: fc.constantFrom(...kinds),
  nth: fc.integer({ min: 1, max: 6 })
})

const run: fc.Arbitrary<RunSetting> = fc.record({
  caps,
  concurrency: fc.integer({ min: 1, max: 50 }),
  moves: fc.array(
    fc.record({ ...callOf("create", "list", "get", "start"), credits: fc.integer({ min: -80, max: 30 }) }),
    { maxLength: 3 }
  ),
  losses: fc.array(
    fc.record({ ...callOf("create", "start"), when: fc.constantFrom("before" as const, "after" as const) }),
    { maxLength: 2 }
  )
})

export const situations: fc.Arbitrary<Situation> = fc.boolean().chain((scrapesCharge) =>
  fc.record({
    purchases: fc.uniqueArray(purchaseOf(scrapesCharge), { minLength: 1, maxLength: 14, selector: keyOf }),
    rows: fc.array(
      amount(MAX_ROWS / ROWS_PER_CREDIT).map((credits) => credits * ROWS_PER_CREDIT),
      { minLength: 1, maxLength: 14 }
    ),
    scrapesCharge: fc.constant(scrapesCharge),
    balance: amount(250),
    timezone: fc.constantFrom(...(Object.keys(JUNE) as ReadonlyArray<Zone>)),
    earlier: fc.array(
      fc.record({
        at: fc.constantFrom(...BORDERS).map((at) => at as Instant),
        credits: fc.option(amount(60), { freq: 7 })
      }),
      { maxLength: 4 }
    ),
    runs: fc.array(run, { minLength: 1, maxLength: 3 })
  })
)

// ------------------------------------------------------------------------------------------------ what the test runs

/** Equal for equal purchases alone. */
export const keyOf = ({ type, account, option = "" }: Pick<Purchase, "type" | "account" | "option">): string =>
  `${type} acct_${account} ${option}`.trim()

export const addressOf = (index: number): string => `p${index}`

/** `caps`: left out, nothing caps anything. */
export const manifestFor = ({ purchases, timezone }: Situation, caps?: Caps): string => {
  const entries = purchases.flatMap((purchase, index) => {
    const entry = entryOf(purchase, caps !== undefined)
    return [`${addressOf(index)}: ${entry}`, ...(purchase.twin ? [`${addressOf(index)}-twin: ${entry}`] : [])]
  })
  const budget = Object.entries({
    per_run: caps?.perRun,
    per_month: caps?.perMonth,
    keep_balance: caps?.keepBalance,
    unknown_cost: caps?.unknownCost
  }).flatMap(([key, value]) => (value === undefined ? [] : [`${key}: ${value}`]))
  return manifestOf(entries.join("\n"), `timezone: ${timezone}\nbudget: { ${budget.join(", ")} }`)
}

const entryOf = ({ type, account, option, maxCredits, autoStart }: Purchase, capped: boolean): string => {
  const options = type === "chat_messages" ? `maxMessages: ${MAX_MESSAGES}` : option && `type: ${option}`
  const fields = [
    `type: ${type}`,
    `account_ids: [acct_${account}]`,
    ...(options === undefined ? [] : [`options: { ${options} }`]),
    ...(capped && maxCredits !== undefined ? [`max_credits: ${maxCredits}`] : []),
    ...(autoStart ? [] : ["auto_start: false"])
  ]
  return `{ ${fields.join(", ")} }`
}

/** What the vendor does in one run. */
export const rulesFor = ({ rows, purchases }: Situation, run?: RunSetting): ReadonlyArray<Rule> => {
  const every = purchases.map((_, index) => index + 1)
  const rowsOf = (nth: number) => rows[(nth - 1) % rows.length] ?? 0
  return [
    ...every.map((nth): Rule => ({ on: "create", nth, do: { fate: { rows: rowsOf(nth) } } })),
    // The vendor keeps to what it was asked for.
    ...every.map(
      (nth): Rule => ({
        on: "create",
        type: "chat_messages",
        nth,
        do: { fate: { rows: Math.min(MAX_MESSAGES, rowsOf(nth)) } }
      })
    ),
    ...(run?.moves ?? []).map(({ on, nth, credits }): Rule => ({ on, nth, do: { move_balance: credits } })),
    ...(run?.losses ?? []).map(({ on, nth, when }): Rule => ({ on, nth, do: { drop: when } }))
  ]
}

export const stateBefore = ({ earlier }: Situation): State => ({
  ...emptyState("budget"),
  ledger: earlier.map(
    ({ at, credits }, index): LedgerEntry => ({
      fingerprint: `v1:earlier${index}` as Fingerprint,
      address: `earlier/${index}` as Address,
      data_export_id: `data_export_earlier${index}` as DataExportId,
      as_of: at,
      credits: credits as Credits | null,
      type: "transactions",
      account_ids: ["acct_1" as AccountId]
    })
  )
})
