/** Events of runs, for whoever watches them. */
import { NOTHING_YET, type Progress, progressed } from "../../../src/apply/Progress.ts"
import type { RunEvent, Standing } from "../../../src/apply/Reporter.ts"
import { noOutcomes, type Outcome, type RequestProblem } from "../../../src/apply/report.ts"
import type { Address, Credits, DataExportId, Fingerprint, Instant } from "../../../src/domain.ts"
import type { Estimate } from "../../../src/plan/Plan.ts"
import type { Phase } from "../../../src/state/Record.ts"

const FREE: Estimate = { low: 0 as Credits, high: 0 as Credits, basis: "none" }

export const T0 = Date.parse("2024-06-01T12:00:00Z")
export const SECOND = 1_000
export const MINUTE = 60 * SECOND
export const HOUR = 60 * MINUTE

export const started = (purchases: number, { addresses = purchases, concurrency = 100 } = {}): RunEvent => ({
  type: "run-started",
  run_id: "run",
  as_of: "2024-06-01T12:00:00Z" as Instant,
  addresses,
  purchases,
  concurrency
})

export const phase = (address: string, to: Phase): RunEvent => ({
  type: "phase",
  address: address as Address,
  phase: to
})

export const look = (
  address: string,
  percent: number,
  rows?: number,
  total?: number,
  status = "in_progress"
): RunEvent => ({
  type: "progress",
  address: address as Address,
  data_export_id: "data_export_1" as DataExportId,
  status,
  percent,
  ...(rows === undefined ? {} : { rows }),
  ...(total === undefined ? {} : { total_rows: total })
})

export const downloading = (address: string, path: string): RunEvent => ({
  type: "downloading",
  address: address as Address,
  path
})

export const saved = (address: string, bytes = 1_000): RunEvent => ({
  type: "saved",
  address: address as Address,
  file: { path: `data/${address}.csv`, bytes, sha256: "0".repeat(64), rows: 12 }
})

export const result = (
  address: string,
  outcome: Outcome = "done",
  { problem = null, purchase = address }: { readonly problem?: RequestProblem | null; readonly purchase?: string } = {}
): RunEvent => ({
  type: "result",
  result: {
    address: address as Address,
    fingerprint: `v1:${purchase}` as Fingerprint,
    outcome,
    phase: "done",
    data_export_id: null,
    credits: null,
    estimate: FREE,
    output: null,
    problem
  }
})

export const retry = (address: string | undefined, reason = "the server cannot for now"): RunEvent => ({
  type: "retry",
  what: "create",
  ...(address === undefined ? {} : { address: address as Address }),
  reason,
  delay_ms: 1_500
})

export const finished: RunEvent = {
  type: "run-finished",
  report: {
    version: 1,
    run_id: "run",
    summary: noOutcomes,
    credits: { charged: 0, budget: null, estimate: FREE, unexplained: 0 },
    results: [],
    stopped: null
  }
}

export const standing = (some: Partial<Standing> = {}): RunEvent => ({
  type: "standing",
  outcomes: noOutcomes,
  active: 0,
  credits: { charged: 120, reserved: 30, budget: 2_000, month: { charged: 1_530, budget: 20_000 }, balance: 8_000 },
  rate: { used: 41, limit: 60, reserve: 0, window_ms: MINUTE },
  estimated_end: null,
  ...some
})

export type Timed = readonly [ms: number, event: RunEvent]

/** Each event so many ms after the beginning of the run. */
export const folded = (...events: ReadonlyArray<Timed>): Progress =>
  events.reduce((progress, [ms, event]) => progressed(progress, event, T0 + ms), NOTHING_YET)
