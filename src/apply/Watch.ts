/**
 * Waits for exports, many at once: one list call tells of up to 100 of them. `looks` decides when it is made.
 *
 * A hint that an export has come further moves the next look at it, and does nothing else: what a wait ends with was always
 * read from the server after it. So hints may be late, doubled, out of order, false, or missing (test/apply/Watch.hints.test.ts).
 */
import type * as Cause from "effect/Cause"
import * as Clock from "effect/Clock"
import * as Deferred from "effect/Deferred"
import * as Effect from "effect/Effect"
import type { ApiError, RemoteExport } from "../api/ExportApi.ts"
import type { Address, DataExportId } from "../domain.ts"
import type { Calls } from "./calls.ts"
import {
  type Experience,
  expecting,
  hintedLook,
  isHintExpected,
  learned,
  NO_EXPERIENCE,
  nextLook,
  type Patience,
  patience
} from "./looks.ts"
import { Reporter } from "./Reporter.ts"

export interface Watch {
  /** The export as soon as it is seen to have come that far. */
  readonly until: (
    id: DataExportId,
    address: Address,
    reached: (one: RemoteExport) => boolean
  ) => Effect.Effect<RemoteExport, ApiError>
  /** This export may have come further: it is looked at soon, if somebody waits for it. Costs nothing otherwise, and never fails. */
  readonly hint: (id: DataExportId) => Effect.Effect<void>
}

export interface WatchOptions {
  /** Hints are known to come: what they do not tell of is looked at less often. Default `false`. */
  readonly hinted?: boolean
}

interface Wait {
  readonly id: DataExportId
  readonly address: Address
  readonly reached: (one: RemoteExport) => boolean
  readonly since: number
  /** When the export was first waited for, for whatever: its age counts from then on. */
  readonly born: number
  /** When it was last seen, ms; when it was begun, while it was not. */
  seen: number
  /** 0..100, as it was seen. */
  progress: number | undefined
  /** When the first hint of it came that no look has answered yet, and the last one, ms. */
  hintedAt: number | undefined
  lastHintAt: number
  /** How many hints of it were answered, and it had not come so far. */
  inVain: number
  /** The last look was such a one: its answer may have been old, so the next one is not put off. */
  isDoubted: boolean
  /** It is being looked at for nobody gave a hint in time. */
  overdue: boolean
  readonly result: Deferred.Deferred<RemoteExport, ApiError>
}

/** Hints of exports that nobody waits for yet: so many are remembered at once, and for so many ticks. */
const EARLY = { most: 1_000, ticks: 60 }

/** `tickMs`: the shortest time between two looks at one export. `exports`: how many this run is about. */
export const makeWatch = (calls: Calls, tickMs: number, exports: number, { hinted = false }: WatchOptions = {}) =>
  Effect.gen(function* () {
    const reporter = yield* Reporter
    const waits = new Map<DataExportId, ReadonlyArray<Wait>>()
    const births = new Map<DataExportId, number>()
    /** By what is waited for. */
    const experience = new Map<Wait["reached"], Experience>()
    /** By what is waited for: how many exports in a row came so far without a hint. */
    const untold = new Map<Wait["reached"], number>()
    /** When hints came of exports that nobody waited for: the answer to the call that began them may be on its way. */
    const early = new Map<DataExportId, number>()
    let looks = 0
    /** When the next look is due, as far as was known when that was last asked. */
    let due = Number.POSITIVE_INFINITY
    /** Done as soon as somebody waits who has to be looked at sooner than that. */
    let news = yield* Deferred.make<void>()

    const add = (wait: Wait) => waits.set(wait.id, [...(waits.get(wait.id) ?? []), wait])
    const remove = (wait: Wait) => {
      const others = (waits.get(wait.id) ?? []).filter((one) => one !== wait)
      if (others.length === 0) waits.delete(wait.id)
      else waits.set(wait.id, others)
    }

    const timesOf = (wait: Wait, patient: Patience) => {
      const { reached, since, born, seen, progress, hintedAt, inVain, isDoubted } = wait
      const known = experience.get(reached) ?? NO_EXPERIENCE
      const waited = { ageMs: seen - born, waitedMs: seen - since, progress }
      const ordinary = nextLook(waited, tickMs, patient, known)
      const isExpected = hinted && !isDoubted && isHintExpected(untold.get(reached) ?? 0)
      const unhinted = isExpected ? nextLook(waited, tickMs, expecting(patient), known) : ordinary
      const asked =
        hintedAt === undefined
          ? unhinted
          : hintedLook({ cameMs: hintedAt - seen, inVain }, waited, ordinary, tickMs, patient, known)
      return {
        hopeful: seen + Math.min(asked.hopeful, unhinted.hopeful),
        latest: seen + Math.min(asked.latest, unhinted.latest)
      }
    }

    /** `asked`: when the call was sent that tells of it. */
    const tell = (wait: Wait, one: RemoteExport, asked: number, now: number) =>
      Effect.gen(function* () {
        const reached = wait.reached(one)
        const known = experience.get(wait.reached) ?? NO_EXPERIENCE
        experience.set(wait.reached, learned(known, now - wait.since, reached))
        if (reached) {
          if (wait.hintedAt !== undefined) untold.set(wait.reached, 0)
          else if (wait.overdue) untold.set(wait.reached, (untold.get(wait.reached) ?? 0) + 1)
          remove(wait)
          yield* Deferred.succeed(wait.result, one)
          return
        }
        wait.seen = now
        wait.progress = one.progress
        wait.overdue = false
        wait.isDoubted = false
        if (wait.hintedAt !== undefined && wait.hintedAt < asked) {
          wait.inVain++
          wait.isDoubted = true
          // One that came while the call was under way may know more than its answer.
          wait.hintedAt = wait.lastHintAt < asked ? undefined : wait.lastHintAt
        }
        yield* reporter.emit({
          type: "progress",
          address: wait.address,
          data_export_id: one.id,
          status: one.status,
          ...(one.progress === undefined ? {} : { percent: one.progress }),
          ...(one.rowsProcessed === undefined ? {} : { rows: one.rowsProcessed }),
          ...(one.totalRows === undefined ? {} : { total_rows: one.totalRows })
        })
      })

    const tellAll = (one: RemoteExport, asked: number) =>
      Effect.flatMap(Clock.currentTimeMillis, (now) =>
        Effect.forEach(waits.get(one.id) ?? [], (wait) => tell(wait, one, asked, now), { discard: true })
      )

    const fail = (id: DataExportId, cause: Cause.Cause<ApiError>) =>
      Effect.forEach(
        waits.get(id) ?? [],
        (wait) => {
          remove(wait)
          return Deferred.failCause(wait.result, cause)
        },
        { discard: true }
      )

    const lookAlone = (id: DataExportId) =>
      Effect.gen(function* () {
        looks++
        const asked = yield* Clock.currentTimeMillis
        const one = yield* calls.get(id)
        // Under another id than it was asked for by, it would never be told.
        yield* tellAll({ ...one, id }, asked)
      }).pipe(Effect.catchAllCause((cause) => fail(id, cause)))

    /** Pages are read until every export that is due was seen; one that no page has is asked for by itself. */
    const lookTogether = (ids: ReadonlyArray<DataExportId>) =>
      Effect.gen(function* () {
        const missing = new Set(ids)
        let fruitless = 0
        // The team may have made any number of exports since: once as many pages were read in vain as there are exports
        // left to find, asking for these is no dearer. So it never takes more than twice the calls of the better way.
        for (let page = 1, last = 1; page <= last && fruitless < missing.size; page++) {
          looks++
          const asked = yield* Clock.currentTimeMillis
          const listed = yield* calls.list({ page })
          last = listed.lastPage
          const before = missing.size
          for (const one of listed.exports) {
            missing.delete(one.id)
            yield* tellAll(one, asked)
          }
          if (missing.size === before) fruitless++
        }
        yield* Effect.forEach(missing, (id) => (waits.has(id) ? lookAlone(id) : Effect.void), { discard: true })
      }).pipe(Effect.catchAllCause((cause) => Effect.forEach(ids, (id) => fail(id, cause), { discard: true })))

    const watch: Effect.Effect<never> = Effect.gen(function* () {
      for (;;) {
        const now = yield* Clock.currentTimeMillis
        const patient = patience(exports, looks)
        const all = [...waits.values()].flat().map((wait) => ({ wait, ...timesOf(wait, patient) }))
        due = all.reduce((soonest, { latest }) => Math.min(soonest, latest), Number.POSITIVE_INFINITY)
        if (due > now) {
          const changed = Deferred.await(news)
          yield* due === Number.POSITIVE_INFINITY ? changed : Effect.raceFirst(changed, Effect.sleep(due - now))
          continue
        }
        for (const { wait, latest } of all) wait.overdue = latest <= now && wait.hintedAt === undefined
        const ids = [...new Set(all.flatMap(({ wait, hopeful }) => (hopeful <= now ? [wait.id] : [])))]
        const [only] = ids
        // Among many, a page tells of others as well, and is no dearer.
        const alone = ids.length === 1 && (waits.size === 1 || !patient.gathers)
        yield* alone && only !== undefined ? lookAlone(only) : lookTogether(ids)
      }
    })
    yield* Effect.forkScoped(watch)

    /** Has the next look made in time for this one. */
    const wake = (wait: Wait) =>
      Effect.gen(function* () {
        if (timesOf(wait, patience(exports, looks)).latest >= due) return
        const previous = news
        news = yield* Deferred.make<void>()
        yield* Deferred.succeed(previous, undefined)
      })

    const isHintedEarly = (id: DataExportId, now: number): boolean => {
      const at = early.get(id)
      early.delete(id)
      return at !== undefined && now - at <= EARLY.ticks * tickMs
    }

    const remember = (id: DataExportId, now: number) => {
      early.delete(id)
      early.set(id, now)
      const [oldest] = early.keys()
      if (early.size > EARLY.most && oldest !== undefined) early.delete(oldest)
    }

    const self: Watch = {
      until: (id, address, reached) =>
        Effect.acquireUseRelease(
          Effect.gen(function* () {
            const now = yield* Clock.currentTimeMillis
            const result = yield* Deferred.make<RemoteExport, ApiError>()
            const born = births.get(id) ?? now
            births.set(id, born)
            const wait: Wait = {
              id,
              address,
              reached,
              since: now,
              born,
              seen: now,
              progress: undefined,
              hintedAt: isHintedEarly(id, now) ? now : undefined,
              lastHintAt: now,
              inVain: 0,
              isDoubted: false,
              overdue: false,
              result
            }
            add(wait)
            yield* wake(wait)
            return wait
          }),
          (wait) => Deferred.await(wait.result),
          (wait) => Effect.sync(() => remove(wait))
        ),
      hint: (id) =>
        Effect.gen(function* () {
          const now = yield* Clock.currentTimeMillis
          const waiting = waits.get(id) ?? []
          if (waiting.length === 0) remember(id, now)
          for (const wait of waiting) {
            // Of several that no look has answered yet, the first decides when it is made.
            wait.hintedAt ??= now
            wait.lastHintAt = now
            yield* wake(wait)
          }
        })
    }
    return self
  })
