/**
 * The port to the vendor's API: its operations in terms of what they do, and its failures in terms of what they mean.
 * Source of every fact: the vendor's documentation of `/api/data-exports`.
 */
import * as Context from "effect/Context"
import * as Data from "effect/Data"
import type * as Effect from "effect/Effect"
import type { Allowance } from "../budget/Budget.ts"
import type { CanonicalRequest, Credits, DataExportId, Instant } from "../domain.ts"

/** The port to the vendor's API, in its own words. No operation repeats a call: what failed says whether it had an effect. */
export class ExportApi extends Context.Tag("exporter/ExportApi")<
  ExportApi,
  {
    /**
     * Asks for an export, never started by the server itself. Charges nothing, but what is scraped may charge later.
     * `intent` runs once the rate limit has given the call its turn; where it fails, nothing is sent.
     */
    readonly create: <E>(
      request: CanonicalRequest,
      intent: Effect.Effect<void, E>
    ) => Effect.Effect<Answer<RemoteExport>, ApiError | E>
    /** One page of the team's exports, at most 100 of them. */
    readonly list: (query: ListQuery) => Effect.Effect<Answer<ExportPage>, ApiError>
    readonly get: (id: DataExportId) => Effect.Effect<Answer<RemoteExport>, ApiError>
    /** Starts it: this is what charges. `intent` as with `create`. */
    readonly start: <E>(
      id: DataExportId,
      allowance: Allowance,
      intent: Effect.Effect<void, E>
    ) => Effect.Effect<Answer<StatusChange>, ApiError | E>
    /** Cancels one that was started and is not finished. What it charged does not come back by it. */
    readonly cancel: (id: DataExportId) => Effect.Effect<Answer<StatusChange>, ApiError>
    /** For reports: how much of the rate limit is in use. Calls nobody. */
    readonly usage: Effect.Effect<RateUsage>
  }
>() {}

/** How much of the rate limit is in use. */
export interface RateUsage {
  /** Calls per window. `undefined`: no answer has told it yet. `null`: the server names none. */
  readonly limit: number | null | undefined
  /** Calls of ours that count against it now. */
  readonly used: number
  readonly windowMs: number
  /** Calls per window that are left to others. */
  readonly reserve: number
  /** Calls that remain by the freshest answer that says so: of the window, and of the day. */
  readonly remaining?: number
  readonly remainingToday?: number
}

/** Which page of the listing is asked for. */
export interface ListQuery {
  /** From 1. */
  readonly page: number
  readonly type?: string
}

/** One page of the listing of the team's exports. */
export interface ExportPage {
  readonly exports: ReadonlyArray<RemoteExport>
  readonly lastPage: number
}

/** What an answer says of the team beside its data. */
export interface Answer<A> {
  readonly data: A
  /** The team's balance after the call, in credits. Left out where the answer came from a cache: it is stale. */
  readonly balance?: number
  /** Credits that this call charged. */
  readonly used?: Credits
  /** The server's clock when it answered (its `Date` header). */
  readonly serverTime?: Instant
}

/** An export as the server tells it. What it left out, or told as null, is missing. */
export interface RemoteExport {
  readonly id: DataExportId
  /** One of the known words, or a new one: an unknown status is shown and waited on. */
  readonly status: string
  readonly type?: string
  readonly startDate?: Instant
  readonly endDate?: Instant
  readonly fileType?: string
  readonly exportColumns?: ReadonlyArray<string>
  readonly accountIds?: ReadonlyArray<string>
  readonly createdAt?: Instant
  readonly totalRows?: number
  readonly rowsProcessed?: number
  /** 0..100. */
  readonly progress?: number
  readonly creditCost?: Credits
  readonly failedReason?: string
  readonly failedDownloads?: number
  /** Signed: a secret while it lasts. Never written to the state, a log or a report. */
  readonly downloadUrl?: string
  readonly downloadUrlExpiresAt?: Instant
}

/** An export whose status a call was to change, and the status that it has now. */
export interface StatusChange {
  readonly id: DataExportId
  readonly status: string
}

/**
 * A call that did not give an answer to work with, by its effect:
 *  - `refused`: the server said no; nothing happened
 *  - `not-sent`: it never reached the server; nothing happened
 *  - `unknown`: it may have happened
 */
export class ApiError extends Data.TaggedError("ApiError")<{
  readonly operation: "create" | "list" | "get" | "start" | "cancel"
  readonly effect: "refused" | "not-sent" | "unknown"
  readonly reason: ApiErrorReason
  /** In words, without secrets. */
  readonly detail: string
  readonly status?: number
  /** 422: what the server says of each field. */
  readonly fields?: Readonly<Record<string, ReadonlyArray<string>>>
  /** How long the server asks to be left alone, in ms. */
  readonly retryAfterMs?: number
}> {
  override get message(): string {
    return `${this.operation}: ${this.detail}`
  }
}

/**
 *  - `unauthenticated`: 401, 403
 *  - `insufficient-credits`: 402
 *  - `not-found`: 404
 *  - `conflict`: 409: not in a state for it
 *  - `invalid`: 400, 422
 *  - `rate-limited`: 429
 *  - `rejected`: another 3xx or 4xx
 *  - `server`: 5xx
 *  - `garbled`: an answer that is none of the API's: HTML of a proxy, cut or foreign JSON
 *  - `connection`: no connection, or it broke
 *  - `timeout`: no answer in time
 *  - `interrupted`: this program was told to stop while it waited
 */
export type ApiErrorReason =
  | "unauthenticated"
  | "insufficient-credits"
  | "not-found"
  | "conflict"
  | "invalid"
  | "rate-limited"
  | "rejected"
  | "server"
  | "garbled"
  | "connection"
  | "timeout"
  | "interrupted"
