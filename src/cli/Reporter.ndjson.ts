/** Progress as events, one JSON document a line (schema/events.schema.json). */
import { closeSync, openSync, writeSync } from "node:fs"
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import type { Reporter, RunEvent } from "../apply/Reporter.ts"
import { inPieces, type Pieces } from "../pieces.ts"
import { usage } from "./Failure.ts"
import type { Output } from "./Output.ts"

/** `target`: a file, or `-` for standard output. */
export const make = (target: string, output: Output) =>
  Effect.gen(function* () {
    const line = target === "-" ? output.out : yield* lineTo(target)
    const emit: Reporter["Type"]["emit"] = (event) =>
      Effect.gen(function* () {
        const head = { version: 1, time: new Date(yield* Clock.currentTimeMillis).toISOString() }
        // A report has a line for each address: others have their turn in between.
        line(
          `${event.type === "run-finished" ? yield* inPieces(reportText(head, event)) : JSON.stringify({ ...head, ...event })}\n`
        )
      })
    return { emit }
  })

function* reportText(head: object, event: Extract<RunEvent, { readonly type: "run-finished" }>): Pieces<string> {
  const results: Array<string> = []
  for (const result of event.report.results) {
    results.push(JSON.stringify(result))
    yield
  }
  const [before, after] = JSON.stringify({ ...head, ...event, report: { ...event.report, results: [] } }).split(
    '"results":[]'
  )
  return `${before}"results":[${results.join(",")}]${after}`
}

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
