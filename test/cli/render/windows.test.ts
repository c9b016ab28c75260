import * as fc from "effect/FastCheck"
import { describe, expect, it } from "vitest"
import { blocksOf, fold, groupsOf, ownPartOf, widthOf } from "../../../src/cli/render/windows.ts"

const months = Array.from(
  { length: 30 },
  (_, n) => `${2022 + Math.floor(n / 12)}-${String(1 + (n % 12)).padStart(2, "0")}`
)

describe("windows", () => {
  it.each([
    ["2024", "", "2024"],
    ["2024-Q1", "2024", "Q1"],
    ["2024-01", "2024", "01"],
    ["2024-W05", "2024", "W05"],
    ["2024-01-05", "2024-01", "05"]
  ])("%s stands under '%s' as %s", (window, common, own) => {
    expect(groupsOf([window])).toEqual([{ label: window, common, windows: [window] }])
    expect(ownPartOf(window)).toBe(own)
  })

  it("that share a year are together, and take at least the room of their label", () => {
    expect(groupsOf(["2023-11", "2023-12", "2024-01"]).map((group) => [group.label, widthOf(group)])).toEqual([
      ["2023-11", 7],
      ["2024-01", 7]
    ])
    expect(groupsOf(months).map((group) => widthOf(group))).toEqual([12, 12, 7])
  })

  it("are all shown where there is room, else the newest", () => {
    expect(fold(months, 33, 10)).toBe(0)
    expect(fold(months, 32, 10)).toBe(12)
    expect(fold(["2024"], 1, 10)).toBe(0)
  })

  it("are all in blocks, none of which is wider than the room", () => {
    fc.assert(
      fc.property(fc.integer({ min: 7, max: 60 }), (room) => {
        const blocks = blocksOf(months, room)
        expect(blocks.flat()).toEqual(months)
        for (const block of blocks) {
          const width = groupsOf(block).reduce((sum, group) => sum + widthOf(group) + 1, -1)
          expect(width).toBeLessThanOrEqual(room)
        }
      })
    )
    expect(blocksOf(["2024-01", "2024-02"], 1)).toEqual([["2024-01"], ["2024-02"]])
  })

  it("fit, whatever the room, down to the last one", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 200 }), fc.integer({ min: 0, max: 20 }), (room, before) => {
        const first = fold(months, room, before)
        const width = groupsOf(months.slice(first)).reduce((sum, group) => sum + widthOf(group) + 1, -1)
        if (first === 0) expect(width).toBeLessThanOrEqual(room)
        else if (first < months.length - 1) expect(width).toBeLessThanOrEqual(room - before)
      })
    )
  })
})
