/** How a run is shown: live at a terminal, in plain lines elsewhere, and as events besides. */
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Logger from "effect/Logger"
import * as Option from "effect/Option"
import { ExportApi, type RateUsage } from "../api/ExportApi.ts"
import { Reporter } from "../apply/Reporter.ts"
import type { Failure } from "./Failure.ts"
import { loggerTo, stderrLogger } from "./logger.ts"
import { type Output, withoutKey } from "./Output.ts"
import * as ReporterLastRun from "./Reporter.lastRun.ts"
import type { Terminal } from "./Reporter.live.ts"
import * as ReporterNdjson from "./Reporter.ndjson.ts"
import * as ReporterText from "./Reporter.text.ts"

/**
 * What is logged meanwhile goes where it tears nothing.
 *
 * @param events a file for them, or `-`
 * @param timesOf the state file beside which the times of the run are kept
 */
export const watching = (
  output: Output,
  events: Option.Option<string>,
  timesOf: Option.Option<string>
): Layer.Layer<Reporter, Failure, ExportApi> =>
  Layer.unwrapEffect(Effect.map(ExportApi, ({ usage }) => showing(output, events, timesOf, usage)))

/** The same, of a run that is carried out elsewhere. */
export const showing = (
  output: Output,
  events: Option.Option<string>,
  timesOf: Option.Option<string>,
  usage: Effect.Effect<RateUsage>
): Layer.Layer<Reporter, Failure> =>
  Layer.unwrapScoped(
    Effect.gen(function* () {
      const onScreen = drawsAtTerminal({
        isTerminal: process.stderr.isTTY,
        // Both would write to the same place.
        sharesTerminal: Option.contains(events, "-") && process.stdout.isTTY,
        env: process.env
      })
      const shown = yield* onScreen
        ? live(output, usage)
        : Effect.map(ReporterText.make(output, usage), (reporter) => ({ reporter, output }))
      const written = yield* Effect.transposeMapOption(events, (target) => ReporterNdjson.make(target, output))
      const kept = Option.map(timesOf, (stateFile) => ReporterLastRun.make(stateFile, shown.output))
      const reporters = [...Option.toArray(written), ...Option.toArray(kept), shown.reporter]
      const emit: Reporter["Type"]["emit"] = (event) =>
        Effect.forEach(reporters, (reporter) => reporter.emit(event), { discard: true })
      return Layer.merge(Layer.succeed(Reporter, { emit }), Logger.replace(stderrLogger, loggerTo(shown.output)))
    })
  )

type Environment = Readonly<Record<string, string | undefined>>

/** A log that is read later is no place for a frame, even where a terminal stands behind it. */
export const drawsAtTerminal = ({
  isTerminal,
  sharesTerminal,
  env
}: {
  readonly isTerminal: boolean
  readonly sharesTerminal: boolean
  readonly env: Environment
}): boolean => isTerminal && !sharesTerminal && env["TERM"] !== "dumb" && !isSet(env["CI"])

const isSet = (value: string | undefined): boolean =>
  value !== undefined && !["", "0", "false"].includes(value.toLowerCase())

/** The locale says what the letters are; Windows has none, and its newer terminals tell by their own variables. */
export const drawsUnicode = (platform: string, env: Environment): boolean => {
  if (platform === "win32") return isSet(env["WT_SESSION"]) || isSet(env["TERM_PROGRAM"])
  const locale = [env["LC_ALL"], env["LC_CTYPE"], env["LANG"]].find(isSet)
  return env["TERM"] !== "linux" && locale !== undefined && /utf-?8/i.test(locale)
}

const live = (output: Output, usage: Effect.Effect<RateUsage>) =>
  Effect.flatMap(
    Effect.promise(() => import("./Reporter.live.ts")),
    ({ make }) => make(output, terminal, usage)
  )

const terminal: Terminal = {
  write: (text) => void process.stderr.write(withoutKey(text)),
  columns: () => process.stderr.columns,
  rows: () => process.stderr.rows,
  isUnicode: drawsUnicode(process.platform, process.env),
  timeOfDay: (ms) => {
    const at = new Date(ms)
    return `${at.getHours()}:${String(at.getMinutes()).padStart(2, "0")}`
  }
}
