/** How a job looks in the vendor's answers. `options` is in none of them. */
import { columnsOf } from "./columns.ts"
import { type Job, type Observation, observe, priceOf } from "./Job.ts"
import { type ExportAnswer, isoSeconds } from "./wire.ts"

/** The URL of a path on the object store, good until `expires` (epoch ms). */
export type SignUrl = (path: string, expires: number) => string

export interface UrlLife {
  readonly sign: SignUrl
  readonly expires: number
}

export const describe = (job: Job, now: number, url: UrlLife): ExportAnswer => {
  const { purchase } = job
  const seen = observe(job, now)
  const completed = seen.status === "completed"
  return {
    id: job.id,
    type: purchase.type,
    status: seen.status,
    start_date: isoSeconds(purchase.start),
    end_date: isoSeconds(purchase.end),
    file_type: purchase.fileType,
    total_rows: seen.priced ? job.rows : null,
    rows_processed: seen.rowsProcessed,
    progress_percentage: seen.progress,
    credit_cost: seen.priced ? priceOf(job) : null,
    export_columns: purchase.columns.length > 0 ? purchase.columns : Object.keys(columnsOf(purchase.type)),
    accounts: purchase.accountIds.map((id) => ({ id, display_name: `Account ${id.slice(id.indexOf("_") + 1)}` })),
    created_at: isoSeconds(job.createdAt),
    completed_at: isoOrNull(seen.completedAt),
    failed_at: isoOrNull(seen.failedAt),
    failed_reason: seen.failedReason,
    failed_downloads: failedDownloads(job, seen),
    download_url: completed ? url.sign(filePath(job), url.expires) : null,
    download_url_expires_at: completed ? isoSeconds(url.expires) : null
  }
}

export const describeCreated = (job: Job, scraped: boolean, now: number): Readonly<Record<string, unknown>> => ({
  id: job.id,
  type: job.purchase.type,
  status: observe(job, now).status,
  start_date: isoSeconds(job.purchase.start),
  end_date: isoSeconds(job.purchase.end),
  file_type: job.purchase.fileType,
  created_at: isoSeconds(job.createdAt),
  requires_scraping: scraped,
  credit_calculation_note: scraped
    ? "The data has to be scraped first; what it costs is known, and charged, once that is done."
    : "The credits are being counted; nothing is charged before the export is started."
})

/** Path of a job's file on the object store. */
export const filePath = (job: Job): string => `/files/${job.id}.${job.purchase.fileType}`

const isoOrNull = (ms: number | null): string | null => (ms === null ? null : isoSeconds(ms))

const failedDownloads = (job: Job, { completedAt }: Observation): number | null =>
  completedAt === null ? null : (job.fate.failed_downloads ?? 0)
