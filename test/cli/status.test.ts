import { readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { stripVTControlCharacters, styleText } from "node:util"
import { describe, expect, it } from "vitest"
import type { Style } from "../../src/cli/Output.ts"
import { renderStatus } from "../../src/cli/render/status.ts"
import type { Status } from "../../src/cli/status.ts"
import { CELL_KINDS, totalOf } from "../../src/plan/coverage.ts"
import { AS_OF, looking } from "./looking.ts"

const plain: Style = (_, text) => text
const coloured: Style = (format, text) => styleText(format, text, { validateStream: false })

/** `UPDATE=1 npx vitest run test/cli/status.test.ts` writes what it says now. */
const expectGolden = (name: string, shown: string): void => {
  const file = join(import.meta.dirname, "golden/status", name)
  if (process.env["UPDATE"] === "1") writeFileSync(file, shown)
  expect(shown).toBe(readFileSync(file, "utf8"))
}

const { status } = looking()

const text = (of: Status, width = 80, all = false) => renderStatus(of, { width, all, style: plain })

describe("exporter status", () => {
  it.each([80, 40])("shows what is there in %i columns", (width) => {
    expectGolden(`status-${width}.txt`, `${text(status, width)}\n`)
  })

  it("is one document for programs", () => {
    expectGolden("status.json", `${JSON.stringify(status, null, 2)}\n`)
  })

  it("says the same in colours", () => {
    const shown = renderStatus(status, { width: 80, all: false, style: coloured })
    expect(shown).not.toBe(text(status))
    expect(stripVTControlCharacters(shown)).toBe(text(status))
  })

  it.each([20, 30, 40, 50, 60, 80, 120, 200])(
    "keeps its grids within %i columns, and counts what it folds",
    (width) => {
      const lines = text(status, width).split("\n")
      const grid = lines.slice(
        lines.findIndex((line) => line.startsWith("    main")),
        lines.length
      )
      const rows = grid.slice(0, 3)
      for (const row of rows) expect(row.length).toBeLessThanOrEqual(Math.max(width, 40))
      const cells = status.exports[0]?.cells ?? []
      for (const [index, account] of ["main", "studio", "club"].entries()) {
        const row = rows[index] ?? ""
        const [, done, folded] = / (\d+)\/(\d+) done /.exec(row) ?? ["", "0", "0"]
        const shown = row.replace(/^ +\w+ +(?:\d+\/\d+ done)?/, "").replace(/ /g, "")
        const ofRow = cells.filter((cell) => cell.account === account)
        expect(shown.length + Number(folded)).toBe(ofRow.length)
        expect([...shown].filter((sign) => sign === "#").length + Number(done)).toBe(
          ofRow.filter(({ kind }) => kind === "done").length
        )
      }
    }
  )

  it("shows every window in as many blocks as they take, where all is asked for", () => {
    const [first] = status.exports
    const rows = text(status, 30, true)
      .split("\n")
      .filter((line) => line.startsWith("    main  "))
    expect(rows.length).toBeGreaterThan(2)
    for (const row of rows) expect(row.length).toBeLessThanOrEqual(30)
    const signs = rows.map((row) => row.slice(12).replaceAll(" ", "")).join("")
    // The last block is that of an export that is split by account alone.
    expect(signs.slice(0, -1)).toHaveLength(first?.windows.length ?? 0)
  })

  it("folds what nobody would read, and says how much", () => {
    const day = (n: number) => new Date(Date.UTC(2020, 0, 1 + n)).toISOString().slice(0, 10)
    const singles = Array.from({ length: 330 }, (_, n) => {
      // The last thirty are the purchases of the first, for another path.
      const end = day(n % 300)
      return `  e${n}: { type: payouts, start_date: 2020-01-01, end_date: ${end}, output: "{export}" }`
    })
    const accounts = Array.from({ length: 60 }, (_, n) => `a${n}: acct_${n}`)
    const { status: many } = looking(`version: 1
accounts: { ${accounts.join(", ")} }
defaults: { account_ids: all }
exports:
${singles.join("\n")}
  ledger: { type: transactions, start_date: 2020-01-01, end_date: 2020-06-30, split: { by: month, account: true }, output: "{address}" }
`)
    const folded = text(many)
    expect(folded.match(/> to come/g)).toHaveLength(20)
    expect(folded).toContain("\n  … and 310 more of one request: 300 of 310 done, 10 to come\n")
    expect(folded).toContain("\n    … and 36 more accounts: 216 of 216 done\n")
    expect(folded).toContain("\n660 of 690 done, 30 to come.\n")
    expect(folded.split("\n").length).toBeLessThan(80)

    const all = text(many, 80, true)
    expect(all.match(/^ {2}e\d+ .* (# done|> to come: .*)$/gm)).toHaveLength(330)
    expect(all.match(/^ {4}a\d+ +######$/gm)).toHaveLength(60)
    expect(all).not.toContain("…")
  })

  it("takes no control code from anybody", () => {
    const [first] = status.exports
    if (first === undefined) throw new Error("there are exports")
    const cells = first.cells.map((cell) => ({ ...cell, kind: "failed" as const, reason: "\u001b[2Jgone\u0007" }))
    const shown = text({ ...status, exports: [{ ...first, name: "a\u001b[1mb", cells }] })
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
    expect(shown).not.toMatch(/[\u0000-\u0009\u000b-\u001f]/)
  })

  it("says so where nothing is declared or charged", () => {
    const empty = { ...status, exports: [], in_flight: [], orphans: [], generations: [] }
    const none = Object.fromEntries(CELL_KINDS.map((kind) => [kind, 0])) as typeof status.summary
    expect(text({ ...empty, summary: { ...none, requests: 0, orphan: 0 } })).toBe(
      `Status as of ${AS_OF}\n\nNothing is declared.\nCredits: 203 of 500 charged in 2024-08, 583 in all (and 1 charge of unknown price).`
    )
  })

  it("has the numbers of its grids in its sums", () => {
    expect(status.summary.requests).toBe(totalOf(status.summary))
    expect(status.summary.requests).toBe(status.exports.flatMap(({ cells }) => cells).length)
  })
})
