/**
 * The stages for programs of others: read a manifest, plan, buy. What the command line does is built on the same ones.
 *
 * Reading and planning are plain functions. Buying is an Effect that asks for its ports: who approves (`Approval`) and who
 * watches (`Reporter`) is the program's to say; `standardPorts` gives the rest. docs/library.md has an example.
 */
import * as FetchHttpClient from "@effect/platform/FetchHttpClient"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import * as Layer from "effect/Layer"
import * as Redacted from "effect/Redacted"
import * as ExportApiHttp from "./api/ExportApi.http.ts"
import type { ExportApi } from "./api/ExportApi.ts"
import { RateLimiter } from "./api/RateLimiter.ts"
import { isSafeUrl } from "./api/url.ts"
import * as DownloaderHttp from "./apply/Downloader.http.ts"
import type { Downloader } from "./apply/Downloader.ts"
import * as HooksExeca from "./apply/Hooks.execa.ts"
import type { Hooks } from "./apply/Hooks.ts"
import { Reporter } from "./apply/Reporter.ts"
import type { Env } from "./manifest/env.ts"
import type { Problem } from "./manifest/Problem.ts"
import { readManifest } from "./manifest/readManifest.ts"
import type { Source } from "./manifest/Source.ts"
import { atOnce } from "./pieces.ts"
import { declaring, scoped } from "./pipeline.ts"
import * as OutputFilesNode from "./plan/OutputFiles.node.ts"
import type { OutputFiles } from "./plan/OutputFiles.ts"
import type { Declared, Scope } from "./request/Declared.ts"
import * as StateStoreFile from "./state/StateStore.file.ts"
import type { StateStore } from "./state/StateStore.ts"

// ------------------------------------------------------------------------------------------------------------ read

export interface ParseOptions extends Partial<Scope> {
  /** What `${env:NAME}` may name; the key in it (`ONLYFANSAPI_API_KEY`) is never shown in a problem. None by default. */
  readonly env?: Env
}

/**
 * The texts of manifest files as the requests that they ask for, or everything that is wrong with them, each problem with
 * its file, line and column. Touches neither files nor network.
 */
export const parse = (
  sources: ReadonlyArray<Source>,
  { env = {}, isTarget = () => true, outputPrefix = "", leavesHooks = false }: ParseOptions = {}
): Either.Either<Declared, ReadonlyArray<Problem>> =>
  Either.map(
    Either.flatMap(readManifest(sources, env), (judged) => atOnce(declaring(judged))),
    (whole) => scoped(whole, { isTarget, outputPrefix, leavesHooks })
  )

export type {
  AccountId,
  Address,
  CanonicalRequest,
  Credits,
  DataExportId,
  FileType,
  Fingerprint,
  Instant,
  Request,
  Window
} from "./domain.ts"
export type { Manifest } from "./manifest/Manifest.ts"
export type { Place, ProblemCode } from "./manifest/Problem.ts"
export type { Declared, Env, Problem, Scope, Source }

// ------------------------------------------------------------------------------------------------------------ plan

/** Plans as they are: the state is read, files are looked at, nobody is called. */
export { planFor } from "./pipeline.ts"
export { diff as plan, type FileFacts, filesToLookAt, type PlanInput } from "./plan/diff.ts"
export { OutputFiles } from "./plan/OutputFiles.ts"
export {
  ACTION_KINDS,
  type Action,
  type ActionKind,
  changes,
  type Estimate,
  hasChanges,
  type Plan
} from "./plan/Plan.ts"
export type { LedgerEntry, Phase, SavedFile, StateRecord } from "./state/Record.ts"
export type { State } from "./state/State.ts"
/** The state in memory: for tests of programs that use this one. */
export * as StateStoreMemory from "./state/StateStore.memory.ts"
export { type LockInfo, StateError, StateStore, type StateWriter } from "./state/StateStore.ts"

// ----------------------------------------------------------------------------------------------------------- apply

export { ApiError, ExportApi, type RemoteExport } from "./api/ExportApi.ts"
export { type Answer, Approval } from "./apply/Approval.ts"
export { DownloadError, Downloader } from "./apply/Downloader.ts"
export { RunStopped } from "./apply/failures.ts"
export { HookError, Hooks } from "./apply/Hooks.ts"
export { Reporter, type RunEvent } from "./apply/Reporter.ts"
export type { ApplyOptions, RunOptions } from "./apply/RunOptions.ts"
export type { Outcome, RequestProblem, RequestResult, RunReport, StopReason } from "./apply/report.ts"
/**
 * Buys what is missing: plans under the lock of the state, asks `Approval`, and carries out exactly what was shown, each
 * purchase once, within the budget of the manifest and of `options.budget`. The answer is a report, or why it was not
 * approved. Fails with a `StateError` or a `RunStopped` before anything was bought; what goes wrong later is in the report.
 */
export { applyDeclared as apply } from "./pipeline.ts"

/** Nobody watches. */
export const silent: Layer.Layer<Reporter> = Layer.succeed(Reporter, { emit: () => Effect.void })

export interface PortOptions {
  /** The API's address, without a slash at its end: HTTPS, or HTTP to this machine, for the key travels with every call. */
  readonly baseUrl: string
  readonly apiKey: Redacted.Redacted
  /** Absolute path. */
  readonly stateFile: string
  /** Absolute path: output paths are relative to it. */
  readonly outputRoot: string
  /** Calls per window that are left to the team's other programs; none by default. */
  readonly reserve?: number
  /** Length of the server's rate-limit window, in ms; a minute by default. */
  readonly windowMs?: number
  /** How long one call may take, in ms; a minute by default. */
  readonly timeoutMs?: number
}

/** The API over HTTP behind its rate limit, the state in a file, files on this disk, hooks as programs that inherit this environment without the key. Throws a `TypeError` for an address that the key must not be sent to. */
export const standardPorts = (
  options: PortOptions
): Layer.Layer<ExportApi | StateStore | Downloader | Hooks | OutputFiles> => {
  const { baseUrl, apiKey, stateFile, outputRoot, reserve = 0, windowMs = 60_000, timeoutMs = 60_000 } = options
  if (!isSafeUrl(baseUrl)) throw new TypeError("the key is only sent over HTTPS, or over HTTP to this machine")
  const api = ExportApiHttp.layer({ baseUrl, apiKey, timeoutMs }).pipe(
    Layer.provide(RateLimiter.layer({ windowMs, reserve })),
    Layer.provide(FetchHttpClient.layer)
  )
  return Layer.mergeAll(
    api,
    StateStoreFile.layer(stateFile),
    DownloaderHttp.layer({ root: outputRoot, idleMs: 60_000 }),
    HooksExeca.layer({ root: outputRoot, apiKey: Redacted.value(apiKey) }),
    OutputFilesNode.layer(outputRoot)
  )
}
