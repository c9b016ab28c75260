import { expect, it } from "vitest"
import { renderStatus } from "../../src/cli/render/status.ts"
import type { Address } from "../../src/domain.ts"
import type { CellStatus, Counts, Coverage, Row } from "../../src/plan/coverage.ts"

const plain = (_: unknown, text: string) => text
const NONE: Counts = { done: 0, incomplete: 0, "under-way": 0, open: 0, missing: 0, failed: 0 }
const KINDS: Readonly<Record<string, CellStatus>> = {
  "#": "done",
  "~": "incomplete",
  ">": "under-way",
  ".": "open",
  "-": "missing",
  "!": "failed"
}

/** A row out of its picture. */
const row = (account: string | undefined, picture: string): Row => ({
  ...(account === undefined ? {} : { account }),
  cells: [...picture].map((symbol, index) => ({
    address: `x/${account}/${index}` as Address,
    window: `w${String(index + 1).padStart(3, "0")}`,
    status: KINDS[symbol] ?? "missing"
  }))
})

const countsOf = (rows: ReadonlyArray<Row>): Counts => {
  const counts: Record<CellStatus, number> = { ...NONE }
  for (const { cells } of rows) for (const { status } of cells) counts[status]++
  return counts
}

const coverageOf = (rows: ReadonlyArray<Row>, underWay: Coverage["underWay"] = []): Coverage => ({
  exports: [{ name: "ledger", type: "transactions", counts: countsOf(rows), rows }],
  counts: countsOf(rows),
  underWay
})

const money = { month: 40, unknown: false, perMonth: 500, total: 140 }

it("shows accounts and windows, with a legend of what is there to be seen", () => {
  const rows = [row("main", "####~.."), row("studio", "##>!-..")]
  expect(renderStatus(coverageOf(rows), money, 80, plain)).toMatchInlineSnapshot(`
    "ledger  transactions  6 done, 1 incomplete, 1 under way, 4 open, 1 missing, 1 failed
              w001 … w007
      main    ####~..
      studio  ##>!-..

    # done   ~ incomplete   > under way   . open   - missing   ! failed

    6 of 14 done.
    40 credits of 500 charged this month; 140 credits in the ledger."
  `)
})

it("goes on in a further block where the terminal is narrow", () => {
  const text = renderStatus(coverageOf([row("main", "#".repeat(70))]), { ...money, perMonth: null }, 40, plain)
  expect(text.split("\n").slice(0, 7)).toEqual([
    "ledger  transactions  70 done",
    "        w001 … w031",
    `  main  ${"#".repeat(31)}`,
    "        w032 … w062",
    `  main  ${"#".repeat(31)}`,
    "        w063 … w070",
    `  main  ${"#".repeat(8)}`
  ])
})

it("tells accounts that are alike together, where there are many", () => {
  const rows = [
    ...Array.from({ length: 40 }, (_, n) => row(`a${n}`, "###")),
    row("late", "##-"),
    ...Array.from({ length: 3 }, (_, n) => row(`b${n}`, "..."))
  ]
  expect(renderStatus(coverageOf(rows), money, 80, plain).split("\n").slice(0, 5)).toEqual([
    "ledger  transactions  122 done, 9 open, 1 missing",
    "        w001 … w003",
    "  late  ##-",
    "  … and 40 accounts with all done",
    "  … and 3 accounts with all open"
  ])
})

it("names what is under way, and no more of it than can be read", () => {
  const underWay = Array.from({ length: 12 }, (_, n) => ({
    address: `ledger/${n}` as Address,
    phase: "started" as const,
    reason: "paid; the server is working on it"
  }))
  const lines = renderStatus(coverageOf([row("main", ">>")], underWay), money, 80, plain).split("\n")
  expect(lines).toContain("  ledger/9: paid; the server is working on it")
  expect(lines).toContain("  … and 2 more; --json has them all")
})

it("moves nobody's cursor", () => {
  expect(renderStatus(coverageOf([row("\u001b[2Jevil", "##")]), money, 80, plain)).not.toContain("\u001b")
})
