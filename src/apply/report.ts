/** What a run came to, as plain data: the document that `apply --json` prints. */
import type { Address, DataExportId, Fingerprint } from "../domain.ts"
import type { Estimate } from "../plan/Plan.ts"
import type { Phase, SavedFile } from "../state/Record.ts"

/**
 *  - `done`: bought or downloaded by this run, verified
 *  - `kept`: was there already
 *  - `failed`: went wrong; the problem says how
 *  - `blocked`: not carried on: the budget, or something that a person must decide
 *  - `incomplete`: its file is there and short
 *  - `pending`: not finished: its window is open, `auto_start` is false, or the run was stopped
 */
export const OUTCOMES = ["done", "kept", "failed", "blocked", "incomplete", "pending"] as const
/** What became of a request; `OUTCOMES` says what each word means. */
export type Outcome = (typeof OUTCOMES)[number]

/** What became of one address. */
export interface RequestResult {
  readonly address: Address
  readonly fingerprint: Fingerprint
  readonly outcome: Outcome
  /** `none`: nothing was ever recorded for it. */
  readonly phase: Phase | "none"
  readonly data_export_id: DataExportId | null
  /** The price of the purchase, as far as it is known. */
  readonly credits: number | null
  /** What the plan said that it would cost. */
  readonly estimate: Estimate
  readonly output: SavedFile | null
  readonly problem: RequestProblem | null
}

/** What kept a request from being done. `message` says what happened, `hint` what goes on from there. */
export interface RequestProblem {
  readonly code: RequestProblemCode
  readonly message: string
  /** What to do next. */
  readonly hint: string
  /** What the server said of fields of the request. */
  readonly fields?: Readonly<Record<string, ReadonlyArray<string>>>
  /** The end of what a hook wrote. */
  readonly output?: string
}

/** Stable; listed in docs/errors.md. */
export const REQUEST_PROBLEM_CODES = [
  "refused-by-server",
  "insufficient-credits",
  "over-budget",
  "price-rose",
  "ambiguous",
  "failed-at-server",
  "cancelled-at-server",
  "gone-at-server",
  "answer-lost",
  "unreachable",
  "download-failed",
  "incomplete",
  "output-occupied",
  "disk",
  "hook-failed",
  "blocked",
  "stopped"
] as const
/** Why a request was not done, for scripts. */
export type RequestProblemCode = (typeof REQUEST_PROBLEM_CODES)[number]

/** What a run came to: the document that `apply --json` prints, and that `exporter schema report` describes. */
export interface RunReport {
  readonly version: 1
  readonly run_id: string
  readonly summary: Readonly<Record<Outcome, number>>
  readonly credits: {
    /** By this run. */
    readonly charged: number
    /** The cap of this run, `null` where there is none. */
    readonly budget: number | null
    /** What the plan said that it would cost. */
    readonly estimate: Estimate
    /** By how much the team's balance fell beside what this run was charged: others spend too, or a scrape charged by itself. */
    readonly unexplained: number
  }
  readonly results: ReadonlyArray<RequestResult>
  /** What came of hooks. Left out: there was none to run. */
  readonly hooks?: HookCounts & {
    /** What went wrong after the run; `null`: nothing. */
    readonly after_run: RequestProblem | null
  }
  /** Why the run ended before its work did, if it did. */
  readonly stopped: StopReason | null
}

/** Files by what became of their `after_download`. */
export interface HookCounts {
  readonly done: number
  readonly failed: number
  /** This is a trial: they were not run, and nothing is owed. */
  readonly left_out: number
}

/** Why a whole run ended before its work did. */
export interface StopReason {
  readonly code: "interrupted" | "unauthenticated" | "unreachable" | "not-the-api" | "state" | "rejected"
  readonly message: string
  /** What to do next. */
  readonly hint: string
}

export const noOutcomes: Readonly<Record<Outcome, number>> = {
  done: 0,
  kept: 0,
  failed: 0,
  blocked: 0,
  incomplete: 0,
  pending: 0
}

export const summarize = (results: ReadonlyArray<RequestResult>): RunReport["summary"] => {
  const counts: Record<Outcome, number> = { ...noOutcomes }
  for (const { outcome } of results) counts[outcome] += 1
  return counts
}
