/** Runs that workers carry out, as the other commands see them: handing one over, following it, asking for an end. */
import { hostname, userInfo } from "node:os"
import type { SqlClient } from "@effect/sql/SqlClient"
import type { SqlError } from "@effect/sql/SqlError"
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import type { RunEvent } from "../apply/Reporter.ts"
import type { Fingerprint } from "../domain.ts"
import type { StateSettings } from "../manifest/Manifest.ts"
import { connect } from "../state/postgres/Session.ts"
import * as StateStorePostgres from "../state/StateStore.postgres.ts"
import { StateError } from "../state/StateStore.ts"
import * as runs from "../workers/runs.ts"
import { keyIdOf, type Submission, withoutState } from "../workers/Submission.ts"
import { EXIT } from "./exit.ts"
import { Failure, stateFailure } from "./Failure.ts"
import { databaseOf } from "./stateStore.ts"

interface Meeting {
  readonly sql: SqlClient
  /** The name of the state in the database. */
  readonly state: string
}

/** Where the workers of a manifest meet. */
export const meeting = (settings: StateSettings | undefined) =>
  Effect.gen(function* () {
    const { url, state } = yield* databaseOf(settings)
    yield* Effect.mapError(StateStorePostgres.prepare(url), stateFailure)
    const { sql } = yield* Effect.mapError(connect(url, { connections: 1 }), stateFailure)
    return { sql, state } satisfies Meeting
  })

const asked = <A>(work: Effect.Effect<A, SqlError>): Effect.Effect<A, Failure> =>
  Effect.mapError(work, () =>
    stateFailure(
      new StateError({
        reason: "unreadable",
        file: "the state",
        detail: "its database does not answer",
        hint: "workers go on by themselves once it does; run the same command again"
      })
    )
  )

/** Durable once it returns; how many workers there are to take it up now. */
export const handOver = ({ sql, state }: Meeting, apiKey: string, id: string, submission: Submission) =>
  Effect.gen(function* () {
    const key = keyIdOf(apiKey)
    const submittedBy = `${userInfo().username}@${hostname()}`
    const declared = withoutState(submission.declared)
    yield* asked(runs.submit(sql, { id, state, key, submittedBy, submission: { ...submission, declared } }))
    return yield* asked(runs.workersOf(sql, key))
  })

/** The run that is meant: the one that is named, or the one at work, or the last one. */
export const runOf = ({ sql, state }: Meeting, id: string | undefined) =>
  Effect.gen(function* () {
    const found = yield* asked(
      id === undefined
        ? Effect.map(runs.ofState(sql, state, 50), (all) => all.findLast((run) => run.finished_at === null) ?? all[0])
        : runs.find(sql, id)
    )
    if (found !== undefined && found.state === state) return found
    return yield* new Failure({
      exit: EXIT.failure,
      code: "no-run",
      message: id === undefined ? "nothing was handed over to workers yet" : `there is no run ${id} of this state`,
      hint: "exporter apply --detach hands one over"
    })
  })

/** How often it is looked for news, in ms. */
const LOOK_MS = 500

/** Tells everything that has happened and happens in a run, each at its time, until it is over. */
export const follow = (
  { sql }: Meeting,
  id: string,
  tell: (event: RunEvent) => Effect.Effect<void>
): Effect.Effect<runs.Ended, Failure> =>
  Effect.gen(function* () {
    let position = 0
    for (;;) {
      // In this order: what was told before its end is there once the end is seen.
      const ended = yield* asked(runs.endedAs(sql, id))
      for (;;) {
        const events = yield* asked(runs.eventsAfter(sql, id, position))
        for (const event of events) {
          position = event.position
          yield* at(event.at, tell(event.event))
        }
        if (events.length === 0) break
      }
      if (ended !== undefined) return ended
      yield* Effect.sleep(LOOK_MS)
    }
  })

/** As if it were then. */
const at = <A>(ms: number, work: Effect.Effect<A>): Effect.Effect<A> =>
  Effect.flatMap(Effect.clock, (clock) =>
    Effect.withClock(work, {
      [Clock.ClockTypeId]: Clock.ClockTypeId,
      unsafeCurrentTimeMillis: () => ms,
      currentTimeMillis: Effect.succeed(ms),
      unsafeCurrentTimeNanos: () => BigInt(ms) * 1_000_000n,
      currentTimeNanos: Effect.succeed(BigInt(ms) * 1_000_000n),
      sleep: (duration) => clock.sleep(duration)
    })
  )

export const stopRun = ({ sql }: Meeting, id: string): Effect.Effect<boolean, Failure> => asked(runs.stop(sql, id))

/** How long an answer is waited for, in ms. */
const ANSWER_MS = 30_000

/** Asks the run that has the state to cancel a purchase. `undefined`: nobody answered. */
export const cancelThere = ({ sql, state }: Meeting, id: string, fingerprint: Fingerprint) =>
  Effect.gen(function* () {
    yield* asked(runs.askToCancel(sql, state, { id, fingerprint }))
    for (let waited = 0; waited < ANSWER_MS; waited += LOOK_MS) {
      const answer = yield* asked(runs.cancelAnswer(sql, id))
      if (answer !== undefined) return answer
      yield* Effect.sleep(LOOK_MS)
    }
    yield* asked(runs.forgetCancel(sql, id))
    return undefined
  })
