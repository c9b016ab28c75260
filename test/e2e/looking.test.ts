/** `exporter status` and `exporter report`: what they say is what is there; the page in a real browser, more of it in looking.long.test.ts. */
import { mkdir, stat } from "node:fs/promises"
import type { Browser } from "playwright-core"
import { afterAll, beforeAll, describe, expect } from "vitest"
import { renderPage } from "../../src/cli/report/page.ts"
import { reportInput } from "../cli/looking.ts"
import { HOSTILE, hostile, large } from "../cli/report/pages.ts"
import { CHROMIUM, launch, overhang, see } from "./chromium.ts"
import { expectValid, type ReportDocument, reportOf } from "./documents.ts"
import { FOUR, TWELVE_TYPES } from "./manifests.ts"
import { expectGood, SOME_LOOKS } from "./pageLooks.ts"
import { type Ended, it, KEY } from "./place.ts"

interface StatusDocument {
  readonly summary: Readonly<Record<string, number>>
  readonly credits: {
    readonly this_month: { readonly credits: number }
    readonly total: { readonly credits: number; readonly charges: number }
    readonly per_month: number | null
  }
  readonly exports: ReadonlyArray<{ readonly name: string; readonly cells: ReadonlyArray<{ readonly kind: string }> }>
  readonly in_flight: ReadonlyArray<{ readonly address: string; readonly data_export_id: string | null }>
}

const statusOf = ({ stdout }: Ended): StatusDocument => JSON.parse(stdout) as StatusDocument

describe.concurrent("exporter status", () => {
  it("tells what is there, before a run, after it, and when a file is gone; without a call", async ({
    place,
    sandbox
  }) => {
    const server = await sandbox()
    await place.write("exports.yaml", TWELVE_TYPES)
    const before = await place.run(["status"])
    expect(before.exitCode).toBe(0)
    expect(before.stdout).toMatch(/^ {2}ledger +transactions +0 of 3 done, 3 missing$/m)
    expect(before.stdout).toMatch(/\n0 of 18 done, 18 missing\.\nCredits: 0 charged in \d{4}-\d\d, 0 in all\.\n$/)

    const applied = reportOf(await place.run(["apply", "--auto-approve", "--json"], { server }))
    expect(applied.summary["done"]).toBe(18)
    const asked = { ...server.stats().calls }
    const document = statusOf(await place.run(["status", "--json"], { server }))
    await expectValid("status", document)
    expect(document.summary).toMatchObject({ requests: 18, done: 18, missing: 0 })
    expect(document.credits.total).toMatchObject({ credits: applied.credits.charged, charges: 17 })
    expect(document.credits.this_month.credits).toBe(applied.credits.charged)

    await place.shell("rm data/ledger/2024-02.csv")
    const after = await place.run(["status", "--target", "ledger"])
    expect(after.stdout).toContain("\n  ledger  transactions  2 of 3 done, 1 to come\n    2024-01\n    #>#\n")
    expect(server.stats().calls).toEqual(asked)
  })

  it("says what is on its way while a run goes on, and does not disturb it", async ({ place, sandbox }) => {
    const server = await sandbox({ speed: 0.1 })
    await place.write("exports.yaml", FOUR)
    const run = place.start(["apply", "--auto-approve"], { server })
    await expect
      .poll(async () => statusOf(await place.run(["status", "--json"])).in_flight.length, { timeout: 60_000 })
      .toBeGreaterThan(0)
    const { in_flight, summary } = statusOf(await place.run(["status", "--json"]))
    expect((summary["begun"] ?? 0) + (summary["paid"] ?? 0)).toBe(in_flight.length)
    const page = await place.run(["report", "--out", "during.html"])
    expect(page.exitCode).toBe(0)
    expect(await place.read("during.html")).toContain("It has not said that it ended")
    run.kill("SIGINT")
    expect((await run.ended).exitCode).toBe(130)
  })

  it("fails as plan does: a bad manifest with 3, a damaged state with 6", async ({ place }) => {
    expect((await place.run(["status"])).exitCode).toBe(3)
    await place.write("exports.yaml", FOUR)
    await place.write("exports.state.json", "{")
    expect((await place.run(["status", "--json"])).exitCode).toBe(6)
    expect((await place.run(["report", "--json"])).exitCode).toBe(6)
    await expect(place.read("report.html")).rejects.toThrow(/ENOENT/)
  })
})

describe.concurrent("the times of the last run", () => {
  const LAST = "exports.state.last-run.json"

  it("are kept beside the state, with no id and no key, and not touched by a run that has nothing to do", async ({
    place,
    sandbox
  }) => {
    const server = await sandbox()
    await place.write("exports.yaml", FOUR)
    const { results } = reportOf(await place.run(["apply", "--auto-approve", "--json"], { server }))
    const text = await place.read(LAST)
    await expectValid("last-run", JSON.parse(text))
    const { requests } = JSON.parse(text) as { requests: ReadonlyArray<{ address: string; outcome: string }> }
    expect(requests.map(({ address, outcome }) => [address, outcome]).toSorted()).toEqual(
      results.map(({ address, outcome }) => [address, outcome]).toSorted()
    )
    expect(text).not.toContain(KEY)
    expect(text).not.toMatch(/data_export_|https?:/)
    expect((await stat(place.path(LAST))).mode & 0o777).toBe(0o600)

    await place.run(["apply", "--auto-approve"], { server })
    expect(await place.read(LAST)).toBe(text)
  })

  it("cost a run nothing where they cannot be written; the page says what it knows", async ({ place, sandbox }) => {
    const server = await sandbox()
    await place.write("exports.yaml", FOUR)
    // A folder in its place is a disk that refuses.
    await mkdir(place.path(LAST))
    const ended = await place.run(["apply", "--auto-approve"], { server })
    expect(ended.exitCode).toBe(0)
    expect(ended.stderr.match(/The times of this run cannot be kept in .*last-run\.json/g)).toHaveLength(1)
    expect((await place.run(["report"])).exitCode).toBe(0)
    expect(await place.read("report.html")).toContain("The times of the last run cannot be read")
  })
})

describe.concurrent("exporter report", () => {
  it("writes one page beside the manifest, the same for the same, and overwrites nothing else", async ({
    place,
    sandbox
  }) => {
    const server = await sandbox()
    await place.write("m/exports.yaml", FOUR)
    await place.run(["apply", "--auto-approve", "-f", "m/exports.yaml"], { server })
    const words = ["report", "-f", "m/exports.yaml", "--as-of", "2030-01-01"]
    const first = await place.run(words)
    expect(first).toMatchObject({ exitCode: 0, stderr: "" })
    expect(first.stdout).toMatch(/^Written to m\/report\.html \(\d+\.\d kB\): 4 of 4 done\.\n$/)
    const page = await place.read("m/report.html")
    await place.run(words)
    expect(await place.read("m/report.html")).toBe(page)
    expect((await stat(place.path("m/report.html"))).mode & 0o777).toBe(0o600)
    expect(page).not.toContain(KEY)

    const refused = await place.run([...words, "--out", "m/exports.yaml"])
    expect(refused.exitCode).toBe(1)
    expect(refused.stderr).toContain("is no page of exporter: it is not overwritten")
    expect(await place.read("m/exports.yaml")).toBe(FOUR)
    expect((await place.run([...words, "--out", "nowhere/x.html"])).stderr).toMatch(/cannot be written to .*\(ENOENT\)/)

    const json = await place.run([...words, "--out", "other.html", "--json"])
    expect(JSON.parse(json.stdout)).toEqual({ version: 1, file: "other.html", bytes: Buffer.byteLength(page) })
    const piped = await place.shell(`exporter ${words.join(" ")} --out /dev/stdout | head -c 15`)
    expect(piped.stdout).toBe("<!doctype html>")
  })

  it("of a sandbox lies in its folder, and says so", async ({ place }) => {
    await place.write("exports.yaml", FOUR)
    expect((await place.run(["report", "--sandbox"])).exitCode).toBe(1)
    await place.run(["apply", "--sandbox", "--auto-approve"])
    expect((await place.run(["report", "--sandbox"])).stdout).toMatch(/^Written to sandbox\/report\.html /)
    expect(await place.read("sandbox/report.html")).toContain("in the <strong>sandbox</strong>")
  })
})

// Where there is no Chromium these say that they were skipped: `apt-get install chromium` brings one.
describe.skipIf(CHROMIUM === undefined)("the page in Chromium", () => {
  let browser: Browser
  beforeAll(async () => {
    browser = await launch()
  })
  afterAll(() => browser?.close())

  it.for(SOME_LOOKS)(
    "$name: fits $width px, $scheme, complains of nothing, asks for nothing, shuts nobody out",
    async ({ input, ...look }, { place }) => {
      await expectGood(browser, await place.write("page.html", renderPage(input)), look)
    }
  )

  it("looks dark where people like it dark", async ({ place }) => {
    const file = await place.write("page.html", renderPage(reportInput()))
    const colours = async (scheme: "light" | "dark") => {
      const { page } = await see(browser, file, { width: 800, scheme })
      const [background, text] = await page.evaluate<ReadonlyArray<string>>(
        "(({ backgroundColor, color }) => [backgroundColor, color])(getComputedStyle(document.body))"
      )
      await page.context().close()
      return [background, text]
    }
    expect(await colours("light")).toEqual(["rgb(255, 255, 255)", "rgb(27, 35, 46)"])
    expect(await colours("dark")).toEqual(["rgb(17, 21, 27)", "rgb(229, 233, 239)"])
  })

  it("takes hostile names for text", async ({ place }) => {
    const file = await place.write("page.html", renderPage(hostile))
    const { page, complaints } = await see(browser, file, { width: 800, scheme: "light" })
    const shown = HOSTILE.replace("\u202e", "[U+202E]").replace("\u0000", "[U+0000]").replace("\u001b", "[U+001B]")
    expect(await page.locator("h3 code").first().textContent()).toBe(`${shown.replace("\u2066", "[U+2066]")} 0`)
    expect(await page.locator("img").count()).toBe(0)
    expect(complaints).toEqual([])
    await page.context().close()
  })

  it("is read without scripts, and searched with one, from the keyboard alone", async ({ place }) => {
    const input = reportInput()
    const file = await place.write("page.html", renderPage(input))
    const plain = await see(browser, file, { width: 375, scheme: "light", scripts: false })
    expect(await plain.page.locator("#files tbody tr").count()).toBe(input.files.length)
    expect(await plain.page.locator("input").count()).toBe(0)
    await plain.page.context().close()

    const { page, complaints } = await see(browser, file, { width: 1280, scheme: "light" })
    await page.keyboard.press("Tab")
    expect(await page.evaluate("document.activeElement.textContent")).toBe("Coverage")
    const search = page.getByRole("searchbox", { name: "Show only files whose row contains" })
    await search.focus()
    await page.keyboard.type("studio/2023")
    const visible = page.locator("#files tbody tr:visible")
    const wanted = input.files.filter(({ path }) => path.includes("studio/2023"))
    expect(await visible.count()).toBe(wanted.length)
    expect(await page.getByRole("status").textContent()).toBe(`${wanted.length} files`)
    await search.fill("")
    expect(await page.locator("#files tbody tr:not([hidden])").count()).toBe(input.files.length)
    // What scrolls can be reached, and scrolled.
    const box = page.locator(".box").first()
    await box.focus()
    expect(await box.evaluate((element) => element === element.ownerDocument.activeElement)).toBe(true)
    expect(complaints).toEqual([])
    await page.context().close()
  })

  it("is usable with ten thousand requests in it", async ({ place }) => {
    const file = await place.write("page.html", renderPage(large))
    const { page, complaints } = await see(browser, file, { width: 375, scheme: "light" })
    expect(await overhang(page)).toBeLessThanOrEqual(0)
    expect(await page.locator(".grid td.done").count()).toBe(10_000)
    expect(complaints).toEqual([])
    await page.context().close()
  })

  it("has the numbers of the state that the program wrote", async ({ place, sandbox }) => {
    const server = await sandbox()
    await place.write("exports.yaml", TWELVE_TYPES)
    const report: ReportDocument = reportOf(
      await place.run(["apply", "--auto-approve", "--json", "--budget", "120"], { server })
    )
    const status = statusOf(await place.run(["status", "--json"]))
    await place.run(["report"])
    const { page, complaints } = await see(browser, place.path("report.html"), { width: 1280, scheme: "light" })
    const tile = (name: string | RegExp) =>
      page.locator(".tiles div", { has: page.locator("dt", { hasText: name }) }).locator("dd")
    expect(await tile(/^done$/).textContent()).toBe(`${status.summary["done"]} of ${status.summary["requests"]}`)
    expect(await tile("charged in all").textContent()).toBe(String(report.credits.charged))
    for (const { name, cells } of status.exports.filter((one) => one.cells.length > 1)) {
      const grid = page.locator("table.grid", { has: page.locator("caption", { hasText: `${name}: by` }) })
      expect(await grid.locator("tbody td").count()).toBe(cells.length)
      expect(await grid.locator("tbody td.done").count()).toBe(cells.filter(({ kind }) => kind === "done").length)
    }
    const outputs = report.results.flatMap(({ output }) => output ?? [])
    const rows = await page
      .locator("#files tbody tr")
      .evaluateAll((all) =>
        all.map((row) => [row.children[0]?.textContent, row.children[3]?.textContent, row.children[4]?.textContent])
      )
    expect(rows.toSorted()).toEqual(outputs.map(({ path, sha256 }) => [path, sha256, "intact"]).toSorted())
    for (const { path, sha256 } of outputs) expect(await place.sha256(path)).toBe(sha256)
    const worked = report.results.filter(({ outcome }) => outcome === "done")
    const tracks = await page
      .locator(".times tbody tr")
      .evaluateAll((all) => all.map((row) => row.children[0]?.textContent))
    for (const { address } of worked) expect(tracks).toContain(address)
    expect(complaints).toEqual([])
    await page.context().close()
  })
})
