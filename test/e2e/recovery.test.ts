/** What only a person can decide has a command, and ends without an editor; what is certain ends without a person. */
import { describe, expect } from "vitest"
import type { Rule } from "../../src/sandbox/scenario.ts"
import type { RunningSandbox } from "../../src/sandbox/server.ts"
import { booksOf, Colleague, chargesOf, requestOf } from "./Colleague.ts"
import { errorOf, expectFilesAsReported, expectValid, planOf, reportOf } from "./documents.ts"
import { FOUR, ONE } from "./manifests.ts"
import { it, type Place, until } from "./place.ts"

/** The first create of `payouts` is processed, and its answer is lost after so many ms: a colleague needs less. */
const LOST_CREATE: Rule = {
  on: "create",
  type: "payouts",
  nth: 1,
  do: { hang: { ms: 2_500, when: "after" }, drop: "after" }
}

/** Runs into the lost answer while a colleague asks so often for the same; what could be it, own export included. */
const runIntoLookalikes = async (place: Place, server: RunningSandbox, lookalikes: number) => {
  await place.write("exports.yaml", FOUR)
  const candidates = () =>
    [...server.world().jobs].flatMap(([id, { purchase }]) => (purchase.type === "payouts" ? [id] : [])).sort()
  const run = place.start(["apply", "--auto-approve", "--json"], { server })
  await until(() => candidates().length === 1)
  for (let n = 0; n < lookalikes; n++) await new Colleague(server).ask(requestOf("payouts"))
  return { ended: await run.ended, candidates: candidates() }
}

describe.concurrent("a create whose answer was lost while a colleague asked for the same", () => {
  it("is left to a person, who says which one it is", async ({ place, sandbox }) => {
    const server = await sandbox({ scenario: { version: 1, rules: [LOST_CREATE] } })
    const { ended, candidates } = await runIntoLookalikes(place, server, 1)
    expect(ended.exitCode).toBe(5)
    expect(candidates).toHaveLength(2)
    const report = reportOf(ended)
    await expectValid("report", report)
    expect(report.summary).toMatchObject({ done: 3, blocked: 1 })
    expect(report.results.find(({ address }) => address === "payouts")).toMatchObject({
      outcome: "blocked",
      phase: "ambiguous",
      problem: { code: "ambiguous", message: expect.stringContaining(candidates.join(", ")) }
    })

    // Nothing is decided by doing it again, and the commands that decide it are named.
    const again = await place.run(["apply", "--auto-approve"], { server })
    expect(again.exitCode).toBe(5)
    expect(again.stdout).toContain(candidates.join(", "))
    expect(again.stdout).toMatch(/state resolve payouts --adopt ID[\s\S]*state resolve payouts --abandon/)
    expect(server.stats()).toMatchObject({ exports: 5, ledger: { length: 3 } })

    const [id = ""] = candidates
    const resolved = await place.run(["state", "resolve", "payouts", "--adopt", id], { server })
    expect(resolved.exitCode).toBe(0)
    expect(resolved.stderr).toContain(`payouts is ${id} now: not started yet`)
    const last = await place.run(["apply", "--auto-approve", "--json"], { server })
    expect(last.exitCode).toBe(0)
    await expectFilesAsReported(place, reportOf(last))
    expect(chargesOf(server).at(-1)).toBe(id)
    expect(server.stats()).toMatchObject({ exports: 5, ledger: { length: 4 } })
    expect((await booksOf(place)).charged).toBe(server.stats().charged)
  })

  it("is left to a person, who says that it is none", async ({ place, sandbox }) => {
    const server = await sandbox({ scenario: { version: 1, rules: [LOST_CREATE] } })
    const { ended, candidates } = await runIntoLookalikes(place, server, 2)
    expect(ended.exitCode).toBe(5)
    expect(candidates).toHaveLength(3)
    const problem = reportOf(ended).results.find(({ address }) => address === "payouts")?.problem
    expect(problem?.message).toContain(candidates.join(", "))
    expect(problem?.hint).toMatch(/state resolve payouts --adopt ID[\s\S]*state resolve payouts --abandon/)

    const resolved = await place.run(["state", "resolve", "payouts", "--abandon"])
    expect(resolved.exitCode).toBe(0)
    expect(resolved.stderr).toContain("payouts: its create counts as not made.")
    const last = await place.run(["apply", "--auto-approve", "--json"], { server })
    expect(last.exitCode).toBe(0)
    await expectFilesAsReported(place, reportOf(last))
    expect(candidates).not.toContain(chargesOf(server).at(-1))
    expect(server.stats()).toMatchObject({ exports: 7, ledger: { length: 4 } })
    expect((await booksOf(place)).charged).toBe(server.stats().charged)

    const nothing = await place.run(["state", "resolve", "payouts", "--abandon", "--json"])
    expect(nothing.exitCode).toBe(1)
    expect(errorOf(nothing).code).toBe("nothing-to-resolve")
    await expectValid("plan", JSON.parse(nothing.stdout))
  })
})

describe.concurrent("a run that was killed, without a person and without look-alikes", () => {
  it.for(["create", "start"] as const)(
    "while a %s was on its way: the next one ends it",
    async (call, { place, sandbox }) => {
      const rules: ReadonlyArray<Rule> = [{ on: call, times: 1, do: { hang: { ms: 60_000, when: "after" } } }]
      const server = await sandbox({ scenario: { version: 1, rules } })
      await place.write("exports.yaml", ONE)
      const run = place.start(["apply", "--auto-approve"], { server })
      await until(() => server.stats().calls[call] === 1)
      run.kill("SIGKILL")
      await run.ended
      expect((await booksOf(place)).phases).toEqual({ ledger: call === "create" ? "creating" : "starting" })
      const planned = planOf(await place.run(["plan", "--json"]))
      expect(planned.actions).toMatchObject([
        { action: "resume", reason: expect.stringContaining("was sent and never answered") }
      ])

      const ended = await place.run(["apply", "--auto-approve", "--json"], { server })
      expect(ended.exitCode).toBe(0)
      await expectFilesAsReported(place, reportOf(ended))
      expect(server.stats()).toMatchObject({ exports: 1, ledger: { length: 1 }, calls: { create: 1, start: 1 } })
      expect((await booksOf(place)).charged).toBe(server.stats().charged)
    }
  )
})

describe.concurrent("an export of a colleague", () => {
  it("is imported where nothing speaks against it, paid or not", async ({ place, sandbox }) => {
    const rules: ReadonlyArray<Rule> = [
      { on: "create", type: "trial_links", nth: 1, do: { fate: { calculation_fails: "the account is asleep" } } }
    ]
    const server = await sandbox({ scenario: { version: 1, rules } })
    await place.write("exports.yaml", `${FOUR}  fans: { type: fans, options: { type: active } }\n`)
    const colleague = new Colleague(server)
    const ids = {
      paid: await colleague.buy(requestOf("transactions")),
      priced: await colleague.ask(requestOf("payouts")),
      others: await colleague.ask(requestOf("chargebacks", { end_date: "2024-04-30T23:59:59Z" })),
      failed: await colleague.ask(requestOf("trial_links")),
      withOptions: await colleague.buy(requestOf("fans", { options: { type: "active" } }))
    }
    const chargedToOthers = server.stats().charged
    const importing = (address: string, id: string) => place.run(["state", "import", address, id], { server })

    const paid = await importing("ledger", ids.paid)
    expect(paid).toMatchObject({ exitCode: 0, stdout: "" })
    expect(paid.stderr).toMatch(
      /ledger is data_export_\w+ now: paid by the team\. exporter apply downloads it, free of charge/
    )
    const priced = await importing("payouts", ids.priced)
    expect(priced.exitCode).toBe(0)
    expect(priced.stderr).toMatch(/payouts is data_export_\w+ now: not started yet, for 1 credit\./)
    const believed = await importing("fans", ids.withOptions)
    expect(believed.exitCode).toBe(0)
    expect(believed.stderr).toMatch(/Taken on your word: the listing does not tell its options/)

    const refused: ReadonlyArray<readonly [string, string, RegExp]> = [
      ["chargebacks", ids.others, /its end_date is 2024-04-30T23:59:59Z, not 2024-03-31T23:59:59Z/],
      ["chargebacks", ids.priced, /serves payouts \(\w+\) already/],
      ["ledger", ids.others, /ledger is bought already: it is started as/],
      ["chargebacks", "data_export_unknown", /the server does not know data_export_unknown/],
      ["links", ids.failed, /is calculating_credits_failed: it gives no file/]
    ]
    for (const [address, id, says] of refused) {
      const ended = await place.run(["state", "import", address, id, "--json"], { server })
      expect({ address, id, exitCode: ended.exitCode }).toEqual({ address, id, exitCode: 1 })
      expect(errorOf(ended)).toMatchObject({ code: "not-importable", message: expect.stringMatching(says) })
      await expectValid("plan", JSON.parse(ended.stdout))
    }
    expect((await booksOf(place)).phases).toEqual({ ledger: "started", payouts: "priced", fans: "started" })

    const { exports } = server.stats()
    const applied = await place.run(["apply", "--auto-approve", "--json"], { server })
    expect(applied.exitCode).toBe(0)
    await expectFilesAsReported(place, reportOf(applied))
    expect(reportOf(applied).results.map(({ data_export_id }) => data_export_id)).toEqual(
      expect.arrayContaining([ids.paid, ids.priced, ids.withOptions])
    )
    expect(server.stats().exports).toBe(exports + 2)
    expect(new Set(chargesOf(server)).size).toBe(chargesOf(server).length)
    // What a colleague has paid is not money out of this state.
    const books = await booksOf(place)
    expect(books.charged).toBe(server.stats().charged - chargedToOthers)
    expect(books.charges).not.toContain(ids.paid)
    expect(reportOf(applied).credits.charged).toBe(books.charged)
  })
})

/** Far longer than a test. */
const RUN_MS = 60_000

/** An apply that was told to stop once the server was paid and at work. */
const stoppedAtWork = async (place: Place, server: RunningSandbox) => {
  await place.write("exports.yaml", ONE)
  const run = place.start(["apply", "--auto-approve"], { server })
  await until(() => run.said().includes("ledger: started"))
  return {
    stop: async () => {
      run.kill("SIGINT")
      expect((await run.ended).exitCode).toBe(130)
    }
  }
}

const cancelling = ["cancel", "ledger", "--auto-approve"]

describe.concurrent("cancel", () => {
  it("ends what the server is working on; its charge stays, and nothing is bought anew by itself", async ({
    place,
    sandbox
  }) => {
    const server = await sandbox({ speed: 1, calculateMs: 20, runMs: RUN_MS })
    const { stop } = await stoppedAtWork(place, server)
    const early = await place.run([...cancelling, "--json"], { server })
    expect(early.exitCode).toBe(6)
    expect(errorOf(early).code).toBe("state-locked")
    await stop()
    const unasked = await place.run(["cancel", "ledger"], { server })
    expect(unasked.exitCode).toBe(1)
    expect(unasked.stderr).toMatch(/no terminal to ask for approval[\s\S]*give --auto-approve/)
    expect(server.stats().calls.cancel).toBe(0)

    const ended = await place.run(cancelling, { server })
    expect(ended).toMatchObject({ exitCode: 0, stdout: "" })
    expect(ended.stderr).toMatch(/Cancelled: ledger\. It counts as charged.*exporter state rm ledger/)
    const [id = ""] = chargesOf(server)
    expect(await new Colleague(server).statusOf(id)).toBe("cancelled")
    expect(await booksOf(place)).toEqual({
      phases: { ledger: "cancelled" },
      charged: server.stats().charged,
      charges: [id]
    })

    const twice = await place.run([...cancelling, "--json"], { server })
    expect(twice.exitCode).toBe(1)
    expect(errorOf(twice)).toMatchObject({
      code: "not-cancellable",
      message: expect.stringContaining("ledger is cancelled")
    })
    await expectValid("plan", JSON.parse(twice.stdout))

    const applied = await place.run(["apply", "--auto-approve", "--json"], { server })
    expect(applied.exitCode).toBe(5)
    expect(reportOf(applied).results).toMatchObject([{ outcome: "blocked", phase: "cancelled" }])
    expect(server.stats()).toMatchObject({ exports: 1, ledger: { length: 1 } })
    expect((await place.run(["state", "rm", "ledger"])).exitCode).toBe(0)
    expect(planOf(await place.run(["plan", "--json"])).summary).toMatchObject({ create: 1 })
    expect((await booksOf(place)).charges).toEqual([id])
  })

  it("leaves what is finished, and its file is downloaded free of charge", async ({ place, sandbox }) => {
    const server = await sandbox({ speed: 1, calculateMs: 20, runMs: 4_000 })
    const { stop } = await stoppedAtWork(place, server)
    await stop()
    const [id = ""] = chargesOf(server)
    await until(async () => (await new Colleague(server).statusOf(id)) === "completed")
    const late = await place.run([...cancelling, "--json"], { server })
    expect(late.exitCode).toBe(1)
    expect(errorOf(late)).toMatchObject({
      code: "not-cancellable",
      message: expect.stringContaining("which is completed there"),
      hint: "what it has cost stays as it was; exporter apply carries it on"
    })
    const applied = await place.run(["apply", "--auto-approve", "--json"], { server })
    expect(reportOf(applied)).toMatchObject({ summary: { done: 1 }, credits: { charged: 0 } })
    const done = await place.run([...cancelling, "--json"], { server })
    expect(errorOf(done)).toMatchObject({ code: "not-cancellable", message: expect.stringContaining("ledger is done") })
    expect(server.stats().calls.cancel).toBe(1)
  })

  it.for(["before", "after"] as const)(
    "whose answer is lost (%s it was processed) is told by the status",
    async (when, { place, sandbox }) => {
      const rules: ReadonlyArray<Rule> = [{ on: "cancel", times: 1, do: { drop: when } }]
      const server = await sandbox({ speed: 1, calculateMs: 20, runMs: RUN_MS, scenario: { version: 1, rules } })
      const { stop } = await stoppedAtWork(place, server)
      await stop()
      const ended = await place.run(cancelling, { server })
      expect(ended.exitCode).toBe(0)
      expect(await booksOf(place)).toMatchObject({ phases: { ledger: "cancelled" }, charged: server.stats().charged })
      expect(await new Colleague(server).statusOf(chargesOf(server)[0] ?? "")).toBe("cancelled")
    }
  )

  it("a start that a person gave up is not bought anew by itself, whatever the retries", async ({ place, sandbox }) => {
    const rules: ReadonlyArray<Rule> = [{ on: "start", times: 1, do: { hang: { ms: 60_000, when: "after" } } }]
    const server = await sandbox({ scenario: { version: 1, rules } })
    await place.write("exports.yaml", `${ONE}    retries: 1\n`)
    const run = place.start(["apply", "--auto-approve"], { server })
    await until(() => server.stats().calls.start === 1)
    run.kill("SIGKILL")
    await run.ended
    expect((await place.run(["state", "resolve", "ledger", "--abandon"])).stderr).toMatch(/state rm ledger forgets it/)
    await place.run(["apply", "--auto-approve"], { server })
    expect(server.stats().ledger).toHaveLength(1)
  })
})
