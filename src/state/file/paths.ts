/** The files of one state: all beside the state file, and called after it. */
import { basename, dirname } from "node:path"

export interface Paths {
  readonly folder: string
  readonly state: string
  readonly journal: string
  readonly lock: string
  /** A copy of the state file, made right after it: with the journal, where there is one, never less than the state. */
  readonly backup: string
  /** The state file as it was before its migration from `version`. */
  readonly old: (version: number) => string
  /** The state as it was when it moved to another place, at `serial`. */
  readonly away: (serial: number) => string
  /** The folder through which the holder of the lock `id` works (see Lock.ts). */
  readonly workshop: (id: string) => string
  /** The `id` of a workshop, by its name in `folder`. */
  readonly idOfWorkshop: (name: string) => string | undefined
  /** The right to take the lock whose key is `key`. */
  readonly claim: (key: string) => string
  readonly isClaim: (name: string) => boolean
}

/** @param state absolute path, links resolved: `exports.state.json` */
export const pathsOf = (state: string): Paths => {
  const stem = state.endsWith(".json") ? state.slice(0, -".json".length) : state
  const name = basename(stem)
  const lock = `${stem}.lock`
  return {
    folder: dirname(state),
    state,
    journal: `${stem}.journal`,
    lock,
    backup: `${stem}.backup`,
    old: (version) => `${stem}.v${version}.bak`,
    away: (serial) => `${stem}.moved-${serial}.json`,
    workshop: (id) => `${stem}.${id}.tmp`,
    idOfWorkshop: (other) =>
      other.startsWith(`${name}.`) ? /^[0-9a-f]{16}(?=\.tmp$)/.exec(other.slice(name.length + 1))?.[0] : undefined,
    claim: (key) => `${lock}.${key}`,
    isClaim: (other) => other.startsWith(`${name}.lock.`) && /^[0-9a-f]{16}$/.test(other.slice(name.length + 6))
  }
}
