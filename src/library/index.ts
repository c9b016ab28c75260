/**
 * exporter as a library: the stages of the program, from the text of a manifest to verified files, for programs of others.
 *
 *   texts ─ declare(asOf) ─> Declared ─ plan(state) ─> Plan ─ Approval ─> apply ─> RunReport
 *
 * What is here is kept; what is not here may change with every version. docs/library.md has an example of each stage.
 */

// What is known to have happened
export {
  ApiError,
  type ApiErrorReason,
  ExportApi,
  type ExportPage,
  type ListQuery,
  type RateUsage,
  type RemoteExport,
  type StatusChange
} from "../api/ExportApi.ts"
// The ports of a run
export { type Answer, Approval } from "../apply/Approval.ts"
export { DownloadError, Downloader, type DownloadJob, type Place as DownloadPlace } from "../apply/Downloader.ts"
export { RunStopped } from "../apply/failures.ts"
export { HookError, type HookJob, Hooks } from "../apply/Hooks.ts"
export { Reporter, type RunEvent } from "../apply/Reporter.ts"
// What a run came to
export type {
  HookCounts,
  Outcome,
  RequestProblem,
  RequestProblemCode,
  RequestResult,
  RunReport,
  StopReason
} from "../apply/report.ts"
// The words
export type {
  AccountId,
  Address,
  CanonicalRequest,
  Command,
  Credits,
  DataExportId,
  FileType,
  Fingerprint,
  Instant,
  OptionValue,
  Request,
  Window
} from "../domain.ts"
// What is declared
export type { Env } from "../manifest/env.ts"
export type { Judged } from "../manifest/judge.ts"
export type {
  AxisValue,
  BudgetSettings,
  CellValues,
  ExportDeclaration,
  HookSettings,
  Manifest,
  Matrix,
  Override,
  Prices,
  RateSettings,
  SplitPeriod
} from "../manifest/Manifest.ts"
export type { Path, Place, Problem, ProblemCode } from "../manifest/Problem.ts"
export type { Source } from "../manifest/Source.ts"
// What is missing
export type { FileFacts } from "../plan/diff.ts"
export { OutputFiles } from "../plan/OutputFiles.ts"
export {
  type Action,
  type ActionKind,
  type Estimate,
  type EstimateBasis,
  hasChanges,
  type Overlap,
  type Plan,
  type Summary
} from "../plan/Plan.ts"
export {
  decodePlanFile,
  encodePlanFile,
  type PlanFile,
  type PlanTarget,
  planFileOf,
  StalePlan,
  targetOf
} from "../plan/planfile.ts"
export type { TeamExport, TeamExports } from "../plan/TeamExports.ts"
export { matchesTarget } from "../plan/target.ts"
export type { Declared, Scope, Whole } from "../request/Declared.ts"
export { emptyState } from "../state/change.ts"
export type { LedgerEntry, Phase, SavedFile, StateRecord } from "../state/Record.ts"
export type { AppliedPlan, Change, State } from "../state/State.ts"
export { type LockInfo, StateError, StateStore, type StateWriter } from "../state/StateStore.ts"
// The standard layers
export * from "./layers.ts"
// The stages
export * from "./stages.ts"
export * from "./values.ts"
