import { describe, expect, it } from "@effect/vitest"
import * as FC from "effect/FastCheck"
import type { RemoteExport } from "../../src/api/ExportApi.ts"
import { adoptedEvent, distance, isPaid, isUsable } from "../../src/apply/adoption.ts"
import { teamExports } from "../../src/apply/team.ts"
import type { AccountId, CanonicalRequest, Request } from "../../src/domain.ts"
import type { LedgerEntry, StateRecord } from "../../src/state/Record.ts"
import type { State } from "../../src/state/State.ts"
import { AS_OF, canonicalOf, credits, doneOf, remoteOf, requestOf, stateOf } from "../plan/samples.ts"
import { CLOSED, idOf, instant, leavingOut, listedOf } from "./samples.ts"

const ledger = requestOf("ledger")
const COLUMNS = ["transaction_id", "amount"]

/** What is found for the one request. */
const foundFor = (request: Request, listed: ReadonlyArray<RemoteExport>, state: State = stateOf()) =>
  teamExports([request], state, listed).get(request.fingerprint)

describe("what the team has", () => {
  it.each([
    ["completed", true],
    ["in_progress", true],
    ["pending", true],
    ["calculating_credits_completed", false],
    ["calculating_credits", false]
  ])("is taken for a request that it is proven to be the same as: %s", (status, isPaid) => {
    const one = listedOf(ledger.canonical, { status, creditCost: credits(7) })
    expect(foundFor(ledger, [one])).toStrictEqual({ id: one.id, createdAt: CLOSED, isPaid, credits: 7 })
  })

  it("has no price where the server names none", () => {
    expect(foundFor(ledger, [listedOf()])).toMatchObject({ credits: null })
  })

  it.each(["failed", "cancelled", "calculating_credits_failed", "polishing"])(
    "is of no use, where it is %s",
    (status) => {
      expect(foundFor(ledger, [listedOf(ledger.canonical, { status })])).toBeUndefined()
    }
  )

  it.each(["type", "startDate", "endDate", "createdAt"] as const)("is of no use, where its %s is not told", (field) => {
    expect(foundFor(ledger, [leavingOut(listedOf(), field)])).toBeUndefined()
  })

  it("is of no use, where it contradicts the request", () => {
    expect(foundFor(ledger, [listedOf(ledger.canonical, { fileType: "xlsx" })])).toBeUndefined()
  })

  it("is only offered, where the listing leaves something open, and all of that is said", () => {
    const fans = requestOf("fans", { canonical: canonicalOf({ type: "fans", options: { type: "all" } }) })
    expect(foundFor(fans, [listedOf(fans.canonical, { exportColumns: COLUMNS })])).toMatchObject({
      id: idOf(1),
      doubt: "the listing does not tell its options; its columns may be others"
    })
  })

  it("is found for each request by itself", () => {
    const payouts = requestOf("payouts", { canonical: canonicalOf({ type: "payouts" }) })
    const refunds = requestOf("refunds", { canonical: canonicalOf({ type: "chargebacks" }) })
    const listed = [listedOf(payouts.canonical, { id: idOf("p") }), listedOf(ledger.canonical, { id: idOf("l") })]
    const found = teamExports([ledger, payouts, refunds], stateOf(), listed)
    expect([...found].map(([fingerprint, { id }]) => [fingerprint, id])).toEqual([
      [ledger.fingerprint, idOf("l")],
      [payouts.fingerprint, idOf("p")]
    ])
  })
})

describe("one export", () => {
  // Ids of accounts with either prefix are the same to the vendor, and different requests here.
  const twin = requestOf("twin", { canonical: canonicalOf({ account_ids: ["acc_1" as AccountId] }) })

  it("is never taken for two purchases: the second one has the next best, or none", () => {
    const both = (...listed: ReadonlyArray<RemoteExport>) =>
      [...teamExports([ledger, twin], stateOf(), listed)].map(([fingerprint, { id }]) => [fingerprint, id])
    const further = listedOf(ledger.canonical, { id: idOf(2), status: "pending" })
    expect(both(listedOf())).toEqual([[ledger.fingerprint, idOf(1)]])
    expect(both(listedOf(), further)).toEqual([
      [ledger.fingerprint, idOf(1)],
      [twin.fingerprint, idOf(2)]
    ])
  })
})

describe("of several exports", () => {
  const inOrder = ["completed", "in_progress", "calculating_credits_completed", "calculating_credits"]

  it.each(inOrder.slice(1).map((status, index) => [inOrder[index] ?? "", status] as const))(
    "%s is better than %s, though it is older",
    (nearer, farther) => {
      const near = listedOf(ledger.canonical, { id: idOf("near"), status: nearer })
      const newer = instant("2024-02-20T00:00:00Z")
      const far = listedOf(ledger.canonical, { id: idOf("far"), status: farther, createdAt: newer })
      expect(foundFor(ledger, [far, near])?.id).toBe(near.id)
      expect(foundFor(ledger, [near, far])?.id).toBe(near.id)
    }
  )

  it("of one status the newest is best", () => {
    const at = (day: string) =>
      listedOf(ledger.canonical, { id: idOf(day), createdAt: instant(`2024-02-${day}T00:00:00Z`) })
    expect(foundFor(ledger, [at("03"), at("09"), at("06")])?.id).toBe(idOf("09"))
    expect(foundFor(ledger, [at("09"), at("06"), at("03")])?.id).toBe(idOf("09"))
  })

  it("one that is proven is better than one that is not, however near that one is to its file", () => {
    const open = listedOf(ledger.canonical, { id: idOf("open"), exportColumns: COLUMNS })
    const proven = listedOf(ledger.canonical, { id: idOf("proven"), status: "calculating_credits" })
    expect(foundFor(ledger, [open, proven])).toStrictEqual({
      id: proven.id,
      createdAt: CLOSED,
      isPaid: false,
      credits: null
    })
  })

  it("of which none is proven, the nearest to its file is offered", () => {
    const asked = listedOf(ledger.canonical, { id: idOf("asked"), exportColumns: COLUMNS, status: "pending" })
    const there = listedOf(ledger.canonical, { id: idOf("there"), exportColumns: COLUMNS })
    expect(foundFor(ledger, [asked, there])).toMatchObject({ id: there.id, doubt: "its columns may be others" })
  })
})

describe("what the state knows", () => {
  const mine = requestOf("mine", { canonical: canonicalOf({ file_type: "xlsx" }) })
  const charge: LedgerEntry = {
    fingerprint: mine.fingerprint,
    address: mine.address,
    data_export_id: idOf(1),
    as_of: AS_OF,
    credits: credits(7),
    type: "transactions",
    account_ids: []
  }
  const remote = { ...remoteOf(mine), data_export_id: idOf(1) }

  it.each<readonly [string, State]>([
    ["a purchase of another address", stateOf({ phase: "created", ...remote })],
    [
      "a failed purchase of this very request",
      stateOf({
        ...remote,
        phase: "failed",
        fingerprint: ledger.fingerprint,
        credits: null,
        charged: false,
        reason: "x"
      })
    ],
    ["a charge whose record was forgotten", { ...stateOf(), ledger: [charge] }]
  ])("is never somebody else's: %s", (_, state) => {
    expect(foundFor(ledger, [listedOf()], state)).toBeUndefined()
    expect(foundFor(ledger, [listedOf(), listedOf(ledger.canonical, { id: idOf(2) })], state)?.id).toBe(idOf(2))
  })
})

describe("all the columns of a type", () => {
  const own = (address: string, canonical: CanonicalRequest): StateRecord => doneOf(requestOf(address, { canonical }))
  const before = canonicalOf({ start_date: instant("2023-12-01T00:00:00Z"), end_date: instant("2023-12-31T23:59:59Z") })
  const state = stateOf(own("before", before))
  const listedOwn = listedOf(before, { id: idOf("before"), exportColumns: COLUMNS })
  const theirs = listedOf(ledger.canonical, { exportColumns: COLUMNS })
  const doubt = (listed: ReadonlyArray<RemoteExport>, of: State = state, request = ledger) =>
    foundFor(request, listed, of)?.doubt

  it("are those that are listed for own purchases which asked for none", () => {
    expect(doubt([theirs, listedOwn])).toBeUndefined()
  })

  it("are not known without such a purchase, nor where it is not listed any more, nor where its columns are not told", () => {
    const open = "its columns may be others"
    expect(doubt([theirs, listedOwn], stateOf())).toBe(open)
    expect(doubt([theirs])).toBe(open)
    expect(doubt([theirs, leavingOut(listedOwn, "exportColumns")])).toBe(open)
  })

  it("are not those of a purchase that asked for them", () => {
    const asked = stateOf(own("before", { ...before, export_columns: COLUMNS }))
    expect(doubt([theirs, listedOwn], asked)).toBe("its columns may be others")
  })

  it("are not those of another type", () => {
    const payouts = stateOf(own("before", { ...before, type: "payouts" }))
    expect(doubt([theirs, { ...listedOwn, type: "payouts" }], payouts)).toBe("its columns may be others")
  })

  it("are not known while own purchases say different things of them: the vendor may have added one", () => {
    const both = stateOf(own("before", before), own("older", { ...before, file_type: "xlsx" }))
    const older = listedOf(before, { id: idOf("older"), fileType: "xlsx", exportColumns: ["transaction_id"] })
    expect(doubt([theirs, listedOwn, older], both)).toBe("its columns may be others")
    expect(doubt([theirs, listedOwn, { ...older, exportColumns: COLUMNS }], both)).toBeUndefined()
  })

  it("say nothing of what the request asks for by itself", () => {
    const amount = requestOf("amount", { canonical: canonicalOf({ export_columns: ["amount"] }) })
    expect(doubt([{ ...theirs, exportColumns: ["amount"] }, listedOwn], state, amount)).toBeUndefined()
  })
})

describe("an export that is taken over", () => {
  const subject = { ...ledger, request: ledger.canonical, asOf: AS_OF }

  it.each([
    ["completed", true],
    ["in_progress", true],
    ["pending", true],
    ["calculating_credits_completed", false],
    ["calculating_credits", false]
  ])("counts as paid by the team once it was started: %s", (status, charged) => {
    const event = adoptedEvent(subject, listedOf(ledger.canonical, { status, creditCost: credits(7) }))
    expect(event).toStrictEqual({
      type: "adopted",
      fingerprint: ledger.fingerprint,
      request: ledger.canonical,
      address: "ledger",
      as_of: CLOSED,
      data_export_id: idOf(1),
      created_at: CLOSED,
      charged,
      credits: 7
    })
  })

  it("is as old as this run, where nobody says when it was made, and of no known price, where none is named", () => {
    const event = adoptedEvent(subject, leavingOut(listedOf(), "createdAt"))
    expect(event).toMatchObject({ as_of: AS_OF, credits: null })
    expect(event).not.toHaveProperty("created_at")
  })

  it("is no nearer to its file than another of the same meaning", () => {
    const of = (status: string) => listedOf(ledger.canonical, { status })
    expect(distance(of("pending"))).toBe(distance(of("in_progress")))
    expect(["failed", "cancelled", "polishing"].map((status) => isUsable(of(status)))).toEqual([false, false, false])
    expect(["failed", "cancelled", "polishing"].map((status) => isPaid(of(status)))).toEqual([false, false, false])
  })
})

describe("whatever the team and the state have", () => {
  const some = <T>(...values: ReadonlyArray<T>) => FC.constantFrom(...values)
  const ends = [instant("2024-01-31T23:59:59Z"), instant("2024-02-29T23:59:59Z")] as const
  const columns = some(["a"], ["a", "b"], ["b", "a"])
  const types = some("transactions", "transactions", "trial_links", "fans")

  const canonical: FC.Arbitrary<CanonicalRequest> = FC.record(
    {
      type: types,
      account_ids: FC.subarray(["acc_1", "acct_2"] as Array<AccountId>, { minLength: 1 }),
      start_date: FC.constant(instant("2024-01-01T00:00:00Z")),
      end_date: some(...ends),
      file_type: some("csv" as const, "xlsx" as const),
      export_columns: columns
    },
    { requiredKeys: ["type", "account_ids", "start_date", "end_date", "file_type"] }
  )
  const FIELDS = ["type", "endDate", "fileType", "accountIds", "exportColumns", "createdAt"] as const
  /** An export, by what of it differs from what was asked for, and what is not told of it. */
  const remote = FC.record({
    of: FC.nat(),
    id: FC.integer({ min: 1, max: 20 }).map(idOf),
    status: some("completed", "in_progress", "calculating_credits_completed", "calculating_credits", "failed", "new"),
    other: FC.record({
      type: types,
      endDate: some(...ends),
      fileType: some("csv", "xlsx"),
      accountIds: FC.subarray(["acct_1", "acct_2"]),
      exportColumns: FC.oneof(columns, FC.constant([])),
      createdAt: some(instant("2024-02-10T00:00:00Z"), instant("2024-03-10T00:00:00Z"))
    }),
    differs: FC.subarray([...FIELDS], { maxLength: 2 }),
    untold: FC.subarray([...FIELDS], { maxLength: 1 })
  })
  /** Own purchases under some of the ids that are listed. */
  const own: FC.Arbitrary<State> = FC.array(FC.tuple(canonical, FC.integer({ min: 1, max: 20 })), { maxLength: 4 }).map(
    (drawn) =>
      stateOf(
        ...drawn.map(([asked, id], index): StateRecord => {
          const request = requestOf(`own${index}`, { canonical: asked })
          return { phase: "created", ...remoteOf(request), data_export_id: idOf(id) }
        })
      )
  )
  const requests = FC.uniqueArray(canonical, {
    minLength: 1,
    maxLength: 6,
    selector: (one) => requestOf("x", { canonical: one }).fingerprint
  })
  const bare = (ids: ReadonlyArray<string> = []) => ids.map((id) => id.replace(/^acct?_/, "")).sort()

  it("an adopted export agrees with the request in every field that is told, and is of nobody else", () => {
    let adoptions = 0
    FC.assert(
      FC.property(requests, FC.array(remote, { maxLength: 12 }), own, (drawn, remotes, state) => {
        const asked = drawn.map((one, index) => requestOf(`r${index}`, { canonical: one }))
        const listed = remotes.map(({ of, id, status, other, differs, untold }) => {
          const over = Object.fromEntries(differs.map((field) => [field, other[field]]))
          return leavingOut(listedOf(drawn[of % drawn.length], { ...over, id, status }), ...untold)
        })
        const ids = new Set([...state.records.values()].map((one) => "data_export_id" in one && one.data_export_id))
        for (const [fingerprint, { id, doubt, createdAt }] of teamExports(asked, state, listed)) {
          const request = asked.find((one) => one.fingerprint === fingerprint)?.canonical
          expect(ids).not.toContain(id)
          if (doubt !== undefined || request === undefined) continue
          adoptions++
          const fits = listed.filter(
            (one) =>
              one.id === id &&
              one.type === request.type &&
              one.startDate === request.start_date &&
              one.endDate === request.end_date &&
              one.fileType === request.file_type &&
              one.createdAt === createdAt &&
              JSON.stringify(bare(one.accountIds)) === JSON.stringify(bare(request.account_ids)) &&
              (request.export_columns === undefined ||
                JSON.stringify(one.exportColumns) === JSON.stringify(request.export_columns))
          )
          expect(fits).not.toEqual([])
          expect(createdAt > request.end_date).toBe(true)
          expect(request.type).not.toBe("fans")
          expect(fits.some(({ status }) => status !== "failed" && status !== "new")).toBe(true)
        }
      }),
      { numRuns: 1_000 }
    )
    // Where nothing was adopted, nothing was tested.
    expect(adoptions).toBeGreaterThan(30)
  })
})
