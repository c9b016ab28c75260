/**
 * The JSON of the API, read leniently: only what the program cannot do without must be right, for the vendor adds fields
 * and types over time, and any field may be null or missing. The rest becomes missing where it is not what it should be.
 */
import type { Credits, DataExportId, Instant } from "../domain.ts"
import { instantAt } from "../request/dates.ts"
import type { ExportPage, RemoteExport, StatusChange } from "./ExportApi.ts"
import type { RateNews } from "./pace.ts"

export type Json = Readonly<Record<string, unknown>>

const isObject = (value: unknown): value is Json => typeof value === "object" && value !== null && !Array.isArray(value)

/** `{ data, _meta }`, or `undefined` where the text is no such thing. */
export interface Envelope {
  readonly data: Json
  readonly meta: Meta
}

export interface Meta {
  readonly balance?: number
  readonly used?: Credits
  readonly rate: RateNews
}

/** What an answer says beside its body, by lower-case names. */
export type Headers = Readonly<Record<string, string | undefined>>

export const envelope = (text: string, headers: Headers = {}): Envelope | undefined => {
  const body = parse(text)
  if (!isObject(body)) return undefined
  // A page of Laravel's own has its rows one level up, beside `meta`.
  const data =
    Array.isArray(body["data"]) && isObject(body["meta"]) ? { data: body["data"], meta: body["meta"] } : body["data"]
  if (!isObject(data)) return undefined
  const meta = metaOf(body, headers)
  // The API itself has answered: where it names no limit, there is none to wait for.
  return {
    data,
    meta: isCached(body) ? meta : { ...meta, rate: { ...meta.rate, limit: meta.rate.limit ?? null } }
  }
}

/** What an error answer says, where it is the API's own. */
export interface ErrorBody {
  readonly message?: string
  readonly code?: string
  readonly fields?: Readonly<Record<string, ReadonlyArray<string>>>
  readonly meta: Meta
}

export const errorBody = (text: string, headers: Headers = {}): ErrorBody | undefined => {
  const body = parse(text)
  if (!isObject(body)) return undefined
  const errors = body["errors"]
  return {
    ...present({ message: string(body["message"]), code: string(body["code"]) }),
    ...(isObject(errors)
      ? {
          fields: Object.fromEntries(
            Object.entries(errors).map(([field, said]) => [
              field,
              Array.isArray(said) ? said.map(String) : [String(said)]
            ])
          )
        }
      : {}),
    meta: metaOf(body, headers)
  }
}

const isCached = (body: Json): boolean => object(object(body["_meta"])["_cache"])["is_cached"] === true

const metaOf = (body: Json, headers: Headers): Meta => {
  // What a cached answer says of balance and limits is as old as the cache.
  if (isCached(body)) return { rate: {} }
  const meta = object(body["_meta"])
  const credits = object(meta["_credits"])
  const limits = object(meta["_rate_limits"])
  return {
    ...present({ balance: number(credits["balance"]), used: number(credits["used"]) as Credits | undefined }),
    // Where both speak, `_meta` knows better whose limit it is: that of the team.
    rate: {
      ...present({
        limit: number(headers["x-ratelimit-limit"]),
        remaining: number(headers["x-ratelimit-remaining"])
      }),
      ...present({
        limit: nullable(limits["limit_minute"]),
        remaining: nullable(limits["remaining_minute"]),
        remainingDay: nullable(limits["remaining_day"])
      })
    }
  }
}

export const remoteExport = (data: Json): RemoteExport | undefined => {
  const id = string(data["id"])
  if (id === undefined || id === "") return undefined
  return {
    id: id as DataExportId,
    // Without a status it exists all the same: it is waited on, as with a word that is not known.
    status: string(data["status"]) ?? "unknown",
    ...present({
      type: string(data["type"]),
      startDate: instant(data["start_date"]),
      endDate: instant(data["end_date"]),
      fileType: string(data["file_type"]),
      exportColumns: strings(data["export_columns"]),
      accountIds: accounts(data["accounts"]),
      createdAt: instant(data["created_at"]),
      totalRows: number(data["total_rows"]),
      rowsProcessed: number(data["rows_processed"]),
      progress: number(data["progress_percentage"]),
      creditCost: number(data["credit_cost"]) as Credits | undefined,
      failedReason: string(data["failed_reason"]),
      failedDownloads: number(data["failed_downloads"]),
      downloadUrl: string(data["download_url"]),
      downloadUrlExpiresAt: instant(data["download_url_expires_at"])
    })
  }
}

export const statusChange = (data: Json): StatusChange | undefined => remoteExport(data)

/** As many exports as a page can have. */
export const PAGE_SIZE = 100

/** The rows of a page are at `data.data`. One that is no export is left out: nothing could be done with it. */
export const exportPage = (data: Json, page: number): ExportPage | undefined => {
  const rows = data["data"]
  if (!Array.isArray(rows)) return undefined
  // A lost export must not be missed because the number of pages was: a full page may have a next one.
  const told = number(object(data["meta"])["last_page"]) ?? (rows.length < PAGE_SIZE ? page : page + 1)
  return {
    exports: rows.flatMap((row: unknown) => (isObject(row) ? (remoteExport(row) ?? []) : [])),
    lastPage: rows.length === 0 ? page : told
  }
}

/** ISO 8601 with an offset, as the wire has it, in UTC and whole seconds. */
export const instant = (value: unknown): Instant | undefined => {
  const at = typeof value === "string" ? Date.parse(value) : Number.NaN
  return Number.isNaN(at) ? undefined : instantAt(at)
}

/** `Retry-After`: seconds, or an HTTP date (RFC 9110, section 10.2.3), in ms from `now`. */
export const retryAfterMs = (header: string | undefined, now: number): number | undefined => {
  if (header === undefined) return undefined
  if (/^\s*\d+(\.\d+)?\s*$/.test(header)) return Math.ceil(Number(header) * 1000)
  const at = Date.parse(header)
  return Number.isNaN(at) ? undefined : Math.max(0, at - now)
}

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

const object = (value: unknown): Json => (isObject(value) ? value : {})

/** Ids come as numbers from some servers. */
const string = (value: unknown): string | undefined =>
  typeof value === "string" ? value : typeof value === "number" ? String(value) : undefined

/** Laravel writes decimals as text. */
const number = (value: unknown): number | undefined => {
  const n = typeof value === "string" && value.trim() !== "" ? Number(value) : value
  return typeof n === "number" && Number.isFinite(n) && n >= 0 ? n : undefined
}

const nullable = (value: unknown): number | null | undefined => (value === null ? null : number(value))

const strings = (value: unknown): ReadonlyArray<string> | undefined =>
  Array.isArray(value) && value.every((item) => typeof item === "string") ? value : undefined

/** All of them or none: a part of the ids would pass for another set of accounts. */
const accounts = (value: unknown): ReadonlyArray<string> | undefined => {
  if (!Array.isArray(value)) return undefined
  const ids = value.flatMap((account: unknown) => string(object(account)["id"]) ?? [])
  return ids.length === value.length ? ids : undefined
}

type Present<T> = { readonly [K in keyof T]?: Exclude<T[K], undefined> }

/** Leaves out what is `undefined`. */
const present = <T extends object>(value: T): Present<T> =>
  Object.fromEntries(Object.entries(value).filter(([, v]) => v !== undefined)) as Present<T>
