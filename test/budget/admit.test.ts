import * as fc from "effect/FastCheck"
import { describe, expect, it } from "vitest"
import { type Ask, admit, type Cap, type Denial, type Money, remaining, type Verdict } from "../../src/budget/admit.ts"
import { credits, fingerprint, moneyOf, reserved, reservedIn } from "./samples.ts"

const ask = (amount: number | null, maxCredits?: number): Ask => ({
  fingerprint: fingerprint("it"),
  credits: amount === null ? null : credits(amount),
  ...(maxCredits === undefined ? {} : { maxCredits: credits(maxCredits) })
})

const admitted: Verdict = { kind: "admitted" }
const later: Verdict = { kind: "later" }
const denied = (denial: Denial): Verdict => ({ kind: "denied", denial })
const over = (cap: Cap, limit: number, available: number, amount: number): Verdict =>
  denied({ reason: "over-cap", cap, limit, available, credits: amount })

const run = { perRun: credits(100) }
const month = { perMonth: credits(100) }
const keep = { keepBalance: credits(900) }

type Row = readonly [string, Partial<Money>, Ask, Verdict]

describe("without caps", () => {
  it.each<Row>([
    ["everything fits", {}, ask(1e9), admitted],
    ["also what has no price", {}, ask(null), admitted],
    ["also after a charge that nobody knows", { unknownCharge: true, unknownRunCharge: true }, ask(5), admitted],
    ["also without a balance", { balance: undefined }, ask(5), admitted]
  ])("%s", (_, money, what, verdict) => {
    expect(admit(moneyOf(money), what)).toEqual(verdict)
  })
})

describe("max_credits", () => {
  it.each<Row>([
    ["takes its own amount", {}, ask(12.5, 12.5), admitted],
    ["refuses more", {}, ask(12.6, 12.5), over("max_credits", 12.5, 12.5, 12.6)],
    [
      "does not wait for others",
      { caps: run, reserved: reserved({ other: 95 }) },
      ask(10, 5),
      over("max_credits", 5, 5, 10)
    ],
    ["refuses what has no price", {}, ask(null, 1e9), denied({ reason: "unknown-price", caps: ["max_credits"] })],
    ["of nothing takes what is free", {}, ask(0, 0), admitted]
  ])("%s", (_, money, what, verdict) => {
    expect(admit(moneyOf(money), what)).toEqual(verdict)
  })
})

describe("per_run", () => {
  it.each<Row>([
    ["takes what is left", { caps: run, spentRun: 60 }, ask(40), admitted],
    ["refuses one credit more", { caps: run, spentRun: 60 }, ask(41), over("per_run", 100, 40, 41)],
    ["does not count the month", { caps: run, spentMonth: 5000 }, ask(100), admitted],
    [
      "waits for what others may give back",
      { caps: run, spentRun: 50, reserved: reserved({ other: 20 }) },
      ask(31),
      later
    ],
    [
      "takes what fits beside others",
      { caps: run, spentRun: 50, reserved: reserved({ other: 20 }) },
      ask(30),
      admitted
    ],
    ["does not count what it holds itself", { caps: run, reserved: reserved({ it: 100 }) }, ask(100), admitted],
    [
      "refuses what would never fit",
      { caps: run, spentRun: 50, reserved: reserved({ other: 20 }) },
      ask(51),
      over("per_run", 100, 50, 51)
    ],
    [
      "does not wait for what nobody looks after",
      { caps: run, reserved: reserved({ other: 20 }), unattended: new Set([fingerprint("other")]) },
      ask(81),
      over("per_run", 100, 80, 81)
    ],
    [
      "waits for the rest beside that",
      { caps: run, reserved: reserved({ other: 20, third: 20 }), unattended: new Set([fingerprint("other")]) },
      ask(80),
      later
    ],
    ["leaves nothing once it is passed", { caps: run, spentRun: 130 }, ask(1), over("per_run", 100, 0, 1)],
    ["of nothing takes nothing", { caps: { perRun: credits(0) } }, ask(1), over("per_run", 0, 0, 1)],
    ["refuses what has no price", { caps: run }, ask(null), denied({ reason: "unknown-price", caps: ["per_run"] })],
    [
      "cannot hold after a charge of this run that nobody knows",
      { caps: run, unknownRunCharge: true },
      ask(1),
      denied({ reason: "unknown-charge", cap: "per_run" })
    ],
    ["does not mind one of an earlier run", { caps: run, unknownCharge: true }, ask(1), admitted]
  ])("%s", (_, money, what, verdict) => {
    expect(admit(moneyOf(money), what)).toEqual(verdict)
  })
})

describe("per_month", () => {
  it.each<Row>([
    ["takes what is left", { caps: month, spentMonth: 60 }, ask(40), admitted],
    ["refuses one credit more", { caps: month, spentMonth: 60 }, ask(41), over("per_month", 100, 40, 41)],
    [
      "waits for what others may give back",
      { caps: month, spentMonth: 60, reserved: reserved({ other: 1 }) },
      ask(40),
      later
    ],
    ["refuses what has no price", { caps: month }, ask(null), denied({ reason: "unknown-price", caps: ["per_month"] })],
    [
      "cannot hold after a charge that nobody knows",
      { caps: month, unknownCharge: true },
      ask(1),
      denied({ reason: "unknown-charge", cap: "per_month" })
    ]
  ])("%s", (_, money, what, verdict) => {
    expect(admit(moneyOf(money), what)).toEqual(verdict)
  })
})

describe("keep_balance", () => {
  it.each<Row>([
    ["takes what is above it", { caps: keep }, ask(100), admitted],
    ["refuses one credit more", { caps: keep }, ask(101), over("keep_balance", 900, 100, 101)],
    ["waits for what others may give back", { caps: keep, reserved: reserved({ other: 1 }) }, ask(100), later],
    ["leaves nothing below it", { caps: keep, balance: 400 }, ask(1), over("keep_balance", 900, 0, 1)],
    [
      "refuses while no balance is known",
      { caps: keep, balance: undefined },
      ask(1),
      denied({ reason: "unknown-balance" })
    ],
    [
      "refuses what has no price",
      { caps: keep },
      ask(null),
      denied({ reason: "unknown-price", caps: ["keep_balance"] })
    ]
  ])("%s", (_, money, what, verdict) => {
    expect(admit(moneyOf(money), what)).toEqual(verdict)
  })
})

describe("all caps together", () => {
  const caps = { perRun: credits(100), perMonth: credits(1000), keepBalance: credits(500) }
  it.each<Row>([
    ["take what fits all", { caps, spentMonth: 900, balance: 600 }, ask(100, 100), admitted],
    ["name the first that refuses", { caps, spentMonth: 950, balance: 540 }, ask(60), over("per_month", 1000, 50, 60)],
    [
      "refuse where one says later, and another never",
      { caps, balance: 550, reserved: reserved({ other: 50 }) },
      ask(60),
      over("keep_balance", 500, 50, 60)
    ],
    ["wait where one says later, and no other never", { caps, reserved: reserved({ other: 50 }) }, ask(60), later],
    [
      "name all of them for what has no price",
      { caps },
      ask(null, 5),
      denied({ reason: "unknown-price", caps: ["per_run", "per_month", "keep_balance", "max_credits"] })
    ],
    [
      "take what is free, whatever is spent or unknown",
      { caps, spentRun: 200, spentMonth: 2000, unknownCharge: true, unknownRunCharge: true, balance: undefined },
      ask(0),
      admitted
    ]
  ])("%s", (_, money, what, verdict) => {
    expect(admit(moneyOf(money), what)).toEqual(verdict)
  })
})

describe("any money and any ask", () => {
  const amount = fc.integer({ min: 0, max: 40 })
  const cap = fc.option(amount.map(credits), { nil: undefined })
  const names = ["it", "a", "b", "c"]
  const situations = fc
    .record({
      perRun: cap,
      perMonth: cap,
      keepBalance: cap,
      spentRun: amount,
      spentBefore: amount,
      balance: fc.option(amount, { nil: undefined }),
      unknownCharge: fc.boolean(),
      unknownRunCharge: fc.boolean(),
      held: fc.dictionary(fc.constantFrom(...names), amount),
      unattended: fc.subarray(names),
      credits: fc.option(amount),
      maxCredits: cap
    })
    .map(({ perRun, perMonth, keepBalance, held, unattended, ...drawn }) => ({
      money: moneyOf({
        caps: {
          ...(perRun === undefined ? {} : { perRun }),
          ...(perMonth === undefined ? {} : { perMonth }),
          ...(keepBalance === undefined ? {} : { keepBalance })
        },
        spentRun: drawn.spentRun,
        spentMonth: drawn.spentRun + drawn.spentBefore,
        balance: drawn.balance,
        unknownCharge: drawn.unknownCharge || drawn.unknownRunCharge,
        unknownRunCharge: drawn.unknownRunCharge,
        reserved: reserved(held),
        unattended: new Set(unattended.filter((name) => name in held).map(fingerprint))
      }),
      what: ask(drawn.credits, drawn.maxCredits)
    }))

  /** The money once this reservation holds. */
  const holding = (money: Money, what: Ask): Money => ({
    ...money,
    reserved: new Map([...money.reserved, [what.fingerprint, what.credits ?? 0]])
  })
  const capped = ({ caps }: Money, what: Ask) => Object.keys(caps).length > 0 || what.maxCredits !== undefined

  it("B1: what is admitted keeps every cap, together with all that is reserved", () => {
    fc.assert(
      fc.property(situations, ({ money, what }) => {
        if (admit(money, what).kind !== "admitted" || what.credits === null || what.credits === 0) return
        const after = holding(money, what)
        for (const { left } of remaining(after)) expect(reservedIn(after)).toBeLessThanOrEqual(left)
        if (what.maxCredits !== undefined) expect(what.credits).toBeLessThanOrEqual(what.maxCredits)
        if (money.caps.keepBalance !== undefined) expect(money.balance).toBeDefined()
      }),
      { numRuns: 3000 }
    )
  })

  it("B2: under a cap, nothing is admitted on a price or a charge that nobody knows", () => {
    fc.assert(
      fc.property(situations, ({ money, what }) => {
        const unknown =
          (what.credits === null && capped(money, what)) ||
          (what.credits !== 0 && money.unknownCharge && money.caps.perMonth !== undefined) ||
          (what.credits !== 0 && money.unknownRunCharge && money.caps.perRun !== undefined)
        if (unknown) expect(admit(money, what).kind).toBe("denied")
      }),
      { numRuns: 3000 }
    )
  })

  it("B3: later is said exactly when it would fit, were everything given back that can be", () => {
    fc.assert(
      fc.property(situations, ({ money, what }) => {
        const now = admit(money, what).kind
        const stuck = new Map([...money.reserved].filter(([holder]) => money.unattended.has(holder)))
        const inTheEnd = admit({ ...money, reserved: stuck }, what).kind
        if (now === "later") expect(inTheEnd).toBe("admitted")
        else expect(inTheEnd).toBe(now)
      }),
      { numRuns: 3000 }
    )
  })
})
