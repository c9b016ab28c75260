/**
 * Whether an export of the team is what a request asks for: what the vendor's answers say against it, and what they leave
 * open. Pure.
 */
import type { RemoteExport } from "../api/ExportApi.ts"
import type { CanonicalRequest, Instant } from "../domain.ts"
import { factsOf } from "../manifest/catalog.ts"

/**
 * What it says that contradicts the request, in words; empty: it could be the one. A field that it leaves out speaks
 * neither for nor against. To overlook the export that there is would mean to ask for a second one, so nothing that the
 * vendor leaves open may tell two apart.
 */
export const contradictions = (request: CanonicalRequest, one: RemoteExport): ReadonlyArray<string> => [
  ...differing("its type", one.type, request.type),
  ...differing("its start_date", one.startDate, request.start_date),
  ...differing("its end_date", one.endDate, request.end_date),
  ...differing("its file_type", one.fileType, request.file_type),
  ...(sameAccounts(one.accountIds ?? [], request.account_ids ?? [])
    ? []
    : [`its accounts are ${listed(one.accountIds)}, not ${listed(request.account_ids)}`]),
  // Left out of the request, the server may list all the columns there are.
  ...(request.export_columns === undefined ||
  one.exportColumns === undefined ||
  sameSet(one.exportColumns, request.export_columns)
    ? []
    : [`its columns are ${listed(one.exportColumns)}, not ${listed(request.export_columns)}`])
]

/**
 * What the answers leave open, in words, of an export that contradicts nothing; empty: it is proven to be the same.
 * `allColumns`: the columns that the server is known to give where none are asked for.
 */
export const doubts = (
  request: CanonicalRequest,
  one: RemoteExport,
  allColumns: ReadonlyArray<string> | undefined,
  /** When its window counts as closed. */
  closes?: Instant
): ReadonlyArray<string> => {
  const told = [one.type, one.startDate, one.endDate, one.fileType].every((field) => field !== undefined)
  const accounts = request.account_ids === undefined || (one.accountIds ?? []).length > 0
  return [
    ...(told && accounts ? [] : ["the listing does not tell all of it"]),
    ...(factsOf(request.type)?.options.length === 0 ? [] : ["the listing does not tell its options"]),
    ...(hasColumns(request, one, allColumns) ? [] : ["its columns may be others"]),
    ...(one.createdAt !== undefined && one.createdAt > request.end_date && one.createdAt >= (closes ?? "")
      ? []
      : ["it was made before its window had closed"])
  ]
}

/** The order of columns is the order in the file: it counts. */
const hasColumns = (
  { export_columns: wanted }: CanonicalRequest,
  { exportColumns: told }: RemoteExport,
  allColumns: ReadonlyArray<string> | undefined
): boolean => {
  const expected = wanted ?? allColumns
  if (expected === undefined) return told?.length === 0
  return told !== undefined && JSON.stringify(told) === JSON.stringify(expected)
}

const differing = (what: string, told: string | undefined, wanted: string): ReadonlyArray<string> =>
  told === undefined || told === wanted ? [] : [`${what} is ${told}, not ${wanted}`]

const sameAccounts = (told: ReadonlyArray<string>, wanted: ReadonlyArray<string>): boolean =>
  told.length === 0 || wanted.length === 0 || sameSet(told.map(bareId), wanted.map(bareId))

/** The vendor's own example writes `acc_…` where its answers say `acct_…`. */
export const bareId = (id: string): string => id.replace(/^acct?_/, "")

/** Whether the server keeps the order is not documented. */
const sameSet = (a: ReadonlyArray<string>, b: ReadonlyArray<string>): boolean => {
  const sorted = (items: ReadonlyArray<string>) => JSON.stringify([...new Set(items)].sort())
  return sorted(a) === sorted(b)
}

const listed = (items: ReadonlyArray<string> | undefined): string =>
  items === undefined || items.length === 0 ? "none" : items.join(", ")
