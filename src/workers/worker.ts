/** A worker: it joins the others of its API key, and carries on what is handed over. */
import * as ClusterWorkflowEngine from "@effect/cluster/ClusterWorkflowEngine"
import { SqlClient } from "@effect/sql/SqlClient"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Logger from "effect/Logger"
import * as LogLevel from "effect/LogLevel"
import * as Schedule from "effect/Schedule"
import { type ClusterOptions, clusterLayer, makeTables } from "./cluster.ts"
import { deskLayer } from "./deskLayer.ts"
import { type DeskEntity, makeDeskEntity, makePurchase } from "./protocol.ts"
import { purchaseLayer } from "./purchaseLayer.ts"
import * as runs from "./runs.ts"
import { Workplace } from "./Workplace.ts"

/** What was said in a run is forgotten so long after its end, in ms, and it is looked for that so often. */
const FORGET_MS = 60_000

/** What was read so long ago, and is not answered, is read again, in ms. */
const READ_AGAIN_MS = 15_000

/** How long a hint may take to the desk, in ms. */
const HINT_MS = 2_000

/** How often a worker looks for runs that were handed over, in ms. */
const LOOK_MS = 1_000

/**
 * Works until it is interrupted; then gives back what it has, for the others to take at once.
 *
 * @param ready told once it is one of them
 */
export const work = (options: Pick<ClusterOptions, "address">, ready: Effect.Effect<void>) =>
  Effect.gen(function* () {
    const { key, sql } = yield* Workplace
    const cluster: ClusterOptions = { ...options, key }
    const client = Layer.succeed(SqlClient, sql)
    yield* Effect.provide(makeTables(cluster), client)
    const entity = makeDeskEntity(key)
    const purchase = makePurchase(key)
    const body = Layer.mergeAll(
      deskLayer(entity, purchase),
      purchaseLayer(entity, purchase),
      Layer.scopedDiscard(Effect.forkScoped(Effect.zipRight(ready, lookForRuns(entity))))
    )
    return yield* body.pipe(
      Layer.provide(ClusterWorkflowEngine.layer),
      Layer.provide(clusterLayer(cluster)),
      Layer.provide(client),
      // What the cluster has to tell of itself is for whoever looks for a mistake.
      Layer.provide(Logger.minimumLogLevel(LogLevel.Warning)),
      Layer.launch
    )
  })

/** Every worker calls the desk for every run that is handed over: the first call counts. */
const lookForRuns = (entity: DeskEntity) =>
  Effect.gen(function* () {
    const { sql, key, hints } = yield* Workplace
    const desk = (yield* entity.client)(key)
    const called = new Set<string>()
    const look = Effect.gen(function* () {
      for (const { id } of yield* runs.unfinished(sql, key)) {
        if (called.has(id)) continue
        yield* desk.Carry({ run: id }, { discard: true })
        called.add(id)
      }
    })
    const again = <A, E>(work: Effect.Effect<A, E>, every: number) =>
      work.pipe(
        Effect.tapErrorCause((cause) => Effect.logDebug("The database cannot be looked at now.", cause)),
        Effect.sandbox,
        Effect.ignore,
        Effect.repeat(Schedule.spaced(every))
      )
    yield* Effect.all(
      [
        again(look, LOOK_MS),
        again(runs.readAgain(sql, key, READ_AGAIN_MS), READ_AGAIN_MS / 3),
        again(runs.forgetMessages(sql, key, FORGET_MS), FORGET_MS),
        // A hint that does not come through is like one that was never sent.
        again(
          Effect.flatMap(hints, (id) => Effect.timeout(desk.Hint({ id }), HINT_MS)),
          0
        )
      ],
      { concurrency: "unbounded", discard: true }
    )
  })
