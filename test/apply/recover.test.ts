import { describe, expect, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import { ApiError, ExportApi, type RemoteExport, type StatusChange } from "../../src/api/ExportApi.ts"
import type { Subject } from "../../src/apply/adoption.ts"
import { abandon, cancelExport, importExport, nothingToResolve, subjectOf } from "../../src/apply/recover.ts"
import type { Request } from "../../src/domain.ts"
import { generationOf } from "../../src/state/generations.ts"
import type { LedgerEntry, Phase, StateRecord } from "../../src/state/Record.ts"
import type { State } from "../../src/state/State.ts"
import * as MemoryStore from "../../src/state/StateStore.memory.ts"
import type { StateWriter } from "../../src/state/StateStore.ts"
import { AS_OF, BOUGHT, baseOf, canonicalOf, credits, doneOf, remoteOf, requestOf, stateOf } from "../plan/samples.ts"
import { CLOSED, idOf, leavingOut, listedOf } from "./samples.ts"
import { type ApplyOptions, manifestOf, outcomes, Project } from "./simulation/Project.ts"
import { timePasses } from "./timePasses.ts"

const ledger = requestOf("ledger")
const subjectFor = ({ fingerprint, canonical, address }: Request): Subject => ({
  fingerprint,
  request: canonical,
  address,
  asOf: AS_OF
})
const subject = subjectFor(ledger)
const seven = credits(7)
const remote = { ...remoteOf(ledger), data_export_id: idOf("own") }

/** One of each phase, all of them of this one purchase. */
const records = {
  creating: { phase: "creating", ...baseOf(ledger), since: AS_OF },
  refused: { phase: "refused", ...baseOf(ledger), reason: "422" },
  ambiguous: { phase: "ambiguous", ...baseOf(ledger), since: AS_OF, candidates: [idOf(1), idOf(2)] },
  created: { phase: "created", ...remote },
  priced: { phase: "priced", ...remote, credits: seven },
  starting: { phase: "starting", ...remote, credits: seven },
  started: { phase: "started", ...remote, credits: seven },
  ready: { phase: "ready", ...remote, credits: seven, files: [] },
  done: { ...remote, phase: "done", credits: seven, completed_at: BOUGHT, files: [] },
  incomplete: { ...remote, phase: "incomplete", credits: seven, completed_at: BOUGHT, files: [], reason: "short" },
  failed: { phase: "failed", ...remote, credits: seven, charged: true, reason: "broken" },
  cancelled: { phase: "cancelled", ...remote, credits: seven, charged: true }
} as const satisfies Record<Phase, StateRecord>

const phases = Object.keys(records) as ReadonlyArray<Phase>
const phasesBut = (...left: ReadonlyArray<Phase>) => phases.filter((phase) => !left.includes(phase))

const failing = (operation: ApiError["operation"], over: Partial<ConstructorParameters<typeof ApiError>[0]> = {}) =>
  new ApiError({ operation, effect: "refused", reason: "rejected", detail: "no", ...over })

/** What the server answers; what is not said here is not asked. */
interface Server {
  readonly get?: Effect.Effect<RemoteExport, ApiError>
  readonly cancel?: Effect.Effect<StatusChange, ApiError>
}

/** Work on a state, with what it has called and what it leaves. */
const workOn = <A, E>(
  initial: State,
  { get, cancel }: Server,
  work: (writer: StateWriter) => Effect.Effect<A, E, ExportApi>
) =>
  Effect.gen(function* () {
    const store = MemoryStore.make({ initial })
    const calls: Array<string> = []
    const unasked = Effect.die("nobody asks for this")
    const answer = <T>(call: string, said: Effect.Effect<T, ApiError> = unasked) =>
      Effect.suspend(() => {
        calls.push(call)
        return Effect.map(said, (data) => ({ data }))
      })
    const api = ExportApi.of({
      create: () => unasked,
      list: () => unasked,
      start: () => unasked,
      get: (id) => answer(`get ${id}`, get),
      cancel: (id) => answer(`cancel ${id}`, cancel),
      usage: unasked
    })
    const result = yield* Effect.flatMap(store.open("test"), work).pipe(
      Effect.scoped,
      Effect.provideService(ExportApi, api),
      Effect.either,
      timePasses
    )
    const after = yield* store.read
    return { result, calls, after, record: after.records.get(ledger.fingerprint) }
  })

const importing = (one: RemoteExport, initial: State = stateOf(), of: Subject = subject) =>
  workOn(initial, { get: Effect.succeed(one) }, (writer) => importExport(writer, of, one.id))

describe("an import", () => {
  it.effect.each([
    ["completed", "started", { credits: 7 }],
    ["in_progress", "started", { credits: 7 }],
    ["pending", "started", { credits: 7 }],
    ["calculating_credits_completed", "priced", { credits: 7 }],
    ["calculating_credits", "created", {}]
  ] as const)("takes over what is %s: it is %s then, and nothing was charged to this state", ([status, phase, rest]) =>
    Effect.gen(function* () {
      const one = listedOf(ledger.canonical, { status, creditCost: seven })
      const { result, record, after } = yield* importing(one)
      const expected = {
        phase,
        fingerprint: ledger.fingerprint,
        request: ledger.canonical,
        address: "ledger",
        as_of: CLOSED,
        attempt: 1,
        data_export_id: one.id,
        created_at: CLOSED,
        ...rest
      }
      expect(record).toStrictEqual(expected)
      expect(result).toMatchObject({ _tag: "Right", right: { record: expected, doubts: [] } })
      expect(after.ledger).toEqual([])
    })
  )

  it.effect("believes what the server leaves open, and says what that is", () =>
    Effect.gen(function* () {
      const fans = requestOf("fans", { canonical: canonicalOf({ type: "fans", options: { type: "all" } }) })
      const one = leavingOut(listedOf(fans.canonical, { exportColumns: ["id"] }), "createdAt", "endDate")
      const { result, after } = yield* importing(one, stateOf(), subjectFor(fans))
      expect(result).toMatchObject({
        right: {
          doubts: [
            "the listing does not tell all of it",
            "the listing does not tell its options",
            "its columns may be others",
            "it was made before its window had closed"
          ]
        }
      })
      expect(after.records.get(fans.fingerprint)).toMatchObject({ phase: "started", as_of: AS_OF, credits: null })
    })
  )

  it.effect.each(["creating", "refused", "ambiguous", "failed", "cancelled"] as const)(
    "serves a purchase that has none: %s",
    (phase) =>
      Effect.gen(function* () {
        const { record, after } = yield* importing(listedOf(), stateOf(records[phase]))
        expect(record).toMatchObject({ phase: "started", data_export_id: idOf(1) })
        expect(after.ledger).toEqual([])
      })
  )

  it.effect.each(phasesBut("creating", "refused", "ambiguous", "failed", "cancelled"))(
    "is refused for a purchase that has one: %s; nothing is asked and nothing changed",
    (phase) =>
      Effect.gen(function* () {
        const { result, calls, after } = yield* importing(listedOf(), stateOf(records[phase]))
        expect(result).toMatchObject({
          left: {
            _tag: "NotPossible",
            code: "not-importable",
            message: `ledger is bought already: it is ${phase} as data_export_own`,
            hint: "nothing was changed; exporter state rm ledger forgets that one"
          }
        })
        expect(calls).toEqual([])
        expect([...after.records.values()]).toEqual([records[phase]])
      })
  )

  const payouts = requestOf("payouts", { canonical: canonicalOf({ type: "payouts" }) })
  const charge: LedgerEntry = {
    fingerprint: payouts.fingerprint,
    address: payouts.address,
    data_export_id: idOf(1),
    as_of: AS_OF,
    credits: seven,
    type: "payouts",
    account_ids: []
  }

  it.effect.each<readonly [string, State, string]>([
    ["another purchase", stateOf({ ...doneOf(payouts), ...{ data_export_id: idOf(1) } } as StateRecord), "payouts"],
    ["a purchase that was forgotten, and charged", { ...stateOf(), ledger: [charge] }, "payouts"],
    ["this very purchase, which is over", stateOf({ ...records.failed, data_export_id: idOf(1) }), "ledger"],
    [
      "an earlier generation of it",
      stateOf({ ...records.failed, earlier: [generationOf({ ...records.done, data_export_id: idOf(1) })] }),
      "ledger"
    ]
  ])("is refused for an export that serves %s", ([_, initial, address]) =>
    Effect.gen(function* () {
      const { result, calls, after } = yield* importing(listedOf(), initial)
      expect(result).toMatchObject({ left: { code: "not-importable" } })
      expect(result).toMatchObject({ left: { message: expect.stringContaining(`data_export_1 serves ${address} (`) } })
      expect(calls).toEqual([])
      expect(after.records).toEqual(initial.records)
    })
  )

  it.effect("is refused for what contradicts the request, with all that does", () =>
    Effect.gen(function* () {
      const { result, record } = yield* importing(listedOf(ledger.canonical, { type: "payouts", fileType: "xlsx" }))
      expect(result).toMatchObject({
        left: {
          code: "not-importable",
          message:
            "data_export_1 is not what ledger asks for: its type is payouts, not transactions; its file_type is xlsx, not csv"
        }
      })
      expect(record).toBeUndefined()
    })
  )

  it.effect.each(["failed", "cancelled", "calculating_credits_failed", "polishing"])(
    "is refused for what gives no file: %s",
    (status) =>
      Effect.gen(function* () {
        const { result, record } = yield* importing(listedOf(ledger.canonical, { status }))
        expect(result).toMatchObject({ left: { message: `data_export_1 is ${status}: it gives no file` } })
        expect(record).toBeUndefined()
      })
  )

  it.effect.each([
    ["an id that the server does not know", { reason: "not-found" }, { _tag: "NotPossible", code: "not-importable" }],
    ["a key that it does not take", { reason: "unauthenticated" }, { reason: { code: "unauthenticated" } }],
    ["a server that refuses", { reason: "rejected" }, { reason: { code: "rejected" } }],
    ["a server that is away", { reason: "connection", effect: "unknown" }, { reason: { code: "unreachable" } }]
  ] as const)("comes to nothing with %s", ([_, error, left]) =>
    Effect.gen(function* () {
      const { result, record } = yield* workOn(stateOf(), { get: Effect.fail(failing("get", error)) }, (writer) =>
        importExport(writer, subject, idOf(1))
      )
      expect(result).toMatchObject({ _tag: "Left", left })
      expect(record).toBeUndefined()
    })
  )

  it.effect("asks again where the answer was lost on the way", () =>
    Effect.gen(function* () {
      let asked = 0
      const get = Effect.suspend(() =>
        ++asked < 3 ? failing("get", { reason: "timeout", effect: "unknown" }) : Effect.succeed(listedOf())
      )
      const { result, calls } = yield* workOn(stateOf(), { get }, (writer) => importExport(writer, subject, idOf(1)))
      expect(calls).toEqual(["get data_export_1", "get data_export_1", "get data_export_1"])
      expect(result).toMatchObject({ right: { record: { phase: "started" } } })
    })
  )

  it.effect("under the name of a record is as of its purchase", () =>
    Effect.gen(function* () {
      expect(subjectOf(records.ambiguous)).toEqual({ ...subject, asOf: BOUGHT })
      const one = leavingOut(listedOf(), "createdAt")
      const { record } = yield* importing(one, stateOf(records.ambiguous), subjectOf(records.ambiguous))
      expect(record).toMatchObject({ phase: "started", as_of: BOUGHT, attempt: 1 })
    })
  )
})

describe("what is given up", () => {
  const givingUp = (record: StateRecord) => workOn(stateOf(record), {}, (writer) => abandon(writer, record, AS_OF))

  it.effect.each(["creating", "ambiguous"] as const)("counts as not made, and costs nothing: %s", (phase) =>
    Effect.gen(function* () {
      const { result, record, after } = yield* givingUp(records[phase])
      expect(record).toStrictEqual({ phase: "refused", ...baseOf(ledger), reason: "given up by hand" })
      expect(result).toMatchObject({ right: record })
      expect(after.ledger).toEqual([])
    })
  )

  it.effect("counts as made and charged, where a start was on its way", () =>
    Effect.gen(function* () {
      const { record, after } = yield* givingUp(records.starting)
      expect(record).toMatchObject({ phase: "cancelled", charged: true, credits: 7 })
      expect(after.ledger).toMatchObject([{ data_export_id: "data_export_own", credits: 7, as_of: AS_OF }])
    })
  )

  it.effect.each(phasesBut("creating", "ambiguous", "starting"))(
    "is only what a lost answer has left open, and not what is %s",
    (phase) =>
      Effect.gen(function* () {
        const { result, record } = yield* givingUp(records[phase])
        expect(result).toMatchObject({
          left: {
            _tag: "NotPossible",
            code: "nothing-to-resolve",
            message: `ledger is ${phase}: no answer of it is lost`,
            hint: "nothing was changed; exporter state show ledger tells what is known of it"
          }
        })
        expect(result).toMatchObject({ left: { message: nothingToResolve(records[phase]).message } })
        expect(record).toEqual(records[phase])
      })
  )
})

describe("a cancellation", () => {
  const cancelling = (record: StateRecord, server: Server) =>
    workOn(stateOf(record), server, (writer) => cancelExport(writer, record, AS_OF))
  const is = (status: string) => Effect.succeed(listedOf(ledger.canonical, { id: idOf("own"), status }))
  const accepted = Effect.succeed({ id: idOf("own"), status: "cancelled" })
  const refused = Effect.fail(failing("cancel", { reason: "invalid", detail: "Only a running one." }))
  const lost = Effect.fail(failing("cancel", { reason: "connection", effect: "unknown", detail: "it broke" }))

  it.effect("of what was started keeps its charge, and makes no other", () =>
    Effect.gen(function* () {
      const { result, record, calls, after } = yield* cancelling(records.started, {
        cancel: accepted,
        get: is("cancelled")
      })
      expect(record).toStrictEqual({ ...records.cancelled, credits: 7, charged: true })
      expect(result).toMatchObject({ right: record })
      expect(calls).toEqual(["cancel data_export_own", "get data_export_own"])
      expect(after.ledger).toEqual([])
    })
  )

  it.effect("of what may have been started counts it as charged", () =>
    Effect.gen(function* () {
      const { record, after } = yield* cancelling(records.starting, { cancel: accepted, get: is("cancelled") })
      expect(record).toMatchObject({ phase: "cancelled", charged: true, credits: 7 })
      expect(after.ledger).toMatchObject([{ data_export_id: "data_export_own", credits: 7, as_of: AS_OF }])
    })
  )

  it.effect.each(phasesBut("started", "starting"))("is not for what is %s: nothing is asked", (phase) =>
    Effect.gen(function* () {
      const { result, record, calls } = yield* cancelling(records[phase], {})
      const isUnpaid = ["creating", "ambiguous", "created", "priced"].includes(phase)
      expect(result).toMatchObject({
        left: {
          _tag: "NotPossible",
          code: "not-cancellable",
          message: `ledger is ${phase}: only what was started and is not finished can be cancelled`,
          hint: expect.stringContaining(isUnpaid ? "nothing was charged for it" : "exporter state show")
        }
      })
      expect([record, calls]).toEqual([records[phase], []])
    })
  )

  it.effect.each([
    ["its answer was lost", lost],
    ["the server says that it cannot be, as it is cancelled already", refused]
  ] as const)("is believed by the status alone: %s", ([_, cancel]) =>
    Effect.gen(function* () {
      const { record } = yield* cancelling(records.started, { cancel, get: is("cancelled") })
      expect(record).toMatchObject({ phase: "cancelled", charged: true })
    })
  )

  it.effect.each(["completed", "failed", "calculating_credits_completed", "polishing"])(
    "that the server refuses changes nothing: it is %s",
    (status) =>
      Effect.gen(function* () {
        const { result, record, after } = yield* cancelling(records.started, { cancel: refused, get: is(status) })
        expect(result).toMatchObject({
          left: {
            code: "not-cancellable",
            message: `the server does not cancel ledger, which is ${status} there: Only a running one.`
          }
        })
        expect([record, after.ledger]).toEqual([records.started, []])
      })
  )

  it.effect.each([
    ["it was accepted", accepted],
    ["its answer was lost", lost]
  ] as const)("that the status does not show yet is not recorded: %s", ([_, cancel]) =>
    Effect.gen(function* () {
      const { result, record } = yield* cancelling(records.started, { cancel, get: is("in_progress") })
      expect(result).toMatchObject({
        left: {
          code: "cancel-unconfirmed",
          message: "ledger was told to cancel, and is still in_progress at the server"
        }
      })
      expect(record).toEqual(records.started)
    })
  )

  it.effect.each([
    ["the server is away", { reason: "server", effect: "unknown" }],
    ["the key is not taken any more", { reason: "unauthenticated" }]
  ] as const)("whose status cannot be read changes nothing: %s", ([_, error]) =>
    Effect.gen(function* () {
      const get = Effect.fail(failing("get", error))
      const { result, record } = yield* cancelling(records.started, { cancel: accepted, get })
      expect(result).toMatchObject({ left: { _tag: "NotPossible", code: "cancel-unconfirmed" } })
      expect(record).toEqual(records.started)
    })
  )
})

describe("over the simulated vendor", () => {
  /** A run that ended before its export was done. */
  const begun = (how: ApplyOptions) =>
    Effect.gen(function* () {
      const project = new Project(manifestOf("ledger: { type: transactions }"))
      yield* project.apply(how)
      const record = yield* project.record("ledger")
      if (record === undefined) return yield* Effect.die("nothing was begun")
      return { project, record }
    })
  const cancelIn = (project: Project, record: StateRecord) =>
    Effect.gen(function* () {
      const store = MemoryStore.make({ initial: yield* project.state })
      const result = yield* Effect.flatMap(store.open("cancel"), (writer) => cancelExport(writer, record, AS_OF)).pipe(
        Effect.scoped,
        Effect.provideService(ExportApi, project.vendor.api),
        Effect.either,
        timePasses
      )
      return { result, after: yield* store.read }
    })

  it.effect.each([
    { phase: "started", how: { stop: Effect.sleep(5_000) }, drop: undefined, cancels: 1 },
    { phase: "started", how: { stop: Effect.sleep(5_000) }, drop: "after", cancels: 2 },
    { phase: "started", how: { stop: Effect.sleep(5_000) }, drop: "before", cancels: 2 },
    // Its start was sent, and could not be recorded.
    { phase: "starting", how: { commits: 4 }, drop: undefined, cancels: 1 }
  ] as const)(
    "what is $phase is cancelled, and its charge is known (answer lost: $drop)",
    ({ phase, how, drop, cancels }) =>
      Effect.gen(function* () {
        const { project, record } = yield* begun(how)
        expect(record.phase).toBe(phase)
        if (drop !== undefined) project.vendor.disturb({ on: "cancel", nth: 1, do: { drop } })
        const { result, after } = yield* cancelIn(project, record)
        expect(result).toMatchObject({ right: { phase: "cancelled", charged: true, credits: 10 } })
        expect(project.log.filter((entry) => entry.startsWith("call cancel"))).toHaveLength(cancels)
        // Whether or not its start was recorded: what the server charged is in the ledger, once.
        expect(after.ledger.map(({ data_export_id }) => data_export_id)).toEqual(project.charged)

        const next = new Project(manifestOf("ledger: { type: transactions }"), { initial: after })
        expect(outcomes(yield* next.apply())).toEqual(["ledger blocked blocked"])
      })
  )
})
