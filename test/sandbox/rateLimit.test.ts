import * as FastCheck from "effect/FastCheck"
import { describe, expect, it } from "vitest"
import { admit, type Limit, UNUSED, type WindowKind } from "../../src/sandbox/rateLimit.ts"

const limitOf = (kind: WindowKind): Limit => ({ kind, calls: 2, windowMs: 1_000, callsPerDay: null })

/** `ok` or the wait, for calls at the given times. */
const outcomes = (limit: Limit, times: ReadonlyArray<number>): ReadonlyArray<"ok" | number> => {
  let usage = UNUSED
  return times.map((now) => {
    const admission = admit(limit, usage, now)
    usage = admission.usage
    return admission.admitted ? "ok" : admission.waitMs
  })
}

describe("a limit of two calls in 1,000 ms", () => {
  it.each([
    ["fixed", [700, 800, 1_100, 1_699, 1_700, 1_900, 2_000], ["ok", "ok", 600, 1, "ok", "ok", 700]],
    ["aligned", [700, 800, 900, 1_000, 1_001, 1_100], ["ok", "ok", 100, "ok", "ok", 900]],
    ["sliding", [700, 900, 1_000, 1_699, 1_700, 1_800, 1_900], ["ok", "ok", 700, 1, "ok", 100, "ok"]]
  ] as const)("as a window that is %s", (kind, times, expected) => {
    expect(outcomes(limitOf(kind), times)).toEqual(expected)
  })

  it.each(["fixed", "aligned", "sliding"] as const)(
    "admits a call after the wait that it named, and not before (%s)",
    (kind) => {
      FastCheck.assert(
        FastCheck.property(FastCheck.array(FastCheck.nat(400), { minLength: 1, maxLength: 30 }), (gaps) => {
          let usage = UNUSED
          let now = 5_000
          for (const gap of gaps) {
            now += gap
            const admission = admit(limitOf(kind), usage, now)
            if (!admission.admitted) {
              expect(admit(limitOf(kind), admission.usage, now + admission.waitMs - 1).admitted).toBe(false)
              expect(admit(limitOf(kind), admission.usage, now + admission.waitMs).admitted).toBe(true)
            }
            usage = admission.usage
          }
        })
      )
    }
  )

  it("ends with the day where days are limited", () => {
    const day = 86_400_000
    const limit: Limit = { kind: "fixed", calls: 100, windowMs: 1_000, callsPerDay: 2 }
    expect(outcomes(limit, [day, day + 5_000, day + 10_000, 2 * day])).toEqual(["ok", "ok", day - 10_000, "ok"])
  })
})
