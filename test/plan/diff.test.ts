import { describe, expect, it } from "vitest"
import type { Request } from "../../src/domain.ts"
import { diff, type FileFacts, filesToLookAt } from "../../src/plan/diff.ts"
import { type Action, changes, hasChanges } from "../../src/plan/Plan.ts"
import type { TeamExport } from "../../src/plan/TeamExports.ts"
import type { StateRecord } from "../../src/state/Record.ts"
import {
  AS_OF,
  baseOf,
  canonicalOf,
  credits,
  dataExportId,
  doneOf,
  fileAt,
  filesOf,
  inputOf,
  instant,
  remoteOf,
  requestOf,
  stateOf,
  windowOf
} from "./samples.ts"

const ledger = requestOf("ledger")
const OUTPUT = "data/ledger.csv"
const foreign = filesOf([OUTPUT, 99])

const FREE = { low: 0, high: 0, basis: "none" }
const UNKNOWN = { low: 0, high: null, basis: "unknown" }

/** The actions for these requests, where the state holds these records. */
const planned = (
  requests: ReadonlyArray<Request>,
  records: ReadonlyArray<StateRecord>,
  files: FileFacts = new Map()
): ReadonlyArray<Action> => diff(inputOf({ requests, state: stateOf(...records), files })).actions

const one = (record: StateRecord | undefined, files?: FileFacts, request = ledger): Action => {
  const [action, ...others] = planned([request], record === undefined ? [] : [record], files)
  if (action === undefined || others.length > 0) throw new Error("not one action")
  return action
}

const seven = credits(7)
const records = {
  creating: { phase: "creating", ...baseOf(ledger), since: AS_OF },
  refused: { phase: "refused", ...baseOf(ledger), reason: "422" },
  ambiguous: {
    phase: "ambiguous",
    ...baseOf(ledger),
    since: AS_OF,
    candidates: [dataExportId("data_export_8"), dataExportId("data_export_9")]
  },
  created: { phase: "created", ...remoteOf(ledger) },
  priced: { phase: "priced", ...remoteOf(ledger), credits: seven },
  starting: { phase: "starting", ...remoteOf(ledger), credits: seven },
  started: { phase: "started", ...remoteOf(ledger), credits: seven },
  ready: { phase: "ready", ...remoteOf(ledger), credits: seven, files: [] },
  "failed, not charged": { phase: "failed", ...remoteOf(ledger), credits: null, charged: false, reason: "broken" },
  "failed, charged": { phase: "failed", ...remoteOf(ledger), credits: seven, charged: true, reason: "broken" },
  "cancelled, not charged": { phase: "cancelled", ...remoteOf(ledger), credits: null, charged: false },
  "cancelled, charged": { phase: "cancelled", ...remoteOf(ledger), credits: seven, charged: true }
} satisfies Record<string, StateRecord>

describe("a twin of what is bought again", () => {
  it("takes the place of its earlier file, also where a run was killed in the middle of that", () => {
    const one = requestOf("a", { output: "a.csv" })
    const twin = requestOf("b", { output: "b.csv" })
    const record: StateRecord = {
      ...doneOf(one, [fileAt("a.csv", 12)]),
      earlier: [
        {
          as_of: instant("2024-01-01T00:00:00Z"),
          data_export_id: dataExportId("data_export_0"),
          start_date: one.canonical.start_date,
          end_date: one.canonical.end_date,
          credits: credits(7),
          completed_at: instant("2024-01-01T00:00:00Z"),
          files: [fileAt(".generations/a.csv", 10), fileAt("b.csv", 10)]
        }
      ]
    }
    for (const bytes of [10, 12]) {
      const files = filesOf(["a.csv", 12], ["b.csv", bytes])
      const { actions } = diff(inputOf({ requests: [one, twin], state: stateOf(record), files }))
      expect(actions.map(({ action }) => action)).toEqual(["keep", "download"])
    }
  })
})

describe("a request of which nothing is known", () => {
  it("is created, at a price that is not known yet", () => {
    expect(one(undefined)).toStrictEqual({
      address: "ledger",
      action: "create",
      reason: "not bought yet",
      estimate: UNKNOWN,
      fingerprint: ledger.fingerprint,
      request: ledger.canonical,
      output: OUTPUT
    })
  })

  it("is created with a word of warning where its end lies ahead, and it asked for no windows", () => {
    const ahead = requestOf("ledger", { canonical: canonicalOf({ end_date: AS_OF }) })
    expect(one(undefined, new Map(), ahead)).toMatchObject({
      action: "create",
      reason: "not bought yet; its end lies ahead, later data will not be in it"
    })
  })

  it.each([
    ["one second ago", "2024-02-29T23:59:59Z", "create"],
    ["now", "2024-03-01T00:00:00Z", "wait"],
    ["ahead", "2024-03-31T23:59:59Z", "wait"]
  ])("of a window that ends %s", (_, end, action) => {
    const window = windowOf("2024-03", "2024-02-01T00:00:00Z", end)
    const canonical = canonicalOf({ start_date: window.start, end_date: window.end })
    const made = one(undefined, foreignOnlyIf(action), requestOf("ledger", { canonical, window }))
    expect(made.action).toBe(action)
    if (action === "wait")
      expect(made).toMatchObject({
        estimate: FREE,
        reason: expect.stringMatching(/^its window is open; due 2024-0[34]-01/),
        due: expect.any(String)
      })
  })
  /** What is in the way matters only to what is bought now. */
  const foreignOnlyIf = (action: string) => (action === "wait" ? foreign : new Map())

  it.each([
    ["a file that exporter did not write", foreign, "exporter did not write it"],
    ["something that is no file", filesOf([OUTPUT, "not-a-file"]), "is no file"]
  ])("is not bought while %s is at its path", (_, files, words) => {
    const action = one(undefined, files)
    expect(action).toMatchObject({ action: "blocked", estimate: FREE })
    expect(action.reason).toContain(words)
  })

  it("is not bought while the file of another purchase is at its path", () => {
    const other = requestOf("other", { canonical: canonicalOf({ type: "payouts" }) })
    const [action, orphan] = planned([ledger], [doneOf(other, [fileAt(OUTPUT)])], filesOf([OUTPUT, 10]))
    expect(action?.action).toBe("blocked")
    expect(action?.reason).toContain(`holds another purchase (${other.fingerprint.slice(3, 11)})`)
    expect(orphan?.action).toBe("orphan")
  })
})

describe("a purchase that was begun", () => {
  it.each([
    ["creating", "resume", UNKNOWN, "its create was sent and never answered"],
    ["refused", "create", UNKNOWN, "not created last time: 422"],
    ["ambiguous", "blocked", FREE, "exporter state resolve ledger --adopt ID"],
    ["created", "resume", UNKNOWN, "created as data_export_ledger"],
    ["priced", "resume", { low: 7, high: 7, basis: "exact" }, "created and priced (7 credits)"],
    ["starting", "resume", { low: 0, high: 7, basis: "exact" }, "its start was sent and never answered"],
    ["started", "resume", FREE, "paid; the server is working on it"],
    ["ready", "resume", FREE, "paid and finished"],
    ["failed, not charged", "create", UNKNOWN, "failed before it was started: broken"],
    ["failed, charged", "blocked", FREE, "exporter state rm ledger"],
    ["cancelled, not charged", "create", UNKNOWN, "cancelled before it was started"],
    ["cancelled, charged", "blocked", FREE, "exporter state rm ledger"]
  ] as const)("%s: %s", (phase, action, estimate, words) => {
    const made = one(records[phase])
    expect(made).toMatchObject({ action, estimate })
    expect(made.reason).toContain(words)
    expect(made.data_export_id).toBe("data_export_id" in records[phase] ? "data_export_ledger" : undefined)
  })

  it("priced and not to be started is kept, whatever is at its path", () => {
    const request = requestOf("ledger", { autoStart: false })
    expect(one(records.priced, foreign, request)).toMatchObject({
      action: "keep",
      estimate: FREE,
      reason: "price known (7 credits); not started, as auto_start is false"
    })
  })

  it("priced without a price is estimated as if it were new", () => {
    expect(one({ ...records.priced, credits: null })).toMatchObject({ estimate: UNKNOWN })
    expect(one({ ...records.starting, credits: null })).toMatchObject({ estimate: UNKNOWN })
  })

  it.each(["creating", "created", "priced", "refused", "failed, not charged", "cancelled, not charged"] as const)(
    "%s is not paid for while something is in the way of its file",
    (phase) => {
      expect(one(records[phase], foreign)).toMatchObject({ action: "blocked", estimate: FREE })
    }
  )

  it.each(["starting", "started", "ready"] as const)(
    "%s goes on, whatever is in the way: it is or may be paid",
    (phase) => {
      expect(one(records[phase], foreign).action).toBe("resume")
    }
  )

  it("goes on, though its window is open as of now", () => {
    const window = windowOf("2024-03", "2024-03-01T00:00:00Z", "2024-03-31T23:59:59Z")
    const request = requestOf("ledger", { window })
    expect(one(records.priced, new Map(), request).action).toBe("resume")
    expect(one(records.refused, new Map(), request).action).toBe("wait")
  })
})

describe("a purchase that is done", () => {
  const done = doneOf(ledger)
  const otherPath = doneOf(ledger, [fileAt("data/old.csv")])
  const incomplete: StateRecord = {
    phase: "incomplete",
    ...remoteOf(ledger),
    credits: seven,
    completed_at: AS_OF,
    files: [fileAt(OUTPUT)],
    reason: "2 of 3 rows"
  }

  it.each<readonly [string, StateRecord, FileFacts, Action["action"], string]>([
    ["intact", done, filesOf([OUTPUT, 10]), "keep", "done"],
    ["gone", done, filesOf(), "download", "paid; its file is gone"],
    [
      "changed",
      done,
      filesOf([OUTPUT, 11]),
      "download",
      "paid; its file was changed (11 bytes instead of 10): it is set aside"
    ],
    [
      "no file any more",
      done,
      filesOf([OUTPUT, "not-a-file"]),
      "blocked",
      `'${OUTPUT}' is there, and is no file: move it, or change the output`
    ],
    ["wanted at a further path", otherPath, filesOf(), "download", "paid; its file goes to a further path"],
    [
      "wanted where it may lie already, unrecorded",
      otherPath,
      filesOf([OUTPUT, 10]),
      "download",
      "paid; its file goes to a further path"
    ],
    [
      "wanted where something else lies",
      otherPath,
      foreign,
      "blocked",
      `'${OUTPUT}' is there, and exporter did not write it: move it, or change the output`
    ],
    [
      "wanted where a folder is",
      otherPath,
      filesOf([OUTPUT, "not-a-file"]),
      "blocked",
      `'${OUTPUT}' is there, and is no file: move it, or change the output`
    ],
    ["incomplete and there", incomplete, filesOf([OUTPUT, 10]), "keep", "incomplete: 2 of 3 rows"],
    ["incomplete and gone", incomplete, filesOf(), "download", "paid; its file is gone"]
  ])("%s", (_, record, files, action, reason) => {
    expect(one(record, files)).toMatchObject({ action, reason, estimate: FREE, data_export_id: "data_export_ledger" })
  })

  it("is not written over the file of another purchase, even of the same size", () => {
    const other = requestOf("other", { canonical: canonicalOf({ type: "payouts" }) })
    const [action] = planned([ledger], [otherPath, doneOf(other, [fileAt(OUTPUT)])], filesOf([OUTPUT, 10]))
    expect(action?.action).toBe("blocked")
    expect(action?.reason).toContain("holds another purchase")
  })

  it("P4: leaves nothing to do when everything is there", () => {
    const twin = requestOf("twin")
    const window = windowOf("2024-03", "2024-03-01T00:00:00Z", "2024-03-31T23:59:59Z")
    const open = requestOf("open", {
      window,
      canonical: canonicalOf({ start_date: window.start, end_date: window.end })
    })
    const plan = diff(
      inputOf({
        requests: [ledger, twin, open],
        state: stateOf(doneOf(ledger, [fileAt(OUTPUT), fileAt(twin.output)])),
        files: filesOf([OUTPUT, 10], [twin.output, 10])
      })
    )
    expect(plan.summary).toMatchObject({ keep: 2, wait: 1 })
    expect(hasChanges(plan)).toBe(false)
    expect(plan.credits).toEqual(FREE)
  })
})

describe("addresses of the same purchase", () => {
  const twin = requestOf("twin")

  it("buy it once: the first creates, the others get the file for nothing", () => {
    const plan = diff(inputOf({ requests: [ledger, twin, requestOf("third")] }))
    expect(plan.actions.map(({ address, action, same_as }) => [address, action, same_as])).toEqual([
      ["ledger", "create", undefined],
      ["twin", "download", "ledger"],
      ["third", "download", "ledger"]
    ])
    expect(plan.actions[1]).toMatchObject({
      estimate: FREE,
      reason: "same purchase as ledger: bought once, the file is written here too"
    })
    expect(plan.summary).toMatchObject({ create: 1, download: 2 })
  })

  it.each([
    ["creating", "resume", "download"],
    ["ambiguous", "blocked", "blocked"],
    ["priced", "resume", "download"],
    ["started", "resume", "download"],
    ["ready", "resume", "download"],
    ["failed, not charged", "create", "download"],
    ["failed, charged", "blocked", "blocked"]
  ] as const)("share what happened to it: %s", (phase, first, second) => {
    const actions = planned([ledger, twin], [records[phase]])
    expect(actions.map(({ action }) => action)).toEqual([first, second])
    expect(actions[1]).toMatchObject({ estimate: FREE, same_as: "ledger" })
    expect(actions[1]?.reason).toContain("same purchase as ledger")
  })

  it("wait for its window together", () => {
    const window = windowOf("2024-03", "2024-03-01T00:00:00Z", "2024-03-31T23:59:59Z")
    const [first, second] = planned([requestOf("a", { window }), requestOf("b", { window })], [])
    expect([first?.action, second?.action]).toEqual(["wait", "wait"])
    expect(second?.reason).toBe(`same purchase as a: its window is open; due 2024-04-01`)
  })

  it("are kept or blocked on their own, by what is at their own path", () => {
    const done = doneOf(ledger, [fileAt(OUTPUT), fileAt(twin.output)])
    const actions = (files: FileFacts, record: StateRecord | undefined = done) =>
      planned([ledger, twin], record === undefined ? [] : [record], files).map(({ action }) => action)
    expect(actions(filesOf([OUTPUT, 10], [twin.output, 10]))).toEqual(["keep", "keep"])
    expect(actions(filesOf([OUTPUT, 10]))).toEqual(["keep", "download"])
    expect(actions(filesOf([twin.output, 10]))).toEqual(["download", "keep"])
    expect(actions(filesOf([twin.output, 99]), records.started)).toEqual(["resume", "blocked"])
    const [, second] = planned([ledger, twin], [], filesOf([twin.output, 99]))
    expect(second).toMatchObject({ action: "blocked", same_as: "ledger" })
  })

  it("may get their own file of before, when the purchase is downloaded again", () => {
    const again: StateRecord = { ...records.ready, files: [fileAt(twin.output)] }
    const second = (there: number | "not-a-file") => planned([ledger, twin], [again], filesOf([twin.output, there]))[1]
    expect(second(10)?.action).toBe("download")
    expect(second("not-a-file")?.action).toBe("blocked")
  })

  it("say of an incomplete file that it is incomplete", () => {
    const incomplete: StateRecord = {
      phase: "incomplete",
      ...remoteOf(ledger),
      credits: seven,
      completed_at: AS_OF,
      files: [fileAt(twin.output)],
      reason: "2 of 3 rows"
    }
    const [, second] = planned([ledger, twin], [incomplete], filesOf([twin.output, 10]))
    expect(second).toMatchObject({ action: "keep", reason: "incomplete: 2 of 3 rows; same purchase as ledger" })
  })
})

describe("what the team has bought elsewhere", () => {
  const MADE = instant("2024-02-20T00:00:00Z")
  const paid: TeamExport = { id: dataExportId("data_export_t"), createdAt: MADE, isPaid: true, credits: seven }
  const priced: TeamExport = { ...paid, isPaid: false }
  const offered: TeamExport = { ...paid, doubt: "its columns may be others" }
  const dated = requestOf("ledger", { output: "data/{as_of}.csv" })

  /** The plan for the addresses of one purchase, which the team has. */
  const withTeam = (
    found: TeamExport,
    {
      requests = [ledger],
      records: known = [],
      files = new Map()
    }: {
      readonly requests?: ReadonlyArray<Request>
      readonly records?: ReadonlyArray<StateRecord>
      readonly files?: FileFacts
    } = {}
  ) => diff(inputOf({ requests, state: stateOf(...known), files, team: new Map([[ledger.fingerprint, found]]) }))

  it.each([
    ["paid, is adopted for nothing", paid, FREE, "the team has bought it already, as data_export_t"],
    [
      "priced, is adopted at its price",
      priced,
      { low: 7, high: 7, basis: "exact" },
      "the team has asked for it already, as data_export_t, and not started it"
    ],
    [
      "not priced yet, is adopted at the price of a new one",
      { ...priced, credits: null },
      UNKNOWN,
      "the team has asked for it already, as data_export_t, and not started it"
    ]
  ])("%s", (_, found, estimate, reason) => {
    const plan = withTeam(found)
    expect(plan.actions).toStrictEqual([
      {
        address: "ledger",
        action: "adopt",
        reason,
        estimate,
        fingerprint: ledger.fingerprint,
        request: ledger.canonical,
        output: OUTPUT,
        data_export_id: "data_export_t"
      }
    ])
    expect(plan.summary).toMatchObject({ adopt: 1, create: 0 })
    expect(hasChanges(plan)).toBe(true)
  })

  it("is only offered where it may be another purchase: it is bought, unless a person takes it over", () => {
    const [action] = withTeam(offered).actions
    expect(action).toMatchObject({ action: "create", estimate: UNKNOWN })
    expect(action?.reason).toBe(
      "not bought yet; the team has data_export_t, which may be the same (its columns may be others): `exporter state import ledger data_export_t` takes it over"
    )
    expect(action).not.toHaveProperty("data_export_id")
  })

  it.each(["refused", "failed, not charged", "cancelled, not charged"] as const)(
    "serves a purchase that came to nothing: %s",
    (phase) => {
      expect(withTeam(paid, { records: [records[phase]] }).actions[0]).toMatchObject({
        action: "adopt",
        data_export_id: "data_export_t"
      })
      expect(withTeam(offered, { records: [records[phase]] }).actions[0]?.reason).toContain("state import ledger")
    }
  )

  it.each(["creating", "ambiguous", "created", "priced", "starting", "started", "ready", "failed, charged"] as const)(
    "changes nothing of a purchase that is on its way, or was charged: %s",
    (phase) => {
      expect(withTeam(paid, { records: [records[phase]] }).actions).toEqual(planned([ledger], [records[phase]]))
    }
  )

  it("is not adopted while its window is open, nor while something is in the way of its file", () => {
    const window = windowOf("2024-03", "2024-03-01T00:00:00Z", "2024-03-31T23:59:59Z")
    expect(withTeam(paid, { requests: [requestOf("ledger", { window })] }).actions[0]?.action).toBe("wait")
    expect(withTeam(paid, { files: foreign }).actions[0]).toMatchObject({ action: "blocked", estimate: FREE })
    expect(withTeam(paid, { files: foreign }).actions[0]).not.toHaveProperty("data_export_id")
  })

  it("is adopted once, whatever the number of its addresses", () => {
    const requests = [ledger, requestOf("twin"), requestOf("third", { output: OUTPUT })]
    const plan = withTeam(paid, { requests })
    expect(plan.actions.map(({ action, same_as, data_export_id }) => [action, same_as, data_export_id])).toEqual([
      ["adopt", undefined, "data_export_t"],
      ["download", "ledger", undefined],
      ["download", "ledger", undefined]
    ])
    expect(plan.credits).toEqual(FREE)
    expect(plan.actions[1]?.reason).toBe("same purchase as ledger: bought once, the file is written here too")
  })

  it.each([
    ["adopted: the day when it was made", paid, undefined, "data/2024-02-20.csv"],
    ["only offered: today", offered, undefined, "data/2024-03-01.csv"],
    ["adopted after one that was refused: the day when it was made", paid, "refused", "data/2024-02-20.csv"],
    ["of no use, as there is one already: the day of that one", paid, "priced", "data/2024-02-10.csv"]
  ] as const)("dates the file, %s", (_, found, phase, path) => {
    const known = phase === undefined ? [] : [records[phase]]
    expect(withTeam(found, { requests: [dated], records: known }).actions[0]?.output).toBe(path)
    const team = new Map([[dated.fingerprint, found]])
    expect(filesToLookAt({ requests: [dated], state: stateOf(...known), timezone: "UTC", asOf: AS_OF, team })).toEqual([
      path
    ])
  })

  it("is held against what is at the path of its day", () => {
    const path = "data/2024-02-20.csv"
    expect(withTeam(paid, { requests: [dated], files: filesOf([path, 99]) }).actions[0]?.action).toBe("blocked")
    const today = filesOf(["data/2024-03-01.csv", 99])
    expect(withTeam(paid, { requests: [dated], files: today }).actions[0]?.action).toBe("adopt")
  })
})

describe("an export that failed after its start", () => {
  const failed = (failures?: number): StateRecord => ({
    ...records["failed, charged"],
    ...(failures === undefined ? {} : { failures })
  })

  it.each([
    [1, 1, "retry 1 of 1"],
    [1, 3, "retry 1 of 3"],
    [3, 3, "retry 3 of 3"],
    // A record of an earlier version does not count its failures: it has one.
    [undefined, 1, "retry 1 of 1"]
  ])("is bought anew, at a price of its own, while its retries last: %s of %s", (failures, retries, words) => {
    expect(one(failed(failures), new Map(), requestOf("ledger", { retries }))).toMatchObject({
      action: "create",
      estimate: UNKNOWN,
      reason: `failed after it was started: broken; bought anew (${words})`
    })
  })

  it.each([
    [1, 0],
    [2, 1],
    [4, 3],
    [undefined, 0]
  ])("is left to a person, once they are used up: %s of %s", (failures, retries) => {
    const action = one(failed(failures), new Map(), requestOf("ledger", { retries }))
    expect(action).toMatchObject({ action: "blocked", estimate: FREE })
    expect(action.reason).toContain("exporter state rm ledger")
  })

  it("is not bought anew because it was cancelled, whatever its retries", () => {
    const request = requestOf("ledger", { retries: 3 })
    expect(one(records["cancelled, charged"], new Map(), request).action).toBe("blocked")
  })

  it.each([
    ["once its retries are used up, is left to a person", 2, true, "blocked"],
    ["while its retries last, is asked for anew", 1, true, "create"],
    ["that was never charged, is asked for anew", 2, false, "create"]
  ] as const)("and whose next create was refused, %s", (_, failures, isCharged, expected) => {
    const request = requestOf("ledger", { retries: 1 })
    const record: StateRecord = { phase: "refused", ...baseOf(request), failures, reason: "422" }
    const entry = { ...baseOf(request), data_export_id: dataExportId("data_export_1"), credits: null }
    const charge = { ...entry, type: "transactions", account_ids: [] }
    const state = { ...stateOf(record), ledger: isCharged ? [charge] : [] }
    const [action] = diff(inputOf({ requests: [request], state })).actions
    expect(action?.action).toBe(expected)
  })

  it("before it was charged is asked for anew, whatever its retries", () => {
    expect(one({ ...records["failed, not charged"], failures: 9 }).action).toBe("create")
  })
})

describe("what is no longer declared", () => {
  it("follows the requests, by address, and is kept", () => {
    const gone = ["z", "a"].map((name, index) =>
      requestOf(name, { canonical: canonicalOf({ type: index === 0 ? "payouts" : "chargebacks" }) })
    )
    const [z, a] = gone
    if (z === undefined || a === undefined) throw new Error("two samples")
    const plan = diff(
      inputOf({
        requests: [ledger],
        state: stateOf(doneOf(z), { phase: "refused", ...baseOf(a), reason: "422" }, doneOf(ledger))
      })
    )
    expect(plan.actions.map(({ address }) => address)).toEqual(["ledger", "a", "z"])
    expect(plan.actions[1]).toStrictEqual({
      address: "a",
      action: "orphan",
      reason: "no longer declared (refused); kept. `exporter state rm a` forgets it",
      fingerprint: a.fingerprint,
      request: a.canonical,
      estimate: FREE,
      output: null
    })
    expect(plan.actions[2]).toMatchObject({ action: "orphan", output: "data/z.csv", data_export_id: "data_export_z" })
  })

  it("is told from what is declared, and not among the targets", () => {
    const other = requestOf("other", { canonical: canonicalOf({ type: "payouts" }) })
    const plan = diff(
      inputOf({
        requests: [ledger],
        state: stateOf(doneOf(other)),
        declared: new Set([ledger.fingerprint, other.fingerprint])
      })
    )
    expect(plan.actions.map(({ address }) => address)).toEqual(["ledger"])
  })
})

describe("{as_of} in an output", () => {
  const dated = requestOf("fans", { output: "data/{as_of}.csv" })

  it.each([
    ["nothing yet", undefined, "data/2024-03-01.csv"],
    ["refused", { phase: "refused", ...baseOf(dated), reason: "422" }, "data/2024-03-01.csv"],
    ["cancelled", { phase: "cancelled", ...remoteOf(dated), credits: null, charged: false }, "data/2024-03-01.csv"],
    ["begun", { phase: "priced", ...remoteOf(dated), credits: seven }, "data/2024-02-10.csv"],
    ["done", doneOf(dated, [fileAt("data/2024-02-10.csv")]), "data/2024-02-10.csv"]
  ] as const)("is the day of the purchase: %s", (_, record, path) => {
    const state = record === undefined ? stateOf() : stateOf(record)
    const plan = diff(inputOf({ requests: [dated], state }))
    expect(plan.actions[0]?.output).toBe(path)
    expect(filesToLookAt({ requests: [dated], state, timezone: "UTC", asOf: AS_OF })).toEqual([path])
  })
})

it("looks at every path once", () => {
  const requests = [ledger, requestOf("twin", { output: OUTPUT }), requestOf("third")]
  expect(filesToLookAt({ requests, state: stateOf(), timezone: "UTC", asOf: AS_OF })).toEqual([
    OUTPUT,
    "data/third.csv"
  ])
})

it("counts every kind of action, and sums what it costs", () => {
  const chats = (name: string, maxMessages: number) =>
    requestOf(name, { canonical: canonicalOf({ type: "chat_messages", options: { maxMessages } }) })
  const requests = [chats("a", 400), chats("b", 30), ledger]
  const plan = diff(inputOf({ requests, state: stateOf(records.priced) }))
  expect(plan).toMatchObject({ version: 1, as_of: AS_OF, credits: { low: 7, high: 29, basis: "bound" } })
  expect(plan.summary).toEqual({
    create: 2,
    resume: 1,
    download: 0,
    adopt: 0,
    refresh: 0,
    keep: 0,
    wait: 0,
    blocked: 0,
    orphan: 0
  })
})

it("counts as a change what asks for somebody", () => {
  const changing = (action: Action["action"]) => changes({ ...one(undefined), action })
  const kinds = ["create", "resume", "download", "adopt", "refresh", "keep", "wait", "blocked", "orphan"] as const
  expect(kinds.filter((kind) => !changing(kind))).toEqual(["keep", "wait", "orphan"])
})

describe("hooks", () => {
  const hooks = { commands: [["./load.sh"]] as const, timeoutMs: 1_000, values: {} }
  const hooked = requestOf("ledger", { hooks })
  const intact = filesOf([OUTPUT, 10])
  const done = doneOf(ledger)
  const owing = { ...done, hooks_owed: [OUTPUT] } as StateRecord

  it("that are owed are work, and free of charge", () => {
    const action = one(owing, intact, hooked)
    expect(action).toMatchObject({
      action: "resume",
      reason: "its file is saved; its hooks have not succeeded yet",
      estimate: FREE,
      output: OUTPUT
    })
    expect(changes(action)).toBe(true)
  })

  it("of a short file are owed too", () => {
    const short = { ...owing, phase: "incomplete", reason: "1 row short" } as StateRecord
    expect(one(short, intact, hooked).action).toBe("resume")
  })

  it("that were added after the file was saved are not owed for it", () => {
    expect(one(done, intact, hooked).action).toBe("keep")
  })

  it("that are owed for another path, or are declared no more, ask for nothing", () => {
    expect(one({ ...done, hooks_owed: ["data/other.csv"] } as StateRecord, intact, hooked).action).toBe("keep")
    expect(one(owing, intact).action).toBe("keep")
  })

  it("wait for a file that is gone, or was changed", () => {
    expect(one(owing, undefined, hooked)).toMatchObject({ action: "download", reason: "paid; its file is gone" })
    expect(one(owing, filesOf([OUTPUT, 11]), hooked).action).toBe("download")
  })

  it("are not owed in a trial that leaves them out", () => {
    const input = inputOf({ requests: [hooked], state: stateOf(owing), files: intact, leavesHooks: true })
    expect(diff(input).actions.map(({ action }) => action)).toEqual(["keep"])
  })

  it("are owed by each address of a purchase for its own file", () => {
    const twin = requestOf("twin", { hooks })
    const both = {
      ...doneOf(ledger, [fileAt(OUTPUT), fileAt(twin.output)]),
      hooks_owed: [twin.output]
    } as StateRecord
    const files = filesOf([OUTPUT, 10], [twin.output, 10])
    expect(planned([hooked, twin], [both], files).map(({ action }) => action)).toEqual(["keep", "resume"])
  })
})
