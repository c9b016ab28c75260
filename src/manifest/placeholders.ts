/** The variables of an output path template. */
export const placeholders = [
  "export",
  "account",
  "window",
  "start",
  "end",
  "type",
  "ext",
  "address",
  "fingerprint",
  "as_of"
] as const

/** The variables of a command that runs once a file is saved. */
export const fileVariables = [
  "path",
  "address",
  "export",
  "account",
  "window",
  "start",
  "end",
  "type",
  "ext",
  "fingerprint",
  "as_of",
  "rows",
  "bytes",
  "sha256",
  "data_export_id",
  "run_id"
] as const

/** The variables of a command that runs after a run. */
export const runVariables = [
  "run_id",
  "report",
  "charged",
  "done",
  "kept",
  "failed",
  "blocked",
  "incomplete",
  "pending"
] as const

/** What stands between braces, known or not. */
export const PLACEHOLDER = /\{([^{}]*)\}/g
