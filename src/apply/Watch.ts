/** Waits for exports, many at once: one list call tells of up to 100 of them. `looks` decides when it is made. */
import type * as Cause from "effect/Cause"
import * as Clock from "effect/Clock"
import * as Deferred from "effect/Deferred"
import * as Effect from "effect/Effect"
import type { ApiError, RemoteExport } from "../api/ExportApi.ts"
import type { Address, DataExportId } from "../domain.ts"
import type { Calls } from "./calls.ts"
import { type Experience, learned, NO_EXPERIENCE, nextLook, type Patience, patience } from "./looks.ts"
import { Reporter } from "./Reporter.ts"

export interface Watch {
  /** The export as soon as it is seen to have come that far. */
  readonly until: (
    id: DataExportId,
    address: Address,
    reached: (one: RemoteExport) => boolean
  ) => Effect.Effect<RemoteExport, ApiError>
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
  readonly result: Deferred.Deferred<RemoteExport, ApiError>
}

/** `tickMs`: the shortest time between two looks at one export. `exports`: how many this run is about. */
export const makeWatch = (calls: Calls, tickMs: number, exports: number) =>
  Effect.gen(function* () {
    const reporter = yield* Reporter
    const waits = new Map<DataExportId, ReadonlyArray<Wait>>()
    const births = new Map<DataExportId, number>()
    /** By what is waited for. */
    const experience = new Map<Wait["reached"], Experience>()
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

    const timesOf = ({ reached, since, born, seen, progress }: Wait, patient: Patience) => {
      const waited = { ageMs: seen - born, waitedMs: seen - since, progress }
      const { hopeful, latest } = nextLook(waited, tickMs, patient, experience.get(reached) ?? NO_EXPERIENCE)
      return { hopeful: seen + hopeful, latest: seen + latest }
    }

    const tell = (wait: Wait, one: RemoteExport, now: number) =>
      Effect.gen(function* () {
        const reached = wait.reached(one)
        const known = experience.get(wait.reached) ?? NO_EXPERIENCE
        experience.set(wait.reached, learned(known, now - wait.since, reached))
        if (reached) {
          remove(wait)
          yield* Deferred.succeed(wait.result, one)
          return
        }
        wait.seen = now
        wait.progress = one.progress
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

    const tellAll = (one: RemoteExport) =>
      Effect.flatMap(Clock.currentTimeMillis, (now) =>
        Effect.forEach(waits.get(one.id) ?? [], (wait) => tell(wait, one, now), { discard: true })
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
      Effect.suspend(() => {
        looks++
        return calls.get(id)
      }).pipe(
        // Under another id than it was asked for by, it would never be told.
        Effect.flatMap((one) => tellAll({ ...one, id })),
        Effect.catchAllCause((cause) => fail(id, cause))
      )

    /** Pages are read until every export that is due was seen; one that no page has is asked for by itself. */
    const lookTogether = (ids: ReadonlyArray<DataExportId>) =>
      Effect.gen(function* () {
        const missing = new Set(ids)
        let fruitless = 0
        // The team may have made any number of exports since: once as many pages were read in vain as there are exports
        // left to find, asking for these is no dearer. So it never takes more than twice the calls of the better way.
        for (let page = 1, last = 1; page <= last && fruitless < missing.size; page++) {
          looks++
          const listed = yield* calls.list({ page })
          last = listed.lastPage
          const before = missing.size
          for (const one of listed.exports) {
            missing.delete(one.id)
            yield* tellAll(one)
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
        const ids = [...new Set(all.flatMap(({ wait, hopeful }) => (hopeful <= now ? [wait.id] : [])))]
        const [only] = ids
        // Among many, a page tells of others as well, and is no dearer.
        const alone = ids.length === 1 && (waits.size === 1 || !patient.gathers)
        yield* alone && only !== undefined ? lookAlone(only) : lookTogether(ids)
      }
    })
    yield* Effect.forkScoped(watch)

    const self: Watch = {
      until: (id, address, reached) =>
        Effect.acquireUseRelease(
          Effect.gen(function* () {
            const now = yield* Clock.currentTimeMillis
            const result = yield* Deferred.make<RemoteExport, ApiError>()
            const born = births.get(id) ?? now
            births.set(id, born)
            const wait: Wait = { id, address, reached, since: now, born, seen: now, progress: undefined, result }
            add(wait)
            if (timesOf(wait, patience(exports, looks)).latest >= due) return wait
            const previous = news
            news = yield* Deferred.make<void>()
            yield* Deferred.succeed(previous, undefined)
            return wait
          }),
          (wait) => Deferred.await(wait.result),
          (wait) => Effect.sync(() => remove(wait))
        )
    }
    return self
  })
