import { describe, expect, it } from "@effect/vitest"
import * as Either from "effect/Either"
import { encodeChange, encodeHeader, type Replay, replay } from "../../src/state/journal.ts"
import type { Change, State } from "../../src/state/State.ts"
import { charge, names, put, remove, stateOf } from "./samples.ts"

const base: State = { ...stateOf(), ledger: [], appliedPlans: [] }

const journalOf = (
  changes: ReadonlyArray<Change>,
  of: { readonly lineage: string; readonly serial: number } = base
) => {
  const header = encodeHeader({ lineage: of.lineage, serial: of.serial, lock: "00ff" })
  return [header, ...changes.map((change, index) => encodeChange(header, index + 1, change))]
}

const lines = journalOf([
  put("a"),
  put("b"),
  { kind: "plan-applied", digest: "sha256:p" },
  put("c"),
  remove("a"),
  put("d")
])
const text = lines.join("")

const replayed = (given: string, on: State | undefined = base): Replay => Either.getOrThrow(replay(given, on))
const stateIn = (given: string, on?: State): State => {
  const result = replayed(given, on)
  if (result.kind !== "replayed") throw new Error(result.kind)
  return result.state
}
const faultOf = (given: string, on: State | undefined = base) => Either.getOrThrow(Either.flip(replay(given, on)))

describe("journal", () => {
  it("replays every change, charges and plans with it", () => {
    const state = stateIn(text)
    expect(names(state)).toEqual(["b", "c", "d"])
    expect(state.ledger).toEqual([charge("a"), charge("b"), charge("c"), charge("d")])
    expect(state.appliedPlans).toEqual([{ digest: "sha256:p", finished: false }])
    expect(state.serial).toBe(base.serial)
    expect(replayed(text)).toMatchObject({ changes: 6 })
  })

  it("recovers to the last committed change when it is cut at any byte (J1)", () => {
    const bytes = Buffer.from(text)
    const [header = ""] = lines
    let cuts = 0
    for (let length = Buffer.byteLength(header); length <= bytes.length; length++, cuts++) {
      const cut = bytes.subarray(0, length)
      const committed = cut.filter((byte) => byte === 10).length - 1
      expect(replayed(cut.toString())).toMatchObject({ kind: "replayed", changes: committed })
      expect(stateIn(cut.toString())).toEqual(stateIn(lines.slice(0, committed + 1).join("")))
    }
    expect(cuts).toBeGreaterThan(1000)
  })

  it("drops any tail without a line break", () => {
    for (const tail of ["{", "\u0000\u0000\u0000", '{"n":7}', encodeChange(lines[0] ?? "", 7, put("e")).trimEnd()])
      expect(stateIn(text + tail)).toEqual(stateIn(text))
  })

  it("is damaged by a bad line that ends, and names it (J3)", () => {
    const bad = (index: number, line: string) => faultOf(lines.with(index, line).join(""))
    const expected = (line: number) => ({
      at: "journal",
      reason: "damaged",
      detail: `line ${line}: is not what was committed there`,
      line
    })
    expect(bad(2, "garbage\n")).toEqual(expected(3))
    expect(bad(2, (lines[2] ?? "").replace("12.5", "1.25"))).toEqual(expected(3))
    expect(bad(6, "\u0000\u0000\n")).toEqual(expected(7))
    expect(bad(3, "")).toEqual(expected(4))
    expect(bad(3, `${lines[2]}${lines[3]}`)).toEqual(expected(4))
  })

  it("takes no line of another journal (J2)", () => {
    const other = journalOf([put("x"), put("y")], { lineage: base.lineage, serial: 6 })
    expect(faultOf(lines.with(2, other[2] ?? "").join("")).line).toBe(3)
  })

  it.each([
    ["", "line 1: is not a header"],
    ["\n", "line 1: is not a header"],
    [(lines[0] ?? "").slice(0, 20), "line 1: is not a header"],
    [text.replace('"serial":7', '"serial":6'), "line 1: is not a header"]
  ])("is damaged without its header (J4): %#", (given, detail) => {
    expect(faultOf(given)).toEqual({ at: "journal", reason: "damaged", detail, line: 1 })
  })

  it("tells another state's, another program's and a later version's journal apart", () => {
    expect(faultOf(text, { ...base, lineage: "other" }).reason).toBe("foreign")
    expect(faultOf('{"kind":"other"}\n').reason).toBe("foreign")
    const later = encodeHeader({ ...base, lock: "1" }).replace('"version":1', '"version":2')
    expect(faultOf(later).reason).toBe("newer")
  })

  it("is folded when the state file is younger, and damage when that is older or gone", () => {
    expect(replayed(text, { ...base, serial: 8 })).toEqual({ kind: "folded" })
    expect(faultOf(text, { ...base, serial: 6 }).detail).toBe(
      "builds on serial 7, but the state file is of serial 6: an older one was put in its place"
    )
    expect(Either.getOrThrow(Either.flip(replay(text, undefined))).detail).toBe(
      "builds on a state file of serial 7, and that file is missing"
    )
  })

  it("of a first run needs no state file", () => {
    const first = journalOf([put("a")], { lineage: "new", serial: 0 }).join("")
    const result = Either.getOrThrow(replay(first, undefined))
    expect(result).toMatchObject({ kind: "replayed", changes: 1, state: { lineage: "new", serial: 0 } })
  })

  it("replays 20,000 lines without copying 10,000 records for each", () => {
    const many = journalOf(Array.from({ length: 20_000 }, (_, index) => put(`${index % 10_000}`))).join("")
    const before = performance.now()
    expect(stateIn(many).records.size).toBe(10_000)
    expect(performance.now() - before).toBeLessThan(5_000)
  })
})
