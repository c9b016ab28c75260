import { createHash } from "node:crypto"
import canonicalize from "canonicalize"
import * as Either from "effect/Either"
import { describe, expect, it } from "vitest"
import type { Request } from "../../src/domain.ts"
import { diff } from "../../src/plan/diff.ts"
import type { Plan } from "../../src/plan/Plan.ts"
import {
  appliedAs,
  approved,
  decodePlanFile,
  encodePlanFile,
  type PlanFile,
  planFileOf,
  staleness,
  targetOf
} from "../../src/plan/planfile.ts"
import type { TeamExport } from "../../src/plan/TeamExports.ts"
import { emptyState } from "../../src/state/change.ts"
import type { StateRecord } from "../../src/state/Record.ts"
import {
  AS_OF,
  baseOf,
  canonicalOf,
  credits,
  dataExportId,
  doneOf,
  filesOf,
  inputOf,
  remoteOf,
  requestOf,
  stateOf
} from "./samples.ts"

const SERVER = "https://api.example"
const ledger = requestOf("ledger")
const payouts = requestOf("payouts", { canonical: canonicalOf({ type: "payouts" }) })

const planOf = (requests: ReadonlyArray<Request> = [ledger, payouts], ...known: ReadonlyArray<StateRecord>): Plan =>
  diff(inputOf({ requests, state: stateOf(...known) }))
const state = stateOf()
const target = targetOf(SERVER, state)
const file = planFileOf(planOf(), target)

const decoded = (text: string) => Either.merge(Either.map(decodePlanFile(text), () => "it is a plan file"))
const rewritten = (change: (file: PlanFile) => unknown) => JSON.stringify(change(JSON.parse(encodePlanFile(file))))

describe("a plan file", () => {
  it("is read as it was written", () => {
    expect(Either.getOrThrow(decodePlanFile(encodePlanFile(file)))).toEqual(file)
    expect(file.digest).toMatch(/^[0-9a-f]{64}$/)
  })

  it("has one digest for one plan, whatever the order of its keys", () => {
    const turned = rewritten(({ plan, target, ...rest }) => ({
      target: Object.fromEntries(Object.entries(target).reverse()),
      plan: Object.fromEntries(Object.entries(plan).reverse()),
      ...rest
    }))
    expect(decoded(turned)).toBe("it is a plan file")
  })

  it("has another digest for another server, another state and another plan", () => {
    const digests = [
      file,
      planFileOf(planOf(), { ...target, server: "https://other.example" }),
      planFileOf(planOf(), { ...target, lineage: "another" }),
      planFileOf(planOf(), { ...target, lineage: null }),
      planFileOf(planOf([ledger]), target)
    ].map(({ digest }) => digest)
    expect(new Set(digests).size).toBe(digests.length)
  })

  it.each<readonly [string, (file: PlanFile) => unknown]>([
    ["for another server", ({ target, ...rest }) => ({ ...rest, target: { ...target, server: "https://x.example" } })],
    ["for another state", ({ target, ...rest }) => ({ ...rest, target: { ...target, lineage: null } })],
    ["for none", ({ target: _, ...rest }) => rest],
    ["to be another plan", ({ plan, ...rest }) => ({ ...rest, plan: { ...plan, as_of: "2024-03-02T00:00:00Z" } })],
    ["to be none", ({ plan: _, ...rest }) => rest],
    ["to have no actions", ({ plan, ...rest }) => ({ ...rest, plan: { ...plan, actions: null } })],
    ["to have another digest", ({ digest, ...rest }) => ({ ...rest, digest: digest.replace(/./g, "0") })]
  ])("is refused that was changed %s", (_, change) => {
    expect(decoded(rewritten(change))).toBe("it was changed after it was written")
  })

  it.each([
    ["text", "hello", "it is not JSON"],
    ["nothing", "", "it is not JSON"],
    ["null", "null", "it is no plan of exporter"],
    ["a number", "7", "it is no plan of exporter"],
    ["another document", '{"kind":"exporter-state"}', "it is no plan of exporter"],
    [
      "one of a later version",
      rewritten((known) => ({ ...known, version: 2 })),
      "its version 2 is not one that this program reads"
    ]
  ])("is not %s", (_, text, why) => {
    expect(decoded(text)).toBe(why)
  })
})

/** The digest of what a file says, as only its writer should know it. */
const signed = (content: object): string =>
  createHash("sha256")
    .update(canonicalize(content) ?? "")
    .digest("hex")

it("a plan file whose digest is right is refused all the same, where it names no server or no actions", () => {
  const { plan, kind, version } = file
  const untargeted = { kind, version, plan, digest: signed({ plan }) }
  expect(decoded(JSON.stringify(untargeted))).toBe("it was changed after it was written")
  const idle = { ...plan, actions: null }
  const inactive = { kind, version, target, plan: idle, digest: signed({ target, plan: idle }) }
  expect(decoded(JSON.stringify(inactive))).toBe("it was changed after it was written")
})

describe("what a plan is made for", () => {
  it("is a server, and a state, where there is one", () => {
    expect(targetOf(SERVER, stateOf())).toEqual({ server: SERVER, lineage: stateOf().lineage })
    expect(targetOf("sandbox", emptyState("made just now"))).toEqual({ server: "sandbox", lineage: null })
  })

  it.each([
    ["the same", target, target, []],
    [
      "another server",
      target,
      { ...target, server: "sandbox" },
      [`it was made for ${SERVER}, and this run would buy from sandbox`]
    ],
    [
      "another state",
      target,
      { ...target, lineage: "another" },
      ["it was made for another state: the one that it counts on is not here"]
    ],
    [
      "no state any more",
      target,
      { ...target, lineage: null },
      ["it was made for another state: the one that it counts on is not here"]
    ],
    // It counts on nothing that has happened.
    ["a state that did not exist then", { ...target, lineage: null }, target, []],
    ["still no state", { ...target, lineage: null }, { ...target, lineage: null }, []]
  ])("is compared with %s", (_, before, now, moved) => {
    expect(staleness({ plan: planOf(), target: before }, planOf(), now, "not")).toEqual(moved)
  })
})

describe("what a plan depends on", () => {
  const moved = (now: Plan, before: Plan = planOf()) => staleness({ plan: before, target }, now, target, "not")
  const priced = (address: Request, cost: number): StateRecord => ({
    phase: "priced",
    ...remoteOf(address),
    credits: credits(cost)
  })

  it("is nothing of what is not in it", () => {
    const refunds = requestOf("refunds", { canonical: canonicalOf({ type: "chargebacks" }) })
    expect(moved(planOf([ledger, payouts, refunds]))).toEqual([])
    expect(moved(planOf([ledger, payouts], doneOf(refunds)))).toEqual([])
    // What was an orphan may be gone.
    expect(moved(planOf(), planOf([ledger, payouts], doneOf(refunds)))).toEqual([])
  })

  it("is that its exports are declared as they were", () => {
    expect(moved(planOf([payouts]))).toEqual(["ledger: it is no longer declared"])
    const xlsx = requestOf("ledger", { canonical: canonicalOf({ file_type: "xlsx" }) })
    expect(moved(planOf([xlsx, payouts]))).toEqual(["ledger: what it asks for has changed in the manifest"])
    expect(moved(planOf([requestOf("ledger", { output: "data/other.csv" }), payouts]))).toEqual([
      "ledger: its output was 'data/ledger.csv', and is 'data/other.csv'"
    ])
  })

  it("is that nothing has happened to them since, each said in a line of its own", () => {
    const refused: StateRecord = { phase: "refused", ...baseOf(payouts), reason: "422" }
    expect(moved(planOf(undefined, priced(ledger, 7), refused))).toEqual([
      "ledger: planned to create, now it would resume (created and priced (7 credits); not started yet)"
    ])
    expect(moved(planOf(undefined, priced(ledger, 7), priced(payouts, 7)))).toHaveLength(2)
    const blocked = diff(inputOf({ requests: [ledger, payouts], files: filesOf([ledger.output, 99]) }))
    expect(moved(blocked)).toEqual([expect.stringContaining("ledger: planned to create, now it is blocked (")])
  })

  it.each([
    [7, 8, "its price was 7 credits, and is 8"],
    [8, 7, "its price was 8 credits, and is 7"]
  ])("is its price: %s, then %s", (before, after, words) => {
    expect(moved(planOf([ledger], priced(ledger, after)), planOf([ledger], priced(ledger, before)))).toEqual([
      `ledger: ${words}`
    ])
  })

  it("is what it may cost at the most, and at the least", () => {
    const capped = (maxCredits: number) => planOf([requestOf("ledger", { maxCredits: credits(maxCredits) })])
    expect(moved(capped(9), planOf([ledger]))).toEqual([
      "ledger: its price was 0 to any number of credits, and is 0 to 9"
    ])
    expect(moved(capped(9), capped(8))).toEqual(["ledger: its price was 0 to 8 credits, and is 0 to 9"])
    expect(moved(capped(9), capped(9))).toEqual([])
    // A start without an answer may have been charged already.
    const starting: StateRecord = { phase: "starting", ...remoteOf(ledger), credits: credits(7) }
    expect(moved(planOf([ledger], starting), planOf([ledger], priced(ledger, 7)))).toEqual([
      "ledger: its price was 7 credits, and is 0 to 7"
    ])
  })

  it("is which export it is", () => {
    const other = { ...priced(ledger, 7), data_export_id: dataExportId("data_export_other") }
    expect(moved(planOf([ledger], other), planOf([ledger], priced(ledger, 7)))).toEqual([
      "ledger: it is another export at the server by now"
    ])
  })

  it("is what was to be adopted: that export, while it is there and nothing better", () => {
    const withTeam = (found: ReadonlyArray<TeamExport>) =>
      diff(inputOf({ requests: [ledger], team: new Map(found.map((one) => [ledger.fingerprint, one])) }))
    const one: TeamExport = { id: dataExportId("data_export_1"), createdAt: AS_OF, isPaid: true, credits: credits(7) }
    const planned = withTeam([one])
    expect(moved(withTeam([one]), planned)).toEqual([])
    expect(moved(withTeam([]), planned)).toEqual(["ledger: planned to adopt, now it would create (not bought yet)"])
    expect(moved(withTeam([{ ...one, id: dataExportId("data_export_2") }]), planned)).toEqual([
      "ledger: it is another export at the server by now"
    ])
    expect(moved(withTeam([one]), withTeam([{ ...one, isPaid: false }]))).toEqual([
      "ledger: its price was 7 credits, and is 0"
    ])
  })
})

describe("an approval", () => {
  it("of nothing in particular is for what would be done now", () => {
    const current = planOf()
    expect(approved(undefined, current, state, SERVER)).toEqual(Either.right(current))
  })

  it("is for what was shown, and nothing beside it", () => {
    const refunds = requestOf("refunds", { canonical: canonicalOf({ type: "chargebacks" }) })
    expect(approved(file, planOf([ledger, payouts, refunds]), state, SERVER)).toEqual(Either.right(file.plan))
  })

  it("is void where something has moved on, and says all of that", () => {
    expect(Either.flip(approved(file, planOf([payouts]), stateOf(), "sandbox"))).toMatchObject({
      right: {
        _tag: "StalePlan",
        moved: [`it was made for ${SERVER}, and this run would buy from sandbox`, "ledger: it is no longer declared"]
      }
    })
  })

  it("is used up once it was applied, which says more than what has moved on by that", () => {
    const other = { digest: "0".repeat(64), finished: true }
    const after = { ...state, appliedPlans: [other, { digest: file.digest, finished: true }] }
    expect(appliedAs(file, after)).toBe("finished")
    expect(appliedAs(file, { ...state, appliedPlans: [other] })).toBe("not")
    expect(Either.flip(approved(file, planOf([payouts]), after, SERVER))).toMatchObject({
      right: { moved: ["it was applied already"] }
    })
  })
})
