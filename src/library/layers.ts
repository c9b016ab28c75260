/** The standard layers: what the command line puts behind each port. Any port may be given something else instead. */
import * as FetchHttpClient from "@effect/platform/FetchHttpClient"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Redacted from "effect/Redacted"
import * as ExportApiHttp from "../api/ExportApi.http.ts"
import type { ExportApi } from "../api/ExportApi.ts"
import { RateLimiter } from "../api/RateLimiter.ts"
import { isSafeUrl } from "../api/url.ts"
import { type Answer, Approval } from "../apply/Approval.ts"
import * as DownloaderHttp from "../apply/Downloader.http.ts"
import type { Downloader } from "../apply/Downloader.ts"
import * as HooksExeca from "../apply/Hooks.execa.ts"
import { HookError, Hooks } from "../apply/Hooks.ts"
import { Reporter, type RunEvent } from "../apply/Reporter.ts"
import * as OutputFilesNode from "../plan/OutputFiles.node.ts"
import type { OutputFiles } from "../plan/OutputFiles.ts"
import type { Plan } from "../plan/Plan.ts"
import type { State } from "../state/State.ts"
import * as StateStoreFile from "../state/StateStore.file.ts"
import * as StateStoreMemory from "../state/StateStore.memory.ts"
import { StateStore } from "../state/StateStore.ts"

/** Which server is spoken to, and how. */
export interface ApiOptions {
  /** The key of the team. It is sent to `baseUrl` alone, and is in no message, event or state. */
  readonly apiKey: Redacted.Redacted
  /** HTTPS, or HTTP to this machine. Default: `https://app.onlyfansapi.com`. */
  readonly baseUrl?: string
  /** Length of the server's rate-limit window, in ms. Default 60,000. */
  readonly windowMs?: number
  /** Calls per window that are left to the team's other programs. Default 0. */
  readonly reserve?: number
  /** The longest that one call may take, in ms. Default 60,000. */
  readonly timeoutMs?: number
}

const VENDOR = "https://app.onlyfansapi.com"
const MINUTE_MS = 60_000

/**
 * The vendor's API over HTTP, paced by its rate limit: all calls of the layer go through one door. Throws a `TypeError` for
 * an address that a key must not be sent to.
 */
export const apiLayer = ({ apiKey, baseUrl = VENDOR, ...options }: ApiOptions): Layer.Layer<ExportApi> => {
  if (!isSafeUrl(baseUrl)) throw new TypeError("baseUrl is no address for a key: HTTPS, or HTTP to this machine")
  return ExportApiHttp.layer({
    apiKey,
    baseUrl: baseUrl.replace(/\/+$/, ""),
    timeoutMs: options.timeoutMs ?? MINUTE_MS
  }).pipe(
    Layer.provide(RateLimiter.layer({ windowMs: options.windowMs ?? MINUTE_MS, reserve: options.reserve ?? 0 })),
    Layer.provide(FetchHttpClient.layer)
  )
}

/**
 * The state as the command line keeps it: a file, a journal and a lock beside it. Keep the file: it is what makes a second
 * purchase of the same thing impossible. `file`: its absolute path.
 */
export const stateFileLayer = (file: string): Layer.Layer<StateStore> => StateStoreFile.layer(file)

/** A bucket of an S3-compatible store that honours conditional writes, and who asks there. */
export interface S3StateOptions {
  readonly bucket: string
  /** Of the object that holds the state, as `ledger/exports.state.json`; what belongs to it lies beside it. */
  readonly key: string
  /** Default: `us-east-1`. */
  readonly region?: string
  /** Of a store that is not Amazon's: HTTPS, or HTTP to this machine. */
  readonly endpoint?: string
  readonly accessKeyId: string
  /** It signs requests, and is in no message, event or state. */
  readonly secretAccessKey: Redacted.Redacted
  readonly sessionToken?: Redacted.Redacted
}

/**
 * The state in a bucket, as the command line keeps it with `state: { backend: s3 }`. Throws a `TypeError` for an `endpoint`
 * that nothing may be sent to.
 */
export const stateS3Layer = (options: S3StateOptions): Layer.Layer<StateStore> => {
  const { bucket, key, region = "us-east-1", endpoint, accessKeyId, secretAccessKey, sessionToken } = options
  if (endpoint !== undefined && !isSafeUrl(endpoint))
    throw new TypeError("endpoint is no address for a state: HTTPS, or HTTP to this machine")
  return Layer.effect(
    StateStore,
    Effect.map(
      Effect.promise(() => import("../state/StateStore.s3.ts")),
      (StateStoreS3) =>
        StateStoreS3.make({
          bucket,
          key,
          region,
          ...(endpoint === undefined ? {} : { endpoint }),
          accessKeyId,
          secretAccessKey: Redacted.value(secretAccessKey),
          ...(sessionToken === undefined ? {} : { sessionToken: Redacted.value(sessionToken) })
        })
    )
  )
}

/** A PostgreSQL database, and which state in it. */
export interface PostgresStateOptions {
  /**
   * `postgres://USER:PASSWORD@HOST/DATABASE`. To another host the connection is encrypted, and its certificate verified
   * unless it says `sslmode=require`.
   */
  readonly url: Redacted.Redacted
  /** Several may share a database. Default: `exports`. */
  readonly name?: string
}

/**
 * The state in a PostgreSQL database, as the command line keeps it with `state: { backend: postgres }`. The driver is in the
 * package, and is loaded with this layer alone.
 */
export const statePostgresLayer = ({ url, name = "exports" }: PostgresStateOptions): Layer.Layer<StateStore> =>
  Layer.effect(
    StateStore,
    Effect.map(
      Effect.promise(() => import("../state/StateStore.postgres.ts")),
      (StateStorePostgres) => StateStorePostgres.make({ url: Redacted.value(url), name })
    )
  )

/** The state in memory, for tests: what it remembers ends with it, so a later run would buy everything again. */
export const stateMemoryLayer = (initial?: State): Layer.Layer<StateStore> =>
  StateStoreMemory.layer(initial === undefined ? {} : { initial })

/** What lies below the output root now. `root`: its absolute path. */
export const outputFilesLayer = (root: string): Layer.Layer<OutputFiles> => OutputFilesNode.layer(root)

/**
 * Downloads below the output root, by part files that a later run goes on with; never overwrites what exporter did not
 * write. `root`: its absolute path. `idleMs`: a stream that brings nothing for so long is broken, in ms. Default 60,000.
 */
export const downloaderLayer = ({
  root,
  idleMs = MINUTE_MS
}: {
  readonly root: string
  readonly idleMs?: number
}): Layer.Layer<Downloader> => DownloaderHttp.layer({ root, idleMs })

/**
 * Runs the hooks of the manifest as programs, in the folder `root` (its absolute path) and without a shell. They inherit
 * this environment without the API key, and without any variable that contains one of the secrets `withheld` (of 16
 * characters or more), as those that open the state. Leave it to `noHooksLayer` where manifests are not your own.
 */
export const hooksLayer = ({
  root,
  apiKey,
  withheld = []
}: {
  readonly root: string
  readonly apiKey: Redacted.Redacted
  readonly withheld?: ReadonlyArray<Redacted.Redacted>
}): Layer.Layer<Hooks> =>
  HooksExeca.layer({
    root,
    apiKey: Redacted.value(apiKey),
    withheld: { names: [], secrets: withheld.map(Redacted.value) }
  })

const notRun = new HookError({ reason: "not-started", detail: "was not run: this program runs no hooks", output: "" })

/** Runs no program: a manifest that has hooks gets a report that says so, and what they owe is run by a later run. */
export const noHooksLayer: Layer.Layer<Hooks> = Layer.succeed(Hooks, {
  run: () => Effect.fail(notRun),
  locate: (output) => output,
  keepText: () => Effect.fail(notRun)
})

/** Asks a function for the approval of each plan. */
export const approvalLayer = (ask: (plan: Plan) => Effect.Effect<Answer>): Layer.Layer<Approval> =>
  Layer.succeed(Approval, { ask })

/** Approves every plan: the caps of the manifest and of the run are then all that holds a purchase back. */
export const approveAllLayer: Layer.Layer<Approval> = approvalLayer(() => Effect.succeed("approved"))

/** Tells a function every event of a run, in the order in which they happen; the run waits for each. */
export const reporterLayer = (emit: (event: RunEvent) => Effect.Effect<void>): Layer.Layer<Reporter> =>
  Layer.succeed(Reporter, { emit })

/** Tells nobody: the report says what happened. */
export const silentLayer: Layer.Layer<Reporter> = reporterLayer(() => Effect.void)
