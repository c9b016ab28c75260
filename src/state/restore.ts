/** The files of a state, as they were found, taken together: what had been committed when they were read. */
import * as Either from "effect/Either"
import { atOnce, type Pieces } from "../pieces.ts"
import type { Fault } from "./fault.ts"
import { replaying } from "./journal.ts"
import { MIGRATIONS, type Migration } from "./migration.ts"
import type { State } from "./State.ts"
import { decodingState } from "./statefile.ts"

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
): Either.Either<Restored | undefined, Fault> => atOnce(restoring(found, migrations))

export function* restoring(
  found: Found,
  migrations: ReadonlyArray<Migration>
): Pieces<Either.Either<Restored | undefined, Fault>> {
  const decoded = found.state === undefined ? undefined : yield* decodingState(found.state, migrations)
  if (decoded !== undefined && Either.isLeft(decoded)) return Either.left(decoded.left)
  const base = decoded?.right
  if (base === undefined && found.backup !== undefined) return Either.left(gone)
  if (found.journal === undefined) return Either.right(base === undefined ? undefined : { ...base, journal: "none" })
  return Either.flatMap(
    yield* replaying(found.journal, base?.state, migrations),
    (replayed): Either.Either<Restored, Fault> => {
      if (replayed.kind === "replayed") {
        const journal = replayed.changes === 0 ? "spent" : "pending"
        return Either.right({ state: replayed.state, version: base?.version, journal })
      }
      // Only a state file can be younger than a journal.
      return base === undefined ? Either.left(gone) : Either.right({ ...base, journal: "spent" })
    }
  )
}

const gone: Fault = { at: "state", reason: "damaged", detail: "is missing, though there was one" }
