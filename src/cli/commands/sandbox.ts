/** `exporter sandbox` */
import { readFileSync } from "node:fs"
import path from "node:path"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Sandbox from "../../sandbox/Sandbox.ts"
import { parseScenario } from "../../sandbox/scenarioFile.ts"
import { usage } from "../Failure.ts"
import type { Output } from "../Output.ts"
import { Stop } from "../Stop.ts"

export interface SandboxCommandOptions {
  readonly port: number
  readonly balance: number
  readonly limit: number
  readonly windowMs: number
  readonly windowKind: "fixed" | "aligned" | "sliding"
  readonly speed: Option.Option<number>
  readonly seed: Option.Option<number>
  readonly worldFile: Option.Option<string>
  readonly scenario: Option.Option<string>
  readonly webhook: Option.Option<string>
}

export const sandbox = (output: Output, options: SandboxCommandOptions) =>
  Effect.gen(function* () {
    const { signalled } = yield* Stop
    const scenario = Option.isNone(options.scenario) ? undefined : yield* scenarioFrom(options.scenario.value)
    const secret = process.env["EXPORTER_WEBHOOK_SECRET"] ?? ""
    const signed = secret === "" ? {} : { secret }
    const running = yield* Effect.mapError(
      Sandbox.scoped({
        port: options.port,
        balance: options.balance,
        limitPerWindow: options.limit,
        windowMs: options.windowMs,
        windowKind: options.windowKind,
        ...(Option.isSome(options.speed) ? { speed: options.speed.value } : {}),
        ...(Option.isSome(options.seed) ? { seed: options.seed.value } : {}),
        ...(Option.isSome(options.worldFile) ? { stateFile: path.resolve(options.worldFile.value) } : {}),
        ...(scenario === undefined ? {} : { scenario }),
        ...(Option.isSome(options.webhook) ? { webhook: { url: options.webhook.value, ...signed } } : {})
      }),
      (error) =>
        usage(
          `the sandbox cannot start: ${error.message}`,
          "--port 0 takes any port that is free; --webhook takes an address such as http://127.0.0.1:8090/webhook"
        )
    )
    output.out(
      [
        `The sandbox answers at ${running.url} (Ctrl-C ends it). In another terminal:`,
        "",
        `  export ONLYFANSAPI_BASE_URL=${running.url} ONLYFANSAPI_API_KEY=anything`,
        ...(options.windowMs === 60_000 ? [] : [`  export EXPORTER_RATE_WINDOW_MS=${options.windowMs}`]),
        "  exporter apply",
        ...(Option.isNone(options.webhook) ? [] : ["", webhooksTo(options.webhook.value, secret !== "")])
      ].join("\n")
    )
    yield* signalled
    return 0 as const
  }).pipe(Effect.scoped)

const webhooksTo = (url: string, isSigned: boolean): string =>
  `Changes of status are sent to ${url}, ${isSigned ? "signed with" : "not signed: set"} EXPORTER_WEBHOOK_SECRET.`

const scenarioFrom = (file: string) =>
  Effect.tryPromise({
    try: () => parseScenario(readFileSync(file, "utf8")),
    catch: (error) =>
      usage(
        `the scenario '${file}' cannot be used: ${error instanceof Error ? error.message : String(error)}`,
        "exporter schema scenario says what may stand in it"
      )
  })
