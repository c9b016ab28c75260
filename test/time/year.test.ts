/** Months of nights; `year.long.test.ts` has all of a year. */
import { beforeAll, describe, expect, it } from "vitest"
import { day, textOf } from "./Calendar.ts"
import { Nights } from "./Nights.ts"
import { boughtFrom, checkFiles, checkLedger, live, liveThrough } from "./year.ts"

/** Seconds of work, and more than that on a busy machine. */
const PATIENCE_MS = 120_000

describe("a manifest that is applied every night", () => {
  it(
    "buys each window of a quarter once, and what is bought again on its day",
    async () => {
      await live({ first: "2025-01-01", last: "2025-04-10", rebuyDays: 7, cuts: 0, seed: 1 })
    },
    PATIENCE_MS
  )

  it(
    "buys the same where runs are killed and stopped, over the changes of the clocks",
    async () => {
      const spring = await live({ first: "2025-03-24", last: "2025-04-05", rebuyDays: 1, cuts: 0.8, seed: 2 })
      const autumn = await live({ first: "2025-10-15", last: "2025-11-03", rebuyDays: 2, cuts: 0.8, seed: 3 })
      for (const struck of [spring, autumn]) expect(struck.size).toBeGreaterThan(6)
    },
    PATIENCE_MS
  )
})

const manifestOf = (accounts: string, by: string): string => `version: 1
timezone: Europe/Berlin
accounts: ${accounts}
defaults: { account_ids: all, start_date: 2025-01-01, end_date: yesterday, output: "{export}/{account}/{window}.{ext}" }
exports:
  ledger:
    type: transactions
    split: { by: ${by}, account: true }
  payouts:
    type: payouts
    account_ids: [acct_1]
    split: month
`

/** By quarters until 9 July, then by months and with a second account. What is bought from then on, and where its runs leave all. */
const changeInJuly = async () => {
  const nights = new Nights(manifestOf("{ main: acct_1 }", "quarter"))
  const [first, change, last] = [day("2025-03-28"), day("2025-07-10"), day("2025-08-02")]
  for (let night = first; night <= last; night++) {
    if (night === change) nights.edit(manifestOf("{ main: acct_1, studio: acct_2 }", "month"))
    await liveThrough(nights, night, { cuts: 0, seed: 4 })
  }
  const bought = boughtFrom(nights).map(({ night, type, accounts, start }) => ({
    night,
    line: `${textOf(night)} ${type} ${accounts} from ${new Date(start + 7_200_000).toISOString().slice(0, 7)}`
  }))
  const since = bought.filter(({ night }) => night >= change).map(({ line }) => line)
  const before = bought.filter(({ night }) => night < change).map(({ line }) => line)
  return { nights, state: nights.state(), before: before.sort(), since: since.sort() }
}

describe("a manifest that is changed in the middle of the year", () => {
  let lived: ReturnType<typeof changeInJuly>
  beforeAll(() => {
    lived = changeInJuly()
  })

  it("buys what is missing of a new account, and nothing again of what stayed", async () => {
    const { nights, state, before, since } = await lived
    expect(before).toEqual([
      ...["01", "02"].map((month) => `2025-03-28 payouts acct_1 from 2025-${month}`),
      "2025-04-01 payouts acct_1 from 2025-03",
      "2025-04-01 transactions acct_1 from 2025-01",
      "2025-05-01 payouts acct_1 from 2025-04",
      "2025-06-01 payouts acct_1 from 2025-05",
      "2025-07-01 payouts acct_1 from 2025-06",
      "2025-07-01 transactions acct_1 from 2025-04"
    ])
    expect(since.filter((line) => line.includes("acct_2"))).toEqual([
      ...["01", "02", "03", "04", "05", "06"].map((month) => `2025-07-10 transactions acct_2 from 2025-${month}`),
      "2025-08-01 transactions acct_2 from 2025-07"
    ])
    expect(since.filter((line) => line.includes("payouts"))).toEqual(["2025-08-01 payouts acct_1 from 2025-07"])
    expect(since).toContain("2025-08-01 transactions acct_1 from 2025-07")
    expect(new Set(since).size).toBe(since.length)
    checkLedger(nights, state)
    checkFiles(nights, state)
    for (const quarter of ["2025-Q1", "2025-Q2"]) expect(nights.disk.files.has(`ledger/main/${quarter}.csv`)).toBe(true)
  })

  it("buys no month of a quarter that is there", async () => {
    const { since } = await lived
    expect(since.filter((line) => line.includes("transactions acct_1"))).toEqual([
      "2025-08-01 transactions acct_1 from 2025-07"
    ])
  })
})
