/** The programs that hooks run, in memory: each run is noted, and fails where the test says so. */
import * as Effect from "effect/Effect"
import { HookError, type HookJob, Hooks } from "../../../src/apply/Hooks.ts"

export class Commands {
  readonly ran: Array<HookJob> = []
  /** What the next runs come to; succeeds where it says nothing. */
  fate: (job: HookJob) => Effect.Effect<void, HookError> = () => Effect.void
  /** By path. */
  readonly texts = new Map<string, string>()
  readonly #log: (entry: string) => void

  constructor(log: (entry: string) => void = () => {}) {
    this.#log = log
  }

  /** The words of each run, joined by blanks. */
  get lines(): ReadonlyArray<string> {
    return this.ran.map(({ command }) => command.join(" "))
  }

  readonly hooks: Hooks["Type"] = Hooks.of({
    locate: (output) => `/project/${output}`,
    keepText: (name, text) =>
      Effect.acquireRelease(
        Effect.sync(() => {
          this.texts.set(`/tmp/${name}`, text)
          return `/tmp/${name}`
        }),
        (file) => Effect.sync(() => this.texts.delete(file))
      ),
    run: (job) =>
      Effect.suspend(() => {
        this.ran.push(job)
        this.#log(`hook ${job.command.join(" ")}`)
        return this.fate(job)
      })
  })
}

export const exits = (code: number, output = ""): Effect.Effect<never, HookError> =>
  Effect.fail(new HookError({ reason: "exit", detail: `exited with ${code}`, output }))
