/** Exact prices before anything is bought: nothing is charged for them, and apply starts the very exports that were priced. */
import { describe, expect } from "vitest"
import { booksOf, chargesOf } from "./Colleague.ts"
import { errorOf, expectFilesAsReported, expectValid, type PlanDocument, planOf, reportOf } from "./documents.ts"
import { FOUR, ONE } from "./manifests.ts"
import { it, until } from "./place.ts"

/** `FOUR`, and one that is scraped for its price. */
const WITH_SCRAPED = `${FOUR}  fans: { type: fans, options: { type: active }, max_credits: 300 }\n`

const PRICES = { ledger: 24, payouts: 1, chargebacks: 1, links: 2 }
const SUM = 28

const pricesOf = ({ actions }: PlanDocument) =>
  Object.fromEntries(
    actions.flatMap(({ address, estimate }) => (estimate.basis === "exact" ? [[address, estimate.high]] : []))
  )

const idsOf = ({ actions }: PlanDocument) => actions.flatMap(({ data_export_id }) => data_export_id ?? []).sort()

describe.concurrent("plan --quote", () => {
  it("names exact prices and charges nothing; apply starts those very exports", async ({ place, sandbox }) => {
    const server = await sandbox()
    await place.write("exports.yaml", WITH_SCRAPED)
    const quoted = await place.run(["plan", "--quote", "--json", "--detailed-exitcode"], { server })
    expect(quoted.exitCode).toBe(2)
    await expectValid("plan", planOf(quoted))
    expect(pricesOf(planOf(quoted))).toEqual(PRICES)
    expect(planOf(quoted).summary).toMatchObject({ resume: 4, create: 1 })
    expect(server.stats()).toMatchObject({ exports: 4, charged: 0, calls: { start: 0 } })

    // A second quote asks for nothing twice, and the prices are known without the server from now on.
    await place.run(["plan", "--quote"], { server })
    expect(server.stats().exports).toBe(4)
    expect(pricesOf(planOf(await place.run(["plan", "--json"])))).toEqual(PRICES)

    const applied = await place.run(["apply", "--auto-approve", "--json", "--budget", "328"], { server })
    expect(applied.exitCode).toBe(0)
    await expectFilesAsReported(place, reportOf(applied))
    expect(chargesOf(server)).toEqual(expect.arrayContaining([...idsOf(planOf(quoted))]))
    expect(server.stats()).toMatchObject({ exports: 5, ledger: { length: 5 } })
    expect((await booksOf(place)).charged).toBe(server.stats().charged)
  })

  it("asks for what is scraped only with --quote-scraped, and only where its worst case fits", async ({
    place,
    sandbox
  }) => {
    const server = await sandbox()
    await place.write("exports.yaml", `${WITH_SCRAPED}budget: { per_run: 100 }\n`)
    const tooLittle = await place.run(["plan", "--quote-scraped", "--json"], { server })
    expect(tooLittle.exitCode).toBe(4)
    expect(tooLittle.stderr).toMatch(/fans: it may cost 300 credits, and per_run \(100\) leaves/)
    expect(pricesOf(planOf(tooLittle))).toEqual(PRICES)
    expect(server.stats().exports).toBe(4)

    await place.write("exports.yaml", WITH_SCRAPED)
    const quoted = await place.run(["plan", "--quote-scraped", "--json"], { server })
    expect(quoted.exitCode).toBe(0)
    expect(Object.keys(pricesOf(planOf(quoted)))).toContain("fans")
    expect(server.stats()).toMatchObject({ exports: 5, charged: 0 })
  })

  it("leaves to apply what the budget admits, and the rest to a later one", async ({ place, sandbox }) => {
    const server = await sandbox()
    await place.write("exports.yaml", FOUR)
    const quoted = planOf(await place.run(["plan", "--quote", "--json"], { server }))
    const poor = await place.run(["apply", "--auto-approve", "--json", "--budget", "10"], { server })
    expect(poor.exitCode).toBe(4)
    expect(reportOf(poor)).toMatchObject({
      summary: { done: 3, blocked: 1 },
      credits: { charged: SUM - PRICES.ledger }
    })
    const rich = await place.run(["apply", "--auto-approve", "--json", "--budget", "24"], { server })
    expect(rich.exitCode).toBe(0)
    expect([...chargesOf(server)].sort()).toEqual(idsOf(quoted))
    expect(server.stats()).toMatchObject({ exports: 4, charged: SUM })
  })

  it("goes on after Ctrl-C where it was", async ({ place, sandbox }) => {
    const rules = [{ on: "create", nth: 3, do: { hang: { ms: 1_500, when: "after" } } }] as const
    const server = await sandbox({ scenario: { version: 1, rules } })
    await place.write("exports.yaml", FOUR)
    const run = place.start(["plan", "--quote", "--json"], { server })
    await until(() => server.stats().calls.create >= 3)
    run.kill("SIGINT")
    const ended = await run.ended
    expect({ exitCode: ended.exitCode, signal: ended.signal }).toEqual({ exitCode: 130, signal: undefined })
    await expectValid("plan", JSON.parse(ended.stdout))
    await expect(place.read("exports.state.lock")).rejects.toThrow(/ENOENT/)

    const again = await place.run(["plan", "--quote", "--json"], { server })
    expect(again.exitCode).toBe(0)
    expect(pricesOf(planOf(again))).toEqual(PRICES)
    expect(server.stats()).toMatchObject({ exports: 4, charged: 0 })
  })

  it("makes a plan file that is applied under its digest", async ({ place, sandbox }) => {
    const server = await sandbox()
    await place.write("exports.yaml", FOUR)
    const written = await place.run(["plan", "--quote", "--out", "plan.json"], { server })
    const [, command = ""] = /\n {2}exporter (apply plan\.json --expect [0-9a-f]{64})\n/.exec(written.stdout) ?? []
    const file = JSON.parse(await place.read("plan.json")) as { readonly plan: PlanDocument }
    await expectValid("plan", file)
    expect(pricesOf(file.plan)).toEqual(PRICES)
    const applied = await place.run([...command.split(" "), "--json"], { server })
    expect(applied.exitCode).toBe(0)
    expect([...chargesOf(server)].sort()).toEqual(idsOf(file.plan))
    expect(reportOf(applied).credits.charged).toBe(SUM)
  })

  it("a quote of a server that does not answer is an error document, as docs/errors.md says", async ({ place }) => {
    await place.write("exports.yaml", ONE)
    const ended = await place.run(["plan", "--quote", "--json"], { server: { url: "http://127.0.0.1:1" } })
    expect(ended.exitCode).toBe(1)
    expect(errorOf(ended)?.code).toBe("unreachable")
  })
})
