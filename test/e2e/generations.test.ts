/** What is bought again and again, on a real disk: nothing that was paid for is lost, whatever the program is killed at. */
import { describe, expect } from "vitest"
import { randomFrom, seedFrom } from "./crash.ts"
import { errorOf, reportOf } from "./documents.ts"
import {
  applyAt,
  begin,
  chargesOf,
  expectSurvivesAll,
  filesIn,
  killing,
  RESTING,
  shasOf,
  TWICE
} from "./generations.ts"
import { it } from "./place.ts"
import { madeOnce } from "./prepared.ts"

describe.concurrent("a purchase that is made again", () => {
  it("leaves the file of each: the newest has the path, the others rest beside it", async ({ place, sandbox }) => {
    const server = await sandbox()
    await begin(place, server)
    const [first = ""] = await shasOf(place, ["data/links.csv"])
    expect(reportOf(await place.run(applyAt("2025-01-07"), { server })).summary).toMatchObject({ kept: 3 })
    const again = reportOf(await place.run(applyAt("2025-01-08"), { server }))
    expect(again.summary).toMatchObject({ done: 3 })

    expect(await filesIn(place)).toEqual(TWICE)
    const [second = "", copy, rests, copyRests] = await shasOf(place, [
      "data/links.csv",
      "data/tax/links.csv",
      `data/${RESTING}`,
      `data/tax/${RESTING}`
    ])
    expect(second).not.toBe(first)
    expect([copy, rests, copyRests]).toEqual([second, first, first])
    expect(new Set(chargesOf(server)).size).toBe(4)
    const seen = (await place.read("seen.txt")).trim().split("\n")
    expect(seen.map((line) => line.slice(line.indexOf("data/"))).sort()).toEqual(
      ["data/dated/2025-01-01.csv", "data/dated/2025-01-08.csv", "data/links.csv", "data/links.csv"].concat(
        "data/tax/links.csv",
        "data/tax/links.csv"
      )
    )
    const [record] = JSON.parse((await place.run(["state", "show", "links"])).stdout).records
    expect(record.earlier).toMatchObject([
      { as_of: "2025-01-01T00:00:00Z", files: [{ sha256: first }, { sha256: first }] }
    ])
    expect(chargesOf(server)).toContain(record.earlier[0].data_export_id)
    expect((await place.run(["status", "--as-of", "2025-01-08"])).stdout).toContain(`data/${RESTING}`)
  })

  // A part of them, from where the seed says: generations.long.test.ts has all of it.
  it("is killed at any of its files and calls, and loses none of them", async ({ newPlace, sandbox }) => {
    const all = await killing({ newPlace, sandbox })
    const seed = seedFrom("E2E_SEED")
    const first = Math.floor(randomFrom(seed)() * 12)
    const isLink = (at: string) => at.startsWith("link") && at.includes("generations")
    const some = all.points.filter((at, index) => index % 12 === first || at === all.points.find(isLink))
    console.log(`E2E_SEED=${seed}; ${some.length} of ${all.points.length} points`)
    await expectSurvivesAll(all, some)
  }, 240_000)
})

describe.concurrent("prune", () => {
  const thrice = madeOnce(async (place, server) => {
    await begin(place, server)
    for (const day of ["2025-01-08", "2025-01-15"]) expect((await place.run(applyAt(day), { server })).exitCode).toBe(0)
  })

  it("removes what is beyond `keep`, once somebody has said so; `keep` alone removes nothing", async ({
    place,
    sandbox
  }) => {
    const server = await sandbox()
    await thrice(place, server)
    const all = await filesIn(place)
    expect(all).toHaveLength(9)

    const refused = await place.run(["prune"])
    expect(refused).toMatchObject({ exitCode: 1, stderr: expect.stringContaining("give --auto-approve") })
    expect(refused.stdout).toContain(`data/${RESTING}`)
    expect(errorOf(await place.run(["prune", "--json"]))).toMatchObject({ code: "usage" })
    expect(await filesIn(place)).toEqual(all)

    const { ledger } = JSON.parse(await place.read("exports.state.json"))
    const pruned = await place.run(["prune", "--auto-approve", "--json"])
    expect(pruned.exitCode).toBe(0)
    expect(JSON.parse(pruned.stdout)).toMatchObject({
      summary: { forgotten: 2, removed: 3, gone: 0, left: 0 },
      shared: []
    })
    const oldest = [`data/${RESTING}`, `data/tax/${RESTING}`, "data/dated/2025-01-01.csv"]
    expect(await filesIn(place)).toEqual(all.filter((name) => !oldest.includes(name)))
    expect(JSON.parse(await place.read("exports.state.json")).ledger).toEqual(ledger)
    expect((await place.run(["prune", "--auto-approve"])).stdout).toContain("Nothing is to be removed")
    expect((await place.run(["plan", "--as-of", "2025-01-15", "--detailed-exitcode"])).exitCode).toBe(0)
  })

  it("leaves what was changed since, says so, and keeps it listed", async ({ place, sandbox }) => {
    const server = await sandbox()
    await thrice(place, server)
    await place.write(`data/${RESTING}`, "my notes\n")
    const ended = await place.run(["prune", "--auto-approve", "--target", "links"])
    expect(ended.exitCode).toBe(5)
    expect(ended.stdout).toContain(`left data/${RESTING}: it was changed since it was written`)
    expect(await place.read(`data/${RESTING}`)).toBe("my notes\n")
    const files = await filesIn(place)
    expect(files).not.toContain(`data/tax/${RESTING}`)
    expect(files).toContain("data/dated/2025-01-01.csv")

    // Once it is moved away, its generation is forgotten.
    await place.shell(`mv data/${RESTING} notes.txt`)
    expect((await place.run(["prune", "--auto-approve", "--target", "links"])).exitCode).toBe(0)
    const forgotten = await place.run(["state", "rm", "links"])
    expect(forgotten.stderr).toContain("with its 2 generations")
  })
})

describe.concurrent("a generation beyond `keep`", () => {
  it("stays where its file covers what else is declared: nothing is to be bought for its removal", async ({
    place,
    sandbox
  }) => {
    const server = await sandbox()
    const recent = `version: 1
accounts: { main: acct_9f2c41 }
defaults: { account_ids: [main] }
exports:
  recent:
    type: transactions
    start_date: start_of_month - 1mo
    end_date: yesterday
    refresh: 1mo
    keep: 1
    output: data/recent.csv
`
    await place.write("exports.yaml", recent)
    for (const day of ["2025-01-01", "2025-02-01", "2025-03-01"])
      expect((await place.run(applyAt(day), { server })).exitCode).toBe(0)
    const months = "{ type: transactions, start_date: 2024-12-01, end_date: 2024-12-31, split: month }"
    await place.write("exports.yaml", `${recent}  months: ${months}\n`)
    const plan = ["plan", "--as-of", "2025-03-01", "--detailed-exitcode"]
    expect(await place.run(plan)).toMatchObject({ exitCode: 0, stdout: expect.stringContaining("covered by recent") })

    const pruned = await place.run(["prune", "--as-of", "2025-03-01", "--auto-approve"])
    expect(pruned).toMatchObject({
      exitCode: 0,
      stdout: expect.stringContaining("1 older generation left alone: something else needs")
    })
    expect(pruned.stdout).toContain("1 file removed")
    expect((await place.run(plan)).exitCode).toBe(0)
    expect(chargesOf(server)).toHaveLength(3)
  })
})
