/** A server of exports that complete at their times, and waits for them, for tests of the watch. */
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import type { ApiError, RemoteExport } from "../../src/api/ExportApi.ts"
import type { Calls } from "../../src/apply/calls.ts"
import { Reporter, type RunEvent } from "../../src/apply/Reporter.ts"
import { makeWatch } from "../../src/apply/Watch.ts"
import type { Address, DataExportId, Instant } from "../../src/domain.ts"

export const TICK = 1_000

export const idOf = (n: number) => `data_export_${n}` as DataExportId
export const address = "a" as Address
export const isCompleted = ({ status }: RemoteExport) => status === "completed"

/**
 * A server of exports that complete at their times, newest first in its pages, and of `newer` ones of somebody else in
 * front of them. What is `hidden` is in no page.
 */
export const makeServer = (options: { readonly newer?: number; readonly hidden?: ReadonlySet<DataExportId> } = {}) => {
  const completes = new Map<DataExportId, number>()
  const calls: Array<string> = []
  let failure: ApiError | undefined
  /** When each was first told to be complete. */
  const told = new Map<DataExportId, number>()
  const one = (id: DataExportId, now: number): RemoteExport => {
    if (now < (completes.get(id) ?? Number.POSITIVE_INFINITY)) return { id, status: "in_progress" }
    if (!told.has(id)) told.set(id, now)
    return { id, status: "completed" }
  }
  const answer = <A>(call: string, data: (now: number) => A) =>
    Effect.gen(function* () {
      calls.push(call)
      if (failure !== undefined) return yield* failure
      return data(yield* Clock.currentTimeMillis)
    })
  const port: Calls = {
    list: ({ page }) =>
      answer(`list ${page}`, (now) => {
        const others = Array.from({ length: options.newer ?? 0 }, (_, i) => ({
          id: `other_${i}` as DataExportId,
          status: "x"
        }))
        const ours = [...completes.keys()].filter((id) => options.hidden?.has(id) !== true).reverse()
        const all = [...others, ...ours.map((id) => one(id, now))]
        return { exports: all.slice((page - 1) * 100, page * 100), lastPage: Math.max(1, Math.ceil(all.length / 100)) }
      }),
    get: (id) => answer(`get ${id}`, (now) => one(id, now)),
    noted: ({ data }) => Effect.succeed(data),
    serverNow: Effect.succeed("2024-06-01T12:00:00Z" as Instant)
  }
  return {
    calls,
    told,
    port,
    complete: (n: number, at: number) => void completes.set(idOf(n), at),
    fail: (error: ApiError | undefined) => {
      failure = error
    }
  }
}

export const events: () => { readonly layer: Reporter["Type"]; readonly seen: Array<RunEvent> } = () => {
  const seen: Array<RunEvent> = []
  return { seen, layer: { emit: (event) => Effect.sync(() => void seen.push(event)) } }
}

/** `exports`: of how many the run is; of a few by default, each of which is seen as soon as it can be. */
export const watching = (
  server: ReturnType<typeof makeServer>,
  { reporter = events(), exports = 1, hinted = false } = {}
) => makeWatch(server.port, TICK, exports, { hinted }).pipe(Effect.provideService(Reporter, reporter.layer))

/** When each of these waits ended, relative to now. */
export const waitForAll = (watch: Effect.Effect.Success<ReturnType<typeof makeWatch>>, count: number, from = 1) =>
  Effect.forEach(Array.from({ length: count }), (_, i) =>
    Effect.fork(Effect.zipRight(watch.until(idOf(from + i), address, isCompleted), Clock.currentTimeMillis))
  )
