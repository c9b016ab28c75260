/**
 * Traces and metrics of a command, where the variables of OpenTelemetry ask for them; docs/telemetry.md has the variables.
 * Where they do not, nothing of it is loaded.
 */
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import { scrub } from "../api/scrub.ts"
import { isSecretName, keyIn, secretsOf } from "../manifest/secrets.ts"
import { type Environment, isAsked, settingsOf } from "../telemetry/settings.ts"
import { annotate, inSpan } from "../telemetry/spans.ts"
import type { ExitCode } from "./exit.ts"
import type { Output } from "./Output.ts"
import { VERSION } from "./version.ts"

/**
 * To be provided to all that a command does. What is not sent yet is sent when its scope ends, within a second; it never
 * fails, and a collector that is away is told of once.
 */
export const telemetry = (output: Pick<Output, "err">, env: Environment): Layer.Layer<never> => {
  // Where nobody collects spans none is made.
  if (!isAsked(env)) return Layer.setTracerEnabled(false)
  return Layer.unwrapScoped(
    Effect.gen(function* () {
      const { layer } = yield* Effect.promise(() => import("../telemetry/Telemetry.http.ts"))
      const tell = (text: string): void => output.err(`warning: ${text}`)
      const later: Array<string> = []
      // A terminal may be drawn on meanwhile.
      if (process.stderr.isTTY) yield* Effect.addFinalizer(() => Effect.sync(() => later.forEach(tell)))
      return layer({
        settings: settingsOf(env),
        version: VERSION,
        clean: cleaning(env),
        warn: (text) => (process.stderr.isTTY ? later.push(text) : tell(text))
      })
    })
  )
}

/** A command with its telemetry: all of it is one span. */
export const traced = <E, R>(
  command: string,
  output: Pick<Output, "err">,
  work: Effect.Effect<ExitCode, E, R>
): Effect.Effect<ExitCode, E, R> =>
  work.pipe(
    Effect.tap((code) => annotate({ "exporter.exit_code": code })),
    inSpan(`exporter ${command}`),
    Effect.provide(telemetry(output, process.env))
  )

/** A shorter one is no secret, and masking it would mask words. */
const SHORTEST = 8

const cleaning = (env: Environment): ((text: string) => string) => {
  const secrets = secretsOf(env)
  const named = Object.entries(env).flatMap(([name, value = ""]) =>
    isSecretName(name) && value.length >= SHORTEST ? [value] : []
  )
  const key = keyIn(env) ?? ""
  return (text) =>
    secrets.redact(named.reduce((rest, secret) => rest.replaceAll(secret, "(a secret)"), scrub(text, key)))
}
