/**
 * The vendor's words on the wire, written down a second time on purpose: the stand-in and the client must not share a
 * definition, or one misreading would make both agree with each other and with nobody else.
 */

export type FileType = "csv" | "xlsx" | "zip"

export type Status =
  | "calculating_credits"
  | "calculating_credits_completed"
  | "calculating_credits_failed"
  | "pending"
  | "in_progress"
  | "completed"
  | "failed"
  | "cancelled"

export const STATUSES: ReadonlyArray<string> = [
  "calculating_credits",
  "calculating_credits_completed",
  "calculating_credits_failed",
  "pending",
  "in_progress",
  "completed",
  "failed",
  "cancelled"
] satisfies ReadonlyArray<Status>

/** One export as list and get answer it. What is not known yet is null. Times are ISO 8601, whole seconds, `+00:00`. */
export interface ExportAnswer {
  readonly id: string
  readonly type: string
  /** A `Status`, or whatever word a scenario puts there. */
  readonly status: string
  readonly start_date: string
  readonly end_date: string
  readonly file_type: FileType
  readonly total_rows: number | null
  readonly rows_processed: number | null
  /** 0..100 */
  readonly progress_percentage: number
  readonly credit_cost: number | null
  readonly export_columns: ReadonlyArray<string>
  readonly accounts: ReadonlyArray<{ readonly id: string; readonly display_name: string }>
  readonly created_at: string
  readonly completed_at: string | null
  readonly failed_at: string | null
  readonly failed_reason: string | null
  readonly failed_downloads: number | null
  readonly download_url: string | null
  readonly download_url_expires_at: string | null
}

/** The block beside `data` in every answer to a caller that the team is known of. */
export interface Meta {
  readonly _credits: { readonly used: number; readonly balance: number; readonly note: string }
  readonly _cache: { readonly is_cached: boolean; readonly note: string }
  readonly _rate_limits: {
    readonly limit_minute: number
    readonly remaining_minute: number
    readonly limit_day: number | null
    readonly remaining_day: number | null
    readonly notice: string
  }
}

export type Json = string | number | boolean | null | ReadonlyArray<Json> | { readonly [key: string]: Json }

/** `2024-12-31T23:59:59+00:00`: how the vendor writes a point in time. `ms` is epoch milliseconds. */
export const isoSeconds = (ms: number): string => `${new Date(ms).toISOString().slice(0, 19)}+00:00`
