/** Requests, and exports of the team as the vendor lists them. */
import type { RemoteExport } from "../../src/api/ExportApi.ts"
import type { CanonicalRequest, DataExportId, Instant } from "../../src/domain.ts"
import { canonicalOf } from "../plan/samples.ts"

export const instant = (text: string) => text as Instant
export const idOf = (name: string | number) => `data_export_${name}` as DataExportId

/** January of one account, made in February, after the window had closed. */
export const CLOSED = instant("2024-02-05T08:00:00Z")

/** How the vendor lists an export that was made from the request. */
export const listedOf = (
  request: CanonicalRequest = canonicalOf(),
  over: Partial<RemoteExport> = {}
): RemoteExport => ({
  id: idOf(1),
  status: "completed",
  type: request.type,
  startDate: request.start_date,
  endDate: request.end_date,
  fileType: request.file_type,
  accountIds: request.account_ids ?? [],
  exportColumns: request.export_columns ?? [],
  createdAt: CLOSED,
  ...over
})

/** The export, as a server lists it that leaves these fields out. */
export const leavingOut = (one: RemoteExport, ...keys: ReadonlyArray<keyof RemoteExport>): RemoteExport => {
  const left = Object.entries(one).filter(([key]) => !(keys as ReadonlyArray<string>).includes(key))
  return { id: one.id, status: one.status, ...Object.fromEntries(left) }
}
