/** A problem of the manifest: what is wrong, where, and what to do. Problems are data; rendering is the command line's. */
export interface Problem {
  readonly code: ProblemCode
  readonly message: string
  /** What to do next. */
  readonly hint: string
  readonly place?: Place
  /** A second place that belongs to it (the first declaration of a duplicate). */
  readonly related?: Place
}

/** What is wrong with a manifest, for scripts. */
export type ProblemCode = (typeof problemCodes)[number]

/** Every code, in the order of the stages that find it. Stable: people search for them and scripts match them. */
export const problemCodes = [
  // The files
  "file-not-found",
  "file-unreadable",
  "file-too-large",
  // The text as YAML
  "empty-file",
  "several-documents",
  "tab-indentation",
  "duplicate-key",
  "bad-syntax",
  "unknown-anchor",
  "bad-merge",
  "recursive-anchor",
  "too-deep",
  "too-large",
  "not-a-map",
  // Values on their own
  "unset-variable",
  "bad-variable",
  "secret",
  "unsupported-version",
  "unknown-key",
  "missing-key",
  "unknown-option",
  "missing-option",
  "unknown-type",
  "wrong-type",
  "wrong-value",
  "out-of-range",
  "empty-value",
  "duplicate-item",
  "bad-name",
  "bad-account-id",
  "bad-date",
  "bad-output",
  "bad-hook",
  "unknown-variable",
  // Values together
  "unknown-timezone",
  "unknown-account",
  "no-accounts",
  "split-without-accounts",
  "accounts-twice",
  "unknown-axis",
  "unused-axis",
  "incomplete-cell",
  "repeated-cell",
  "unmatched-exclude",
  "no-cells",
  "unused-override",
  "needs-windows",
  "refresh-of-closed-windows",
  "declared-twice",
  "settings-differ",
  // The requests that it expands into
  "end-before-start",
  "moving-range",
  "too-many-requests",
  "output-escapes",
  "output-collision"
] as const

/** A piece of one line of a manifest file. */
export interface Place {
  readonly file: string
  /** 1-based. */
  readonly line: number
  /** 1-based, in UTF-16 code units, as editors count. */
  readonly column: number
  /** How many code units of that line it covers; at least 1. */
  readonly length: number
  /** The source line, without its line break. What looks like a secret is masked, so that it can be shown anywhere. */
  readonly source: string
}

/** A path into a manifest document: `["exports", "ledger", "options", "maxMessages"]`. */
export type Path = ReadonlyArray<string | number>
