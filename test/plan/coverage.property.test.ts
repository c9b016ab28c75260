/** The invariants of the coverage, for states that any legal lives of purchases lead to. */
import * as fc from "effect/FastCheck"
import { expect, it } from "vitest"
import type { Request } from "../../src/domain.ts"
import { CELL_KINDS, type Coverage, coverageOf, totalOf } from "../../src/plan/coverage.ts"
import { diff, filesToLookAt, type PlanInput } from "../../src/plan/diff.ts"
import type { Plan } from "../../src/plan/Plan.ts"
import type { StateRecord } from "../../src/state/Record.ts"
import { happenings, live } from "../state/histories.ts"
import { AS_OF, canonicalOf, inputOf, requestOf, stateOf, windowOf } from "./samples.ts"

/** Purchases to draw from; some are declared under several addresses, some under none. */
const POOL = ["transactions", "payouts", "chargebacks", "trial_links", "smart_links"]

const requests: fc.Arbitrary<ReadonlyArray<Request>> = fc
  .array(
    fc.record({
      type: fc.constantFrom(...POOL),
      account: fc.constantFrom("", "/main", "/studio"),
      ends: fc.constantFrom("2024-01-31T23:59:59Z", "2024-03-31T23:59:59Z", null),
      autoStart: fc.boolean()
    }),
    { maxLength: 12 }
  )
  .map((drawn) =>
    drawn.map(({ type, account, ends, autoStart }, index) => {
      const label = `w${index}`
      return requestOf(`${type}${account}${ends === null ? `-${index}` : `/${label}`}`, {
        export: account === "" && ends === null ? `${type}-${index}` : type,
        canonical: canonicalOf({ type }),
        output: `data/${index}.csv`,
        autoStart,
        ...(ends === null ? {} : { window: windowOf(label, AS_OF, ends) })
      })
    })
  )

const records: fc.Arbitrary<ReadonlyArray<StateRecord>> = fc
  .tuple(...POOL.map((type) => fc.option(happenings.map((list) => ({ type, list })))))
  .map((lives) =>
    lives.flatMap((one) => {
      if (one === null) return []
      const { address, fingerprint, canonical } = requestOf(`old/${one.type}`, {
        canonical: canonicalOf({ type: one.type })
      })
      const { record } = live({ address, fingerprint, request: canonical }, one.list)
      return record === undefined ? [] : [record]
    })
  )

const fact = fc.option(fc.oneof(fc.constant("not-a-file" as const), fc.record({ bytes: fc.constantFrom(0, 10, 20) })))

interface Drawn {
  readonly input: PlanInput
  readonly plan: Plan
  readonly coverage: Coverage
}

const drawn: fc.Arbitrary<Drawn> = fc
  .record({ requests, records, facts: fc.array(fact, { minLength: 12, maxLength: 12 }) })
  .map(({ requests, records, facts }) => {
    const state = stateOf(...records)
    const files = filesToLookAt({ requests, state, timezone: "UTC", asOf: AS_OF }).flatMap((path, index) => {
      const there = facts[index]
      return there === null || there === undefined ? [] : [[path, there] as const]
    })
    const input = inputOf({ requests, state, files: new Map(files) })
    const plan = diff(input)
    return { input, plan, coverage: coverageOf(requests, plan, state) }
  })

const cellsOf = ({ exports }: Coverage) => exports.flatMap(({ cells }) => cells)

it("C1: every request is in one cell, of the export that declares it, in the order of the manifest", () => {
  fc.assert(
    fc.property(drawn, ({ input, coverage }) => {
      for (const { name, accounts, windows, cells } of coverage.exports) {
        expect(cells.map(({ address }) => address)).toEqual(
          input.requests.filter((one) => one.export === name).map(({ address }) => address)
        )
        for (const { account, window } of cells) {
          if (account !== null) expect(accounts).toContain(account)
          if (window !== null) expect(windows).toContain(window)
        }
      }
      expect(cellsOf(coverage)).toHaveLength(input.requests.length)
    })
  )
})

it("C2: counts add up", () => {
  fc.assert(
    fc.property(drawn, ({ input, coverage }) => {
      expect(totalOf(coverage.summary)).toBe(input.requests.length)
      for (const kind of CELL_KINDS) {
        expect(coverage.summary[kind]).toBe(cellsOf(coverage).filter((cell) => cell.kind === kind).length)
        expect(coverage.summary[kind]).toBe(coverage.exports.reduce((sum, { summary }) => sum + summary[kind], 0))
      }
    })
  )
})

it("C3: what is kept, and nothing else, is done, incomplete, or waits for somebody to start it", () => {
  fc.assert(
    fc.property(drawn, ({ plan, coverage }) => {
      const action = new Map(plan.actions.map((one) => [one.address, one.action]))
      for (const { address, kind } of cellsOf(coverage)) {
        const isKept = action.get(address) === "keep"
        if (kind === "done" || kind === "incomplete") expect(isKept).toBe(true)
        if (isKept) expect(["done", "incomplete", "begun"]).toContain(kind)
      }
    })
  )
})
