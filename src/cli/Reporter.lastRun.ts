/** Keeps when the run did what in a file beside the state, for `exporter report` (schema/last-run.schema.json). */
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import { decodeLastRun, encodeLastRun, RunTimes } from "../apply/lastRun.ts"
import type { Reporter, RunEvent } from "../apply/Reporter.ts"
import { type Disk, nodeDisk } from "../state/file/Disk.ts"
import { harmless, type Output } from "./Output.ts"

/** @param stateFile absolute */
export const lastRunFile = (stateFile: string): string => `${stateFile.replace(/\.json$/, "")}.last-run.json`

/** It is for onlookers: whatever becomes of it, the run goes on. */
export const make = (stateFile: string, output: Output, disk: Disk = nodeDisk): Reporter["Type"] => {
  const times = new RunTimes()
  const file = lastRunFile(stateFile)
  const fresh = `${file}.tmp`
  let isOurs = false

  /** Readers see the old content or the new one. */
  const write = (text: string) =>
    Effect.acquireUseRelease(
      disk.create(fresh),
      (open) => open.write(text),
      (open) => open.close
    ).pipe(
      Effect.zipRight(disk.rename(fresh, file)),
      Effect.tapError(() => Effect.ignore(disk.remove(fresh)))
    )

  /** What a run was writing that was killed meanwhile is put away, also where there is nothing else to do. */
  const begin = Effect.gen(function* () {
    yield* Effect.ignore(disk.remove(fresh))
    if (times.lastRun === undefined) return
    // The times of the run before must not pass for those of one that is cut off.
    yield* write(encodeLastRun(times.lastRun))
    isOurs = true
  }).pipe(Effect.ignore)

  /** A run that was taken for dead, and woke up when another had taken over: it writes nothing more. */
  const isOvertaken = Effect.map(
    Effect.option(disk.read(file)),
    (text) => isOurs && text._tag === "Some" && decodeLastRun(text.value)?.run_id !== times.lastRun?.run_id
  )

  const end = (stopped: string | undefined) =>
    Effect.gen(function* () {
      if (times.lastRun === undefined || stopped === "state" || (yield* isOvertaken)) return
      yield* write(encodeLastRun(times.lastRun))
    }).pipe(
      Effect.catchAll(({ code }) =>
        Effect.sync(() =>
          output.err(
            harmless(
              `The times of this run cannot be kept in ${file} (${code}): \`exporter report\` will not show them.`
            )
          )
        )
      )
    )

  const keep = (event: RunEvent): Effect.Effect<void> => {
    if (event.type === "run-started") return begin
    return event.type === "run-finished" ? end(event.report.stopped?.code) : Effect.void
  }
  return {
    emit: (event) =>
      Effect.flatMap(Clock.currentTimeMillis, (now) => {
        times.add(event, now)
        return Effect.uninterruptible(keep(event))
      })
  }
}
