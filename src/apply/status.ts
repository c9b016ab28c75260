/** The vendor's words for the state of an export, and what they mean for its purchase. Source: docs/api.md, "Operations". */
import type { RemoteExport } from "../api/ExportApi.ts"

/**
 *  - `calculating`: its price is not known yet
 *  - `priced`: waits for a start
 *  - `uncalculated`: its price could not be found
 *  - `running`: it was started
 *  - `completed` `failed` `cancelled`
 *  - `unknown`: a word of a newer server: shown, and waited on
 */
export type RemoteStage =
  | "calculating"
  | "priced"
  | "uncalculated"
  | "running"
  | "completed"
  | "failed"
  | "cancelled"
  | "unknown"

const STAGES: Readonly<Record<string, RemoteStage>> = {
  calculating_credits: "calculating",
  calculating_credits_completed: "priced",
  calculating_credits_failed: "uncalculated",
  pending: "running",
  in_progress: "running",
  completed: "completed",
  failed: "failed",
  cancelled: "cancelled"
}

export const stageOf = ({ status }: Pick<RemoteExport, "status">): RemoteStage => STAGES[status] ?? "unknown"

/** Waiting any longer cannot change what is to be done next. */
export const isPast = {
  calculation: (one: RemoteExport): boolean => !["calculating", "unknown"].includes(stageOf(one)),
  run: (one: RemoteExport): boolean => ["completed", "failed", "cancelled", "uncalculated"].includes(stageOf(one))
}
