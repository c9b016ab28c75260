/** Plans that call the API: what the team has bought elsewhere, and exact prices. */
import { randomUUID } from "node:crypto"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Option from "effect/Option"
import * as Downloader from "../apply/Downloader.http.ts"
import { RunStopped } from "../apply/failures.ts"
import * as HooksExeca from "../apply/Hooks.execa.ts"
import { lookForTeamExports } from "../apply/team.ts"
import { keyIn } from "../manifest/secrets.ts"
import { planFor, quoteDeclared } from "../pipeline.ts"
import * as OutputFiles from "../plan/OutputFiles.node.ts"
import type { Declared } from "../request/Declared.ts"
import { StateStore } from "../state/StateStore.ts"
import { awaitingLock } from "./awaitingLock.ts"
import type { Made, PlanOptions } from "./commands/plan.ts"
import type { Surroundings } from "./context.ts"
import { EXIT, exitCodeOf } from "./exit.ts"
import { failureOf } from "./Failure.ts"
import type { Output } from "./Output.ts"
import { renderTroubles } from "./render/report.ts"
import { Stop } from "./Stop.ts"
import { apiLayer, serverFor, tickMsOf } from "./server.ts"
import { stateStoreOf, withheldFromHooks } from "./stateStore.ts"
import { watching } from "./watching.ts"

/** Exports that are asked for at once. */
const CONCURRENCY = 100

export const onlinePlan = (output: Output, options: PlanOptions, declaration: Declared, around: Surroundings) =>
  Effect.gen(function* () {
    const { store } = yield* stateStoreOf(options, around, declaration.manifest.state)
    const server = yield* serverFor(options, around)
    const { signalled } = yield* Stop
    const refreshed = Effect.gen(function* () {
      const state = yield* (yield* StateStore).read
      const team = yield* lookForTeamExports(declaration.targets, state, signalled)
      return { plan: yield* planFor(declaration, state, team), state, exit: EXIT.done } satisfies Made
    })
    const quoted = Effect.gen(function* () {
      const { report, plan, state } = yield* quoteDeclared(declaration, {
        runId: randomUUID(),
        command: "plan --quote",
        budget: undefined,
        refresh: options.refresh,
        concurrency: CONCURRENCY,
        tickMs: tickMsOf(server),
        stop: signalled,
        scraped: options.quoteScraped
      })
      // Where nothing could be asked there is no plan to show.
      if (report.stopped !== null && report.stopped.code !== "state")
        return yield* new RunStopped({ reason: report.stopped })
      for (const line of renderTroubles(report, output.style("err"))) output.err(line)
      return { plan, state, exit: exitCodeOf(report) } satisfies Made
    })
    return yield* (options.quote || options.quoteScraped ? quoted : refreshed).pipe(
      Effect.provide(
        Layer.mergeAll(
          Layer.provideMerge(
            watching(output, Option.none(), Option.none()),
            apiLayer(server, declaration.manifest.rate.reserve)
          ),
          Downloader.layer({ root: around.outputRoot, idleMs: 60_000 }),
          HooksExeca.layer({
            root: around.outputRoot,
            apiKey: keyIn(process.env),
            withheld: withheldFromHooks(declaration.manifest, process.env)
          }),
          OutputFiles.layer(around.outputRoot),
          Layer.succeed(StateStore, store)
        )
      ),
      awaitingLock(output, options.lockTimeout),
      Effect.mapError((error) => (error._tag === "Failure" ? error : failureOf(error)))
    )
  }).pipe(Effect.scoped)
