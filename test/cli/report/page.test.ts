import { describe, expect, it } from "vitest"
import type { LastRun } from "../../../src/apply/lastRun.ts"
import { PAGE_BEGINS, renderPage } from "../../../src/cli/report/page.ts"
import type { ReportInput } from "../../../src/cli/report/ReportInput.ts"
import type { Address } from "../../../src/domain.ts"
import { CELL_KINDS } from "../../../src/plan/coverage.ts"
import { LAST_RUN, looking, reportInput } from "../looking.ts"
import { HOSTILE, hostile, large } from "./pages.ts"

const input = reportInput()
const page = renderPage(input)

/** Rows of the table whose caption begins so, cell by cell, as text. */
const rowsOf = (text: string, caption: string): ReadonlyArray<ReadonlyArray<string>> => {
  const from = text.indexOf(`>${caption}`)
  expect(from, caption).toBeGreaterThan(0)
  const table = text.slice(from, text.indexOf("</table>", from))
  return [...table.matchAll(/<tr>(.*?)<\/tr>/gs)].map(([, row = ""]) =>
    [...row.matchAll(/<t[hd][^>]*>(.*?)<\/t[hd]>/gs)].map(([, cell = ""]) => cell.replace(/<[^>]*>/g, ""))
  )
}

describe("the page", () => {
  it("begins as pages of ours do, and is the same each time", () => {
    expect(page.startsWith(PAGE_BEGINS)).toBe(true)
    expect(renderPage(reportInput(looking()))).toBe(page)
  })

  it("loads nothing", () => {
    expect(page).not.toMatch(/\b(?:src|srcset|action|poster|data)=|@import|url\(/)
    expect([...page.matchAll(/href="([^"]*)"/g)].map(([, to]) => to)).toEqual([
      "data:,",
      "#coverage",
      "#last-run",
      "#credits",
      "#files"
    ])
  })

  it("has a cell for each request of a grid, with a word in it", () => {
    const { status } = input
    for (const { name, accounts, windows, cells } of status.exports.filter((one) => one.cells.length > 1)) {
      const rows = rowsOf(page, `${name}: by`).filter((row) => accounts.includes(row[0] ?? "") || row[0] === name)
      expect(rows).toHaveLength(accounts.length || 1)
      expect(rows.flatMap((row) => row.slice(1))).toHaveLength((accounts.length || 1) * (windows.length || 1))
      expect(rows.flatMap((row) => row.slice(1)).filter((text) => text.endsWith("done"))).toHaveLength(
        cells.filter(({ kind }) => kind === "done").length
      )
    }
  })

  it("has the numbers of the status in its summary", () => {
    const tiles = [...page.matchAll(/<div><dt>(.*?)<\/dt><dd>(.*?)<\/dd><\/div>/g)].map(
      ([, name = "", value = ""]) => `${name} ${value.replace(/<[^>]*>/g, "")}`
    )
    expect(tiles).toEqual([
      "done 90 of 116",
      "due again 1",
      "to come 3",
      "begun 2",
      "open 14",
      "missing 3",
      "failed or blocked 2",
      "incomplete 1",
      "credits charged in 2024-08 203 of 500",
      "credits charged in all 583 + ?",
      "purchases on their way 3",
      "no longer declared 1"
    ])
    expect(tiles.filter((tile) => /^(done|due|to|begun|open|miss|fail|inc)/.test(tile))).toHaveLength(CELL_KINDS.length)
  })

  it("has the ledger, against the cap of a month", () => {
    expect(rowsOf(page, "Credits by month").map((row) => row.slice(0, 4))).toEqual([
      ["month", "credits", "charges", "of the cap"],
      ["2024-08", "203", "33", "40.6 %"],
      ["2024-07", "190 + ?", "33", "38.0 %"],
      ["2024-06", "190", "31", "38.0 %"],
      ["all months", "583 + ?", "97", ""]
    ])
    const byType = rowsOf(page, "Credits by type").slice(1, -1)
    expect(byType.map(([type]) => type)).toEqual(input.status.credits.by_type.map(({ type }) => type))
    const byAccount = rowsOf(page, "Credits by account").slice(1, -1)
    expect(byAccount.map(([whose]) => whose)).toEqual([
      "main",
      "studio",
      "club",
      "3 together: club, studio, main",
      "acct_1"
    ])
  })

  it("has every file with its checksum, and says which are not as written", () => {
    const files = input.files.map(({ path, sha256 }) => [path, sha256])
    const rows = [...page.matchAll(/<th scope="row" class="path">(.*?)<\/th>.*?<td class="sum">(.*?)<\/td>/g)]
    expect(rows.map(([, path, sum]) => [path, sum]).toSorted()).toEqual(files.toSorted())
    expect(page).toContain("96 files, 3.9 MB: 94 intact, 2 not as written.")
    expect(page).toContain("Not listed: 2 generations older than what is kept: see <code>exporter prune</code>.")
    expect(page).toContain('followings <span class="quiet">2023-03-01</span>')
    expect(page).toMatch(/ledger\/main\/2023-02\.csv<\/th>.*<td><strong>gone<\/strong><\/td>/)
    expect(page).toMatch(/ledger\/main\/2023-03\.csv<\/th>.*<td><strong>changed<\/strong>: 12 bytes<\/td>/)
  })

  it("says of the last run in numbers what its bars show", () => {
    expect(rowsOf(page, "Time line").slice(1)).toEqual([
      ["ledger/main/2024-07", "", "0.1 s", "1 min 37 s", "9", "done"],
      ["ledger/club/2024-06", "", "0.9 s", "5 min 34 s", "12", "done"],
      ["chats/main", "", "1.8 s", "11 min 1 s", "10", "done"],
      ["payouts-for-tax", "", "11.5 s", "0.5 s", "7", "done"],
      [
        "chats/club",
        "",
        "2.4 s",
        "4 min 20 s",
        "6",
        "failed: it failed at the server: scraping was refused by the account"
      ],
      ["fans", "", "–", "–", "–", "blocked: it may cost 400 credits, and per_month (500) leaves 3"]
    ])
    expect(page).toContain(
      'aria-label="waits for its turn 0.1 s, price is calculated 4.0 s, waits for its turn 0.1 s, server works on it 1 min 30 s, waits for its turn 0.0 s, download 2.5 s"'
    )
  })

  it.each<[string, ReportInput["lastRun"], string]>([
    ["that was never made", "none", "No run has left its times here yet"],
    ["whose times cannot be read", "unreadable", "cannot be read"],
    ["that goes on", { ...LAST_RUN, ended_at: null, credits: null, requests: [] }, "has not said that it ended"],
    ["that was stopped", { ...LAST_RUN, stopped: { code: "interrupted", message: "told to stop" } }, "told to stop"]
  ])("tells of a run %s", (_, lastRun, words) => {
    expect(renderPage({ ...input, lastRun })).toContain(words)
  })
})

describe("what comes from others", () => {
  const text = renderPage(hostile)

  it("is text, wherever it stands", () => {
    // The page's own: one style, one script, no handler, and no image.
    expect(text.match(/<script/g)).toHaveLength(1)
    expect(text.match(/<style/g)).toHaveLength(1)
    // What stands in quotes is no attribute of its own: the quotes in it are escaped.
    expect(text.replace(/"[^"\n]*"/g, '""').match(/<img|<[^>]*\son\w+=/)).toBeNull()
    expect(text.match(/&lt;script&gt;alert\(1\)&lt;\/script&gt;/g)?.length).toBeGreaterThan(8)
  })

  it("moves no text and hides none", () => {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
    expect(text.match(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/)).toBeNull()
    expect(text).toContain("[U+202E]")
    expect(HOSTILE).toMatch(/\u202e/)
  })
})

describe("ten thousand requests", () => {
  it("make a page that is still read, and soon made", () => {
    const begun = performance.now()
    const text = renderPage(large)
    const took = performance.now() - begun
    expect(Buffer.byteLength(text)).toBeLessThan(5_000_000)
    expect(text.match(/<td class="done">/g)).toHaveLength(10_000)
    expect(text.match(/<td class="sum">/g)).toHaveLength(10_000)
    expect(text).toContain("… and 9800 more requests, none of which took longer than those above.")
    // A second is what it should take where nothing else runs.
    expect(took).toBeLessThan(5_000)
  })

  it("and more are folded, with their sums", () => {
    const [one] = large.status.exports
    if (one === undefined) throw new Error("there is an export")
    const twice = { ...large.status, exports: [one, { ...one, name: "again" }] }
    const requests = LAST_RUN.requests.map((request) => ({ ...request, address: "x" as Address }))
    const lastRun: LastRun = { ...LAST_RUN, requests }
    const files = [...large.files, ...large.files]
    const text = renderPage({ ...large, status: twice, files, lastRun })
    expect(text).toContain("100 by 100 cells are too many for a grid on this page")
    expect(text.match(/<td class="done">/g)).toHaveLength(10_000)
    expect(rowsOf(text, "again: sums by account")[1]).toEqual(["a0", "100"])
    expect(text).toContain("… and 10000 more files")
  })
})
