import { describe, expect, it } from "@effect/vitest"
import { decodeLock, encodeLock, keyOf, mayBeTaken, type Sighting } from "../../src/state/lock.ts"

const info = {
  id: "00112233aabbccdd",
  owner: "ann",
  host: "build-1",
  pid: 42,
  command: "apply",
  since: "2024-02-01T00:00:00.000Z"
}
const holder = { host: "build-1", pid: 42, boot: "b", namespace: "pid:[1]", started: "123" }

describe("lock", () => {
  it("gives back what was written", () => {
    expect(decodeLock(encodeLock(info, holder))).toMatchObject({ info, holder })
    const elsewhere = { ...holder, boot: null, namespace: null, started: null }
    expect(decodeLock(encodeLock(info, elsewhere))).toMatchObject({ info, holder: elsewhere })
  })

  it("reads a lock without the process, as a person may have written it", () => {
    expect(decodeLock(JSON.stringify(info))).toMatchObject({
      info,
      holder: { host: "build-1", pid: 42, boot: null, namespace: null, started: null }
    })
  })

  it.each(["", "{", "[]", "null", '{"pid":1}'])("takes %j for a lock of nobody that is known", (text) => {
    expect(decodeLock(text)).toMatchObject({ text, holder: undefined })
  })

  it("names every text differently", () => {
    expect(keyOf(decodeLock(""))).not.toBe(keyOf(decodeLock("{")))
    expect(keyOf(decodeLock(""))).toMatch(/^[0-9a-f]{16}$/)
  })

  it.each<[Sighting, boolean, boolean]>([
    ["gone", true, true],
    ["running", false, true],
    ["unsure", false, true],
    ["elsewhere", false, false]
  ])("of a holder that is %s may be taken within its life: %s, after it: %s", (sighting, within, after) => {
    expect(mayBeTaken(sighting, 60_000, 60_000)).toBe(within)
    expect(mayBeTaken(sighting, 60_001, 60_000)).toBe(after)
  })
})
