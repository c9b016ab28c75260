/** What happens in a run, on its way into the database, for whoever follows it. It never holds the run up. */
import type { SqlClient } from "@effect/sql/SqlClient"
import * as Clock from "effect/Clock"
import * as Deferred from "effect/Deferred"
import * as Effect from "effect/Effect"
import * as Schedule from "effect/Schedule"
import type { RunEvent } from "../apply/Reporter.ts"
import * as runs from "./runs.ts"

export interface Journal {
  readonly tell: (event: RunEvent) => Effect.Effect<void>
  /** Done when all that was told so far is there; or, without a database, after a few seconds. */
  readonly flushed: Effect.Effect<void>
}

/** Events are written together, so many at the most, this long after the first of them, in ms. */
const BATCH = 500
const BATCH_MS = 100

/** Longest that the end of a run waits for its events, in ms. */
const FLUSH_MS = 10_000

export const openJournal = (sql: SqlClient, run: string) =>
  Effect.gen(function* () {
    let waiting: Array<{ readonly at: number; readonly event: RunEvent }> = []
    let asked: Array<Deferred.Deferred<void>> = []
    const write = Effect.gen(function* () {
      const asking = asked
      asked = []
      while (waiting.length > 0) {
        const batch = waiting.slice(0, BATCH)
        yield* Effect.retry(runs.append(sql, run, batch), Schedule.spaced(1_000))
        waiting = waiting.slice(batch.length)
      }
      yield* Effect.forEach(asking, (done) => Deferred.succeed(done, undefined), { discard: true })
    })
    yield* Effect.forkScoped(Effect.forever(Effect.zipRight(write, Effect.sleep(BATCH_MS))))
    const self: Journal = {
      tell: (event) =>
        Effect.map(Clock.currentTimeMillis, (at) => {
          waiting.push({ at, event })
        }),
      flushed: Effect.gen(function* () {
        const done = yield* Deferred.make<void>()
        asked.push(done)
        yield* Effect.timeoutOption(Deferred.await(done), FLUSH_MS)
      })
    }
    return self
  })
