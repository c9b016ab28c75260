/**
 * `exporter doctor`: whether a run would find what it needs. It makes one call, which costs nothing, and creates nothing
 * that stays.
 */
import { accessSync, constants, existsSync, statfsSync } from "node:fs"
import path from "node:path"
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import type * as Option from "effect/Option"
import { type ApiError, ExportApi } from "../../api/ExportApi.ts"
import { RateLimiter } from "../../api/RateLimiter.ts"
import { runStopOf } from "../../apply/failures.ts"
import * as StateStoreFile from "../../state/StateStore.file.ts"
import { type Surroundings, surroundings } from "../context.ts"
import { declared } from "../declared.ts"
import { EXIT, type ExitCode } from "../exit.ts"
import type { Failure } from "../Failure.ts"
import { harmless, type Output } from "../Output.ts"
import { renderBytes, renderCredits } from "../render/amounts.ts"
import { apiLayer, type Server, serverFor } from "../server.ts"

export interface DoctorOptions {
  readonly file: ReadonlyArray<string>
  readonly state: Option.Option<string>
  readonly asOf: Option.Option<string>
  readonly sandbox: boolean
  readonly json: boolean
}

/** `problem`: a run cannot begin, or not end well. `warning`: it can, and something should be looked at. */
export interface Check {
  readonly name: "manifest" | "state" | "files" | "disk" | "key" | "server" | "balance" | "limits" | "clock"
  readonly status: "ok" | "warning" | "problem"
  readonly message: string
  readonly hint: string | null
}

const ok = (name: Check["name"], message: string): Check => ({ name, status: "ok", message, hint: null })
const warning = (name: Check["name"], message: string, hint: string): Check => ({
  name,
  status: "warning",
  message,
  hint
})
const problem = (name: Check["name"], message: string, hint: string | undefined): Check => ({
  name,
  status: "problem",
  message,
  hint: hint ?? null
})

export const doctor = (output: Output, options: DoctorOptions) =>
  Effect.gen(function* () {
    const around = yield* surroundings(options)
    const local = [yield* manifest(output, options), yield* state(around), files(around), ...disk(around)]
    const remote = yield* server(options, around)
    const checks = [...local, ...remote]
    if (options.json) output.out(JSON.stringify({ version: 1, checks }, null, 2))
    else for (const check of checks) output.out(render(output, check))
    const exit: ExitCode = checks.some(({ status }) => status === "problem") ? EXIT.failure : EXIT.done
    return exit
  }).pipe(Effect.scoped)

const SYMBOLS = {
  ok: { symbol: "ok", format: "green" },
  warning: { symbol: "warning", format: "yellow" },
  problem: { symbol: "problem", format: "red" }
} as const

const render = (output: Output, { name, status, message, hint }: Check): string => {
  const style = output.style("out")
  const { symbol, format } = SYMBOLS[status]
  const line = `${style(format, symbol.padEnd(8))} ${style("bold", name.padEnd(9))} ${harmless(message)}`
  return hint === null ? line : `${line}\n${" ".repeat(19)}${style("cyan", "=")} ${harmless(hint)}`
}

// ------------------------------------------------------------------------------------------------------------- here

const manifest = (output: Output, { file }: DoctorOptions) =>
  Effect.match(declared(output, { file }), {
    onFailure: ({ message, hint }: Failure) =>
      problem("manifest", message, hint ?? "`exporter validate` shows each, with its place"),
    onSuccess: ({ manifest: { exports }, requests }) =>
      ok(
        "manifest",
        `${exports.length} ${exports.length === 1 ? "export" : "exports"}, ${requests.length} ${requests.length === 1 ? "request" : "requests"}`
      )
  })

const state = ({ stateFile }: Surroundings) =>
  Effect.match(StateStoreFile.make(stateFile).read, {
    onFailure: ({ message, hint }) => problem("state", message, hint),
    onSuccess: ({ records, serial }) =>
      serial === 0 && records.size === 0
        ? ok("state", `none yet; it will be ${stateFile}`)
        : ok("state", `${records.size} ${records.size === 1 ? "record" : "records"}, serial ${serial}`)
  })

/** The folder itself, or the first one above it that is there: in it the others will be made. */
const existing = (folder: string): string => (existsSync(folder) ? folder : existing(path.dirname(folder)))

const files = ({ outputRoot, stateFile }: Surroundings): Check => {
  for (const folder of [outputRoot, path.dirname(stateFile)]) {
    try {
      accessSync(existing(folder), constants.W_OK | constants.X_OK)
    } catch {
      return problem("files", `'${folder}' cannot be written to`, "make the folder writable to this user")
    }
  }
  return ok("files", `go below ${outputRoot}`)
}

/** Less than this is soon used up by media. */
const LITTLE_BYTES = 1_000_000_000

const disk = ({ outputRoot }: Surroundings): ReadonlyArray<Check> => {
  const { bavail, bsize } = statfsSync(existing(outputRoot))
  const free = bavail * bsize
  const message = `${renderBytes(free)} free`
  return [
    free < LITTLE_BYTES
      ? warning("disk", message, "what does not fit is downloaded once there is room, and not paid for again")
      : ok("disk", message)
  ]
}

// ------------------------------------------------------------------------------------------------------------ there

const server = (options: DoctorOptions, around: Surroundings) =>
  Effect.gen(function* () {
    const found = yield* Effect.either(serverFor(options, around))
    if (found._tag === "Left") return [problem("key", found.left.message, found.left.hint)]
    return yield* Effect.provide(ask(found.right), apiLayer(found.right, 0))
  })

/** No answer after so long is an answer, in ms. */
const PATIENCE_MS = 15_000

/** A clock that is further off than this makes times hard to compare, in ms. */
const MOST_OFF_MS = 60_000

const ask = ({ baseUrl }: Server) =>
  Effect.gen(function* () {
    const api = yield* ExportApi
    const sent = yield* Clock.currentTimeMillis
    const asked = yield* api.list({ page: 1 }).pipe(Effect.timeoutOption(PATIENCE_MS), Effect.either)
    const now = yield* Clock.currentTimeMillis
    if (asked._tag === "Left") return unanswered(baseUrl, asked.left)
    if (asked.right._tag === "None")
      return [
        problem(
          "server",
          `${baseUrl} gives no answer within ${PATIENCE_MS / 1000} s`,
          "check the connection and ONLYFANSAPI_BASE_URL"
        )
      ]
    const { balance, serverTime } = asked.right.value
    const { limit } = yield* (yield* RateLimiter).usage
    return [
      ok("key", "accepted"),
      ok("server", `${baseUrl} answers`),
      balance === undefined
        ? warning("balance", "not told by the server", "`keep_balance` cannot hold without it")
        : balance > 0
          ? ok("balance", renderCredits(balance))
          : problem("balance", renderCredits(balance), "buy credits in the console of the API: nothing can be started"),
      ok(
        "limits",
        limit === null || limit === undefined ? "none is told" : `${limit} calls a minute, for the whole team`
      ),
      ...(serverTime === undefined ? [] : [clock(offBy(Date.parse(serverTime), sent, now))])
    ]
  })

/** The server told the time at some moment in between; it leaves fractions of a second out. */
const offBy = (told: number, sent: number, answered: number): number => {
  if (told < sent - 1_000) return told - sent
  return told > answered ? told - answered : 0
}

const clock = (offMs: number): Check => {
  const seconds = Math.round(Math.abs(offMs) / 1000)
  return Math.abs(offMs) <= MOST_OFF_MS
    ? ok("clock", seconds === 0 ? "as the server's" : `${seconds} s off the server's`)
    : warning(
        "clock",
        `${seconds} s ${offMs < 0 ? "ahead of" : "behind"} the server's`,
        "set this machine's clock: windows close, and months end, by it"
      )
}

/** What one failed call says of key and server. */
const unanswered = (baseUrl: string, error: ApiError): ReadonlyArray<Check> => {
  const stop = runStopOf(error)
  if (stop !== undefined) return [problem("key", stop.reason.message, stop.reason.hint)]
  const said = `${baseUrl}: ${error.detail}`
  switch (error.reason) {
    case "rate-limited":
      return [
        ok("key", "accepted"),
        warning("server", said, "others use up the team's limit now; a run waits for its turn")
      ]
    case "garbled":
    case "not-found":
      return [problem("server", said, "what answers there is not the API: check ONLYFANSAPI_BASE_URL")]
    default:
      return [problem("server", said, "check the connection and ONLYFANSAPI_BASE_URL, then try again")]
  }
}
