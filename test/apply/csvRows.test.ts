import { describe, expect, it } from "@effect/vitest"
import * as FC from "effect/FastCheck"
import { CsvRows } from "../../src/apply/csvRows.ts"

const rowsOf = (...chunks: ReadonlyArray<string | Uint8Array>): number => {
  const csv = new CsvRows()
  for (const chunk of chunks) csv.update(typeof chunk === "string" ? Buffer.from(chunk) : chunk)
  return csv.rows
}

describe("data rows", () => {
  it.each([
    ["", 0],
    ["\n", 0],
    ["\r\n\r\n", 0],
    ["a,b", 0],
    ["a,b\n", 0],
    ["a,b\n1,2", 1],
    ["a,b\r\n1,2\r\n", 1],
    ["a,b\n1,2\n\n3,4\n", 2],
    ['a,b\n"1\n2",3\n', 1],
    ['a,b\n"1\r\n""2"",\n",3\n4,5\n', 2],
    ['a,b\n"",""\n', 1],
    ['a\n""\n"""\n"""\n', 2],
    ["a;b\n1;2\n", 1],
    ['a;b\n1;"x\ny"\n', 1],
    ['a\tb\n1\t"x\ny"\n', 1],
    // Not as RFC 4180 has it, and as people and programs write it.
    ['a,b\n5" pipe,1\n6" pipe,2\n7" pipe,3\n', 3],
    ['a,b\n"he said \\"hi",1\nx,2\n', 2],
    ["\uFEFFa,b\n1,2\n", 1],
    ["a,b\n1,2\n3,4", 2],
    ["ä,ß\n名前,🦊\n", 1]
  ])("%j has %i", (text, rows) => {
    expect(rowsOf(text)).toBe(rows)
  })

  it("however the bytes are cut: one table, written by the book", () => {
    const value = FC.array(FC.constantFrom("a", ",", '"', "\n", "\r\n", "🦊", ";", " "), { maxLength: 6 }).map(
      (parts) => parts.join("")
    )
    const table = FC.array(FC.tuple(value, value), { maxLength: 12 })
    FC.assert(
      FC.property(
        table,
        FC.constantFrom("\n", "\r\n"),
        FC.boolean(),
        FC.array(FC.integer({ min: 1, max: 9 })),
        (rows, eol, last, cuts) => {
          const line = (values: ReadonlyArray<string>) => values.map((v) => `"${v.replaceAll('"', '""')}"`).join(",")
          const bytes = Buffer.from([["x", "y"], ...rows].map(line).join(eol) + (last ? eol : ""))
          const csv = new CsvRows()
          let at = 0
          for (const cut of cuts) {
            csv.update(bytes.subarray(at, at + cut))
            at += cut
          }
          csv.update(bytes.subarray(at))
          expect(csv.rows).toBe(rows.length)
        }
      )
    )
  })

  it("however the bytes are cut, and wherever they lie in memory: as read one by one", () => {
    const text = FC.array(
      FC.constantFrom("a", "bcdefghijk", ",", ";", "\t", '"', "\n", "\r", "\r\r\r\r\r", "🦊", "\u0000\u0001"),
      {
        maxLength: 40
      }
    ).map((parts) => Buffer.from(parts.join("")))
    const cuts = FC.array(FC.tuple(FC.integer({ min: 0, max: 40 }), FC.integer({ min: 0, max: 7 })))
    FC.assert(
      FC.property(text, cuts, (bytes, pieces) => {
        const csv = new CsvRows()
        let at = 0
        for (const [length, offset] of [...pieces, [bytes.length, 3] as const]) {
          csv.update(placedAt(offset, bytes.subarray(at, at + length)))
          at += length
        }
        expect(csv.rows).toBe(rowsByTheByte(bytes))
      }),
      { numRuns: 2_000 }
    )
  })
})

/** The same bytes, so many behind the beginning of their memory. */
const placedAt = (offset: number, bytes: Uint8Array): Uint8Array => {
  const memory = new Uint8Array(offset + bytes.length)
  memory.set(bytes, offset)
  return memory.subarray(offset)
}

/** What the fast one must come to: each byte changes where the reading stands. */
const rowsByTheByte = (bytes: Uint8Array): number => {
  let records = 0
  let at: "record" | "value" | "within" | "quoted" | "closed" = "record"
  for (const byte of bytes) {
    const character = String.fromCharCode(byte)
    if (at === "quoted") at = character === '"' ? "closed" : "quoted"
    else if (character === "\n") {
      if (at !== "record") records++
      at = "record"
    } else if (character === '"') at = at === "within" ? "within" : "quoted"
    else if (character !== "\r") at = ",;\t".includes(character) ? "value" : "within"
  }
  return Math.max(0, records + (at === "record" ? 0 : 1) - 1)
}
