/**
 * A year of nights. What the vendor was asked for and has charged is held against a calendar that is reckoned by hand, with
 * nothing of the program in it.
 */
import { setImmediate } from "node:timers/promises"
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import { expect } from "vitest"
import { savedFiles } from "../../src/plan/diff.ts"
import { hasChanges } from "../../src/plan/Plan.ts"
import { instantAt } from "../../src/request/dates.ts"
import { between, pick, unit } from "../../src/sandbox/random.ts"
import { jobOf } from "../../src/sandbox/World.ts"
import type { State } from "../../src/state/State.ts"
import type { Cut } from "../apply/simulation/Schedule.ts"
import { runInVirtualTime } from "../apply/simulation/VirtualTime.ts"
import { beginOf, day, dayAt, endOf, monthOf, quarterOf, textOf } from "./Calendar.ts"
import { BALANCE, Nights } from "./Nights.ts"

const manifestOf = (rebuyDays: number): string => `version: 1
timezone: Europe/Berlin
accounts: { main: acct_1, studio: acct_2 }
defaults:
  account_ids: all
  end_date: yesterday
exports:
  ledger:
    type: transactions
    start_date: 2024-11-01
    split: { by: month, account: true }
  weekly:
    type: payouts
    start_date: 2024-12-30
    split: { by: week, open_window: include }
  quarterly:
    type: chargebacks
    start_date: 2024-07-01
    split: quarter
    settle_after: 3d
  recent:
    type: profile_visitors
    start_date: 2024-11-01
    split: month
    rebuy: { window: last 2, every: ${rebuyDays}d }
  fans:
    type: fans
    options: { type: active }
    start_date: 2020-01-01
    split: { account: true }
    refresh: 7d
    keep: 4
  links:
    type: tracking_links
    start_date: 2020-01-01
    refresh: 1mo
    output: "links/{as_of}.csv"
`

const TYPES = ["transactions", "payouts", "chargebacks", "profile_visitors", "fans", "tracking_links"]
const MAIN = "acct_1"
const STUDIO = "acct_2"
const ALL = `${MAIN}+${STUDIO}`

interface Expected {
  readonly night: number
  readonly type: string
  readonly accounts: string
  /** Epoch ms. */
  readonly start: number
  readonly end: number
}

const lineOf = ({ night, type, accounts, start, end }: Expected): string =>
  `${textOf(night)} ${type} ${accounts} ${instantAt(start)} ${instantAt(end)}`

/** All that is bought on the nights from `first` to `last`, where `first` is the first of all. */
const calendar = (first: number, last: number, rebuyDays: number): ReadonlyArray<Expected> => {
  const bought: Array<Expected> = []
  const buy = (night: number, type: string, accounts: string, from: number, to: number) => {
    if (night <= last) bought.push({ night, type, accounts, start: beginOf(from), end: endOf(to) })
  }
  for (let month = day("2024-11-01"); month <= last; month = monthOf(month, 1)) {
    const next = monthOf(month, 1)
    for (const account of [MAIN, STUDIO]) buy(Math.max(first, next), "transactions", account, month, next - 1)
  }
  for (let monday = day("2024-12-30"); monday <= last; monday += 7) {
    const open = Math.max(first, monday + 1)
    if (open < monday + 7) buy(open, "payouts", ALL, monday, open - 1)
    buy(Math.max(first, monday + 7), "payouts", ALL, monday, monday + 6)
  }
  for (let quarter = day("2024-07-01"); quarter <= last; quarter = quarterOf(quarter, 1)) {
    const next = quarterOf(quarter, 1)
    buy(Math.max(first, next + 3), "chargebacks", ALL, quarter, next - 1)
  }
  for (let month = day("2024-11-01"); month <= last; month = monthOf(month, 1)) {
    const next = monthOf(month, 1)
    buy(Math.max(first, next), "profile_visitors", ALL, month, next - 1)
    // One of the last two until the second month after it has closed.
    for (let night = Math.max(first, next) + rebuyDays; night < monthOf(month, 3); night += rebuyDays)
      buy(night, "profile_visitors", ALL, month, next - 1)
  }
  for (let night = first; night <= last; night += 7)
    for (const account of [MAIN, STUDIO]) buy(night, "fans", account, day("2020-01-01"), night - 1)
  for (let night = first; night <= last; night = monthOf(night, 1) + night - monthOf(night))
    buy(night, "tracking_links", ALL, day("2020-01-01"), night - 1)
  return bought
}

/** What was bought, by the vendor's own books. */
export const boughtFrom = ({ vendor: { world } }: Nights): ReadonlyArray<Expected> =>
  world.ledger.flatMap(({ data_export_id, at }) => {
    const purchase = jobOf(world, data_export_id)?.purchase
    if (purchase === undefined) return []
    const { type, accountIds, start, end } = purchase
    return [{ night: dayAt(at), type, accounts: [...accountIds].sort().join("+"), start, end }]
  })

/** How a run of that night is cut short; most are not. */
const cutOf = (seed: number, key: string, share: number): Cut | undefined => {
  const draw = (what: string) => unit(seed, `${key}: ${what}`)
  if (draw("whether") >= share) return undefined
  if (draw("how") < 0.2) return { kind: "stop", afterMs: between(draw("after"), 0, 15_000) }
  return {
    kind: "crash",
    at: pick(draw("at"), ["commit", "create", "start", "download", "any call"] as const),
    nth: between(draw("nth"), 1, 5),
    when: pick(draw("when"), ["before", "during", "after"] as const)
  }
}

/** Every file that was ever paid for lies somewhere, once, and is listed where it lies. */
export const checkFiles = ({ disk, vendor: { world } }: Nights, state: State): void => {
  const contents = [...disk.files.values()].map(({ sha256 }) => Buffer.from(sha256, "hex").toString().split(" ")[0])
  expect(contents.sort()).toEqual(world.ledger.map(({ data_export_id }) => data_export_id as string).sort())
  const listed = [...state.records.values()].flatMap((record) => [
    ...savedFiles(record),
    ...(record.earlier ?? []).flatMap(({ files }) => files)
  ])
  expect(new Map(listed.map(({ path, bytes, sha256 }) => [path, { bytes, sha256 }]))).toEqual(disk.files)
  expect(listed.length).toBe(disk.files.size)
}

export interface Year {
  readonly first: string
  readonly last: string
  /** How often the last two months of one export are bought again. */
  readonly rebuyDays: number
  /** Share of the runs that are killed or stopped. Each is followed by another one, in the same night. */
  readonly cuts: number
  readonly seed: number
}

/** Lives through the nights, and checks all that must be true of them. The answer: how often a run was cut short, and how. */
export const live = async ({ first, last, rebuyDays, cuts, seed }: Year): Promise<ReadonlyMap<string, number>> => {
  const nights = new Nights(manifestOf(rebuyDays))
  const [from, to] = [day(first), day(last)]
  for (let night = from; night <= to; night++) await liveThrough(nights, night, { cuts, seed })
  const state = nights.state()
  const expected = calendar(from, to, rebuyDays).map(lineOf).sort()
  expect(boughtFrom(nights).map(lineOf).sort()).toEqual(expected)
  checkLedger(nights, state)
  checkFiles(nights, state)
  return nights.struck
}

/** A run a few minutes after midnight, and where it is cut short, further ones until all is done. */
export const liveThrough = async (
  nights: Nights,
  night: number,
  { cuts, seed }: { readonly cuts: number; readonly seed: number }
): Promise<void> => {
  // The test runner wants a word in between.
  await setImmediate()
  const life = Effect.gen(function* () {
    const key = textOf(night)
    nights.vendor.disturb(
      ...TYPES.map((type) => {
        const credits = between(unit(seed, `${key} ${type}`), 1, 12)
        return { on: "create", type, do: { fate: { credits, rows: 20 * credits } } } as const
      })
    )
    const begin = beginOf(night) + between(unit(seed, `${key}: jitter`), 1_000, 25 * 60_000)
    let report = yield* nights.run(begin, cutOf(seed, key, cuts))
    for (let again = 1; report === undefined || report.stopped !== null; again++) {
      const at = (yield* Clock.currentTimeMillis) + 60_000
      report = yield* nights.run(at, cutOf(seed, `${key}, again ${again}`, cuts / 2))
    }
    const problems = report.results.filter(({ problem }) => problem !== null)
    expect(problems, key).toEqual([])
    expect(dayAt(yield* Clock.currentTimeMillis), key).toBe(night)
    expect(hasChanges(yield* nights.plan(begin)), `${key}: right after`).toBe(false)
    if (night % 10 === 0) expect(hasChanges(yield* nights.plan(endOf(night))), `${key}: at its end`).toBe(false)
    yield* nights.bury
  })
  runInVirtualTime(life, beginOf(night), seed + night)
}

/** What the state says was charged is what the vendor has charged, to the credit. */
export const checkLedger = ({ vendor: { world } }: Nights, state: State): void => {
  const booked = state.ledger.map(({ data_export_id, credits }) => `${data_export_id} ${credits}`)
  const charged = world.ledger.map(({ data_export_id, credits }) => `${data_export_id} ${credits}`)
  expect(booked.sort()).toEqual(charged.sort())
  expect(new Set(world.ledger.map(({ data_export_id }) => data_export_id)).size).toBe(charged.length)
  const spent = world.ledger.reduce((sum, { credits }) => sum + credits, 0)
  expect(world.balance).toBe(BALANCE - spent)
}
