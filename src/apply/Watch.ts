/**
 * Waits for exports, many at once: one list call tells of up to 100 of them. The older a wait, the rarer it is asked
 * for, so that an export is picked up late by a share of its age, and an hours-long one costs few calls; one that is
 * seen to come to its end is asked for sooner.
 */
import type * as Cause from "effect/Cause"
import * as Clock from "effect/Clock"
import * as Deferred from "effect/Deferred"
import * as Effect from "effect/Effect"
import type { ApiError, RemoteExport } from "../api/ExportApi.ts"
import type { Address, DataExportId } from "../domain.ts"
import type { Calls } from "./calls.ts"
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
  due: number
  readonly result: Deferred.Deferred<RemoteExport, ApiError>
}

/** How long to leave an export alone that has been waited for so long, in whole ms. `progress`: 0..100, as the server tells it. */
export const interval = (ageMs: number, tickMs: number, progress = 0): number => {
  // At its pace so far it takes so long yet. A progress that stands still just before its end must not cost many calls.
  const left = progress > 0 ? Math.max(0.05, 100 / progress - 1) : Number.POSITIVE_INFINITY
  return Math.round(Math.min(180 * tickMs, Math.max(tickMs, ageMs * Math.min(0.15, left))))
}

/** `tickMs`: the shortest time between two looks at one export. */
export const makeWatch = (calls: Calls, tickMs: number) =>
  Effect.gen(function* () {
    const reporter = yield* Reporter
    const waits = new Set<Wait>()
    /** Done as soon as somebody else waits: whoever sleeps until the next look may have to look sooner. */
    let news = yield* Deferred.make<void>()

    const tell = (wait: Wait, one: RemoteExport, now: number) =>
      Effect.gen(function* () {
        if (wait.reached(one)) {
          waits.delete(wait)
          yield* Deferred.succeed(wait.result, one)
          return
        }
        wait.due = now + interval(now - wait.since, tickMs, one.progress)
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

    const fail = (wait: Wait, cause: Cause.Cause<ApiError>) => {
      waits.delete(wait)
      return Deferred.failCause(wait.result, cause)
    }

    const lookAlone = (wait: Wait) =>
      calls.get(wait.id).pipe(
        Effect.flatMap((one) => Effect.flatMap(Clock.currentTimeMillis, (now) => tell(wait, one, now))),
        Effect.catchAllCause((cause) => fail(wait, cause))
      )

    /** Pages are read until every export that is due was seen; one that no page has is asked for by itself. */
    const lookTogether = (due: ReadonlyArray<Wait>) =>
      Effect.gen(function* () {
        const missing = new Set(due)
        let fruitless = 0
        // The team may have made any number of exports since: once as many pages were read in vain as there are exports
        // left to find, asking for these is no dearer. So it never takes more than twice the calls of the better way.
        for (let page = 1, last = 1; page <= last && fruitless < missing.size; page++) {
          const listed = yield* calls.list({ page })
          last = listed.lastPage
          const now = yield* Clock.currentTimeMillis
          const before = missing.size
          for (const one of listed.exports)
            for (const wait of [...waits])
              if (wait.id === one.id) {
                missing.delete(wait)
                yield* tell(wait, one, now)
              }
          if (missing.size === before) fruitless++
        }
        yield* Effect.forEach(missing, (wait) => (waits.has(wait) ? lookAlone(wait) : Effect.void), { discard: true })
      }).pipe(Effect.catchAllCause((cause) => Effect.forEach(due, (wait) => fail(wait, cause), { discard: true })))

    const watch: Effect.Effect<never> = Effect.gen(function* () {
      for (;;) {
        const now = yield* Clock.currentTimeMillis
        const next = [...waits].reduce((soonest, { due }) => Math.min(soonest, due), Number.POSITIVE_INFINITY)
        if (next > now) {
          const changed = Deferred.await(news)
          yield* next === Number.POSITIVE_INFINITY ? changed : Effect.raceFirst(changed, Effect.sleep(next - now))
          continue
        }
        // One call serves those that are nearly due as well.
        const due = [...waits].filter((wait) => wait.due - now <= interval(now - wait.since, tickMs) / 2)
        const [only] = due
        yield* due.length === 1 && only !== undefined ? lookAlone(only) : lookTogether(due)
      }
    })
    yield* Effect.forkScoped(watch)

    const self: Watch = {
      until: (id, address, reached) =>
        Effect.acquireUseRelease(
          Effect.gen(function* () {
            const now = yield* Clock.currentTimeMillis
            const result = yield* Deferred.make<RemoteExport, ApiError>()
            const wait: Wait = { id, address, reached, since: now, due: now + tickMs, result }
            waits.add(wait)
            const previous = news
            news = yield* Deferred.make<void>()
            yield* Deferred.succeed(previous, undefined)
            return wait
          }),
          (wait) => Deferred.await(wait.result),
          (wait) => Effect.sync(() => waits.delete(wait))
        )
    }
    return self
  })
