/** The port to whoever watches a run. Events are data; how they look is the command line's. */
import * as Context from "effect/Context"
import type * as Effect from "effect/Effect"
import type { Address, Credits, DataExportId, Instant } from "../domain.ts"
import type { Phase, SavedFile } from "../state/Record.ts"
import type { RequestResult, RunReport } from "./report.ts"

/** What happens in a run, as it happens: what `apply --events` writes, one a line. Amounts in credits, times in ms. */
export type RunEvent =
  | {
      readonly type: "run-started"
      readonly run_id: string
      readonly as_of: Instant
      /** Addresses that this run works on. */
      readonly addresses: number
    }
  /** A purchase came to a new phase; it is durably recorded. */
  | {
      readonly type: "phase"
      readonly address: Address
      readonly phase: Phase
      readonly data_export_id?: DataExportId
      readonly credits?: Credits
    }
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
  /** Something that a person should know of, and that stops nothing. */
  | { readonly type: "notice"; readonly address?: Address; readonly message: string }
  | { readonly type: "result"; readonly result: RequestResult }
  | { readonly type: "run-finished"; readonly report: RunReport }

/** Who is told what happens. It never fails, and stops nothing. */
export class Reporter extends Context.Tag("exporter/Reporter")<
  Reporter,
  { readonly emit: (event: RunEvent) => Effect.Effect<void> }
>() {}
