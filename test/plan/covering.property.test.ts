/**
 * The invariants of what stands for what, day by day: splits that are changed from run to run, runs that a budget ends early,
 * files that are lost. What a plan says is bought as it says it; a plain count of days says whether that was right.
 */
import * as fc from "effect/FastCheck"
import { expect, it } from "vitest"
import type { AccountId, Instant, Request } from "../../src/domain.ts"
import { kindOf } from "../../src/plan/covering.ts"
import { diff, type FileFacts } from "../../src/plan/diff.ts"
import type { Action, Plan } from "../../src/plan/Plan.ts"
import { instantAt } from "../../src/request/dates.ts"
import { generationOf, restingPath } from "../../src/state/generations.ts"
import type { Done, StateRecord } from "../../src/state/Record.ts"
import { requestsOf } from "../request/manifests.ts"
import { doneOf, fileAt, inputOf, stateOf } from "./samples.ts"

const DAY = 86_400_000
const FIRST = Date.UTC(2024, 0, 1)
const dateOf = (day: number): string => instantAt(FIRST + day * DAY).slice(0, 10)
const dayOf = (instant: Instant): number => Math.floor((Date.parse(instant) - FIRST) / DAY)

const daysOf = ({ canonical: { start_date, end_date } }: Request): ReadonlyArray<number> =>
  Array.from({ length: dayOf(end_date) + 1 - dayOf(start_date) }, (_, n) => dayOf(start_date) + n)

// ---------------------------------------------------------------------------------------------- manifests and runs

interface Declared {
  readonly by: "year" | "quarter" | "month" | "week" | "day" | "nothing"
  readonly accounts: ReadonlyArray<string>
  readonly isApart: boolean
  readonly start: number
  readonly days: number
  readonly columns: string
  readonly settles: number
  readonly isExact: boolean
}

const ACCOUNTS = ["acct_1", "acct_2", "acct_3"]

const declared: fc.Arbitrary<Declared> = fc.record({
  by: fc.constantFrom("year", "quarter", "month", "week", "day", "nothing", "nothing"),
  accounts: fc.oneof(fc.constant(ACCOUNTS.slice(0, 1)), fc.subarray(ACCOUNTS, { minLength: 1 })),
  isApart: fc.boolean(),
  start: fc.nat(40),
  days: fc.integer({ min: 1, max: 90 }),
  columns: fc.constantFrom("", "", "", "", "", "export_columns: [id], "),
  settles: fc.constantFrom(0, 0, 5, 20),
  isExact: fc.constantFrom(false, false, false, false, true)
})

const manifestOf = (exports: ReadonlyArray<Declared>): string => `version: 1
defaults: { output: "{fingerprint}.{ext}" }
exports:
${exports
  .map(
    ({ by, accounts, isApart, start, days, columns, settles, isExact }, index) =>
      `  e${index}: { type: transactions, account_ids: [${accounts}], ${columns}start_date: ${dateOf(start)}, end_date: ${dateOf(start + days - 1)}, exact: ${isExact}, split: { ${[
        ...(by === "nothing" ? [] : [`by: ${by}`]),
        `account: ${isApart || by === "nothing"}`
      ].join(", ")} }${settles > 0 && by !== "nothing" ? `, settle_after: ${settles}d` : ""} }`
  )
  .join("\n")}
`

interface Run {
  readonly exports: ReadonlyArray<Declared>
  /** Days since the run before, or since the first day. */
  readonly after: number
  /** How many purchases its budget allows. */
  readonly most: number
  /** The number of the file that is lost before it. */
  readonly loses: number | null
}

const run: fc.Arbitrary<Run> = fc.record({
  exports: fc.array(declared, { minLength: 1, maxLength: 2 }),
  after: fc.integer({ min: 10, max: 70 }),
  most: fc.oneof(fc.constant(1_000), fc.nat(10)),
  loses: fc.option(fc.nat(50), { freq: 3 })
})

// ---------------------------------------------------------------------------------------------- a world of purchases

class World {
  readonly records = new Map<Request["fingerprint"], Done>()
  readonly files = new Map<string, { readonly bytes: number }>()

  plan(requests: ReadonlyArray<Request>, asOf: Instant): Plan {
    const state = stateOf(...this.records.values())
    return diff(inputOf({ requests, state, asOf, files: this.files as FileFacts }))
  }

  buy({ action, fingerprint, request, address, output }: Action, asOf: Instant): void {
    const path = output ?? ""
    if (action === "create" || action === "refresh") {
      const before = this.records.get(fingerprint)
      const done = doneOf({ fingerprint, canonical: request, address } as Request, [fileAt(path)]) as Done
      this.records.set(fingerprint, { ...done, as_of: asOf, ...(before === undefined ? {} : this.rest(before)) })
    }
    this.files.set(path, { bytes: 10 })
  }

  /** As moving in does: the file of a generation that came before makes way. */
  rest(before: Done): Pick<StateRecord, "earlier"> {
    const files = before.files.map(({ path }) => fileAt(restingPath(path, before.as_of)))
    for (const [index, { path }] of files.entries()) {
      if (this.files.has(before.files[index]?.path ?? "")) this.files.set(path, { bytes: 10 })
    }
    return { earlier: [...(before.earlier ?? []), { ...generationOf(before), files }] }
  }

  /** The days of an account that purchases have whose files are there, or come back: settled, as that request asks. */
  daysOf(request: Request, account: AccountId, comesBack: ReadonlySet<string> = new Set()): ReadonlySet<number> {
    const settles = request.settleAfter?.count ?? 0
    const days = new Set<number>()
    const kind = kindOf(request.canonical)
    for (const record of this.records.values()) {
      if (record.request.account_ids?.includes(account) !== true || kindOf(record.request) !== kind) continue
      const newest = { ...record.request, as_of: record.as_of, files: record.files }
      for (const one of [...(record.earlier ?? []), newest]) {
        const isThere = one.files.some(({ path }) => this.files.has(path))
        if (!isThere && !(one === newest && comesBack.has(record.fingerprint))) continue
        for (let day = dayOf(one.start_date); day <= dayOf(one.end_date); day++)
          if (FIRST + (day + 1 + settles) * DAY <= Date.parse(one.as_of)) days.add(day)
      }
    }
    return days
  }

  /** Of its account-days, those that are there, and all. */
  count(request: Request, comesBack?: ReadonlySet<string>): readonly [there: number, all: number] {
    let there = 0
    let all = 0
    for (const account of request.canonical.account_ids ?? []) {
      const days = this.daysOf(request, account, comesBack)
      for (const day of daysOf(request)) {
        all++
        if (days.has(day)) there++
      }
    }
    return [there, all]
  }
}

const covered = { keeps: 0, parts: 0, buys: 0 }

/** Plans and buys; on the way it holds every action against the count of days. */
const carryOut = (world: World, { exports, most, loses }: Run, asOf: Instant): Plan => {
  const lost = loses === null ? undefined : [...world.files.keys()][loses]
  if (lost !== undefined) world.files.delete(lost)
  const requests = requestsOf(manifestOf(exports), asOf)
  const exact = new Set(requests.filter((request) => request.exact === true).map(({ fingerprint }) => fingerprint))
  const plan = world.plan(requests, asOf)
  const comesBack = new Set(plan.actions.filter(({ action }) => action === "download").map((one) => one.fingerprint))
  const actions = plan.actions.slice(0, requests.length)
  for (const [index, request] of requests.entries()) {
    const action = actions[index]
    if (action === undefined || action.same_as !== undefined || action.action === "wait") continue
    if (world.records.has(request.fingerprint)) continue
    const [there, all] = world.count(request, comesBack)
    const isWhole = there === all && !exact.has(request.fingerprint)
    // V1, V2: all of it is there, or it is bought.
    expect([request.address, action.action]).toEqual([request.address, isWhole ? "keep" : "create"])
    expect(action.covered_by !== undefined).toBe(isWhole)
    if (isWhole) covered.keeps++
    else covered.buys++
    if (isWhole || exact.has(request.fingerprint)) continue
    const said = / (\d+) of its (\d+) (?:account-)?days are there already/.exec(action.reason)
    // At noon there is half of a day.
    if (action.reason.includes("gone or changed") || Date.parse(asOf) % DAY > 0) continue
    expect(said === null ? 0 : Number(said[1])).toBe(there)
    if (there > 0) covered.parts++
  }
  let left = most
  for (const action of actions) {
    if (action.action === "download") world.buy(action, asOf)
    if (action.action !== "create" && action.action !== "refresh") continue
    if (left-- > 0) world.buy(action, asOf)
  }
  return plan
}

it("V1, V2: a request is bought unless each of its days is there, of each of its accounts, settled, in files that are there", () => {
  fc.assert(
    fc.property(fc.array(run, { minLength: 2, maxLength: 4 }), fc.constantFrom(0, 0, 12), (runs, hour) => {
      const world = new World()
      let now = FIRST + hour * 3_600_000
      for (const one of runs) {
        now += one.after * DAY
        carryOut(world, one, instantAt(now))
      }
    }),
    { numRuns: 60 }
  )
  // Without some of each, nothing was tested.
  for (const count of Object.values(covered)) expect(count).toBeGreaterThan(0)
})

it("whatever has been bought: after a run that bought all that its plan said, every closed day that is declared is in a file", () => {
  fc.assert(
    fc.property(fc.array(run, { minLength: 2, maxLength: 3 }), (runs) => {
      const world = new World()
      let now = FIRST
      for (const one of runs) {
        now += one.after * DAY
        const asOf = instantAt(now)
        const { actions } = carryOut(world, { ...one, most: 1_000 }, asOf)
        // What is the same purchase as one that waits for late data waits with it.
        const waits = new Set(actions.flatMap(({ action, address }) => (action === "wait" ? [address] : [])))
        for (const request of requestsOf(manifestOf(one.exports), asOf)) {
          if (waits.has(request.address)) continue
          // A range without windows that was bought too early has what there was then.
          const until = request.window === undefined ? (world.records.get(request.fingerprint)?.as_of ?? asOf) : asOf
          const over = daysOf(request).filter((day) => FIRST + (day + 1) * DAY <= Date.parse(until))
          for (const account of request.canonical.account_ids ?? []) {
            const days = world.daysOf({ ...request, settleAfter: { count: 0, unit: "day" } }, account)
            expect(over.filter((day) => !days.has(day))).toEqual([])
          }
        }
      }
    }),
    { numRuns: 30 }
  )
})

it("what was bought once is never bought again, however later manifests cut it", () => {
  fc.assert(
    fc.property(fc.tuple(declared, declared, declared, declared), (drawn) => {
      const [whole, ...later] = drawn.map((one) => ({ ...one, columns: "", settles: 0, isExact: false }))
      if (whole === undefined) return
      const world = new World()
      const first = { ...whole, accounts: ACCOUNTS, start: 0, days: 180 }
      const asOf = instantAt(Date.UTC(2025, 0, 1))
      const of = (exports: ReadonlyArray<Declared>): Run => ({ exports, after: 0, most: 1_000, loses: null })
      carryOut(world, of([first]), asOf)
      const purchases = world.records.size
      for (const exports of [later.slice(0, 1), later.slice(1)]) {
        const plan = carryOut(world, of(exports), asOf)
        expect(plan.summary.create + plan.summary.refresh).toBe(0)
        expect(plan.credits).toEqual({ low: 0, high: 0, basis: "none" })
        expect(plan).not.toHaveProperty("overlaps")
      }
      expect(world.records.size).toBe(purchases)
    }),
    { numRuns: 20 }
  )
})

it("no day is bought twice by runs that buy all, but where exports overlap, are exact, or the plan says how much is there", () => {
  let twice = 0
  fc.assert(
    fc.property(fc.array(run, { minLength: 2, maxLength: 4 }), (runs) => {
      const world = new World()
      let now = FIRST
      for (const one of runs) {
        now += one.after * DAY
        const asOf = instantAt(now)
        // What settles is bought as often as windows ask for; here nothing does, and no file is lost.
        const exports = one.exports.map((it) => ({ ...it, settles: 0, isExact: false }))
        const requests = requestsOf(manifestOf(exports), asOf)
        const before = new World()
        for (const [key, record] of world.records) before.records.set(key, record)
        for (const [path, fact] of world.files) before.files.set(path, fact)
        const plan = carryOut(world, { ...one, exports, most: 1_000, loses: null }, asOf)
        const bought = new Map<string, number>()
        for (const [index, { action, same_as, reason }] of plan.actions.slice(0, requests.length).entries()) {
          const request = requests[index]
          if (request === undefined || action !== "create" || same_as !== undefined) continue
          const [there] = before.count(request)
          if (there > 0) expect(reason).toContain(`${there} of its`)
          for (const account of request.canonical.account_ids ?? [])
            for (const day of daysOf(request)) {
              const key = `${kindOf(request.canonical)} ${account} ${day}`
              bought.set(key, (bought.get(key) ?? 0) + 1)
            }
        }
        const again = [...bought.values()].reduce((sum, times) => sum + times - 1, 0)
        const told = (plan.overlaps ?? []).reduce((sum, { account_days }) => sum + account_days, 0)
        // Overlaps are told of what waits, too.
        expect(told).toBeGreaterThanOrEqual(again)
        twice += again
      }
    }),
    { numRuns: 40 }
  )
  expect(twice).toBeGreaterThan(0)
})
