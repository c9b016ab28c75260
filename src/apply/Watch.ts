/**
 * Waits for exports, many at once: one list call tells of up to 100 of them. The older a wait, the rarer it is asked
 * for, so that an export is picked up late by a share of its age, and an hours-long one costs few calls.
 */
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

/** How long to leave an export alone that has been waited for so long, in ms. */
export const interval = (ageMs: number, tickMs: number): number =>
  Math.min(180 * tickMs, Math.max(tickMs, ageMs * 0.15))

/** `tickMs`: the shortest time between two looks at one export. */
export const makeWatch = (calls: Calls, tickMs: number) =>
  Effect.gen(function* () {
    const reporter = yield* Reporter
    const scope = yield* Effect.scope
    const waits = new Set<Wait>()
    let watching = false

    const tell = (wait: Wait, one: RemoteExport, now: number) =>
      Effect.gen(function* () {
        if (wait.reached(one)) {
          waits.delete(wait)
          yield* Deferred.succeed(wait.result, one)
          return
        }
        wait.due = now + interval(now - wait.since, tickMs)
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

    const lookAlone = (wait: Wait) =>
      calls.get(wait.id).pipe(
        Effect.flatMap((one) => Effect.flatMap(Clock.currentTimeMillis, (now) => tell(wait, one, now))),
        Effect.catchAll((error) => {
          waits.delete(wait)
          return Deferred.fail(wait.result, error)
        })
      )

    /** Pages are read until every export that is due was seen; one that no page has is asked for by itself. */
    const lookTogether = (due: ReadonlyArray<Wait>) =>
      Effect.gen(function* () {
        const missing = new Map(due.map((wait) => [wait.id, wait]))
        for (let page = 1, last = 1; page <= last && missing.size > 0; page++) {
          const listed = yield* calls.list({ page })
          last = listed.lastPage
          const now = yield* Clock.currentTimeMillis
          for (const one of listed.exports) {
            missing.delete(one.id)
            for (const wait of [...waits]) if (wait.id === one.id) yield* tell(wait, one, now)
          }
          // Newest first, as far as is known: what is on none of the pages that the waiting ones fill is asked for alone.
          if (page * 100 >= waits.size + 100) break
        }
        yield* Effect.forEach(missing.values(), lookAlone, { discard: true })
      })

    const watch: Effect.Effect<void> = Effect.gen(function* () {
      while (waits.size > 0) {
        const now = yield* Clock.currentTimeMillis
        const next = Math.min(...[...waits].map((wait) => wait.due))
        if (next > now) {
          // Short sleeps: a new wait may be due before the one that is slept for.
          yield* Effect.sleep(Math.min(next - now, tickMs))
          continue
        }
        // One call serves those that are nearly due as well.
        const due = [...waits].filter((wait) => wait.due - now <= interval(now - wait.since, tickMs) / 2)
        const [only] = due
        yield* due.length === 1 && only !== undefined
          ? lookAlone(only)
          : lookTogether(due).pipe(
              Effect.catchAll((error) =>
                Effect.forEach(
                  due,
                  (wait) => {
                    waits.delete(wait)
                    return Deferred.fail(wait.result, error)
                  },
                  { discard: true }
                )
              )
            )
      }
    }).pipe(
      Effect.ensuring(
        Effect.sync(() => {
          watching = false
        })
      )
    )

    const self: Watch = {
      until: (id, address, reached) =>
        Effect.gen(function* () {
          const now = yield* Clock.currentTimeMillis
          const result = yield* Deferred.make<RemoteExport, ApiError>()
          const wait: Wait = { id, address, reached, since: now, due: now + tickMs, result }
          waits.add(wait)
          if (!watching) {
            watching = true
            yield* Effect.forkIn(watch, scope)
          }
          return yield* Effect.ensuring(
            Deferred.await(result),
            Effect.sync(() => waits.delete(wait))
          )
        })
    }
    return self
  })
