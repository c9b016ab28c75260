import { describe, expect, it } from "@effect/vitest"
import * as Either from "effect/Either"
import type { Migration } from "../../src/state/migration.ts"
import type { State } from "../../src/state/State.ts"
import { decodeState, encodeState } from "../../src/state/statefile.ts"
import { seal, sumOf } from "../../src/state/sum.ts"
import { records, stateOf } from "./samples.ts"

const fail = (): never => {
  throw new Error("the sample is missing")
}

const full = stateOf(...records)
const text = encodeState(full)

const faultOf = (given: string) => Either.getOrThrow(Either.flip(decodeState(given)))
const stateIn = (given: string): State => Either.getOrThrow(decodeState(given)).state

describe("statefile", () => {
  it("gives back what was written, for every phase", () => {
    const state = stateIn(text)
    expect({ ...state, records: undefined }).toEqual({ ...full, records: undefined })
    for (const record of records) expect(state.records.get(record.fingerprint)).toEqual(record)
    expect(state.records.size).toBe(records.length)
  })

  it("is the same text whatever the order in which records came", () => {
    expect(encodeState(stateOf(...records.toReversed()))).toBe(text)
    expect(encodeState(stateIn(text))).toBe(text)
  })

  it("changes the lines of one record, the serial and the sum when one record changes", () => {
    const [first = fail()] = records
    const changed = { ...first, attempt: 2 }
    const next = encodeState({ ...full, serial: 8, records: new Map(full.records).set(first.fingerprint, changed) })
    const before = new Set(text.split("\n"))
    expect(next.split("\n").filter((line) => !before.has(line))).toHaveLength(3)
  })

  it("writes an empty state, and reads it", () => {
    const empty = { ...stateOf(), ledger: [], appliedPlans: [] }
    expect(stateIn(encodeState(empty))).toEqual(empty)
  })

  it.each([
    ["", "damaged", "is empty, and a state file never is"],
    ["\n\n", "damaged", "is empty, and a state file never is"],
    ["\u0000\u0001garbage", "damaged", "is not JSON"],
    ["<<<<<<< HEAD\n{}\n", "damaged", "holds the marks of a merge conflict"],
    ['{ "version": 4, "terraform_version": "1.11.0" }', "foreign", "is JSON, but not a state of exporter"],
    ["[]", "foreign", "is JSON, but not a state of exporter"],
    ["null", "foreign", "is JSON, but not a state of exporter"],
    ['{ "kind": "exporter-journal" }', "foreign", "is JSON, but not a state of exporter"],
    ['{ "kind": "exporter-state" }', "damaged", "does not say which version it is"],
    ['{ "kind": "exporter-state", "version": 1 }', "damaged", "does not say its lineage and serial"]
  ])("answers %j with its own reason", (given, reason, detail) => {
    expect(faultOf(given)).toEqual({ at: "state", reason, detail })
  })

  it("says that a later version wrote it, without looking further", () => {
    expect(faultOf('{ "kind": "exporter-state", "version": 2, "entries": {} }')).toEqual({
      at: "state",
      reason: "newer",
      detail: "was written by a later version of exporter (format 2, this one reads up to 1)"
    })
  })

  it("is damaged when it is cut at any byte, and says so", () => {
    const bytes = Buffer.from(text)
    for (let length = 1; length < bytes.length - 1; length++) {
      const fault = faultOf(bytes.subarray(0, length).toString())
      expect(fault).toEqual({ at: "state", reason: "damaged", detail: "is cut short: its end is missing" })
    }
  })

  it("names the record that does not match its checksum, its line and the serial", () => {
    const line = text.split("\n").findIndex((it) => it.includes('"phase":"done"')) + 1
    expect(faultOf(text.replace('"total_rows":3,"files":[{', '"total_rows":9,"files":[{'))).toEqual({
      at: "state",
      reason: "damaged",
      detail: `line ${line}: 'grüße/done' does not match its checksum (serial 7)`,
      line
    })
  })

  it("names the charge that does not match its checksum", () => {
    const at = text.indexOf('"ledger"')
    const edited = text.slice(0, at) + text.slice(at).replace('"credits":12.5', '"credits":1.5')
    expect(faultOf(edited).detail).toMatch(/^line \d+: the charge of 'grüße\/started' does not match its checksum/)
  })

  it("notices that a whole line is missing, or is there twice", () => {
    const lines = text.split("\n")
    const at = lines.findIndex((line) => line.includes('"phase":"done"'))
    expect(faultOf(lines.toSpliced(at, 1).join("\n")).detail).toContain("lines are missing")
    expect(faultOf(lines.toSpliced(at, 0, lines[at] ?? fail()).join("\n")).detail).toContain(
      "'grüße/done' is there twice"
    )
    const ledger = lines.findIndex((line) => line.includes('"ledger"'))
    expect(faultOf(lines.toSpliced(ledger + 1, 1).join("\n")).detail).toContain("lines are missing")
    expect(faultOf(text.replace("sha256:aa", "sha256:ab")).detail).toContain("does not match its checksum as a whole")
    expect(faultOf(text.replace('"serial": 7', '"serial": 6')).detail).toContain(
      "does not match its checksum as a whole"
    )
  })

  it("does not mind other white space", () => {
    const compact = JSON.stringify(JSON.parse(text))
    expect(encodeState(stateIn(compact))).toBe(text)
    expect(encodeState(stateIn(text.replaceAll("\n", "\r\n")))).toBe(text)
  })
})

describe("migration", () => {
  // A version that never was, in which the address had another name.
  const [record = fail()] = records
  const { address, ...rest } = record
  const old = encodeState(stateOf(...records.slice(0, 1)))
    .replace('"version": 1', '"version": 0')
    .replace(seal(record), seal({ ...rest, name: address }))
  const from0: Migration = {
    from: 0,
    record: (it) => {
      const { name, ...others } = it as { readonly name: string }
      return { ...others, address: name }
    },
    charge: (it) => it
  }

  it("brings records of an earlier version to this one, after their checksums", () => {
    const head = { kind: "exporter-state", version: 0, lineage: full.lineage, serial: 7 }
    const resealed = resum(old, head)
    const decoded = Either.getOrThrow(decodeState(resealed, [from0]))
    expect(decoded.version).toBe(0)
    expect([...decoded.state.records.values()]).toEqual([record])
  })

  it("is asked for: a version without a way is damage", () => {
    expect(faultOf(old).detail).toBe("is of version 0, which this program cannot migrate")
  })
})

/** The text with a sum over the whole that fits. */
const resum = (given: string, head: object): string => {
  const document = JSON.parse(given)
  const sums = (list: ReadonlyArray<{ readonly sum: string }>) => list.map(({ sum }) => sum)
  return JSON.stringify({
    ...document,
    ...head,
    sum: sumOf(JSON.stringify([head, sums(document.records), sums(document.ledger), document.applied_plans]))
  })
}
