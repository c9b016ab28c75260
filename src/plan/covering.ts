/**
 * Which files of other windows stand for a window: a year covers its months, twelve months cover their year, a file of two
 * accounts covers each of them. Pure.
 *
 * Invariants (test/plan/covering.property.test.ts):
 *  V1. What is covered is there to the second, for each of its accounts, in complete files of the same kind.
 *  V2. A purchase stands for no more than it can know: what came after it, or had not settled by then, is not in it.
 *  V3. A file that may have been cut short by a limit of its request stands for nothing but itself.
 */
import * as DateTime from "effect/DateTime"
import type { AccountId, Address, CanonicalRequest, Fingerprint, Instant, Period, Request } from "../domain.ts"
import { factsOf } from "../manifest/catalog.ts"
import type { Pieces } from "../pieces.ts"
import { fromInstant, toInstant } from "../request/dates.ts"
import { dueAfter, later } from "../request/relative.ts"
import type { SavedFile, StateRecord } from "../state/Record.ts"
import type { State } from "../state/State.ts"

/** One purchase, and what it has of which time. */
export interface Source {
  readonly fingerprint: Fingerprint
  readonly address: Address
  readonly request: CanonicalRequest
  readonly start: Instant
  readonly end: Instant
  /** Nothing that came later is in it. */
  readonly known: Instant
  readonly files: ReadonlyArray<SavedFile>
  /** It was bought again since. */
  readonly isEarlier: boolean
  /** Paid, and not downloaded yet. */
  readonly isOnItsWay: boolean
}

/** What stands for a request, or for some of it. */
export interface Cover {
  /** Each once, in the order of time. */
  readonly sources: ReadonlyArray<Source>
  /** How much of it they have, of how much there is: seconds, each counted for each of its accounts. */
  readonly seconds: number
  readonly ofSeconds: number
  /** When it is bought all the same, as what it would be now is bought again: then, and how often. */
  readonly due?: { readonly at: Instant; readonly every: Period }
}

/** Files of one kind differ in accounts and time alone. */
export const kindOf = ({ type, file_type, export_columns, options }: CanonicalRequest): string =>
  JSON.stringify([type, file_type, export_columns ?? null, options ?? null])

/** What happened in a time, and happened to accounts: nothing else can be cut and joined. */
export const isOfEvents = ({ type, account_ids }: CanonicalRequest): boolean =>
  account_ids !== undefined && factsOf(type)?.nature === "events"

// ------------------------------------------------------------------------------------------------ what could stand for it

/** Purchases of the state that could stand for requests, and the requests that they could stand for. */
export interface Coverable {
  readonly requests: ReadonlySet<Fingerprint>
  readonly sources: ReadonlyArray<Source>
}

/** An open window is not covered: it is still to come. */
export function* coverable({
  requests,
  state,
  asOf
}: {
  readonly requests: ReadonlyArray<Request>
  readonly state: State
  readonly asOf: Instant
}): Pieces<Coverable> {
  const exact = new Set(requests.flatMap((request) => (request.exact === true ? [request.fingerprint] : [])))
  const open = requests.filter(
    ({ fingerprint, window }) =>
      isYetToBuy(state.records.get(fingerprint)) &&
      !exact.has(fingerprint) &&
      (window === undefined || window.closes <= asOf)
  )
  return {
    requests: new Set(open.map(({ fingerprint }) => fingerprint)),
    sources: open.length === 0 || state.records.size === 0 ? [] : yield* sourcesFor(open, state)
  }
}

/** For what it would get next, nothing was charged, certainly, and nothing of it is there. */
const isYetToBuy = (record: StateRecord | undefined): boolean => {
  switch (record?.phase) {
    case undefined:
      return true
    case "refused":
    case "failed":
    case "cancelled":
    case "created":
    case "priced":
      return record.earlier === undefined
    default:
      return false
  }
}

/** Those that have something of the time and the accounts of these requests, whether or not their files are there. */
function* sourcesFor(requests: ReadonlyArray<Request>, state: State): Pieces<ReadonlyArray<Source>> {
  const wanted = new Map<string, Array<Span>>()
  for (const { canonical } of requests) {
    yield
    if (!isOfEvents(canonical)) continue
    const span = { start: secondsOf(canonical.start_date), end: secondsOf(canonical.end_date) }
    for (const line of linesOf(canonical)) pushTo(wanted, line, span)
  }
  if (wanted.size === 0) return []
  const merged = new Map([...wanted].map(([line, spans]) => [line, union(spans)]))
  const sources: Array<Source> = []
  for (const record of state.records.values()) {
    yield
    if (!isOfEvents(record.request)) continue
    const lines = linesOf(record.request).flatMap((line) => {
      const spans = merged.get(line)
      return spans === undefined ? [] : [spans]
    })
    if (lines.length === 0) continue
    for (const source of sourcesOf(record))
      if (lines.some((spans) => meets(spans, secondsOf(source.start), secondsOf(source.end)))) sources.push(source)
  }
  return sources
}

interface Span {
  readonly start: number
  readonly end: number
}

/** One for each account. */
const linesOf = (request: CanonicalRequest): ReadonlyArray<string> => {
  const kind = kindOf(request)
  return (request.account_ids ?? []).map((account) => lineOf(kind, account))
}

const lineOf = (kind: string, account: AccountId): string => `${account} ${kind}`

const pushTo = <A>(lists: Map<string, Array<A>>, key: string, one: A): void => {
  const list = lists.get(key)
  if (list === undefined) lists.set(key, [one])
  else list.push(one)
}

/** The same seconds as spans that do not touch, in their order. */
const union = (spans: ReadonlyArray<Span>): ReadonlyArray<Span> => {
  const merged: Array<Span> = []
  for (const span of [...spans].sort((a, b) => a.start - b.start)) {
    const last = merged.at(-1)
    if (last === undefined || span.start > last.end + 1) merged.push(span)
    else if (span.end > last.end) merged[merged.length - 1] = { start: last.start, end: span.end }
  }
  return merged
}

const meets = (spans: ReadonlyArray<Span>, start: number, end: number): boolean => {
  const last = spans[lastFrom(spans, end)]
  return last !== undefined && last.end >= start
}

/** The last one that starts at that second or before, by its number; -1 where there is none. */
const lastFrom = (spans: ReadonlyArray<Span>, second: number): number => {
  let low = -1
  let high = spans.length
  while (high - low > 1) {
    const middle = (low + high) >> 1
    if ((spans[middle]?.start ?? 0) <= second) low = middle
    else high = middle
  }
  return low
}

export const secondsOf = (instant: Instant): number => Date.parse(instant) / 1_000

/** A record of what is there, or will be: of each of its generations. */
const sourcesOf = (record: StateRecord): ReadonlyArray<Source> => {
  const { fingerprint, address, request, earlier = [] } = record
  const of = ({ as_of, created_at, start_date, end_date, files, isEarlier, isOnItsWay }: Bought): Source => {
    const known = created_at !== undefined && created_at < as_of ? created_at : as_of
    return { fingerprint, address, request, start: start_date, end: end_date, known, files, isEarlier, isOnItsWay }
  }
  const sources = earlier
    .filter((one) => one.incomplete === undefined && isUncut(request, one))
    .map((one) => of({ ...one, isEarlier: true, isOnItsWay: false }))
  switch (record.phase) {
    case "done":
      if (isUncut(request, record)) sources.push(of({ ...record, ...request, isEarlier: false, isOnItsWay: false }))
      return sources
    case "started":
    case "ready":
      if (isUncut(request, { files: [] }))
        sources.push(of({ ...record, ...request, files: [], isEarlier: false, isOnItsWay: true }))
      return sources
    default:
      return sources
  }
}

interface Bought {
  readonly as_of: Instant
  readonly created_at?: Instant
  readonly start_date: Instant
  readonly end_date: Instant
  readonly files: ReadonlyArray<SavedFile>
  readonly isEarlier: boolean
  readonly isOnItsWay: boolean
}

/** All that happened is in it. `maxMessages` counts per account: with fewer rows in all, no account has come to it. */
const isUncut = (
  { options }: CanonicalRequest,
  { total_rows, files }: { readonly total_rows?: number; readonly files: ReadonlyArray<SavedFile> }
): boolean => {
  if (options?.["maxChats"] !== undefined) return false
  const most = options?.["maxMessages"]
  const rows = total_rows ?? files.find((file) => file.rows !== undefined)?.rows
  return most === undefined || (typeof most === "number" && rows !== undefined && rows < most)
}

// ------------------------------------------------------------------------------------------------ what stands for it

export interface Covers {
  /** What stands for a request; nothing, where a second of it is missing. */
  readonly of: (request: Request) => Cover | undefined
  /** Those whose files are not there, where with them it would be covered. */
  readonly absent: (request: Request) => ReadonlyArray<Source>
  /** What stands for some of a request; nothing, where that is less than half a day. */
  readonly partOf: (request: Request) => Cover | undefined
}

export const coversOf = (
  { requests, sources }: Coverable,
  isThere: (source: Source) => boolean,
  asOf: Instant,
  zone: DateTime.TimeZone
): Covers => {
  const there = new Set(sources.filter(isThere))
  const now = finder([...there], asOf, zone)
  const whole = there.size === sources.length ? () => undefined : finder(sources, asOf, zone)
  const isWhole = ({ sources, seconds, ofSeconds }: Cover): boolean => sources.length > 0 && seconds === ofSeconds
  const find = (found: typeof now, request: Request) => (requests.has(request.fingerprint) ? found(request) : undefined)
  return {
    of: (request) => {
      const cover = find(now, request)
      return cover !== undefined && isWhole(cover) ? cover : undefined
    },
    absent: (request) => {
      const cover = find(whole, request)
      return cover !== undefined && isWhole(cover) ? cover.sources.filter((source) => !there.has(source)) : []
    },
    partOf: (request) => {
      const cover = find(now, request)
      return cover !== undefined && daysOf(cover.seconds) > 0 ? cover : undefined
    }
  }
}

/** Finds what stands for a request by halving, whatever the number of purchases. */
const finder = (
  sources: ReadonlyArray<Source>,
  asOf: Instant,
  zone: DateTime.TimeZone
): ((request: Request) => Cover | undefined) => {
  const kinds = new Map<string, Array<Source>>()
  for (const source of sources) pushTo(kinds, kindOf(source.request), source)
  const indexes = new Map<string, Index>()
  /** One for each kind, and for what is asked of the age of its data: all windows of an export ask the same. */
  const indexOf = (kind: string, { settleAfter, every }: Demands): Index => {
    const key = `${textOf(settleAfter)} ${textOf(every)} ${kind}`
    const known = indexes.get(key)
    if (known !== undefined) return known
    const fresh = (kinds.get(kind) ?? []).filter(
      (source) => every === undefined || dueAfter(source.known, every, zone) > asOf
    )
    const index = indexed(fresh, (source) => settledUntil(source, settleAfter, zone))
    indexes.set(key, index)
    return index
  }
  return ({ canonical, window, settleAfter, renewal }) => {
    const kind = kindOf(canonical)
    if (!kinds.has(kind)) return undefined
    const recent = renewal?.recent !== undefined && asOf < renewal.recent.until ? renewal.recent : undefined
    const every = window === undefined ? renewal?.every : recent?.every
    const index = indexOf(kind, { settleAfter, every })
    const [start, end] = [secondsOf(canonical.start_date), secondsOf(canonical.end_date)]
    const accounts = canonical.account_ids ?? []
    const found = new Set<Source>()
    let seconds = 0
    for (const account of accounts) {
      const line = index.get(account)
      if (line !== undefined) seconds += walk(line, start, end, found)
    }
    const cover = { sources: [...found].sort(byTime), seconds, ofSeconds: (end + 1 - start) * accounts.length }
    const [oldest] = cover.sources.map(({ known }) => known).sort()
    if (every === undefined || oldest === undefined) return cover
    const at = dueAfter(oldest, every, zone)
    return recent === undefined || at < recent.until ? { ...cover, due: { at, every } } : cover
  }
}

/** What the requests of an export ask of the age of data. */
interface Demands {
  /** Data is late so long. */
  readonly settleAfter: Period | undefined
  /** What is as old as that is bought again. */
  readonly every: Period | undefined
}

const textOf = (period: Period | undefined): string => (period === undefined ? "-" : `${period.count}${period.unit}`)

/** The last second that a purchase has all of. */
const settledUntil = ({ end, known }: Source, settleAfter: Period | undefined, zone: DateTime.TimeZone): number => {
  if (settleAfter === undefined) return Math.min(secondsOf(end), secondsOf(known) - 1)
  const over = DateTime.add(fromInstant(end), { seconds: 1 })
  if (toInstant(later(over, settleAfter, zone)) <= known) return secondsOf(end)
  const before = later(fromInstant(known), { ...settleAfter, count: -settleAfter.count }, zone)
  return secondsOf(toInstant(before)) - 1
}

/** The pieces of one account, by their start. */
interface Line {
  readonly pieces: ReadonlyArray<Piece>
  /** Of each and those before it, the one that reaches the furthest. */
  readonly furthest: ReadonlyArray<Piece>
}

interface Piece extends Span {
  readonly source: Source
}

type Index = ReadonlyMap<AccountId, Line>

const indexed = (sources: ReadonlyArray<Source>, until: (source: Source) => number): Index => {
  const pieces = new Map<AccountId, Array<Piece>>()
  for (const source of [...sources].sort(byTime)) {
    const piece = { start: secondsOf(source.start), end: until(source), source }
    if (piece.end < piece.start) continue
    for (const account of source.request.account_ids ?? []) pushTo(pieces, account, piece)
  }
  return new Map(
    [...pieces].map(([account, ordered]) => {
      const furthest: Array<Piece> = []
      for (const piece of ordered) {
        const before = furthest.at(-1)
        furthest.push(before === undefined || piece.end > before.end ? piece : before)
      }
      return [account, { pieces: ordered, furthest }]
    })
  )
}

/** The order of time; in one and the same time the longest first. */
const byTime = (a: Source, b: Source): number =>
  compare(a.start, b.start) ||
  compare(b.end, a.end) ||
  compare(a.address, b.address) ||
  compare(a.fingerprint, b.fingerprint) ||
  compare(b.known, a.known)

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/** From the start to the end, each time as far as one file reaches, over what none has: the seconds that they have. */
const walk = ({ pieces, furthest }: Line, start: number, end: number, found: Set<Source>): number => {
  let seconds = 0
  for (let at = start; at <= end; ) {
    const last = lastFrom(pieces, at)
    const piece = furthest[last]
    if (piece === undefined || piece.end < at) at = pieces[last + 1]?.start ?? end + 1
    else {
      found.add(piece.source)
      seconds += Math.min(piece.end, end) + 1 - at
      at = piece.end + 1
    }
  }
  return seconds
}

// ------------------------------------------------------------------------------------------------ in words

/** `covered by ledger/2024 (data/ledger/2024.csv)`, `covered by 12 purchases: ledger/2024-01 … ledger/2024-12` */
export const coverWords = ({ sources }: Cover): string => {
  const [first] = sources
  const path = first?.files[0]?.path
  if (first !== undefined && sources.length === 1)
    return `covered by ${first.address}${path === undefined ? "" : ` (${path})`}`
  return `covered by ${sources.length} purchases: ${listOf(addressesOf(sources))}`
}

/** Each once, in the order of time. */
export const addressesOf = (sources: ReadonlyArray<Source>): ReadonlyArray<Address> => [
  ...new Set(sources.map(({ address }) => address))
]

/** Why a request is bought that purchases could have stood for: `absent` are those of them whose files are not there. */
export const absenceWords = (absent: ReadonlyArray<Source>): string => {
  const gone = absent.filter(({ isOnItsWay }) => !isOnItsWay)
  const [first] = gone
  if (first === undefined) return `${listOf(addressesOf(absent))}, paid and not downloaded yet, would cover it`
  const names = listOf(addressesOf(gone))
  return gone.length === 1
    ? `${names} covered it, but its file is gone or changed (${first.files[0]?.path}); declared again, it is downloaded free of charge`
    : `${names} covered it, but their files are gone or changed; declared again, they are downloaded free of charge`
}

/** `31 of its 91 days are there already (ledger/2024-01)` */
export const partWords = ({ sources, seconds, ofSeconds }: Cover, { account_ids = [] }: CanonicalRequest): string => {
  const days = account_ids.length === 1 ? "days" : "account-days"
  return `${daysOf(seconds)} of its ${daysOf(ofSeconds)} ${days} are there already (${listOf(addressesOf(sources))})`
}

const daysOf = (seconds: number): number => Math.round(seconds / 86_400)

/** `a, b`; of many the first and the last. */
export const listOf = (names: ReadonlyArray<string>): string =>
  names.length <= 3 ? names.join(", ") : `${names[0]} … ${names.at(-1)}`
