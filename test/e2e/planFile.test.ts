/** What was reviewed is what is bought: exactly that, once, and only while it is still what would be done. */
import { readFile } from "node:fs/promises"
import { describe, expect } from "vitest"
import { errorOf, expectValid, planOf, reportOf, shownOf } from "./documents.ts"
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

const DATED = `${ONE}    output: "data/{start}-{end}.{ext}"\n`

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

describe.concurrent("an approval names the plan by its digest", () => {
  it("right: applied; another one, or none: refused before a call is made", async ({ place, sandbox }) => {
    const server = await sandbox()
    const digest = await planned(place, server, ONE)
    const refused = [
      { expected: "0".repeat(64), exitCode: 6, code: "other-plan", message: `its digest is ${digest}` },
      { expected: digest.slice(1), exitCode: 1, code: "usage", message: "is no digest" },
      { expected: "", exitCode: 1, code: "usage", message: "--expect needs a value" }
    ]
    for (const { expected, exitCode, code, message } of refused) {
      const ended = await place.run(["apply", "plan.json", `--expect=${expected}`, "--json"], { server })
      expect({ expected, exitCode: ended.exitCode }).toEqual({ expected, exitCode })
      expect(errorOf(ended)).toMatchObject({ code, message: expect.stringContaining(message) })
      await expectValid("plan", JSON.parse(ended.stdout))
    }
    const without = await place.run(["apply", "--auto-approve", "--expect", digest, "--json"], { server })
    expect(errorOf(without)).toMatchObject({ code: "usage", message: "--expect is for a plan file" })
    expect(server.stats().calls).toMatchObject({ list: 0, create: 0 })

    const ended = await place.run(["apply", "plan.json", "--expect", digest.toUpperCase(), "--json"], { server })
    expect(ended.exitCode).toBe(0)
    expect(reportOf(ended).summary).toMatchObject({ done: 1 })
  })
})

describe.concurrent("plan --show", () => {
  it("tells whether it is current, stale or applied, and makes no call", async ({ place, sandbox }) => {
    const server = await sandbox()
    const digest = await planned(place, server, ONE)
    const expectShown = async (status: string, says: RegExp) => {
      const json = await place.run(["plan", "--show", "plan.json", "--json"], { server })
      expect(json.exitCode).toBe(0)
      await expectValid("plan", JSON.parse(json.stdout))
      expect(shownOf(json)).toMatchObject({ status, digest, plan: { summary: { create: 1 } } })
      const text = await place.run(["plan", "--show", "plan.json"], { server })
      expect(text).toMatchObject({ exitCode: 0, stderr: "", stdout: expect.stringMatching(says) })
      expect(text.stdout).toContain(`Digest: ${digest}`)
      return shownOf(json).moved
    }
    expect(await expectShown("current", /1 to create\.[\s\S]*It is what would be done now\./)).toEqual([])

    await place.write("exports.yaml", ONE.replace("transactions", "payouts"))
    const moved = await expectShown("stale", /It is stale, and is not applied any more:\n {2}ledger: what it asks for/)
    expect(moved).toEqual(["ledger: what it asks for has changed in the manifest"])
    expect(server.stats().calls).toMatchObject({ list: 0, get: 0, create: 0 })

    await place.write("exports.yaml", ONE)
    expect((await place.run(["apply", "plan.json"], { server })).exitCode).toBe(0)
    await expectShown("applied", /It was applied: it is not applied again\./)
  })

  it("says what is wrong with a file that is torn, and with a manifest that is broken", async ({ place, sandbox }) => {
    const server = await sandbox()
    await planned(place, server, ONE)
    await place.write("torn.json", (await place.read("plan.json")).slice(0, -20))
    const torn = await place.run(["plan", "--show", "torn.json", "--json"])
    expect(torn.exitCode).toBe(6)
    expect(errorOf(torn)).toMatchObject({ code: "bad-plan-file", message: expect.stringContaining("it is not JSON") })
    await expectValid("plan", JSON.parse(torn.stdout))

    await place.write("exports.yaml", ONE.replace("type:", "tpye:"))
    const broken = await place.run(["plan", "--show", "plan.json", "--json"])
    expect(broken.exitCode).toBe(3)
    expect(errorOf(broken)).toMatchObject({
      code: "invalid-manifest",
      problems: expect.arrayContaining([expect.objectContaining({ place: expect.objectContaining({ line: 4 }) })])
    })
    await expectValid("plan", JSON.parse(broken.stdout))
  })
})

describe.concurrent("a plan file is applied where it was made for", () => {
  it("not at another server", async ({ place, sandbox }) => {
    const [server, other] = [await sandbox(), await sandbox()]
    await planned(place, server, ONE)
    const ended = await place.run(["apply", "plan.json", "--json"], { server: other })
    expect(ended.exitCode).toBe(6)
    expect(errorOf(ended).message).toContain(`it was made for ${server.url}, and this run would buy from ${other.url}`)
    expect(shownOf(await place.run(["plan", "--show", "plan.json", "--json"], { server: other })).status).toBe("stale")
    expect([server.stats().exports, other.stats().exports]).toEqual([0, 0])
  })

  it("not with another state, and with none only once", async ({ place, newPlace, sandbox }) => {
    const server = await sandbox()
    // Of the first run, when there was no state yet.
    await planned(place, server, FOUR, "--target", "ledger")
    await place.write("first.json", await place.read("plan.json"))
    expect((await place.run(["apply", "first.json"], { server })).exitCode).toBe(0)
    const again = await place.run(["apply", "first.json", "--json"], { server })
    expect(again.exitCode).toBe(6)
    expect(errorOf(again).message).toContain("it was applied already")

    await planned(place, server, FOUR, "--target", "payouts")
    const elsewhere = await newPlace()
    await elsewhere.write("plan.json", await place.read("plan.json"))
    await elsewhere.write("exports.yaml", FOUR)
    const { exports } = server.stats()
    const ended = await elsewhere.run(["apply", "plan.json", "--json"], { server })
    expect(ended.exitCode).toBe(6)
    expect(errorOf(ended).message).toContain("it was made for another state")
    expect(server.stats().exports).toBe(exports)
  })

  it("a plan file is applied where an earlier purchase of the same address is no longer declared", async ({
    place,
    sandbox
  }) => {
    const server = await sandbox()
    await place.write("exports.yaml", DATED)
    await place.run(["apply", "--auto-approve"], { server })
    await place.write("exports.yaml", DATED.replace("2024-03-31", "2024-04-30"))
    await place.run(["plan", "--out", "plan.json"], { server })
    const applied = await place.run(["apply", "plan.json"], { server })
    expect({ exitCode: applied.exitCode, stderr: applied.stderr }).toMatchObject({ exitCode: 0 })
  })
})
