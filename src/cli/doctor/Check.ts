/** One thing that `exporter doctor` has looked at. */

export const CHECKS = ["manifest", "state", "files", "disk", "key", "server", "balance", "limits", "clock"] as const

/** `problem`: a run cannot begin, or not end well. `warning`: it can, and something should be looked at. */
export interface Check {
  readonly name: (typeof CHECKS)[number]
  readonly status: "ok" | "warning" | "problem"
  readonly message: string
  /** What to do; null where there is nothing to be done. */
  readonly hint: string | null
}

export const ok = (name: Check["name"], message: string): Check => ({ name, status: "ok", message, hint: null })

export const warning = (name: Check["name"], message: string, hint: string): Check => ({
  name,
  status: "warning",
  message,
  hint
})

export const problem = (name: Check["name"], message: string, hint: string): Check => ({
  name,
  status: "problem",
  message,
  hint
})
