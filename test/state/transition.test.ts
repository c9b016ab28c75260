import * as Either from "effect/Either"
import * as fc from "effect/FastCheck"
import { describe, expect, it } from "vitest"
import type {
  AccountId,
  Address,
  CanonicalRequest,
  Credits,
  DataExportId,
  Fingerprint,
  Instant
} from "../../src/domain.ts"
import { restingPath } from "../../src/state/generations.ts"
import type { Generation, LedgerEntry, SavedFile, StateRecord } from "../../src/state/Record.ts"
import { type Event, IllegalTransition, transition } from "../../src/state/transition.ts"
import { happening, happenings, live, subjectOf, wholeLife } from "./histories.ts"

const instant = (text: string) => text as Instant
const id = (text: string) => text as DataExportId
const seven = 7 as Credits
const eight = 8 as Credits

const subject = {
  fingerprint: "v1:it" as Fingerprint,
  address: "ledger/main" as Address,
  request: {
    type: "transactions",
    account_ids: ["acct_1" as AccountId],
    start_date: instant("2024-01-01T00:00:00Z"),
    end_date: instant("2024-01-31T23:59:59Z"),
    file_type: "csv"
  } satisfies CanonicalRequest
}
const base = { ...subject, as_of: instant("2024-02-01T00:00:00Z"), attempt: 2, failures: 1 }
const since = instant("2024-02-01T00:00:01Z")
const made = { data_export_id: id("data_export_1"), created_at: instant("2024-02-01T00:00:02Z") }
const remote = { ...base, ...made }
const file: SavedFile = { path: "data/a.csv", bytes: 10, sha256: "ab".repeat(32), rows: 3 }
const completed_at = instant("2024-02-01T00:10:00Z")

/** One of each phase, and of those that can be charged or not, both. */
const records = {
  none: undefined,
  creating: { phase: "creating", ...base, since },
  refused: { phase: "refused", ...base, reason: "422" },
  ambiguous: { phase: "ambiguous", ...base, since, candidates: [id("data_export_1"), id("data_export_2")] },
  created: { phase: "created", ...remote },
  priced: { phase: "priced", ...remote, credits: seven },
  starting: { phase: "starting", ...remote, credits: seven },
  started: { phase: "started", ...remote, credits: seven },
  ready: { phase: "ready", ...remote, credits: seven, total_rows: 3, failed_downloads: 1, files: [] },
  done: { phase: "done", ...remote, credits: seven, completed_at, total_rows: 3, files: [file] },
  incomplete: {
    phase: "incomplete",
    ...remote,
    credits: seven,
    completed_at,
    total_rows: 4,
    failed_downloads: 1,
    files: [file],
    reason: "1 row short"
  },
  "done, hooks owed": {
    phase: "done",
    ...remote,
    credits: seven,
    completed_at,
    total_rows: 3,
    files: [file],
    hooks_owed: [file.path]
  },
  "failed, not charged": { phase: "failed", ...remote, credits: seven, charged: false, reason: "broken" },
  "failed, charged": { phase: "failed", ...remote, credits: seven, charged: true, reason: "broken" },
  "cancelled, not charged": { phase: "cancelled", ...remote, credits: seven, charged: false },
  "cancelled, charged": { phase: "cancelled", ...remote, credits: seven, charged: true }
} as const satisfies Record<string, StateRecord | undefined>

type From = keyof typeof records

const later = { as_of: instant("2024-03-01T00:00:00Z") }
const anew = { ...subject, ...later }
const other = { data_export_id: id("data_export_9"), created_at: instant("2024-03-01T00:00:02Z") }
const again: SavedFile = { path: "data/b.csv", bytes: 11, sha256: "cd".repeat(32) }
const finished_at = instant("2024-03-01T00:10:00Z")

const events = {
  "create-intended": { type: "create-intended", ...anew, since: instant("2024-03-01T00:00:01Z") },
  "create-refused": { type: "create-refused", reason: "402" },
  "create-ambiguous": { type: "create-ambiguous", candidates: [id("data_export_3")] },
  created: { type: "created", ...other },
  "adopted, paid by others": { type: "adopted", ...anew, ...other, charged: true, credits: eight },
  "adopted, not paid": { type: "adopted", ...anew, ...other, charged: false, credits: null },
  priced: { type: "priced", credits: eight },
  "start-intended": { type: "start-intended" },
  "start-refused": { type: "start-refused" },
  started: { type: "started", credits: eight, ...later },
  finished: { type: "finished", credits: eight, total_rows: 5, failed_downloads: 0 },
  saved: { type: "saved", file: again, completed_at: finished_at },
  "saved, short": { type: "saved", file: again, completed_at: finished_at, incomplete: "2 rows short" },
  "hooks-done": { type: "hooks-done", path: file.path },
  "failed, never started": { type: "failed", reason: "no luck", wasStarted: false, ...later },
  "failed, started": { type: "failed", reason: "no luck", wasStarted: true, ...later },
  "cancelled, never started": { type: "cancelled", wasStarted: false, ...later },
  "cancelled, started": { type: "cancelled", wasStarted: true, ...later },
  "generations-pruned": { type: "generations-pruned", data_export_ids: [id("data_export_8")] },
  abandoned: { type: "abandoned", reason: "given up", ...later }
} as const satisfies Record<string, Event>

type On = keyof typeof events

interface Expected {
  readonly record: StateRecord
  readonly charge?: LedgerEntry
}

const charge = (credits: Credits | null): LedgerEntry => ({
  fingerprint: subject.fingerprint,
  address: subject.address,
  data_export_id: made.data_export_id,
  ...later,
  credits,
  type: "transactions",
  account_ids: ["acct_1" as AccountId]
})

/** What an earlier failure leaves in whatever comes after it. */
const failed = { failures: 1 }
const creating = (attempt: number, before: { readonly failures?: number } = failed): Expected => ({
  record: { phase: "creating", ...anew, since: instant("2024-03-01T00:00:01Z"), attempt, ...before }
})
const adopted = (attempt: number, before: { readonly failures?: number } = failed) =>
  ({
    "adopted, paid by others": { record: { phase: "started", ...anew, ...other, attempt, ...before, credits: eight } },
    "adopted, not paid": { record: { phase: "created", ...anew, ...other, attempt, ...before } }
  }) as const
const abandoned: Expected = { record: { phase: "refused", ...base, reason: "given up" } }
/** Nothing was known to be charged before: what counts as started makes the charge. */
const endedUncharged = (credits: Credits | null, lostStart = false): Partial<Record<On, Expected>> => {
  const failed = (charged: boolean): StateRecord => ({
    phase: "failed",
    ...remote,
    failures: 2,
    credits,
    charged,
    reason: "no luck"
  })
  const cancelled = (charged: boolean): StateRecord => ({ phase: "cancelled", ...remote, credits, charged })
  return {
    "failed, never started": lostStart ? { record: failed(true), charge: charge(credits) } : { record: failed(false) },
    "failed, started": { record: failed(true), charge: charge(credits) },
    "cancelled, never started": lostStart
      ? { record: cancelled(true), charge: charge(credits) }
      : { record: cancelled(false) },
    "cancelled, started": { record: cancelled(true), charge: charge(credits) }
  }
}
const failedCharged: Expected = {
  record: { phase: "failed", ...remote, failures: 2, credits: seven, charged: true, reason: "no luck" }
}
const cancelledCharged: Expected = { record: { phase: "cancelled", ...remote, credits: seven, charged: true } }
/** It is charged already: there is no further charge. */
const endedCharged = {
  "failed, never started": failedCharged,
  "failed, started": failedCharged,
  "cancelled, never started": cancelledCharged,
  "cancelled, started": cancelledCharged
} as const
const started: Expected = { record: { phase: "started", ...remote, credits: eight }, charge: charge(eight) }
const saved = (
  files: ReadonlyArray<SavedFile>,
  total_rows: number,
  failed: { readonly failed_downloads?: number },
  owed: { readonly hooks_owed?: ReadonlyArray<string> } = {}
) =>
  ({
    saved: {
      record: { phase: "done", ...remote, credits: seven, completed_at: finished_at, total_rows, files, ...owed }
    },
    "saved, short": {
      record: {
        phase: "incomplete",
        ...remote,
        credits: seven,
        completed_at: finished_at,
        total_rows,
        ...failed,
        files,
        ...owed,
        reason: "2 rows short"
      }
    }
  }) as const

/** Every legal step and what it leaves. What is not here is illegal (T5). */
const legal: Record<From, Partial<Record<On, Expected>>> = {
  none: { "create-intended": creating(1, {}), ...adopted(1, {}) },
  creating: {
    "create-intended": creating(3),
    "create-refused": { record: { phase: "refused", ...base, reason: "402" } },
    "create-ambiguous": { record: { phase: "ambiguous", ...base, since, candidates: [id("data_export_3")] } },
    created: { record: { phase: "created", ...base, ...other } },
    abandoned,
    ...adopted(2)
  },
  refused: { "create-intended": creating(3), ...adopted(3) },
  ambiguous: {
    "create-ambiguous": { record: { phase: "ambiguous", ...base, since, candidates: [id("data_export_3")] } },
    created: { record: { phase: "created", ...base, ...other } },
    abandoned,
    ...adopted(2)
  },
  created: { priced: { record: { phase: "priced", ...remote, credits: eight } }, started, ...endedUncharged(null) },
  priced: {
    priced: { record: { phase: "priced", ...remote, credits: eight } },
    "start-intended": { record: { phase: "starting", ...remote, credits: seven } },
    started,
    ...endedUncharged(seven)
  },
  starting: {
    "start-refused": { record: { phase: "priced", ...remote, credits: seven } },
    started,
    abandoned: {
      record: { phase: "cancelled", ...remote, credits: seven, charged: true },
      charge: charge(seven)
    },
    ...endedUncharged(seven, true)
  },
  started: {
    finished: {
      record: { phase: "ready", ...remote, credits: seven, total_rows: 5, failed_downloads: 0, files: [] }
    },
    ...endedCharged
  },
  ready: { ...saved([again], 3, { failed_downloads: 1 }), ...endedCharged },
  done: saved([file, again], 3, {}),
  incomplete: saved([file, again], 4, { failed_downloads: 1 }),
  "done, hooks owed": {
    ...saved([file, again], 3, {}, { hooks_owed: [file.path] }),
    "hooks-done": { record: { phase: "done", ...remote, credits: seven, completed_at, total_rows: 3, files: [file] } }
  },
  "failed, not charged": { "create-intended": creating(3), ...adopted(3) },
  "failed, charged": { "create-intended": creating(3), ...adopted(3) },
  "cancelled, not charged": { "create-intended": creating(3), ...adopted(3) },
  "cancelled, charged": { "create-intended": creating(3), ...adopted(3) }
}

const phases = Object.keys(records) as ReadonlyArray<From>
const kinds = Object.keys(events) as ReadonlyArray<On>
const learn = (record: StateRecord | undefined, event: Event) => Either.getOrThrow(transition(record, event))

describe("every phase with every event", () => {
  describe.each(phases)("%s", (from) => {
    it.each(kinds)("%s", (on) => {
      const record = records[from]
      const result = transition(record, events[on])
      const expected = legal[from][on]
      if (expected === undefined)
        expect(result).toEqual(
          Either.left(new IllegalTransition({ phase: record?.phase ?? "none", event: events[on].type }))
        )
      else expect(Either.getOrThrow(result)).toStrictEqual(expected)
    })
  })

  it("says which step it was that cannot be", () => {
    const error = Either.getOrThrow(Either.flip(transition(records.done, { type: "start-intended" })))
    expect(error.message).toBe("a purchase in phase 'done' cannot take the event 'start-intended'")
  })
})

describe("what is of another purchase is illegal", () => {
  it.each(["create-intended", "adopted, paid by others", "adopted, not paid"] as const)("%s", (on) => {
    for (const from of phases) {
      const record = records[from]
      if (record === undefined) continue
      expect(transition({ ...record, fingerprint: "v1:other" as Fingerprint }, events[on])._tag).toBe("Left")
    }
  })

  it("the adoption of the very export that is over", () => {
    for (const charged of [true, false])
      expect(transition(records["failed, charged"], { ...events["adopted, not paid"], ...made, charged })._tag).toBe(
        "Left"
      )
  })
})

describe("a price", () => {
  it("that the start does not tell is the one that was known", () => {
    const step = learn(records.starting, { type: "started", credits: null, ...later })
    expect(step).toMatchObject({ record: { credits: 7 }, charge: { credits: 7 } })
  })

  it("that nobody ever told stays unknown in the ledger, and is learned by the record", () => {
    const step = learn(records.created, { type: "started", credits: null, ...later })
    expect(step).toMatchObject({ record: { credits: null }, charge: { credits: null } })
    expect(learn(step.record, events.finished).record).toMatchObject({ phase: "ready", credits: 8 })
    expect(learn(step.record, { type: "finished", credits: null }).record).toMatchObject({
      phase: "ready",
      credits: null
    })
  })

  it("that was charged is not changed by what comes later", () => {
    expect(learn(records.started, events.finished).record).toMatchObject({ credits: 7 })
  })
})

describe("files", () => {
  it("written again take the place of what was recorded at their path", () => {
    const rewritten: SavedFile = { ...file, sha256: "ef".repeat(32) }
    const { record } = learn(records.done, { type: "saved", file: rewritten, completed_at: finished_at })
    expect(record).toMatchObject({ phase: "done", files: [rewritten] })
  })

  it("of which nothing is counted leave the counts out", () => {
    const ready = learn(records.started, { type: "finished", credits: null }).record
    expect(ready).toStrictEqual({ phase: "ready", ...remote, credits: 7, files: [] })
    const done = learn(ready, events.saved).record
    expect(done).toStrictEqual({ phase: "done", ...remote, credits: 7, completed_at: finished_at, files: [again] })
  })
})

describe("what is bought again", () => {
  const renewed = (record: StateRecord) => learn(record, { ...events["create-intended"], renews: true }).record

  it("is done only where it says so", () => {
    expect(Either.isLeft(transition(records.done, events["create-intended"]))).toBe(true)
    expect(renewed(records.done)).toMatchObject({ phase: "creating", attempt: 3 })
  })

  it("keeps what there was, and lets its file make way once the new one has come", () => {
    const before = renewed(records.done)
    expect(before.earlier).toEqual([
      {
        as_of: records.done.as_of,
        data_export_id: remote.data_export_id,
        start_date: records.done.request.start_date,
        end_date: records.done.request.end_date,
        credits: 7,
        completed_at,
        total_rows: 3,
        files: records.done.files
      }
    ])
    const ready: StateRecord = { ...records.ready, earlier: before.earlier ?? [] }
    const { record } = learn(ready, { type: "saved", file, completed_at: finished_at })
    expect(record.earlier?.[0]?.files.map(({ path }) => path)).toEqual([restingPath(file.path, records.done.as_of)])
  })

  it("has a clean sheet: failures of what was bought before do not count", () => {
    expect(renewed({ ...records["failed, charged"], failures: 2 })).not.toHaveProperty("failures")
  })

  it.each([
    ["data/it.csv", "data/.generations/it.2024-02-01T00-00-00Z.csv"],
    ["it.csv", ".generations/it.2024-02-01T00-00-00Z.csv"],
    ["a.b/it", "a.b/.generations/it.2024-02-01T00-00-00Z"],
    ["a/.it", "a/.generations/.it.2024-02-01T00-00-00Z"]
  ])("rests beside it: %s", (path, rests) => {
    expect(restingPath(path, "2024-02-01T00:00:00Z" as Instant)).toBe(rests)
  })
})

describe("hooks", () => {
  const owed = (record: StateRecord | undefined) =>
    record !== undefined && "hooks_owed" in record ? record.hooks_owed : undefined
  const savedOwing = (path: SavedFile): Event => ({
    type: "saved",
    file: path,
    completed_at: finished_at,
    owesHooks: true
  })

  it("are owed from the step that records the file, each path once, until they are done", () => {
    const one = learn(records.ready, savedOwing(file)).record
    expect([one.phase, owed(one)]).toEqual(["done", [file.path]])
    const twice = learn(learn(one, savedOwing(file)).record, savedOwing(again)).record
    expect(owed(twice)).toEqual([file.path, again.path])
    const half = learn(twice, { type: "hooks-done", path: file.path }).record
    expect(owed(half)).toEqual([again.path])
    expect(learn(half, { type: "hooks-done", path: again.path }).record).not.toHaveProperty("hooks_owed")
  })

  it("are owed no more for a file that is written again with nothing to be done", () => {
    const { record } = learn(records["done, hooks owed"], { type: "saved", file, completed_at: finished_at })
    expect(record).not.toHaveProperty("hooks_owed")
  })

  it("are owed for a short file too", () => {
    const { record } = learn(records.ready, { ...savedOwing(file), incomplete: "1 row short" } as Event)
    expect([record.phase, owed(record)]).toEqual(["incomplete", [file.path]])
  })
})

const isCharged = (record: StateRecord | undefined): boolean => {
  switch (record?.phase) {
    case "started":
    case "ready":
    case "done":
    case "incomplete":
      return true
    case "failed":
    case "cancelled":
      return record.charged
    default:
      return false
  }
}

describe("after any events in any order", () => {
  const lives = happenings.map((list) => live(subjectOf("it"), list))
  /** Whole purchases, one after another, with anything in between. */
  const generations = fc
    .array(fc.tuple(fc.constantFrom("data/a.csv", "data/b.csv"), fc.array(happening, { maxLength: 3 })), {
      minLength: 1,
      maxLength: 4
    })
    .map((rounds) =>
      live(
        subjectOf("it"),
        rounds.flatMap(([path, between]) => [...wholeLife(path), ...between])
      )
    )

  it("T1: a charge is entered exactly when a purchase becomes charged, but by adoption, and once per export", () => {
    fc.assert(
      fc.property(lives, ({ taken, charges }) => {
        for (const { before, event, after, charge } of taken) {
          const becomes = !isCharged(before) && isCharged(after) && event.type !== "adopted"
          expect(charge !== undefined).toBe(becomes)
          if (charge === undefined) continue
          expect(charge.data_export_id).toBe("data_export_id" in after ? after.data_export_id : undefined)
          expect(charge.credits).toBe("credits" in after ? after.credits : undefined)
        }
        const exports = charges.map((charge) => `${charge.fingerprint} ${charge.data_export_id}`)
        expect(new Set(exports).size).toBe(exports.length)
      }),
      { numRuns: 2000 }
    )
  })

  it("T2: a start is intended for what is priced alone", () => {
    fc.assert(
      fc.property(lives, ({ taken }) => {
        for (const { before, after } of taken) if (after.phase === "starting") expect(before?.phase).toBe("priced")
      })
    )
  })

  it("T3: what is charged stays charged, but for a further attempt", () => {
    fc.assert(
      fc.property(lives, ({ taken }) => {
        for (const { before, after } of taken) {
          if (before === undefined) continue
          expect(after.attempt).toBeGreaterThanOrEqual(before.attempt)
          if (isCharged(before) && !isCharged(after)) expect(after.attempt).toBe(before.attempt + 1)
        }
      }),
      { numRuns: 2000 }
    )
  })

  it("T4: hooks are owed from the step that records the file until they are done, and by no other step", () => {
    const owedOf = (record: StateRecord | undefined) =>
      record?.phase === "done" || record?.phase === "incomplete" ? (record.hooks_owed ?? []) : []
    fc.assert(
      fc.property(lives, ({ taken }) => {
        for (const { before, event, after } of taken) {
          const path = event.type === "saved" ? event.file.path : event.type === "hooks-done" ? event.path : undefined
          // What is bought again owes nothing yet.
          const others = event.type === "create-intended" ? [] : owedOf(before).filter((one) => one !== path)
          const own = event.type === "saved" && event.owesHooks === true ? [path] : []
          expect(owedOf(after)).toEqual([...others, ...own])
        }
      }),
      { numRuns: 2000 }
    )
  })

  it("T6: what is bought again is kept as an earlier generation, and none is ever lost", () => {
    const idsOf = (record: StateRecord | undefined) => record?.earlier?.map((one) => one.data_export_id) ?? []
    let renewed = 0
    fc.assert(
      fc.property(generations, ({ taken }) => {
        for (const { before, event, after } of taken) {
          const isDone = before?.phase === "done" || before?.phase === "incomplete"
          const becomes = event.type === "create-intended" && isDone
          if (event.type === "create-intended") expect(isDone).toBe(isDone && event.renews === true)
          renewed += Number(becomes)
          expect(idsOf(after)).toEqual([...idsOf(before), ...(becomes ? [before.data_export_id] : [])])
          const files = (record: StateRecord | undefined) =>
            (record?.earlier ?? []).flatMap((one) => one.files.map(({ sha256 }) => `${one.data_export_id} ${sha256}`))
          expect(files(after)).toEqual([
            ...files(before),
            ...(becomes ? before.files.map(({ sha256 }) => `${before.data_export_id} ${sha256}`) : [])
          ])
          const taken = "files" in after ? after.files.map(({ path }) => path) : []
          const earlier = (after.earlier ?? []).flatMap((one) => one.files.map(({ path }) => path))
          if (event.type === "saved") expect(earlier.filter((path) => taken.includes(path))).toEqual([])
        }
      }),
      { numRuns: 2000 }
    )
    expect(renewed).toBeGreaterThan(50)
  })

  it("keeps to one purchase, and reaches every phase", () => {
    const reached = new Set<string>()
    fc.assert(
      fc.property(lives, ({ taken }) => {
        for (const { after } of taken) {
          reached.add(after.phase)
          expect(after.fingerprint).toBe("v1:it")
          expect(after.request).toEqual(subjectOf("it").request)
        }
      }),
      { numRuns: 2000 }
    )
    expect(reached.size).toBe(12)
  })
})

describe("T6: generations", () => {
  const generation = (n: number): Generation => ({
    ...later,
    data_export_id: id(`data_export_${n}`),
    start_date: subject.request.start_date,
    end_date: subject.request.end_date,
    credits: seven,
    completed_at,
    files: [file]
  })
  const earlier = [generation(6), generation(7), generation(8)]
  const pruned = (record: StateRecord, ...ids: ReadonlyArray<number>) =>
    Either.map(
      transition(record, { type: "generations-pruned", data_export_ids: ids.map((n) => id(`data_export_${n}`)) }),
      (step) => ({ ...step, earlier: step.record.earlier?.map(({ data_export_id }) => data_export_id.slice(-1)) })
    )

  it.each(["done", "incomplete"] as const)("are forgotten, of what is %s, without a charge", (phase) => {
    const record: StateRecord = { ...records[phase], earlier }
    expect(pruned(record, 6, 8)).toEqual(
      Either.right({ record: { ...record, earlier: [generation(7)] }, earlier: ["7"] })
    )
    expect(pruned(record, 6, 7, 8)).toEqual(Either.right({ record: records[phase], earlier: undefined }))
  })

  it.each(["creating", "refused", "priced", "started", "ready", "failed, charged"] as const)(
    "but for the newest that is saved, where the next one is %s",
    (phase) => {
      const record: StateRecord = { ...records[phase], earlier }
      expect(pruned(record, 6, 7)).toMatchObject(Either.right({ earlier: ["8"] }))
      expect(Either.isLeft(pruned(record, 8))).toBe(true)
      expect(Either.isLeft(pruned(record, 6, 7, 8))).toBe(true)
    }
  )

  it("are none that the record does not have", () => {
    const record: StateRecord = { ...records.done, earlier }
    expect(Either.isLeft(pruned(record))).toBe(true)
    expect(Either.isLeft(pruned(record, 6, 9))).toBe(true)
    expect(Either.isLeft(pruned(record, 1))).toBe(true)
  })
})
