/**
 * One purchase as a durable workflow: the life of `src/apply/life.ts`, step by step. While it waits for the desk it sleeps
 * in the database alone. Its files are saved where the workflow is.
 */
import * as Activity from "@effect/workflow/Activity"
import * as DurableClock from "@effect/workflow/DurableClock"
import * as DurableDeferred from "@effect/workflow/DurableDeferred"
import type { WorkflowEngine, WorkflowInstance } from "@effect/workflow/WorkflowEngine"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Option from "effect/Option"
import type { RequestStopped, RunStopped } from "../apply/failures.ts"
import { type After, live, type StepName } from "../apply/life.ts"
import { Reporter } from "../apply/Reporter.ts"
import { isPaid, save } from "../apply/save.ts"
import type { StateError } from "../state/StateStore.ts"
import { MISTAKEN } from "./mistake.ts"
import { type DeskEntity, type Ending, type Outcome, outcomeOf, type Purchase, plain } from "./protocol.ts"
import { type DeskAnswers, Left, RUN_OVER, remoteRun } from "./remoteRun.ts"
import { surely } from "./surely.ts"
import { Workplace } from "./Workplace.ts"

/** Files that are fetched at once by one worker. */
const DOWNLOADS = 4

/** How long a worker waits for an answer of the desk before it asks again, in ms. */
const ANSWER_MS = 5_000

/** All that is asked at the desk may be asked again. */
const persistently = <A, E>(ask: Effect.Effect<A, E>): Effect.Effect<A> =>
  surely(Effect.timeoutFail(ask, { duration: ANSWER_MS, onTimeout: () => "no answer" as const }))

export const purchaseLayer = (entity: DeskEntity, purchase: Purchase) =>
  Layer.unwrapEffect(
    Effect.gen(function* () {
      const { key, here } = yield* Workplace
      const desk = (yield* entity.client)(key)
      const downloads = (yield* Effect.makeSemaphore(DOWNLOADS)).withPermits(1)

      return purchase.toLayer((payload, execution) => {
        /** Its seat, for as long as one activity takes. */
        const taken = Effect.gen(function* () {
          const seated = yield* persistently(desk.Seat(payload))
          if (seated === null) return yield* new Left({ stop: RUN_OVER })
          const answers: DeskAnswers = {
            advance: (event) => persistently(desk.Advance({ ...payload, event })),
            get: (id) => persistently(desk.Get({ ...payload, id }))
          }
          return yield* remoteRun(seated, answers, downloads)
        })
        const around = Layer.merge(
          here,
          Layer.succeed(Reporter, { emit: (event) => persistently(desk.Tell({ ...payload, event })) })
        )

        const saving: Effect.Effect<Outcome> = Effect.gen(function* () {
          const { run, task, record } = yield* taken
          if (record === null || !isPaid(record))
            return yield* Effect.dieMessage(`it is ${record?.phase}, and not paid`)
          yield* save(run, task, record)
          return { kind: "next" } as const
        }).pipe(
          Effect.catchSomeDefect((defect) =>
            defect instanceof Left ? Option.some(Effect.fail(defect)) : Option.none()
          ),
          Effect.catchAllDefect((defect) =>
            // What would go wrong again each time ends here, and is said.
            Effect.as(Effect.logError("A purchase met a mistake of this program.", defect), MISTAKEN)
          ),
          Effect.catchAll((error) => Effect.succeed(outcomeFor(error))),
          Effect.provide(around)
        )

        const ask = (step: StepName, round: number) =>
          Effect.zipRight(
            Activity.make({
              name: `ask for ${step} ${round}`,
              execute: persistently(desk.Ask({ ...payload, execution, step, round }, { discard: true }))
            }),
            DurableDeferred.await(outcomeOf(step, round))
          )

        return Effect.gen(function* () {
          const stopped = yield* live<Left, WorkflowEngine | WorkflowInstance>({
            step: (name, round) =>
              Effect.flatMap(
                name === "save"
                  ? Activity.make({ name: `save ${round}`, success: plain<Outcome>(), execute: saving })
                  : ask(name, round),
                goesOn
              ),
            pause: (delayMs, round) =>
              DurableClock.sleep({ name: `pause ${round}`, duration: delayMs, inMemoryThreshold: Duration.millis(1) })
          }).pipe(Effect.match({ onSuccess: () => null, onFailure: ({ stop }) => stop }))
          const ending: Ending = { stopped }
          yield* Activity.make({ name: "tell", execute: persistently(desk.Over({ ...payload, ending })) })
          return ending
        })
      })
    })
  )

const outcomeFor = (error: Left | RequestStopped | RunStopped | StateError): Outcome => {
  switch (error._tag) {
    case "Left":
      return { kind: "stopped", stop: error.stop }
    case "RequestStopped":
      return { kind: "stopped", stop: { outcome: error.outcome, problem: error.problem } }
    default:
      return { kind: "left" }
  }
}

const goesOn = (outcome: Outcome): Effect.Effect<After, Left> => {
  switch (outcome.kind) {
    case "stopped":
      return new Left({ stop: outcome.stop })
    case "left":
      return new Left({ stop: RUN_OVER })
    default:
      return Effect.succeed(outcome)
  }
}
