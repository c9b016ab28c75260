import { describe, expect, it } from "@effect/vitest"
import * as Either from "effect/Either"
import { encodeChange, encodeHeader } from "../../src/state/journal.ts"
import { restore } from "../../src/state/restore.ts"
import { encodeState } from "../../src/state/statefile.ts"
import { names, put, records, stateOf } from "./samples.ts"

const at = (serial: number) => ({ ...stateOf(...records.slice(0, 1)), serial })
const stateText = (serial: number) => encodeState(at(serial))
const journalText = (serial: number, ...changes: ReadonlyArray<string>) => {
  const header = encodeHeader({ lineage: at(1).lineage, serial, lock: "1" })
  return header + changes.map((name, index) => encodeChange(header, index + 1, put(name))).join("")
}

const found = (state?: string, journal?: string, backup?: string) => ({ state, journal, backup })
const right = (...files: Parameters<typeof found>) => Either.getOrThrow(restore(found(...files)))
const left = (...files: Parameters<typeof found>) => Either.getOrThrow(Either.flip(restore(found(...files))))

describe("restore", () => {
  it("answers 'never a state' only when nothing at all is there", () => {
    expect(right()).toBeUndefined()
    expect(left(undefined, undefined, stateText(3))).toEqual({
      at: "state",
      reason: "damaged",
      detail: "is missing, though there was one"
    })
    expect(left(undefined, undefined, "garbage").detail).toBe("is missing, though there was one")
    expect(left(undefined, journalText(3, "a")).reason).toBe("damaged")
    expect(left("", undefined).reason).toBe("damaged")
    expect(left(undefined, "").reason).toBe("damaged")
  })

  it("takes the state file with the journal that builds on it", () => {
    expect(right(stateText(3))).toMatchObject({ journal: "none", version: 1, state: { serial: 3 } })
    const pending = right(stateText(3), journalText(3, "a", "b"))
    expect(pending).toMatchObject({ journal: "pending", version: 1 })
    expect(pending === undefined ? [] : names(pending.state)).toEqual(["creating", "a", "b"])
  })

  it("passes over a journal that is folded in, or says nothing", () => {
    expect(right(stateText(4), journalText(3, "a"))).toMatchObject({ journal: "spent", state: { serial: 4 } })
    expect(right(stateText(4), journalText(3, "a"))?.state.records.size).toBe(1)
    expect(right(stateText(3), journalText(3))).toMatchObject({ journal: "spent", state: { serial: 3 } })
  })

  it("takes the journal of a first run that ended before its first fold", () => {
    const first = right(undefined, journalText(0, "a"))
    expect(first).toMatchObject({ journal: "pending", version: undefined, state: { serial: 0 } })
    expect(first === undefined ? [] : names(first.state)).toEqual(["a"])
  })

  it("does not take such a journal once there was a state file", () => {
    expect(left(undefined, journalText(0, "a"), stateText(1)).detail).toBe("is missing, though there was one")
  })
})
