/** Two runs at once: one has the state, the other waits for it or leaves; who lost it does nothing more. */
import { utimes } from "node:fs/promises"
import { describe, expect } from "vitest"
import { booksOf, chargesOf } from "./Colleague.ts"
import { errorOf, expectFilesAsReported, expectValid, reportOf } from "./documents.ts"
import { FOUR, ONE } from "./manifests.ts"
import { expectPresentable, it, lateness, type Place, until } from "./place.ts"

const LOCK = "exports.state.lock"

/** What the lock says of its holder; nothing, where there is none. */
const holderOf = async (
  place: Place
): Promise<{ readonly pid?: number; readonly owner?: string; readonly host?: string }> =>
  JSON.parse(await place.read(LOCK).catch(() => "{}"))

/** An answer so late that a run waits for it until it is told otherwise. */
const hanging = { version: 1, rules: [{ on: "list", times: 1, do: { hang: { ms: 60_000, when: "after" } } }] } as const

const APPLY = ["apply", "--auto-approve"]

/** What a busy machine takes for a process comes on top. */
const AT_ONCE_MS = 1_000

describe.concurrent("a state that another run has", () => {
  it("is not waited for unasked: the other run is named", async ({ place, sandbox }) => {
    const server = await sandbox({ scenario: hanging })
    await place.write("exports.yaml", ONE)
    const first = place.start(APPLY, { server })
    await until(async () => (await holderOf(place)).pid === first.pid)
    const { owner, host } = await holderOf(place)
    const second = await place.run([...APPLY, "--json"], { server })
    expect(second.exitCode).toBe(6)
    expect(errorOf(second)).toMatchObject({
      code: "state-locked",
      message: expect.stringContaining(`${owner}@${host} (pid ${first.pid}, \`apply\`) since 20`)
    })
    await expectValid("report", JSON.parse(second.stdout))
    expect(server.stats().calls).toMatchObject({ create: 0 })
  })

  it("is waited for with --lock-timeout, and then the work is done", async ({ place, sandbox }) => {
    const server = await sandbox()
    await place.write("exports.yaml", ONE)
    const first = place.start(APPLY, { server })
    await until(async () => (await holderOf(place)).pid === first.pid)
    // Held until the other one is seen to wait.
    first.kill("SIGSTOP")
    const waiting = place.start([...APPLY, "--lock-timeout", "30", "--json"], { server })
    await until(() => waiting.said().includes("Waiting for the state"))
    first.kill("SIGCONT")
    expect((await first.ended).exitCode).toBe(0)
    const second = await waiting.ended
    expect(second.exitCode).toBe(0)
    expect(second.stderr).toMatch(
      new RegExp(`Waiting for the state: .*in use by .*\\(pid ${first.pid}, .*\\. Giving up in \\d+ s\\.`)
    )
    expect(reportOf(second)).toMatchObject({ summary: { kept: 1 }, credits: { charged: 0 } })
    expect(server.stats()).toMatchObject({ exports: 1, ledger: { length: 1 } })
  })

  it("is waited for so long and no longer", async ({ place, sandbox }) => {
    const server = await sandbox({ scenario: hanging })
    await place.write("exports.yaml", ONE)
    const first = place.start(APPLY, { server })
    await until(async () => (await holderOf(place)).pid === first.pid)
    const second = await place.run([...APPLY, "--lock-timeout", "1", "--json"], { server })
    expect(second.exitCode).toBe(6)
    expect(errorOf(second).code).toBe("state-locked")
    expect(second.durationMs).toBeGreaterThan(1_000)
  })

  it("Ctrl-C ends the waiting at once", async ({ place, sandbox }) => {
    const server = await sandbox({ scenario: hanging })
    await place.write("exports.yaml", ONE)
    const first = place.start(APPLY, { server })
    await until(async () => (await holderOf(place)).pid === first.pid)
    const second = place.start([...APPLY, "--lock-timeout", "60", "--json"], { server })
    await until(() => second.said().includes("Waiting for the state"))
    const signalledAt = Date.now()
    second.kill("SIGINT")
    const ended = await second.ended
    const tookMs = Date.now() - signalledAt
    expect(tookMs).toBeLessThan(AT_ONCE_MS + (await lateness(place)))
    expect(ended.exitCode).toBe(130)
    expectPresentable(ended)
    expect(errorOf(ended)).toMatchObject({ code: "interrupted", message: expect.stringContaining("nothing was done") })
    expect((await holderOf(place)).pid).toBe(first.pid)
  })
})

describe.concurrent("a state whose holder", () => {
  it("was killed is taken over within a second by one that waits", async ({ place, sandbox }) => {
    const server = await sandbox({ scenario: hanging })
    await place.write("exports.yaml", ONE)
    const first = place.start(APPLY, { server })
    await until(async () => (await holderOf(place)).pid === first.pid)
    const second = place.start([...APPLY, "--lock-timeout", "60", "--json"], { server })
    await until(() => second.said().includes("Waiting for the state"))
    // The answer that hangs must be the first one's.
    await until(() => server.stats().calls.list === 1)
    first.kill("SIGKILL")
    await first.ended
    const killedAt = Date.now()
    await until(async () => (await holderOf(place)).pid === second.pid)
    const tookMs = Date.now() - killedAt
    console.info(`taken over ${tookMs} ms after the holder was killed`)
    expect(tookMs).toBeLessThan(AT_ONCE_MS + (await lateness(place)))
    expect((await second.ended).exitCode).toBe(0)
    expect(server.stats().ledger).toHaveLength(1)
  })

  it("was stopped for longer than its life is taken over, and asks, starts and writes nothing once it is woken", async ({
    place,
    sandbox
  }) => {
    const server = await sandbox({ speed: 1, calculateMs: 20, runMs: 4_000 })
    await place.write("exports.yaml", FOUR)
    // One after the other: three are still to be asked for when it wakes.
    const first = place.start([...APPLY, "--concurrency", "1", "--json"], { server })
    await until(() => first.said().includes("ledger: started"))
    first.kill("SIGSTOP")
    // As if a minute had passed without a sign of life.
    const longAgo = new Date(Date.now() - 120_000)
    await utimes(place.path(LOCK), longAgo, longAgo)

    const second = place.start([...APPLY, "--json"], { server })
    await until(() => server.stats().calls.start === 4)
    first.kill("SIGCONT")
    const [woken, taker] = await Promise.all([first.ended, second.ended])
    expect(taker.exitCode).toBe(0)
    await expectFilesAsReported(place, reportOf(taker))
    expect(woken.exitCode).toBe(6)
    expectPresentable(woken)
    expect(reportOf(woken)).toMatchObject({ stopped: { code: "state" }, summary: { done: 0 } })

    expect(server.stats()).toMatchObject({ exports: 4, calls: { create: 4, start: 4 }, ledger: { length: 4 } })
    const books = await booksOf(place)
    expect(books).toMatchObject({ charged: server.stats().charged })
    expect([...books.charges].sort()).toEqual([...chargesOf(server)].sort())
    expect(Object.values(books.phases)).toEqual(["done", "done", "done", "done"])
    expect(await place.shell("ls -a | grep state")).toMatchObject({
      stdout: "exports.state.backup\nexports.state.json\nexports.state.last-run.json\n"
    })
    expect(JSON.parse(await place.read("exports.state.last-run.json"))).toMatchObject({
      run_id: reportOf(taker).run_id,
      ended_at: expect.any(String)
    })
  })
})
