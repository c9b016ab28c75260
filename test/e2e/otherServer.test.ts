/** The main job against a server that was written by another hand, and chooses otherwise wherever it may. */
import { expect } from "vitest"
import { expectFilesAsReported, planOf, reportOf } from "./documents.ts"
import { ADDRESSES, PURCHASES, TWELVE_TYPES } from "./manifests.ts"
import { OtherServer, ROWS } from "./OtherServer.ts"
import { it } from "./place.ts"

const WINDOW_MS = 1_500
const PRICE = 2

it("runs against another server of the API", async ({ place, onTestFinished }) => {
  const other = new OtherServer({ calls: 30, windowMs: WINDOW_MS, price: PRICE })
  onTestFinished(() => other.close())
  const at = { server: await other.open(), env: { EXPORTER_RATE_WINDOW_MS: String(WINDOW_MS) } }
  await place.write("exports.yaml", TWELVE_TYPES)

  expect(planOf(await place.run(["plan", "--json"], at)).actions).toHaveLength(ADDRESSES)

  const applied = await place.run(["apply", "--auto-approve", "--json"], at)
  const report = reportOf(applied)
  expect(report.results.filter(({ problem }) => problem !== null)).toEqual([])
  expect({ exitCode: applied.exitCode, summary: report.summary }).toMatchObject({
    exitCode: 0,
    summary: { done: ADDRESSES }
  })
  expect(other.creates).toHaveLength(PURCHASES)
  expect(other.creates.every((body) => (body as { auto_start?: unknown }).auto_start === false)).toBe(true)
  expect(new Set(other.charges.map(({ id }) => id)).size).toBe(PURCHASES)
  expect(other.charges).toHaveLength(PURCHASES)
  expect(other.refusedByLimit).toBe(0)
  expect(report.credits.charged).toBe(PURCHASES * PRICE)
  await expectFilesAsReported(place, report)
  for (const { output, data_export_id } of report.results) {
    const made = other.exports.find(({ id }) => id === data_export_id)
    expect(output?.bytes).toBe(made === undefined ? undefined : other.bytesOf(made).length)
    expect(output?.rows).toBe(made?.body.file_type === "csv" ? ROWS : undefined)
  }

  const again = await place.run(["apply", "--auto-approve", "--json"], at)
  expect(reportOf(again)).toMatchObject({ summary: { kept: ADDRESSES }, credits: { charged: 0 } })
  expect(other.charges).toHaveLength(PURCHASES)
  expect((await place.run(["plan", "--detailed-exitcode"], at)).exitCode).toBe(0)
})

it("starts nothing that costs more than the plan promised, and starts that very export once it was planned so", async ({
  place,
  onTestFinished
}) => {
  const other = new OtherServer({ calls: 100, windowMs: WINDOW_MS, price: 3 })
  onTestFinished(() => other.close())
  const at = { server: await other.open(), env: { EXPORTER_RATE_WINDOW_MS: String(WINDOW_MS) } }
  await place.write(
    "exports.yaml",
    `version: 1
exports:
  profiles:
    type: public_profiles
    start_date: 2024-01-01
    end_date: 2024-03-31
`
  )
  // Nothing fits: it is created and priced, and the price is that of the next plan.
  const quoted = await place.run(["apply", "--auto-approve", "--budget", "0", "--json"], at)
  expect(quoted.exitCode).toBe(4)
  expect(planOf(await place.run(["plan", "--json"], at)).credits).toEqual({ low: 3, high: 3, basis: "exact" })

  other.price = 5
  const risen = await place.run(["apply", "--auto-approve", "--json"], at)
  expect(risen.exitCode).toBe(5)
  expect(reportOf(risen).results).toMatchObject([{ outcome: "blocked", credits: 5, problem: { code: "price-rose" } }])
  expect(other.charges).toEqual([])

  expect(planOf(await place.run(["plan", "--json"], at)).credits).toEqual({ low: 5, high: 5, basis: "exact" })
  expect((await place.run(["apply", "--auto-approve"], at)).exitCode).toBe(0)
  expect(other.charges).toEqual([{ id: reportOf(quoted).results[0]?.data_export_id, credits: 5 }])
  expect(other.creates).toHaveLength(1)
})
