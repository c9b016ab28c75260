/** Money out stays below every cap; what does not fit is created, priced, and started by a run that has more. */
import { describe, expect } from "vitest"
import { reportOf } from "./documents.ts"
import { FOUR } from "./manifests.ts"
import { it } from "./place.ts"

/** In the sandbox `ledger` costs more than all the others together. */
const CAPS: ReadonlyArray<{
  readonly name: string
  readonly manifest: string
  readonly args?: ReadonlyArray<string>
  readonly balance?: number
  readonly says: RegExp
  readonly more: { readonly manifest: string; readonly args?: ReadonlyArray<string> }
}> = [
  {
    name: "--budget",
    manifest: FOUR,
    args: ["--budget", "10"],
    says: /ledger: blocked: it costs 24 credits, and per_run \(10\) leaves \d+/,
    more: { manifest: FOUR, args: ["--budget", "24"] }
  },
  {
    name: "per_run, which --budget cannot raise",
    manifest: `${FOUR}budget: { per_run: 10 }\n`,
    args: ["--budget", "1000"],
    says: /per_run \(10\)/,
    more: { manifest: `${FOUR}budget: { per_run: 24 }\n` }
  },
  {
    name: "per_month",
    manifest: `${FOUR}budget: { per_month: 10 }\n`,
    says: /per_month \(10\)/,
    more: { manifest: `${FOUR}budget: { per_month: 28 }\n` }
  },
  {
    name: "per_month, of the month that the run is made as of",
    manifest: `${FOUR}budget: { per_month: 23 }\n`,
    args: ["--as-of", "2024-06-30"],
    says: /per_month \(23\)/,
    // Not enough for June, in which 4 are spent already.
    more: { manifest: `${FOUR}budget: { per_month: 24 }\n`, args: ["--as-of", "2024-07-01"] }
  },
  {
    name: "keep_balance",
    manifest: `${FOUR}budget: { keep_balance: 100 }\n`,
    balance: 110,
    says: /keep_balance \(100\)/,
    more: { manifest: `${FOUR}budget: { keep_balance: 80 }\n` }
  },
  {
    name: "max_credits",
    manifest: FOUR.replace("{ type: transactions }", "{ type: transactions, max_credits: 23 }"),
    says: /max_credits \(23\)/,
    more: { manifest: FOUR.replace("{ type: transactions }", "{ type: transactions, max_credits: 24 }") }
  },
  {
    name: "the balance of the team",
    manifest: FOUR,
    balance: 20,
    says: /ledger: .*too few credits/,
    more: { manifest: FOUR }
  }
]

describe.concurrent("a cap holds", () => {
  it.for(CAPS)("$name", async ({ manifest, args = [], balance, says, more }, { place, sandbox }) => {
    const server = await sandbox(balance === undefined ? {} : { balance })
    await place.write("exports.yaml", manifest)
    const ended = await place.run(["apply", "--auto-approve", "--json", ...args], { server })
    const report = reportOf(ended)
    const { ledger, exports } = server.stats()
    expect(ended.stderr).toMatch(says)
    expect(ended.exitCode).toBe(4)
    const blocked = report.results.find(({ address }) => address === "ledger")
    expect(blocked).toMatchObject({ outcome: "blocked", phase: "priced", credits: 24 })
    expect(report.summary).toMatchObject({ done: 3, blocked: 1 })
    expect(ledger.reduce((sum, { credits }) => sum + credits, 0)).toBe(report.credits.charged)
    expect(exports).toBe(4)

    if (balance === 20) return
    await place.write("exports.yaml", more.manifest)
    const again = await place.run(["apply", "--auto-approve", "--json", ...(more.args ?? [])], { server })
    expect(again.exitCode).toBe(0)
    expect(server.stats().exports).toBe(4)
    expect(server.stats().ledger.at(-1)).toMatchObject({ data_export_id: blocked?.data_export_id, credits: 24 })
    expect(reportOf(again).credits.charged).toBe(24)
  })

  it("nothing is started under --budget 0, and everything is priced", async ({ place, sandbox }) => {
    const server = await sandbox()
    await place.write("exports.yaml", FOUR)
    const ended = await place.run(["apply", "--auto-approve", "--json", "--budget", "0"], { server })
    expect(ended.exitCode).toBe(4)
    expect(reportOf(ended).results.map(({ credits }) => credits)).toEqual([24, 1, 1, 2])
    expect(server.stats()).toMatchObject({ charged: 0, exports: 4, calls: { start: 0 } })
  })
})
