/** Frames as they are drawn; `npx vitest run -u test/cli/progress` writes the goldens anew. */
import { stripVTControlCharacters, styleText } from "node:util"
import { describe, expect, it } from "vitest"
import type { Style } from "../../../src/cli/Output.ts"
import { widthOf } from "../../../src/cli/progress/fit.ts"
import { frameOf, rowsFor } from "../../../src/cli/progress/frame.ts"
import { viewOf } from "../../../src/cli/progress/View.ts"
import {
  downloading,
  folded,
  HOUR,
  look,
  MINUTE,
  phase,
  result,
  SECOND,
  standing,
  started,
  T0,
  type Timed
} from "./runs.ts"

const plain: Style = (_, text) => text
const coloured: Style = (format, text) => styleText(format, text, { validateStream: false })

const timeOfDay = (ms: number) => new Date(ms).toISOString().slice(11, 16)

const NASTY = "経理/\u001b[2J東京\n\u202eevil/2024-02"

const NOW = T0 + 3 * MINUTE

/** A bit of everything. */
const EVENTS: ReadonlyArray<Timed> = [
  [0, started(300)],
  [SECOND, standing()],
  ...["ledger/main/2024-01", NASTY, "messages", "fans", "vault", "payouts"].map(
    (address, n): Timed => [n * 10 * SECOND, phase(address, "creating")]
  ),
  [60 * SECOND, phase("ledger/main/2024-01", "started")],
  [70 * SECOND, look("ledger/main/2024-01", 63.2, 1_260, 2_000)],
  [70 * SECOND, phase(NASTY, "started")],
  [71 * SECOND, look(NASTY, 2, 3, 12_345_678)],
  [72 * SECOND, phase("messages", "created")],
  [73 * SECOND, phase("fans", "started")],
  [74 * SECOND, look("fans", 0, 0, 0, "pending")],
  [75 * SECOND, downloading("vault", "data/vault.zip")],
  [76 * SECOND, phase("payouts", "failed")],
  ...Array.from(
    { length: 40 },
    (_, n): Timed => [80 * SECOND, phase(`many/a-rather-long-name-of-an-export/${n}`, "creating")]
  ),
  ...Array.from(
    { length: 7 },
    (_, n): Timed => [90 * SECOND, phase(`many/a-rather-long-name-of-an-export/${n}`, "created")]
  ),
  ...Array.from(
    { length: 100 },
    (_, n): Timed => [100 * SECOND, result(`past/${n}`, n < 2 ? "failed" : n < 5 ? "blocked" : "done")]
  ),
  [101 * SECOND, standing({ estimated_end: new Date(NOW + 2 * HOUR + 9 * MINUTE).toISOString() })]
]

const drawn = (events: ReadonlyArray<Timed>, columns: number, { style = plain, isUnicode = true, screen = 24 } = {}) =>
  frameOf(viewOf(folded(...events), NOW, rowsFor(screen)), { columns: columns - 1, style, isUnicode, timeOfDay }, NOW)

const golden = (name: string): string => new URL(`golden/${name}.txt`, import.meta.url).pathname

describe("a frame", () => {
  it.each([40, 60, 80, 120, 200])("in %i columns", async (columns) => {
    await expect(`${drawn(EVENTS, columns).join("\n")}\n`).toMatchFileSnapshot(golden(`frame-${columns}`))
  })

  it.each([80, 120])("in %i columns and colours", async (columns) => {
    const lines = drawn(EVENTS, columns, { style: coloured })
    await expect(`${lines.join("\n")}\n`).toMatchFileSnapshot(golden(`frame-${columns}-colours`))
    // Colours take no room.
    expect(lines.map(stripVTControlCharacters)).toEqual(drawn(EVENTS, columns))
  })

  it("in a large screen", async () => {
    await expect(`${drawn(EVENTS, 120, { screen: 40 }).join("\n")}\n`).toMatchFileSnapshot(golden("frame-120x40"))
  })

  it("in a small world: ASCII, no budget, no limit, nothing known yet", async () => {
    const events: ReadonlyArray<Timed> = [
      [0, started(1)],
      [0, phase("ledger", "started")],
      [MINUTE, look("ledger", 50, 10)],
      [
        MINUTE,
        standing({
          credits: { charged: 5, reserved: 0, budget: null, month: { charged: 5, budget: null }, balance: null },
          rate: { used: 3, limit: null, reserve: 0, window_ms: 10_000 }
        })
      ]
    ]
    const lines = drawn(events, 80, { isUnicode: false })
    await expect(`${lines.join("\n")}\n`).toMatchFileSnapshot(golden("frame-ascii"))
    expect(lines.join("")).toMatch(/^[ -~]*$/)
  })

  it("never takes more columns or rows than there are, and one line a line", () => {
    for (let columns = 30; columns <= 200; columns++)
      for (const screen of [8, 10, 16, 24, 50]) {
        const lines = drawn(EVENTS, columns, { screen })
        expect(lines.length, `${columns}x${screen}`).toBeLessThan(screen)
        for (const line of lines) {
          expect(widthOf(line), `${columns}x${screen}: ${line}`).toBeLessThan(columns)
          expect(line).not.toMatch(/[\p{Cc}\p{Cf}]/u)
        }
      }
  })

  it("a bar is full at the end alone, and never empty once there is something", () => {
    const done = (n: number): string => {
      const results = Array.from({ length: n }, (_, at): Timed => [0, result(`a/${at}`)])
      return drawn([[0, started(1_000)], ...results], 80).find((line) => line.includes("done")) ?? ""
    }
    expect(done(0)).not.toContain("█")
    expect(done(1)).toContain("█░")
    expect(done(999)).toContain("█░")
    expect(done(1_000)).not.toContain("░")
  })
})
