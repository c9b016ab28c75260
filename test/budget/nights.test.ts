import { describe, expect, it } from "@effect/vitest"
import * as fc from "effect/FastCheck"
import { type Cost, nightsOf } from "../../src/budget/nights.ts"
import type { Address, Instant } from "../../src/domain.ts"
import { credits, moneyOf } from "./samples.ts"

const costs = (...all: ReadonlyArray<number | null>): ReadonlyArray<Cost> =>
  all.map((amount, index) => ({ address: `p${index}` as Address, credits: amount }))

interface Case {
  readonly costs: ReadonlyArray<Cost>
  readonly perRun?: number
  readonly perMonth?: number
  readonly spentMonth?: number
  readonly unknownCharge?: boolean
  readonly held?: number
  readonly asOf?: string
  readonly timezone?: string
}

const nights = ({
  costs: all,
  perRun,
  perMonth,
  spentMonth = 0,
  unknownCharge = false,
  held = 0,
  asOf = "2026-11-24T08:00:00Z",
  timezone = "UTC"
}: Case) =>
  nightsOf(
    all,
    moneyOf({
      caps: {
        ...(perRun === undefined ? {} : { perRun: credits(perRun) }),
        ...(perMonth === undefined ? {} : { perMonth: credits(perMonth) })
      },
      spentMonth,
      unknownCharge
    }),
    held,
    asOf as Instant,
    timezone
  )

describe("nights", () => {
  it.each<[string, Case, number, string]>([
    ["one, without caps", { costs: costs(10, 20) }, 1, "2026-11-24"],
    ["one, where all fits", { costs: costs(10, 20), perRun: 30 }, 1, "2026-11-24"],
    ["as many as the order takes, with what fits in between", { costs: costs(6, 6, 4), perRun: 10 }, 2, "2026-11-25"],
    ["of a month that is full wait for the next one", { costs: costs(10, 10), perMonth: 10 }, 8, "2026-12-01"],
    ["count what the month has spent", { costs: costs(10), perMonth: 15, spentMonth: 6 }, 8, "2026-12-01"],
    [
      "of both caps: three runs, the third in the next month",
      { costs: costs(10, 10, 10), perRun: 10, perMonth: 20 },
      8,
      "2026-12-01"
    ],
    [
      "of an unknown charge wait for the next month",
      { costs: costs(1), perMonth: 9, unknownCharge: true },
      8,
      "2026-12-01"
    ],
    [
      "are not delayed by an unknown charge without a month's cap",
      { costs: costs(1), perRun: 9, unknownCharge: true },
      1,
      "2026-11-24"
    ],
    ["have less room on the first, where others hold some", { costs: costs(10), perRun: 10, held: 1 }, 2, "2026-11-25"],
    [
      "go by the days of the zone",
      { costs: costs(10, 10), perMonth: 10, asOf: "2026-11-30T15:00:00Z", timezone: "Asia/Tokyo" },
      32,
      "2027-01-01"
    ],
    [
      "over a year's end and a leap day",
      { costs: costs(1, 1, 1), perMonth: 1, asOf: "2027-12-31T00:00:00Z" },
      33,
      "2028-02-01"
    ]
  ])("%s", (_, of, count, last) => expect(nights(of)).toEqual({ nights: count, last, never: [], unpriced: 0 }))

  it("are never for what no run may spend, and unknown for what has no price", () => {
    expect(nights({ costs: costs(11, 5, null, 6, 12), perRun: 10 })).toEqual({
      nights: 2,
      last: "2026-11-25",
      never: ["p0", "p4"],
      unpriced: 1
    })
    expect(nights({ costs: costs(11), perMonth: 10 })).toMatchObject({ nights: 0, never: ["p0"] })
    expect(nights({ costs: costs(0, 1), perRun: 0 })).toMatchObject({ nights: 1, never: ["p1"] })
  })

  it.prop(
    "are those of a buyer who goes through all that is left, night after night",
    {
      amounts: fc.array(fc.integer({ min: 0, max: 12 }), { maxLength: 40 }),
      perRun: fc.integer({ min: 12, max: 40 }),
      perMonth: fc.integer({ min: 12, max: 300 }),
      spentMonth: fc.integer({ min: 0, max: 100 })
    },
    ({ amounts, perRun, perMonth, spentMonth }) => {
      let left = [...amounts]
      let ofMonth = perMonth - spentMonth
      let last = 0
      for (let night = 1; left.length > 0; night++) {
        // The seventh night after 24 November is 1 December; the 38th is 1 January, and so on.
        if ([8, 39, 70, 98, 129].includes(night)) ofMonth = perMonth
        let room = Math.min(perRun, ofMonth)
        const before = left.length
        left = left.filter((amount) => {
          if (amount > room) return true
          room -= amount
          ofMonth -= amount
          return false
        })
        if (left.length < before) last = night
        if (night > 150) return
      }
      expect(nights({ costs: costs(...amounts), perRun, perMonth, spentMonth }).nights).toBe(last)
    },
    { fastCheck: { numRuns: 100 } }
  )

  it("of 10,000 purchases, one a night, and one a month, are counted at once", () => {
    const many = costs(...Array.from({ length: 10_000 }, (_, n) => 60 + (n % 30)))
    expect(nights({ costs: many, perRun: 100 }).nights).toBe(10_000)
    const monthly = costs(...Array.from({ length: 10_000 }, () => 60))
    expect(nights({ costs: monthly, perRun: 100, perMonth: 100 }).last).toBe("2860-02-01")
  })
})
