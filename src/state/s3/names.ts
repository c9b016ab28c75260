/** The objects of one state: all begin alike. */

export interface Names {
  readonly state: string
  readonly lock: string
  /** Written once, after the first state: says that there was one. */
  readonly origin: string
  /** All segments of the journal that builds on the state of this serial. */
  readonly journal: (serial: number) => string
  /** The `n`th of them, from 1: in the order of their names. */
  readonly segment: (serial: number, n: number) => string
  /** The state as it was before its migration from `version`. */
  readonly old: (version: number) => string
  /** The state as it was when it moved to another place. */
  readonly away: (serial: number) => string
}

/** @param key of the state: `ledger/exports.state.json` */
export const namesOf = (key: string): Names => {
  const stem = key.replace(/\.json$/, "")
  const journal = (serial: number) => `${stem}.journal/${padded(serial)}/`
  return {
    state: key,
    lock: `${stem}.lock`,
    origin: `${stem}.origin`,
    journal,
    segment: (serial, n) => `${journal(serial)}${padded(n)}`,
    old: (version) => `${stem}.v${version}.bak`,
    away: (serial) => `${stem}.moved-${serial}.json`
  }
}

const padded = (n: number): string => String(n).padStart(10, "0")
