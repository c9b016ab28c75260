/** Keeps when the run did what in a file beside the state, for `exporter report` (schema/last-run.schema.json). */
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import { encodeLastRun, RunTimes } from "../apply/lastRun.ts"
import type { Reporter } from "../apply/Reporter.ts"
import { harmless, type Output } from "./Output.ts"
import { codeOf, replaceFile } from "./replaceFile.ts"

/** @param stateFile absolute */
export const lastRunFile = (stateFile: string): string => `${stateFile.replace(/\.json$/, "")}.last-run.json`

export const make = (stateFile: string, output: Output): Reporter["Type"] => {
  const times = new RunTimes()
  const file = lastRunFile(stateFile)
  let told = false
  const keep = Effect.sync(() => {
    const run = times.lastRun
    if (run === undefined) return
    try {
      replaceFile(file, encodeLastRun(run))
    } catch (error) {
      // It is for onlookers: a full disk must not end a run that is paid for.
      if (!told)
        output.err(
          harmless(
            `The times of this run cannot be kept in ${file} (${codeOf(error)}): \`exporter report\` will not show them.`
          )
        )
      told = true
    }
  })
  return {
    emit: (event) =>
      Effect.flatMap(Clock.currentTimeMillis, (now) => {
        times.add(event, now)
        // At the start, too: the times of the run before must not pass for those of one that is cut off.
        return event.type === "run-started" || event.type === "run-finished" ? keep : Effect.void
      })
  }
}
