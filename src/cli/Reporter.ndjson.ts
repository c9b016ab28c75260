/** Progress as events, one JSON document a line (schema/events.schema.json). */
import { closeSync, openSync, writeSync } from "node:fs"
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import type { Reporter } from "../apply/Reporter.ts"
import { usage } from "./Failure.ts"
import type { Output } from "./Output.ts"

/** `target`: a file, or `-` for standard output. */
export const make = (target: string, output: Output) =>
  Effect.gen(function* () {
    const line = target === "-" ? output.out : yield* lineTo(target)
    const write: Reporter["Type"]["emit"] = (event) =>
      Effect.map(Clock.currentTimeMillis, (now) =>
        line(`${JSON.stringify({ version: 1, time: new Date(now).toISOString(), ...event })}\n`)
      )
    const emit: Reporter["Type"]["emit"] = (event) =>
      // The report is long, and so was its making: others have their turn in between.
      event.type === "run-finished" ? Effect.zipRight(Effect.yieldNow(), write(event)) : write(event)
    return { emit }
  })

const lineTo = (file: string) =>
  Effect.acquireRelease(
    Effect.try({
      try: () => openSync(file, "a", 0o600),
      catch: (error) =>
        usage(
          `the events cannot be written to '${file}': ${error instanceof Error && "code" in error ? error.code : String(error)}`,
          "name a file in a folder that exists and may be written to; nothing was bought"
        )
    }),
    (fd) => Effect.sync(() => closeSync(fd))
  ).pipe(
    Effect.map((fd) => (text: string) => {
      try {
        writeSync(fd, text)
      } catch {
        // Events are for onlookers: a full disk must not end a run that is paid for.
      }
    })
  )
