/**
 * `Hooks` by execa: no shell, a process group of its own, a time limit. execa is loaded when the first hook runs.
 *
 * Whatever ends the wait for a hook (its time limit, Ctrl-C) ends the group: SIGTERM, then SIGKILL for what is left.
 */
import { mkdtemp, rm, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import path from "node:path"
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import { HookError, type HookJob, Hooks } from "./Hooks.ts"
import { inherited, shownOutput, type Withheld } from "./hookOutput.ts"

interface Options {
  /** Absolute: the folder of the manifest, below which files are. */
  readonly root: string
  /** Neither passed on nor shown. */
  readonly apiKey: string | undefined
  /** What opens the state, as far as hooks are not meant to. */
  readonly withheld?: Withheld
  /** What hooks inherit, but for the API key and what is withheld: that of this process, where it is left out. */
  readonly env?: Readonly<Record<string, string | undefined>>
}

/** How long a group may take to end by itself once it was told to, in ms: less than a run has that was told to stop. */
const KILL_AFTER_MS = 2_000
const LOOK_EVERY_MS = 20

/** How long output is waited for after the end of the program, in ms: what it has left behind may hold it open for ever. */
const OUTPUT_GRACE_MS = 200

/** The end of the output that is kept, in characters. */
const KEPT = 64_000

export const layer = (options: Options): Layer.Layer<Hooks> =>
  Layer.succeed(
    Hooks,
    Hooks.of({
      locate: (output) => path.join(options.root, output),
      keepText: (name, text) =>
        Effect.acquireRelease(
          Effect.tryPromise({
            try: async () => {
              const folder = await mkdtemp(path.join(tmpdir(), "exporter-"))
              await writeFile(path.join(folder, name), text, { mode: 0o600 })
              return path.join(folder, name)
            },
            catch: (error) =>
              new HookError({
                reason: "not-started",
                detail: `was not run: the report cannot be written (${codeOf(error)})`,
                output: ""
              })
          }),
          (file) => Effect.promise(() => rm(path.dirname(file), { recursive: true, force: true }))
        ),
      run: (job) => run(job, options)
    })
  )

const run = (job: HookJob, options: Options): Effect.Effect<void, HookError> =>
  Effect.acquireUseRelease(
    start(job, options),
    (hook) =>
      hook.ended.pipe(
        Effect.timeoutFail({
          duration: job.timeoutMs,
          onTimeout: () => hook.failure("timeout", `took longer than ${inWords(job.timeoutMs)} and was ended`)
        })
      ),
    (hook) => hook.end
  )

const NOTHING: Withheld = { names: [], secrets: [] }

interface RunningHook {
  readonly ended: Effect.Effect<void, HookError>
  /** Ends the group, unless the program has ended by itself: what it has left behind then was left on purpose. */
  readonly end: Effect.Effect<void>
  readonly failure: (reason: HookError["reason"], detail: string) => HookError
}

const start = (
  { command: [program, ...words], env }: HookJob,
  { root, apiKey = "", withheld = NOTHING, env: outer = process.env }: Options
) =>
  Effect.gen(function* () {
    const { execa } = yield* Effect.promise(() => import("execa"))
    const child = execa(program, words, {
      cwd: root,
      env: { ...inherited(outer, apiKey, withheld), ...env },
      extendEnv: false,
      stdin: "ignore",
      all: true,
      // What it writes may be long: the end of it is kept, below.
      buffer: false,
      reject: false,
      detached: HAS_GROUPS
    })
    let written = ""
    child.all.setEncoding("utf8")
    child.all.on("data", (chunk: string) => {
      written = (written + chunk).slice(-KEPT)
    })
    const exited = Effect.async<Ended>((resume) => {
      child.once("exit", (exitCode, signal) => resume(Effect.succeed({ exitCode, signal })))
    })
    const failure: RunningHook["failure"] = (reason, detail) =>
      new HookError({ reason, detail, output: shownOutput(written, apiKey, outer) })
    const ended = Effect.raceFirst(
      Effect.promise(async (): Promise<Ended> => child),
      Effect.zipLeft(exited, Effect.sleep(OUTPUT_GRACE_MS))
    ).pipe(
      Effect.ensuring(Effect.sync(() => child.all.destroy())),
      Effect.flatMap(({ exitCode, signal, code }) => {
        if (exitCode === 0) return Effect.void
        if (child.pid === undefined) return Effect.fail(failure("not-started", notStarted(code)))
        const how = signal ? `was ended by ${signal}` : `exited with ${exitCode}`
        return Effect.fail(failure("exit", how))
      })
    )
    const isOver = () => child.pid === undefined || child.exitCode !== null || child.signalCode !== null
    const end = Effect.suspend(() => (isOver() || child.pid === undefined ? Effect.void : endGroup(child.pid)))
    return { ended, end, failure } satisfies RunningHook
  })

/** How a program ended, or why it did not begin. */
interface Ended {
  readonly exitCode?: number | null | undefined
  readonly signal?: string | null | undefined
  /** Of the system. */
  readonly code?: string | undefined
}

const HAS_GROUPS = process.platform !== "win32"

const endGroup = (pid: number): Effect.Effect<void> =>
  Effect.gen(function* () {
    const group = HAS_GROUPS ? -pid : pid
    // By the clock: on a busy machine each sleep is longer than it was asked to be.
    const killAt = (yield* Clock.currentTimeMillis) + KILL_AFTER_MS
    let isThere = send(group, "SIGTERM")
    while (isThere && (yield* Clock.currentTimeMillis) < killAt) {
      yield* Effect.sleep(LOOK_EVERY_MS)
      isThere = send(group, 0)
    }
    if (isThere) send(group, "SIGKILL")
  })

/** Whether there was somebody to take it. */
const send = (group: number, signal: NodeJS.Signals | 0): boolean => {
  try {
    return process.kill(group, signal)
  } catch {
    return false
  }
}

const notStarted = (code = "for an unknown reason"): string => {
  switch (code) {
    case "ENOENT":
      return "cannot be started: there is no such program, or its interpreter is not there (ENOENT)"
    case "EACCES":
      return "cannot be started: it is not executable (EACCES)"
    default:
      return `cannot be started (${code})`
  }
}

const inWords = (ms: number): string =>
  ms % 3_600_000 === 0 ? `${ms / 3_600_000}h` : ms % 60_000 === 0 ? `${ms / 60_000}m` : `${ms / 1000}s`

const codeOf = (error: unknown): string =>
  error instanceof Error && "code" in error ? String(error.code) : String(error)
