/**
 * One export of the team, and what the clock makes of it. Nothing ticks: a job is a few points in time, and its status
 * is read off them.
 *
 * ```
 *  created     calculated           started    running            done        settled
 *  |-----------|--- - - - - - - - ---|----------|------------------|-----------|
 *  calculating  calculating_credits_  pending    in_progress        (a word of  completed
 *  _credits     completed | _failed                    └ failed      the scenario)
 *     └ (a word of the scenario)
 * ```
 */
import type { Purchase } from "./Purchase.ts"

export interface Job {
  readonly id: string
  /** Position in the order of creation, from 0. */
  readonly sequence: number
  readonly purchase: Purchase
  /** The export that `retry` made this one from. */
  readonly originalId: string | null
  /** Seed of its data. */
  readonly seed: number
  readonly rows: number
  readonly credits: number
  /** Epoch ms; so are the others. */
  readonly createdAt: number
  readonly calculationMs: number
  readonly pendingMs: number
  readonly runMs: number
  /** It starts, and charges, as soon as it is priced, unless the credits do not suffice then. */
  readonly startsItself: boolean
  readonly startedAt: number | null
  readonly cancelledAt: number | null
  readonly fate: Fate
}

/** What a scenario does to one export. Empty: all goes well. */
export interface Fate {
  readonly calculation_fails?: string
  readonly run_fails?: string
  /** It completes, and says that it could not fetch so many. */
  readonly failed_downloads?: number
  /** It completes, and its file holds so many rows less than `total_rows`. */
  readonly missing_rows?: number
  /** A status that no client knows, between `in_progress` and `completed`, or before the price is known. */
  readonly lingers?: { readonly status: string; readonly ms: number; readonly after?: "calculation" | "run" }
  /** Rows of its table, whatever the request would yield. */
  readonly rows?: number
  /** Its price, whatever its rows would cost. */
  readonly credits?: number
  /** It starts, and charges, by itself as soon as it is priced. */
  readonly scrape_charges?: boolean
}

export interface Observation {
  readonly status: string
  readonly priced: boolean
  readonly rowsProcessed: number | null
  /** 0..100 */
  readonly progress: number
  readonly completedAt: number | null
  readonly failedAt: number | null
  readonly failedReason: string | null
}

export const calculatedAt = (job: Job): number => job.createdAt + job.calculationMs + lingersMs(job, "calculation")

/** What its start charges. */
export const priceOf = (job: Job): number => job.fate.credits ?? job.credits

/** Rows that the file really holds. */
export const rowsInFile = (job: Job): number => Math.max(0, job.rows - (job.fate.missing_rows ?? 0))

export const observe = (job: Job, now: number): Observation => {
  if (now < calculatedAt(job)) {
    const isCounting = now < job.createdAt + job.calculationMs
    return seen(isCounting ? "calculating_credits" : (job.fate.lingers?.status ?? ""), { priced: false })
  }
  if (job.fate.calculation_fails !== undefined) {
    const failedAt = calculatedAt(job)
    return seen("calculating_credits_failed", { priced: false, failedAt, failedReason: job.fate.calculation_fails })
  }
  if (job.startedAt === null) return seen("calculating_credits_completed")
  if (job.cancelledAt !== null) return seen("cancelled", progress(job, job.startedAt, job.cancelledAt))
  return running(job, job.startedAt, now)
}

const running = (job: Job, startedAt: number, now: number): Observation => {
  const runningAt = startedAt + job.pendingMs
  const doneAt = runningAt + job.runMs
  if (job.fate.run_fails !== undefined) {
    const failedAt = runningAt + job.runMs / 2
    if (now >= failedAt) {
      return seen("failed", { ...progress(job, startedAt, failedAt), failedAt, failedReason: job.fate.run_fails })
    }
  }
  if (now < runningAt) return seen("pending", progress(job, startedAt, now))
  if (now < doneAt) return seen("in_progress", progress(job, startedAt, now))
  const settledAt = doneAt + lingersMs(job, "run")
  if (job.fate.lingers !== undefined && now < settledAt) {
    return seen(job.fate.lingers.status, progress(job, startedAt, now))
  }
  return seen("completed", { ...progress(job, startedAt, now), completedAt: settledAt })
}

/** When its status may change once it was started, in order: running, failing half-way, done, settled. */
export const turnsOf = (job: Job): ReadonlyArray<number> => {
  if (job.startedAt === null) return []
  const runningAt = job.startedAt + job.pendingMs
  const doneAt = runningAt + job.runMs
  return [runningAt, runningAt + job.runMs / 2, doneAt, doneAt + lingersMs(job, "run")]
}

const lingersMs = ({ fate: { lingers } }: Job, after: "calculation" | "run"): number =>
  lingers === undefined || (lingers.after ?? "run") !== after ? 0 : lingers.ms

const progress = (job: Job, startedAt: number, at: number): Partial<Observation> => {
  const ran = at - startedAt - job.pendingMs
  // A run of no length is done as soon as it is running.
  const part = ran < 0 ? 0 : job.runMs === 0 ? 1 : Math.min(1, ran / job.runMs)
  return { rowsProcessed: Math.floor(job.rows * part), progress: Math.floor(100 * part) }
}

const seen = (status: string, rest: Partial<Observation> = {}): Observation => ({
  status,
  priced: true,
  rowsProcessed: null,
  progress: 0,
  completedAt: null,
  failedAt: null,
  failedReason: null,
  ...rest
})
