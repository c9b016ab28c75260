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

/** What stands between braces, known or not. */
export const PLACEHOLDER = /\{([^{}]*)\}/g
