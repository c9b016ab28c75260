/** The files of a state, as they were found, taken together: what had been committed when they were read. */
import * as Either from "effect/Either"
import type { Fault } from "./fault.ts"
import { replay } from "./journal.ts"
import { MIGRATIONS, type Migration } from "./migration.ts"
import type { State } from "./State.ts"
import { decodeState } from "./statefile.ts"

/** Texts of the files; `undefined` = there is no such file. */
export interface Found {
  readonly state: string | undefined
  readonly journal: string | undefined
  readonly backup: string | undefined
}

export interface Restored {
  readonly state: State
  /** The version of the state file; `undefined` = there is none. */
  readonly version: number | undefined
  /** What is to be done with the journal: fold its changes in, only put it away, or nothing. */
  readonly journal: "pending" | "spent" | "none"
}

/** `undefined`: proven that there never was a state, for neither it nor its journal nor its backup is there. */
export const restore = (
  found: Found,
  migrations: ReadonlyArray<Migration> = MIGRATIONS
): Either.Either<Restored | undefined, Fault> =>
  Either.gen(function* () {
    const base = found.state === undefined ? undefined : yield* decodeState(found.state, migrations)
    if (base === undefined && found.backup !== undefined) return yield* Either.left(gone)
    if (found.journal === undefined) return base === undefined ? undefined : { ...base, journal: "none" }
    const replayed = yield* replay(found.journal, base?.state, migrations)
    if (replayed.kind === "replayed") {
      const journal = replayed.changes === 0 ? "spent" : "pending"
      return { state: replayed.state, version: base?.version, journal }
    }
    // Only a state file can be younger than a journal.
    return base === undefined ? yield* Either.left(gone) : { ...base, journal: "spent" }
  })

const gone: Fault = { at: "state", reason: "damaged", detail: "is missing, though there was one" }
