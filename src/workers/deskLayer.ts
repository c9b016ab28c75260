/** The desk of an API key as an entity of the cluster: one worker has it, and another takes it over when that one is gone. */

import * as DurableDeferred from "@effect/workflow/DurableDeferred"
import { WorkflowEngine } from "@effect/workflow/WorkflowEngine"
import * as Deferred from "effect/Deferred"
import * as Effect from "effect/Effect"
import type { ApiError, RemoteExport } from "../api/ExportApi.ts"
import type { RequestStopped, RunStopped } from "../apply/failures.ts"
import { Reporter } from "../apply/Reporter.ts"
import { failedCall } from "../apply/stops.ts"
import { step } from "../apply/workflow.ts"
import type { Fingerprint } from "../domain.ts"
import { isRemote } from "../state/transition.ts"
import { carry } from "./carry.ts"
import { makeDesk, type Seat } from "./Desk.ts"
import { MISTAKEN } from "./mistake.ts"
import {
  type DeskEntity,
  type GetAnswer,
  type Outcome,
  outcomeOf,
  type Purchase,
  type Seated,
  type Stopped
} from "./protocol.ts"
import * as runs from "./runs.ts"
import { surely } from "./surely.ts"
import { Workplace } from "./Workplace.ts"

export const deskLayer = (entity: DeskEntity, purchase: Purchase) =>
  entity.toLayer(
    Effect.gen(function* () {
      const { sql } = yield* Workplace
      const engine = yield* WorkflowEngine
      const desk = makeDesk((run) =>
        Effect.map(surely(runs.find(sql, run)), (info) => info === undefined || info.finished_at !== null)
      )
      // One run after the other: its rate limit, its budget and the lock of its state are one run's at a time.
      const inTurn = (yield* Effect.makeSemaphore(1)).withPermits(1)

      /** What is done at a seat; `null` once the run is over. */
      const at = <A>(
        { run, fingerprint }: { readonly run: string; readonly fingerprint: Fingerprint },
        use: (seat: Seat) => Effect.Effect<A, never, Effect.Effect.Context<ReturnType<typeof step>>>
      ): Effect.Effect<A | null> =>
        Effect.flatMap(desk.seat(run, fingerprint), (seat) =>
          seat === undefined ? Effect.succeed(null) : Effect.provide(use(seat), seat.around)
        )

      return entity.of({
        Carry: ({ payload: { run } }) => inTurn(carry(desk, purchase, run)),
        Ask: ({ payload: { run, fingerprint, execution, step: name, round } }) =>
          Effect.gen(function* () {
            const outcome = yield* outcomeAt(desk.seat(run, fingerprint), (seat) => step(seat.run, seat.task, name))
            const deferred = outcomeOf(name, round)
            const token = DurableDeferred.tokenFromExecutionId(deferred, { workflow: purchase, executionId: execution })
            yield* surely(DurableDeferred.succeed(deferred, { token, value: outcome }))
          }).pipe(Effect.provideService(WorkflowEngine, engine)),
        Seat: ({ payload }) =>
          at(payload, ({ run, task }) =>
            Effect.sync((): Seated => {
              const record = run.records.get(task.fingerprint) ?? null
              const url = record !== null && isRemote(record) ? run.urls.get(record.data_export_id) : undefined
              return { task, record, url: url ?? null }
            })
          ),
        Get: ({ payload }) => at(payload, ({ run }) => read(run.calls.get(payload.id))),
        Advance: ({ payload: { event, ...payload } }) =>
          at(payload, ({ run, broken }) =>
            run.records.advance(payload.fingerprint, event).pipe(
              // The run ends by it; whoever asked is answered at its next seat.
              Effect.catchAll((error) => Effect.zipRight(Deferred.fail(broken, error), Effect.never))
            )
          ),
        Tell: ({ payload: { event, ...payload } }) =>
          Effect.asVoid(at(payload, () => Effect.flatMap(Reporter, ({ emit }) => emit(event)))),
        Hint: ({ payload: { id } }) => desk.anySeat()?.run.watch.hint(id) ?? Effect.void,
        Over: ({ payload: { ending, ...payload } }) =>
          Effect.asVoid(at(payload, ({ over }) => Deferred.succeed(over, ending)))
      })
    }),
    { concurrency: "unbounded", disableFatalDefects: true, mailboxCapacity: "unbounded" }
  )

const read = (call: Effect.Effect<RemoteExport, ApiError>): Effect.Effect<GetAnswer> =>
  call.pipe(
    Effect.catchTag("ApiError", failedCall),
    Effect.match({
      onSuccess: (remote): GetAnswer => ({ kind: "read", remote }),
      onFailure: (error): GetAnswer => ({ kind: "stopped", stop: stopOf(error) })
    })
  )

/** Reading is free: what would stop a run here stops one purchase. */
const stopOf = (error: RequestStopped | RunStopped): Stopped =>
  error._tag === "RequestStopped"
    ? { outcome: error.outcome, problem: error.problem }
    : { outcome: "failed", problem: { ...error.reason, code: "unreachable" } }

/** Makes a step at a seat, as often as seats are given up under it while its run is not over. */
const outcomeAt = (
  seat: Effect.Effect<Seat | undefined>,
  make: (seat: Seat) => ReturnType<typeof step>
): Effect.Effect<Outcome> =>
  Effect.gen(function* () {
    const at = yield* seat
    if (at === undefined) return { kind: "left" }
    at.asked++
    const outcome = yield* at.inTurn
      .withPermits(1)(
        Effect.gen(function* () {
          if (yield* Deferred.isDone(at.closed)) return undefined
          const made: Effect.Effect<Outcome | undefined> = Effect.provide(make(at), at.around).pipe(
            Effect.catchAllDefect((defect) =>
              Effect.as(Effect.logError("A step ended by a mistake of this program.", defect), MISTAKEN)
            ),
            Effect.catchAll((error) =>
              error._tag === "RequestStopped"
                ? Effect.succeed<Outcome>({ kind: "stopped", stop: stopOf(error) })
                : // It ends the run: what becomes of the step then is seen at the next seat, or at none.
                  Effect.as(Deferred.fail(at.broken, error), undefined)
            )
          )
          return yield* Effect.raceFirst(made, Effect.as(Deferred.await(at.closed), undefined))
        })
      )
      .pipe(
        Effect.ensuring(
          Effect.sync(() => {
            at.asked--
          })
        )
      )
    if (outcome !== undefined) return outcome
    yield* Deferred.await(at.closed)
    return yield* outcomeAt(seat, make)
  })
