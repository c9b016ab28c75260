/** What is done at the end of a run that had something to do: `after_run`, once the state is written and its lock is free. */
import * as Effect from "effect/Effect"
import type { Hooks as Commands } from "../domain.ts"
import type { Plan } from "../plan/Plan.ts"
import type { Declared } from "../request/Declared.ts"
import { INTERRUPTED } from "./failures.ts"
import { Hooks } from "./Hooks.ts"
import { runCommands } from "./handOn.ts"
import { environmentOf, runHookProblem, runValues } from "./hookTexts.ts"
import { Reporter } from "./Reporter.ts"
import type { RequestProblem, RunReport } from "./report.ts"
import { isWork } from "./Task.ts"

/** Never fails: what came of it is in the report. A run that was told to stop leaves it out. */
export const afterRun = (
  { manifest, leavesHooks }: Declared,
  plan: Plan,
  report: RunReport,
  stop: Effect.Effect<void>
): Effect.Effect<RunReport, never, Hooks | Reporter> => {
  const commands = manifest.hooks?.afterRun
  if (commands === undefined || !plan.actions.some(isWork) || report.stopped?.code === "interrupted")
    return Effect.succeed(report)
  if (leavesHooks)
    return Effect.flatMap(Reporter, ({ emit }) =>
      Effect.as(
        emit({ type: "notice", message: "hooks.after_run was left out, for this is a sandbox; --hooks runs it" }),
        report
      )
    )
  const ran: Effect.Effect<RequestProblem | null, never, Hooks | Reporter> = Effect.gen(function* () {
    const { keepText } = yield* Hooks
    const file = yield* keepText("report.json", `${JSON.stringify(report, null, 2)}\n`).pipe(
      Effect.mapError((error) => ({ _tag: "HookFailed" as const, program: programOf(commands), error }))
    )
    const values = runValues(report, file)
    const env = {
      ...environmentOf(values),
      EXPORTER_HOOK: "after_run",
      EXPORTER_STOPPED: report.stopped?.code ?? ""
    }
    yield* runCommands(commands, values, env, { hook: "after_run" })
    return null
  }).pipe(
    Effect.scoped,
    Effect.catchTag("HookFailed", ({ program, error }) => Effect.succeed(runHookProblem(program, error)))
  )
  const none = { done: 0, failed: 0, left_out: 0 }
  return Effect.map(
    Effect.raceFirst(ran, Effect.as(stop, "stopped" as const)),
    (ended): RunReport =>
      ended === "stopped"
        ? { ...report, stopped: report.stopped ?? INTERRUPTED }
        : { ...report, hooks: { ...(report.hooks ?? none), after_run: ended } }
  )
}

const programOf = ({ commands }: Commands): string => commands[0]?.[0] ?? "after_run"
