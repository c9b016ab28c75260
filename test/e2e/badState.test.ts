/** A state that cannot be trusted, or is somebody else's now: exit 6, the way out in words, and nothing is sent or lost. */
import { readFile } from "node:fs/promises"
import { describe, expect } from "vitest"
import { errorOf, planOf, reportOf } from "./documents.ts"
import { FOUR, ONE } from "./manifests.ts"
import { it, until } from "./place.ts"
import { madeOnce } from "./prepared.ts"

const STATE = "exports.state.json"

const BROKEN: ReadonlyArray<{
  readonly name: string
  readonly break: (text: string) => string
  readonly code: string
  readonly says: RegExp
}> = [
  { name: "empty", break: () => "", code: "state-damaged", says: /exports\.state\.json/ },
  {
    name: "garbage",
    break: () => "\u0000\u0001 garbage",
    code: "state-damaged",
    says: /is not JSON/
  },
  {
    name: "changed by hand",
    break: (text) => text.replace(/"credits":\d+/, '"credits":1000'),
    code: "state-damaged",
    says: /exports\.state\.json[\s\S]*backup/i
  },
  { name: "cut off", break: (text) => text.slice(0, -40), code: "state-damaged", says: /exports\.state\.json/ },
  {
    name: "of a later version",
    break: (text) => text.replace(/"version": ?\d+/, '"version":99'),
    code: "state-newer",
    says: /later version of exporter/
  },
  {
    name: "of another program",
    break: () => '{"terraform_version":"1.11.0"}',
    code: "state-foreign",
    says: /exports\.state\.json/
  }
]

describe.concurrent("a state file that is", () => {
  const bought = madeOnce(async (place, server) => {
    await place.write("exports.yaml", ONE)
    expect((await place.run(["apply", "--auto-approve"], { server })).exitCode).toBe(0)
  })

  it.for(BROKEN)("$name", async ({ break: damage, code, says }, { place, sandbox }) => {
    const server = await sandbox()
    await bought(place, server)
    const broken = damage(await place.read(STATE))
    await place.write(STATE, broken)
    const before = server.stats()

    const planned = await place.run(["plan", "--json"])
    const applied = await place.run(["apply", "--auto-approve", "--json"], { server })
    expect([planned.exitCode, applied.exitCode]).toEqual([6, 6])
    for (const ended of [planned, applied]) {
      expect(errorOf(ended).code).toBe(code)
      expect(ended.stderr).toMatch(says)
      expect(ended.stderr).toMatch(/^ {2}= \S/m)
    }
    expect(server.stats()).toEqual(before)
    expect(await place.read(STATE)).toBe(broken)

    // The way out that is named is one.
    const command = /: (cp \S+ \S+)$/m.exec(planned.stderr)?.[1]
    if (code === "state-newer") expect(command).toBeUndefined()
    else {
      expect((await place.shell(command ?? "false")).exitCode).toBe(0)
      expect((await place.run(["plan", "--detailed-exitcode"])).exitCode).toBe(0)
    }
  })
})

describe.concurrent("a state that is in use", () => {
  it("is left to the run that has it; looking is allowed", async ({ place, sandbox }) => {
    const scenario = { version: 1, rules: [{ on: "list", do: { hang: { ms: 60_000 } } }] } as const
    const server = await sandbox({ scenario })
    await place.write("exports.yaml", ONE)
    const first = place.start(["apply", "--auto-approve"], { server })
    await until(() =>
      place.read("exports.state.lock").then(
        () => true,
        () => false
      )
    )

    const [second, removing, planned, listed] = await Promise.all([
      place.run(["apply", "--auto-approve", "--json"], { server }),
      place.run(["state", "rm", "ledger"]),
      place.run(["plan", "--json"]),
      place.run(["state", "list"])
    ])
    expect([second.exitCode, removing.exitCode, planned.exitCode, listed.exitCode]).toEqual([6, 6, 0, 0])
    expect(errorOf(second).code).toBe("state-locked")
    expect(second.stderr).toMatch(
      /in use by \S+@\S+ \(pid \d+, `apply`\) since \d{4}-\d\d-\d\dT[\s\S]*= Nothing was bought\. Wait for that run to end/
    )
    expect(planOf(planned).summary).toMatchObject({ create: 1 })
    expect(server.stats().calls).toMatchObject({ create: 0, start: 0 })

    const unlocked = await place.run(["state", "unlock"])
    expect(unlocked.exitCode).toBe(0)
    expect(unlocked.stderr).toMatch(/Unlocked: it was held by \S+ on \S+ \(pid \d+, apply\) since \d{4}-/)
    expect((await place.run(["state", "unlock"])).stderr).toContain("The state was not locked.")
    first.kill("SIGKILL")
    await first.ended
  })

  it("is taken over from a run that was killed", async ({ place, sandbox }) => {
    const hanging = await sandbox({ scenario: { version: 1, rules: [{ on: "list", do: { hang: { ms: 60_000 } } }] } })
    await place.write("exports.yaml", ONE)
    const first = place.start(["apply", "--auto-approve"], { server: hanging })
    await until(() =>
      place.read("exports.state.lock").then(
        () => true,
        () => false
      )
    )
    first.kill("SIGKILL")
    expect((await first.ended).signal).toBe("SIGKILL")
    const server = await sandbox()
    expect((await place.run(["apply", "--auto-approve"], { server })).exitCode).toBe(0)
    expect(server.stats().ledger).toHaveLength(1)
  })
})

describe.concurrent("what is in the way of a file", () => {
  it.for(["a file of somebody else", "a folder", "a file in the place of its folder"])(
    "%s: blocked before any money is spent",
    async (what, { place, sandbox }) => {
      const server = await sandbox()
      await place.write(
        "exports.yaml",
        FOUR.replace("{ type: payouts }", '{ type: payouts, output: "out/payouts.csv" }')
      )
      const obstacle =
        what === "a folder" ? "out/payouts.csv/x" : what === "a file of somebody else" ? "out/payouts.csv" : "out"
      await place.write(obstacle, "mine")

      expect(planOf(await place.run(["plan", "--json"])).summary).toMatchObject({ create: 3, blocked: 1 })
      const ended = await place.run(["apply", "--auto-approve", "--json"], { server })
      expect(ended.exitCode).toBe(5)
      expect(reportOf(ended).results).toContainEqual(
        expect.objectContaining({
          address: "payouts",
          outcome: "blocked",
          problem: expect.objectContaining({ code: "blocked" })
        })
      )
      expect(server.stats().ledger).toHaveLength(3)
      expect(await place.read(obstacle)).toBe("mine")
    }
  )

  it("a file that appears while it is bought: kept, and downloaded without a further charge once it is moved", async ({
    place,
    sandbox
  }) => {
    const scenario = { version: 1, rules: [{ on: "download", times: 1, do: { hang: { ms: 800 } } }] } as const
    const server = await sandbox({ scenario })
    await place.write("exports.yaml", ONE)
    const running = place.start(["apply", "--auto-approve", "--json"], { server })
    await until(() => server.stats().downloads === 1)
    await place.write("data/ledger.csv", "mine")
    const ended = await running.ended
    expect(ended.exitCode).toBe(5)
    expect(reportOf(ended).results).toMatchObject([
      { outcome: "failed", phase: "ready", problem: { code: "output-occupied" } }
    ])
    expect(await place.read("data/ledger.csv")).toBe("mine")

    await place.write("data/mine.csv", await readFile(place.path("data/ledger.csv")))
    await place.shell("rm data/ledger.csv")
    const again = await place.run(["apply", "--auto-approve", "--json"], { server })
    expect(reportOf(again)).toMatchObject({ summary: { done: 1 }, credits: { charged: 0 } })
    expect(server.stats()).toMatchObject({ exports: 1, ledger: { length: 1 } })
    expect(await place.sha256("data/ledger.csv")).toBe(reportOf(again).results[0]?.output?.sha256)
  })
})
