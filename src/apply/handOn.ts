/**
 * What is done with files once they are saved: `after_download`, for each file that still owes it. A failure loses
 * nothing: the file and its record stay, and the next run finds the hooks owed.
 */
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import type { Address, Command } from "../domain.ts"
import type { Done, Incomplete, SavedFile, StateRecord } from "../state/Record.ts"
import type { StateError } from "../state/StateStore.ts"
import { type HookError, Hooks } from "./Hooks.ts"
import { environmentOf, fileHookProblem, fileValues, fillCommand, type Values } from "./hookTexts.ts"
import { Reporter } from "./Reporter.ts"
import type { Run } from "./Run.ts"
import type { HookCounts, RequestProblem } from "./report.ts"
import type { Output, Task } from "./Task.ts"

/** The hooks of one run, and what came of them. */
export interface HookRun {
  readonly runId: string
  /** Of the manifest. */
  readonly timezone: string
  /** Those of a trial are left out. */
  readonly areLeftOut: boolean
  /** So many files at once. */
  readonly inTurn: <A, E, R>(work: Effect.Effect<A, E, R>) => Effect.Effect<A, E, R>
  readonly counts: Record<keyof HookCounts, number>
  /** What went wrong, by address. */
  readonly problems: Map<Address, RequestProblem>
}

export const makeHookRun = (
  runId: string,
  timezone: string,
  areLeftOut: boolean,
  concurrency = 1
): Effect.Effect<HookRun> =>
  Effect.map(Effect.makeSemaphore(concurrency), (permits) => ({
    runId,
    timezone,
    areLeftOut,
    inTurn: permits.withPermits(1),
    counts: { done: 0, failed: 0, left_out: 0 },
    problems: new Map()
  }))

/** Whether hooks are all that is left to do for it: its file is there, as the plan has seen. */
export const isHandOn = ({ action, path }: Output, record: StateRecord | undefined): boolean =>
  action === "resume" && owedPaths(record).includes(path)

/** Something is still to be done with the files of this purchase. */
export const isOwed = (run: Run, task: Task): boolean => {
  const owed = owedPaths(run.records.get(task.fingerprint))
  return !run.hooks.areLeftOut && task.outputs.some(({ path, hooks }) => hooks !== undefined && owed.includes(path))
}

const owedPaths = (record: StateRecord | undefined): ReadonlyArray<string> =>
  record?.phase === "done" || record?.phase === "incomplete" ? (record.hooks_owed ?? []) : []

export const handOn = (run: Run, task: Task): Effect.Effect<void, StateError, Hooks | Reporter> =>
  Effect.forEach(
    owedPaths(run.records.get(task.fingerprint)),
    (path) => {
      const outputs = task.outputs.filter((output) => output.path === path && output.hooks !== undefined)
      return outputs.length === 0 ? Effect.void : run.hooks.inTurn(handOnFile(run, task, path, outputs))
    },
    { discard: true }
  )

/** `outputs`: every address whose file is at that path. It owes nothing more once the hooks of all have succeeded. */
const handOnFile = (run: Run, task: Task, path: string, outputs: ReadonlyArray<Output>) =>
  Effect.gen(function* () {
    const record = run.records.get(task.fingerprint)
    if (record?.phase !== "done" && record?.phase !== "incomplete") return
    const file = record.files.find((one) => one.path === path)
    if (file === undefined) return
    let failed = false
    for (const output of outputs) {
      const problem = yield* runHooks(run, output, record, file)
      run.hooks.counts[problem === undefined ? "done" : "failed"] += 1
      if (problem === undefined) continue
      failed = true
      run.hooks.problems.set(output.address, problem)
    }
    if (!failed) yield* run.records.advance(task.fingerprint, { type: "hooks-done", path })
  })

const runHooks = (run: Run, { address, hooks }: Output, record: Done | Incomplete, file: SavedFile) =>
  Effect.gen(function* () {
    const port = yield* Hooks
    const values = fileValues(hooks?.values ?? {}, record, file, port.locate(file.path), run.hooks)
    const env = {
      ...environmentOf(values),
      EXPORTER_HOOK: "after_download",
      EXPORTER_INCOMPLETE: record.phase === "incomplete" ? record.reason : ""
    }
    return yield* runCommands(hooks, values, env, { hook: "after_download", address }).pipe(
      Effect.as(undefined),
      Effect.catchTag("HookFailed", ({ program, error }) => Effect.succeed(fileHookProblem(program, error)))
    )
  })

interface HookFailed {
  readonly _tag: "HookFailed"
  readonly program: string
  readonly error: HookError
}

/** Commands one after another; the first that fails is the last. */
export const runCommands = (
  hooks: { readonly commands: ReadonlyArray<Command>; readonly timeoutMs: number } | undefined,
  values: Values,
  env: Readonly<Record<string, string>>,
  about: { readonly hook: "after_download" | "after_run"; readonly address?: Address }
): Effect.Effect<void, HookFailed, Hooks | Reporter> =>
  Effect.gen(function* () {
    if (hooks === undefined) return
    const port = yield* Hooks
    const reporter = yield* Reporter
    for (const written of hooks.commands) {
      const command = fillCommand(written, values)
      const [program] = command
      const begun = yield* Clock.currentTimeMillis
      const told = { type: "hook" as const, ...about, program }
      const duration = Effect.map(Clock.currentTimeMillis, (now) => now - begun)
      yield* reporter.emit({ ...told, status: "started" })
      yield* port.run({ command, env, timeoutMs: hooks.timeoutMs }).pipe(
        Effect.tapError(({ detail }) =>
          Effect.flatMap(duration, (duration_ms) =>
            reporter.emit({ ...told, status: "failed", duration_ms, reason: detail })
          )
        ),
        Effect.mapError((error): HookFailed => ({ _tag: "HookFailed", program, error }))
      )
      yield* reporter.emit({ ...told, status: "done", duration_ms: yield* duration })
    }
  })
