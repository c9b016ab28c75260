/** What was reviewed is what is bought: exactly that, once, and only while it is still what would be done. */
import { readFile } from "node:fs/promises"
import { describe, expect } from "vitest"
import { errorOf, planOf, reportOf } from "./documents.ts"
import { FOUR, ONE } from "./manifests.ts"
import { it, type Place } from "./place.ts"

interface Server {
  readonly url: string
}

/** Writes the plan, and gives its digest. */
const planned = async (place: Place, server: Server, manifest: string, ...args: ReadonlyArray<string>) => {
  await place.write("exports.yaml", manifest)
  const ended = await place.run(["plan", "--out", "plan.json", ...args], { server })
  expect(ended.exitCode).toBe(0)
  const [, digest = ""] =
    /Written to plan\.json\.[\s\S]*exporter apply plan\.json --expect (\w+)/.exec(ended.stdout) ?? []
  expect(digest).toMatch(/^[0-9a-f]{64}$/)
  return digest
}

/** What makes a plan stale, and what the person is told of it. */
const MOVED: ReadonlyArray<{
  readonly name: string
  readonly move: (place: Place, url: string) => Promise<unknown>
  readonly says: RegExp
}> = [
  {
    name: "an export that asks for something else",
    move: (place) =>
      place.write("exports.yaml", FOUR.replace("{ type: payouts }", "{ type: payouts, end_date: 2024-04-30 }")),
    says: /payouts: what it asks for has changed in the manifest/
  },
  {
    name: "an export that is no longer declared",
    move: (place) => place.write("exports.yaml", FOUR.replace("  payouts: { type: payouts }\n", "")),
    says: /payouts: it is no longer declared/
  },
  {
    name: "another place for a file",
    move: (place) => place.write("exports.yaml", FOUR.replace("{ type: payouts }", "{ type: payouts, output: p.csv }")),
    says: /payouts: its output was 'data\/payouts\.csv', and is 'p\.csv'/
  },
  {
    name: "a purchase that somebody has made meanwhile",
    move: (place, url) => place.run(["apply", "--auto-approve", "--target", "payouts"], { server: { url } }),
    says: /payouts: planned to create, now it would keep/
  },
  {
    name: "a file that is in the way",
    move: (place) => place.write("data/payouts.csv", "mine"),
    says: /payouts: planned to create, now it is blocked \('data\/payouts\.csv' is there/
  }
]

describe.concurrent("a plan file", () => {
  it("is carried out without a terminal, once", async ({ place, sandbox }) => {
    const server = await sandbox()
    await planned(place, server, FOUR, "--target", "ledger", "--target", "payouts")
    const applied = await place.run(["apply", "plan.json", "--json"], { server })
    expect(applied.exitCode).toBe(0)
    expect(reportOf(applied).results.map(({ address, outcome }) => [address, outcome])).toEqual([
      ["ledger", "done"],
      ["payouts", "done"]
    ])
    const again = await place.run(["apply", "plan.json", "--json"], { server })
    expect(again.exitCode).toBe(6)
    expect(errorOf(again)).toMatchObject({ code: "stale-plan", message: expect.stringContaining("applied already") })
    expect(server.stats()).toMatchObject({ exports: 2, ledger: { length: 2 } })
  })

  it.for(MOVED)("is refused after $name", async ({ move, says }, { place, sandbox }) => {
    const server = await sandbox()
    await planned(place, server, FOUR)
    await move(place, server.url)
    const { exports } = server.stats()
    const ended = await place.run(["apply", "plan.json"], { server })
    expect(ended.exitCode).toBe(6)
    expect(ended.stderr).toMatch(says)
    expect(ended.stderr).toMatch(/= nothing was bought; plan again/)
    expect(server.stats().exports).toBe(exports)
  })

  it("is carried out after changes that it does not depend on", async ({ place, sandbox }) => {
    const server = await sandbox()
    await planned(place, server, FOUR, "--target", "ledger")
    const { actions } = planOf(await place.run(["plan", "--json", "--target", "ledger"]))
    await place.write(
      "exports.yaml",
      `# a remark\n${FOUR.replace("{ type: payouts }", "{ type: payouts, end_date: 2024-04-30 }")}  more: { type: smart_links }\n`
    )
    await place.run(["apply", "--auto-approve", "--target", "links"], { server })
    const ended = await place.run(["apply", "plan.json", "--json"], { server })
    expect(ended.exitCode).toBe(0)
    expect(reportOf(ended).results).toMatchObject([
      { address: "ledger", outcome: "done", fingerprint: actions[0]?.fingerprint }
    ])
    expect(server.stats().exports).toBe(2)
  })

  it("is refused when a letter of it was changed, and as a whole when its end is missing", async ({
    place,
    sandbox
  }) => {
    const server = await sandbox()
    await planned(place, server, ONE)
    const text = await readFile(place.path("plan.json"), "utf8")
    await place.write("changed.json", text.replace("data/ledger.csv", "data/ledger2.csv"))
    await place.write("torn.json", text.slice(0, -20))
    for (const name of ["changed.json", "torn.json"]) {
      const ended = await place.run(["apply", name, "--json"], { server })
      expect(ended.exitCode).toBe(6)
      expect(errorOf(ended).code).toBe("bad-plan-file")
    }
    expect(server.stats().calls.list).toBe(0)
  })
})
