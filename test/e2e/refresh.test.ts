/** What the team has bought already is not bought again: taken over where it is proven to be the same, else offered. */
import { describe, expect } from "vitest"
import { booksOf, Colleague, chargesOf, requestOf } from "./Colleague.ts"
import { errorOf, expectFilesAsReported, expectValid, planOf, reportOf } from "./documents.ts"
import { FOUR } from "./manifests.ts"
import { it, type Place } from "./place.ts"

/** Three months of a type whose columns are not named, and one purchase whose columns are. */
const MONTHS = `version: 1
exports:
  ledger:
    type: transactions
    account_ids: [acct_9f2c41]
    start_date: 2024-01-01
    end_date: 2024-03-31
    split: { by: month }
    output: "data/{window}.{ext}"
  payouts:
    type: payouts
    account_ids: [acct_9f2c41]
    start_date: 2024-01-01
    end_date: 2024-03-31
    export_columns: [payout_id, amount]
`

const NAMED = requestOf("payouts", { export_columns: ["payout_id", "amount"] })

/** One purchase whose columns are named. */
const PAYOUTS = `${MONTHS.slice(0, MONTHS.indexOf("  ledger:"))}${MONTHS.slice(MONTHS.indexOf("  payouts:"))}`

const refreshed = async (place: Place, server: { readonly url: string }) => {
  const ended = await place.run(["plan", "--refresh", "--json"], { server })
  expect(ended.exitCode).toBe(0)
  await expectValid("plan", planOf(ended))
  return planOf(ended)
}

describe.concurrent("a state that is lost, with its files", () => {
  it("is found in the listing, and all is downloaded without a charge", async ({ place, sandbox }) => {
    const server = await sandbox()
    await place.write("exports.yaml", MONTHS)
    const bought = reportOf(await place.run(["apply", "--auto-approve", "--json"], { server }))
    expect(bought.summary).toMatchObject({ done: 4 })
    const before = server.stats()
    await place.shell("rm -r exports.state.* data")
    expect(planOf(await place.run(["plan", "--json"])).summary).toMatchObject({ create: 4 })

    // Where the columns are not named, nobody knows which ones the server gives: one import tells.
    const first = await refreshed(place, server)
    expect(first.summary).toMatchObject({ adopt: 1, create: 3 })
    const [, command = ""] = /`exporter (state import ledger\/2024-01 \w+)`/.exec(first.actions[0]?.reason ?? "") ?? []
    expect((await place.run(command.split(" "), { server })).exitCode).toBe(0)
    const second = await refreshed(place, server)
    expect(second).toMatchObject({ summary: { adopt: 3, resume: 1 }, credits: { low: 0, high: 0, basis: "none" } })

    const applied = await place.run(["apply", "--refresh", "--auto-approve", "--json"], { server })
    expect(applied.exitCode).toBe(0)
    const report = reportOf(applied)
    expect(report).toMatchObject({ summary: { done: 4 }, credits: { charged: 0 } })
    await expectFilesAsReported(place, report)
    const shas = ({ results }: typeof report) => results.map(({ output }) => output?.sha256)
    expect(shas(report)).toEqual(shas(bought))
    expect(server.stats()).toMatchObject({ exports: before.exports, ledger: before.ledger })
    expect((await booksOf(place)).charged).toBe(0)
  })
})

describe.concurrent("a purchase of a colleague", () => {
  it("is taken over: what is paid costs nothing, what is priced is started once", async ({ place, sandbox }) => {
    const server = await sandbox()
    const colleague = new Colleague(server)
    const paid = await colleague.buy(NAMED)
    const priced = await colleague.ask(requestOf("chargebacks", { export_columns: ["chargeback_id", "amount"] }))
    await place.write(
      "exports.yaml",
      `${PAYOUTS}  chargebacks:
    type: chargebacks
    account_ids: [acct_9f2c41]
    start_date: 2024-01-01
    end_date: 2024-03-31
    export_columns: [chargeback_id, amount]
`
    )
    const { actions } = await refreshed(place, server)
    expect(actions).toMatchObject([
      {
        action: "adopt",
        data_export_id: paid,
        estimate: { basis: "none" },
        reason: expect.stringContaining("has bought it")
      },
      { action: "adopt", data_export_id: priced, estimate: { basis: "exact", high: 1 } }
    ])
    const applied = await place.run(["apply", "--refresh", "--auto-approve", "--json"], { server })
    expect(applied.exitCode).toBe(0)
    await expectFilesAsReported(place, reportOf(applied))
    expect(chargesOf(server)).toEqual([paid, priced])
    expect(server.stats().exports).toBe(2)
    expect(await booksOf(place)).toMatchObject({ charged: 1, charges: [priced] })
  })

  it("with options is offered, and taken over by hand alone", async ({ place, sandbox }) => {
    const server = await sandbox()
    await place.write("exports.yaml", `${FOUR}  fans: { type: fans, options: { type: active } }\n`)
    const id = await new Colleague(server).buy(requestOf("fans", { options: { type: "active" } }))
    const shown = await place.run(["plan", "--refresh", "--target", "fans"], { server })
    expect(shown.exitCode).toBe(0)
    const [, command = ""] = /`exporter (state import fans \w+)`/.exec(shown.stdout) ?? []
    expect(command).toBe(`state import fans ${id}`)
    const imported = await place.run(command.split(" "), { server })
    expect(imported.stderr).toContain("Taken on your word: the listing does not tell its options")
    const applied = await place.run(["apply", "--auto-approve", "--json", "--target", "fans"], { server })
    expect(reportOf(applied)).toMatchObject({ summary: { done: 1 }, credits: { charged: 0 } })
    expect(chargesOf(server)).toEqual([id])
  })

  it("is part of a plan file: taken over by it, once", async ({ place, sandbox }) => {
    const server = await sandbox()
    const id = await new Colleague(server).buy(NAMED)
    await place.write("exports.yaml", PAYOUTS)
    await place.run(["plan", "--refresh", "--out", "plan.json"], { server })
    const shown = await place.run(["plan", "--show", "plan.json"], { server })
    expect(shown.stdout).toMatch(/= payouts[\s\S]*It is what would be done now\./)
    const applied = await place.run(["apply", "plan.json", "--json"], { server })
    expect(applied.exitCode).toBe(0)
    expect(reportOf(applied)).toMatchObject({ summary: { done: 1 }, credits: { charged: 0 } })
    expect(chargesOf(server)).toEqual([id])
    const again = await place.run(["apply", "plan.json", "--json"], { server })
    expect(again.exitCode).toBe(6)
    expect(errorOf(again).message).toContain("it was applied already")
  })

  it("is not bought in its place by a plan file, once it was cancelled", async ({ place, sandbox }) => {
    const server = await sandbox({ speed: 1, calculateMs: 20, runMs: 60_000 })
    const colleague = new Colleague(server)
    const id = await colleague.buy(NAMED)
    await place.write("exports.yaml", PAYOUTS)
    const planned = await place.run(["plan", "--refresh", "--json", "--out", "plan.json"], { server })
    expect(planOf(planned).actions).toMatchObject([{ action: "adopt", data_export_id: id }])
    await colleague.cancel(id)
    const applied = await place.run(["apply", "plan.json", "--json"], { server })
    expect(applied.exitCode).toBe(6)
    expect(errorOf(applied)).toMatchObject({
      code: "stale-plan",
      message: expect.stringContaining("payouts: planned to adopt, now it would create")
    })
    expect(server.stats()).toMatchObject({ exports: 1, ledger: { length: 1 } })
  })
})

describe.concurrent("a server that does not answer", () => {
  it("is said after a few tries, and nothing is changed", async ({ place }) => {
    await place.write("exports.yaml", PAYOUTS)
    const server = { url: "http://127.0.0.1:1" }
    const [planned, applied] = await Promise.all([
      place.run(["plan", "--refresh", "--json"], { server }),
      place.run(["apply", "--refresh", "--auto-approve", "--json"], { server })
    ])
    for (const ended of [planned, applied]) {
      expect(ended.exitCode).toBe(1)
      expect(errorOf(ended).code).toBe("unreachable")
      await expectValid("plan", JSON.parse(ended.stdout))
    }
    expect((await booksOf(place)).phases).toEqual({})
  })
})
