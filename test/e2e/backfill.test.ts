/** A backfill under a budget, night after night: the newest windows first, the rest in the nights that the plan names. */
import { describe, expect } from "vitest"
import { expectValid, planOf, reportOf } from "./documents.ts"
import { it, type Place } from "./place.ts"

const MANIFEST = `version: 1
budget: { per_run: 40 }
exports:
  ledger:
    type: transactions
    account_ids: [acct_1, acct_2]
    start_date: 2024-01-01
    end_date: 2024-05-31
    split: { by: month, account: true }
    order: newest
  profile:
    type: payouts
    account_ids: [acct_1]
    start_date: 2024-01-01
    end_date: 2024-05-31
    priority: 5
`

/** The first night is the last but one of a month. */
const nightOf = (index: number): string => new Date(Date.UTC(2024, 5, 29 + index)).toISOString().slice(0, 10)

const apply = async (place: Place, server: { readonly url: string }, night: number) => {
  const ended = await place.run(["apply", "--auto-approve", "--json", "--as-of", nightOf(night)], { server })
  return { exitCode: ended.exitCode, report: reportOf(ended) }
}

describe.concurrent("a backfill under a budget", () => {
  it("buys the newest windows first, and the rest in the nights that follow", { timeout: 120_000 }, async ({
    place,
    sandbox
  }) => {
    const server = await sandbox()
    await place.write("exports.yaml", MANIFEST)
    const first = await apply(place, server, 0)
    expect(first.exitCode).toBe(4)
    // What was not bought is priced: so it is known what each night buys.
    const prices = new Map(first.report.results.map(({ address, credits }) => [address as string, credits ?? 0]))
    const order = [
      "profile",
      ...["05", "04", "03", "02", "01"].flatMap((month) =>
        ["acct_1", "acct_2"].map((account) => `ledger/${account}/2024-${month}`)
      )
    ]
    expect([...prices.keys()].sort()).toEqual([...order].sort())
    const nights: Array<ReadonlyArray<string>> = []
    for (let left: ReadonlyArray<string> = order; left.length > 0; ) {
      let room = 40
      const bought = left.filter((address) => {
        const price = prices.get(address) ?? 0
        if (price > room) return false
        room -= price
        return true
      })
      left = left.filter((address) => !bought.includes(address))
      nights.push([...bought].sort())
    }
    expect(nights.length).toBeGreaterThan(2)

    const plan = await place.run(["plan", "--json", "--as-of", nightOf(1)], { server })
    expect(planOf(plan)).toMatchObject({
      backfill: { nights: nights.length - 1, last: nightOf(nights.length - 1), never: [], unpriced: 0 }
    })
    await expectValid("plan", planOf(plan))
    const text = await place.run(["plan", "--as-of", nightOf(1)], { server })
    if (nights.length > 2)
      expect(text.stdout).toContain(
        `At 40 credits a run this takes ${nights.length - 1} nights, until ${nightOf(nights.length - 1)}, if it is applied once a day.`
      )

    let { exitCode, report } = first
    for (const [night, expected] of nights.entries()) {
      if (night > 0) ({ exitCode, report } = await apply(place, server, night))
      const done = report.results.filter(({ outcome }) => outcome === "done").map(({ address }) => address as string)
      expect(done.sort()).toEqual(expected)
    }
    expect(exitCode).toBe(0)
    expect(server.stats()).toMatchObject({
      exports: order.length,
      calls: { create: order.length, start: order.length }
    })
  })
})
