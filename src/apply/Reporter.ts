/** The port to whoever watches a run. Events are data; how they look is the command line's. */
import * as Context from "effect/Context"
import type * as Effect from "effect/Effect"
import type { Address, Credits, DataExportId, Instant } from "../domain.ts"
import type { Phase, SavedFile } from "../state/Record.ts"
import type { Outcome, RequestResult, RunReport } from "./report.ts"

export interface Standing {
  /** How many addresses have come to each outcome. */
  readonly outcomes: Readonly<Record<Outcome, number>>
  /** Addresses whose purchase is under way. */
  readonly active: number
  readonly credits: {
    /** By this run, as far as the server said how much. */
    readonly charged: number
    /** What starts on their way, and scrapes that may charge by themselves, can still cost. */
    readonly reserved: number
    /** The cap of this run, `null` where there is none. */
    readonly budget: number | null
    /** In the month of the run's date, this run included, and the cap of a month. */
    readonly month: { readonly charged: number; readonly budget: number | null }
    /** The team's, as last told; `null` where nothing told it. */
    readonly balance: number | null
  }
  readonly rate: {
    /** Calls of ours that count against the limit now. */
    readonly used: number
    /** Calls per window; `null` where the server names none, or has not yet. */
    readonly limit: number | null
    /** Calls per window that are left to others. */
    readonly reserve: number
    readonly window_ms: number
  }
  /** When the run is likely to end (this host's clock, UTC); `null` where too little is known. */
  readonly estimated_end: string | null
}

/** What happens in a run, as it happens: what `apply --events` writes, one a line. Amounts in credits, times in ms. */
export type RunEvent =
  | {
      readonly type: "run-started"
      readonly run_id: string
      readonly as_of: Instant
      /** Addresses that this run works on. */
      readonly addresses: number
      /** Purchases that they come to: some share one. */
      readonly purchases: number
      /** Purchases that are worked on at once. */
      readonly concurrency: number
    }
  /** A purchase came to a new phase; it is durably recorded. */
  | {
      readonly type: "phase"
      readonly address: Address
      readonly phase: Phase
      readonly data_export_id?: DataExportId
      readonly credits?: Credits
    }
  /** A file is being fetched, or copied from one that is here. */
  | { readonly type: "downloading"; readonly address: Address; readonly path: string }
  /** A file is at its place, verified and recorded. */
  | { readonly type: "saved"; readonly address: Address; readonly file: SavedFile }
  /** What the server says of an export that is waited for. */
  | {
      readonly type: "progress"
      readonly address: Address
      readonly data_export_id: DataExportId
      readonly status: string
      /** 0..100 */
      readonly percent?: number
      readonly rows?: number
      readonly total_rows?: number
    }
  /** A call or a download failed and is made again. */
  | {
      readonly type: "retry"
      readonly what: string
      readonly address?: Address
      readonly reason: string
      readonly delay_ms: number
    }
  /** A command of the manifest begins or ends. */
  | {
      readonly type: "hook"
      readonly hook: "after_download" | "after_run"
      /** Whose file it is about; none after a run. */
      readonly address?: Address
      readonly program: string
      readonly status: "started" | "done" | "failed"
      /** Once it has ended. */
      readonly duration_ms?: number
      readonly reason?: string
    }
  /** Where the run stands, every few seconds while something happens. */
  | ({ readonly type: "standing" } & Standing)
  /** Something that a person should know of, and that stops nothing. */
  | { readonly type: "notice"; readonly address?: Address; readonly message: string }
  | { readonly type: "result"; readonly result: RequestResult }
  | { readonly type: "run-finished"; readonly report: RunReport }

/** Who is told what happens. It never fails, and stops nothing. */
export class Reporter extends Context.Tag("exporter/Reporter")<
  Reporter,
  { readonly emit: (event: RunEvent) => Effect.Effect<void> }
>() {}
