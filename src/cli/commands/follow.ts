/** `exporter status --follow`: a run that workers carry out, told as if it were carried out here. */
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import type { RateUsage } from "../../api/ExportApi.ts"
import { Reporter, type RunEvent } from "../../apply/Reporter.ts"
import { surroundings } from "../context.ts"
import { declared } from "../declared.ts"
import { EXIT, type ExitCode, exitCodeOf } from "../exit.ts"
import { Failure } from "../Failure.ts"
import { follow as following, meeting, runOf } from "../handedOver.ts"
import type { Output } from "../Output.ts"
import { renderReport } from "../render/report.ts"
import { showing } from "../watching.ts"
import type { StatusOptions } from "./status.ts"

export interface FollowOptions extends StatusOptions {
  readonly run: Option.Option<string>
  readonly events: Option.Option<string>
}

export const follow = (output: Output, options: FollowOptions) =>
  Effect.gen(function* () {
    const around = yield* surroundings(options)
    const { manifest } = yield* declared(output, { file: options.file, asOf: around.asOf })
    const meet = yield* meeting(manifest.state)
    const run = yield* runOf(meet, Option.getOrUndefined(options.run))
    const { id, submitted_by, submitted_at, worker } = run
    output.err(
      `Run ${id}, handed over by ${submitted_by} at ${submitted_at}${worker === null ? "; no worker has begun with it" : ""}.`
    )
    const rate = { told: NOTHING_TOLD }
    const ended = yield* Effect.flatMap(Reporter, ({ emit }) =>
      following(meet, id, (event) => {
        rate.told = usageOf(event) ?? rate.told
        return emit(event)
      })
    ).pipe(
      Effect.provide(
        showing(
          output,
          options.events,
          Option.none(),
          Effect.sync(() => rate.told)
        )
      )
    )
    if (ended.kind === "refused") return yield* new Failure({ ...ended.refusal, exit: refusedExit(ended.refusal.code) })
    const { report } = ended
    if (options.json) output.out(JSON.stringify(report, null, 2))
    else if (Option.contains(options.events, "-")) output.err(`\n${renderReport(report, output.style("err"))}`)
    else output.out(renderReport(report, output.style("out")))
    return exitCodeOf(report)
  }).pipe(Effect.scoped)

const refusedExit = (code: string): ExitCode =>
  code === "stale-plan" || code.startsWith("state") ? EXIT.state : EXIT.failure

const NOTHING_TOLD: RateUsage = { limit: undefined, used: 0, windowMs: 60_000, reserve: 0 }

const usageOf = (event: RunEvent): RateUsage | undefined =>
  event.type === "standing"
    ? {
        limit: event.rate.limit,
        used: event.rate.used,
        windowMs: event.rate.window_ms,
        reserve: event.rate.reserve
      }
    : undefined
