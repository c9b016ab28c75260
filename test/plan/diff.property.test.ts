/** The invariants of the plan, for states that any legal lives of purchases lead to. */
import * as fc from "effect/FastCheck"
import { expect, it } from "vitest"
import type { DataExportId, Fingerprint, Request } from "../../src/domain.ts"
import { diff, filesToLookAt, type PlanInput, savedFiles } from "../../src/plan/diff.ts"
import { type ActionKind, hasChanges } from "../../src/plan/Plan.ts"
import type { TeamExport, TeamExports } from "../../src/plan/TeamExports.ts"
import { resolveOutput } from "../../src/request/output.ts"
import type { StateRecord } from "../../src/state/Record.ts"
import { happenings, live } from "../state/histories.ts"
import {
  AS_OF,
  BOUGHT,
  canonicalOf,
  credits,
  dataExportId,
  doneOf,
  fileAt,
  inputOf,
  instant,
  requestOf,
  stateOf,
  windowOf
} from "./samples.ts"

/** Purchases to draw requests and records from; some are declared under several addresses, some under none. */
const POOL = ["transactions", "payouts", "chargebacks", "trial_links", "smart_links"]
const open = windowOf("2024-03", "2024-01-01T00:00:00Z", "2024-03-31T23:59:59Z")

const requests: fc.Arbitrary<ReadonlyArray<Request>> = fc
  .array(
    fc.record({
      type: fc.constantFrom(...POOL),
      output: fc.constantFrom("data/a.csv", "data/b.csv", "data/{as_of}.csv", "data/c.csv"),
      autoStart: fc.boolean(),
      isOpen: fc.boolean(),
      retries: fc.nat(2)
    }),
    { maxLength: 8 }
  )
  .map((drawn) =>
    drawn.map(({ type, output, autoStart, isOpen, retries }, index) =>
      requestOf(`r${index}`, {
        canonical: canonicalOf({ type }),
        output,
        autoStart,
        retries,
        ...(isOpen ? { window: open } : {})
      })
    )
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

/** What the team has, whether or not the state has it too. */
const team: fc.Arbitrary<TeamExports> = fc
  .array(
    fc.record(
      {
        type: fc.constantFrom(...POOL),
        isPaid: fc.boolean(),
        credits: fc.constantFrom(null, credits(0), credits(9)),
        doubt: fc.constant("it may be another")
      },
      { requiredKeys: ["type", "isPaid", "credits"] }
    ),
    { maxLength: 4 }
  )
  .map((drawn) => {
    const found = drawn.map(({ type, ...rest }): readonly [Fingerprint, TeamExport] => [
      requestOf("team", { canonical: canonicalOf({ type }) }).fingerprint,
      { id: dataExportId(`data_export_team_${type}`), createdAt: instant("2024-02-20T00:00:00Z"), ...rest }
    ])
    return new Map(found)
  })

const inputs: fc.Arbitrary<PlanInput> = fc
  .record({ requests, records, team, facts: fc.array(fact, { minLength: 8, maxLength: 8 }) })
  .map(({ requests, records, team, facts }) => {
    const state = stateOf(...records)
    const files = filesToLookAt({ requests, state, timezone: "UTC", asOf: AS_OF, team }).flatMap((path, index) => {
      const there = facts[index]
      return there === null || there === undefined ? [] : [[path, there] as const]
    })
    return inputOf({ requests, state, team, files: new Map(files) })
  })

const BUYING: ReadonlyArray<ActionKind> = ["create", "resume", "adopt", "refresh"]

/** Something exists at the vendor, or may, that has cost or can still cost credits. */
const isOrMayBeBought = (record: StateRecord | undefined): boolean => {
  switch (record?.phase) {
    case undefined:
    case "refused":
      return false
    case "failed":
    case "cancelled":
      return record.charged
    default:
      return true
  }
}

it("P1: every request gives one action, in order, and every other record one orphan after them", () => {
  fc.assert(
    fc.property(inputs, (input) => {
      const { actions, summary } = diff(input)
      const declared = new Set(input.requests.map(({ fingerprint }) => fingerprint))
      const forgotten = [...input.state.records.values()].filter(({ fingerprint }) => !declared.has(fingerprint))
      expect(actions.slice(0, input.requests.length).map(({ address }) => address)).toEqual(
        input.requests.map(({ address }) => address)
      )
      const orphans = actions.slice(input.requests.length)
      expect(orphans.map(({ fingerprint }) => fingerprint).sort()).toEqual(
        forgotten.map(({ fingerprint }) => fingerprint).sort()
      )
      expect(actions.map(({ action }) => action === "orphan")).toEqual(
        actions.map((_, index) => index >= input.requests.length)
      )
      expect(Object.values(summary).reduce((a, b) => a + b, 0)).toBe(actions.length)
    }),
    { numRuns: 500 }
  )
})

it("P2: a purchase is bought by one action at the most, and what is not bought costs nothing", () => {
  fc.assert(
    fc.property(inputs, (input) => {
      const buyers = new Map<Fingerprint, number>()
      for (const { action, fingerprint, estimate } of diff(input).actions) {
        if (BUYING.includes(action)) buyers.set(fingerprint, (buyers.get(fingerprint) ?? 0) + 1)
        else expect(estimate).toEqual({ low: 0, high: 0, basis: "none" })
      }
      for (const count of buyers.values()) expect(count).toBe(1)
    }),
    { numRuns: 500 }
  )
})

it("P3: what is charged, or may be, is never created anew, nor replaced by what the team has, but as often as it may be retried", () => {
  let retried = 0
  fc.assert(
    fc.property(inputs, (input) => {
      for (const { action, address, fingerprint } of diff(input).actions) {
        const record = input.state.records.get(fingerprint)
        if (!isOrMayBeBought(record) || (action !== "create" && action !== "adopt")) continue
        const retries = input.requests.find((request) => request.address === address)?.retries ?? 0
        expect(record?.phase).toBe("failed")
        expect(record?.failures).toBeLessThanOrEqual(retries)
        retried++
      }
    }),
    { numRuns: 2000 }
  )
  // Without one, nothing was tested of retries.
  expect(retried).toBeGreaterThan(0)
})

it("an export of the team is adopted at most once, only without doubt, and for nothing once it is paid", () => {
  fc.assert(
    fc.property(inputs, (input) => {
      const adopted = new Set<DataExportId | undefined>()
      for (const { action, fingerprint, data_export_id, estimate, reason } of diff(input).actions) {
        const found = input.team?.get(fingerprint)
        if (action === "create") expect(found === undefined || found.doubt !== undefined).toBe(true)
        if (action === "create" && found !== undefined) expect(reason).toContain(found.id)
        if (action !== "adopt") continue
        expect(adopted).not.toContain(data_export_id)
        adopted.add(data_export_id)
        expect([found?.id, found?.doubt]).toEqual([data_export_id, undefined])
        if (found?.isPaid) expect(estimate.high).toBe(0)
      }
    }),
    { numRuns: 500 }
  )
})

it("P4: after an apply that did everything, there are no changes", () => {
  fc.assert(
    fc.property(requests, fc.boolean(), (drawn, isShort) => {
      // As a manifest has it: different purchases never share a path.
      const requests = drawn.map((request) => ({ ...request, output: `${request.canonical.type}/${request.output}` }))
      const done = requests.map((request): StateRecord => {
        const paths = requests
          .filter(({ fingerprint }) => fingerprint === request.fingerprint)
          .map(({ output }) => output)
        const record = doneOf(
          request,
          [...new Set(paths)].map((path) =>
            fileAt(resolveOutput(path, { asOf: BOUGHT, start: BOUGHT, end: BOUGHT }, "UTC"))
          )
        )
        return isShort && record.phase === "done" ? { ...record, phase: "incomplete", reason: "1 row short" } : record
      })
      const state = stateOf(...done)
      const files = new Map(
        filesToLookAt({ requests, state, timezone: "UTC", asOf: AS_OF }).map((path) => [path, { bytes: 10 }])
      )
      const plan = diff(inputOf({ requests, state, files }))
      expect(plan.actions.map(({ action }) => action)).toEqual(requests.map(() => "keep"))
      expect(hasChanges(plan)).toBe(false)
      expect(plan.credits).toEqual({ low: 0, high: 0, basis: "none" })
    }),
    { numRuns: 200 }
  )
})

it("keeps a file that is where the state says it is, and as long", () => {
  fc.assert(
    fc.property(inputs, (input) => {
      for (const { action, fingerprint, output } of diff(input).actions) {
        const record = input.state.records.get(fingerprint)
        if (record?.phase !== "done" || action === "orphan" || output === null) continue
        const there = input.files.get(output)
        const intact = savedFiles(record).some(
          (file) => file.path === output && there !== undefined && there !== "not-a-file" && there.bytes === file.bytes
        )
        expect(action === "keep").toBe(intact)
      }
    }),
    { numRuns: 500 }
  )
})
