/** What to do about files that cannot be used: the program itself never guesses, for what it forgets would be bought twice. */
import * as Either from "effect/Either"
import type { Fault } from "../fault.ts"
import type { Migration } from "../migration.ts"
import { type Found, restore } from "../restore.ts"
import { StateError } from "../StateStore.ts"
import { quote } from "./errors.ts"
import type { Paths } from "./paths.ts"

export const faultyState = (
  paths: Paths,
  fault: Fault,
  found: Found,
  migrations: ReadonlyArray<Migration>
): StateError =>
  new StateError({
    reason: fault.reason,
    file: fault.at === "state" ? paths.state : paths.journal,
    detail: fault.detail,
    hint: wayOut(paths, fault, found, migrations)
  })

/** The command that goes on from a fault, tried out before it is recommended. */
const wayOut = (paths: Paths, fault: Fault, found: Found, migrations: ReadonlyArray<Migration>): string => {
  const [state, journal, kept] = [quote(paths.state), quote(paths.journal), quote(paths.backup)]
  if (fault.reason === "newer")
    return "Nothing was bought. Install a later version of exporter: this one does not touch the file."
  if (fault.reason === "moved")
    return "Nothing was bought. Declare under `state` in the manifest where it is now; `exporter state migrate --to file` brings it back."
  if (fault.at === "state") {
    const saved = restore({ ...found, state: found.backup }, migrations)
    if (found.backup !== undefined && Either.isRight(saved) && saved.right !== undefined)
      return `Nothing was bought. Its backup is whole (serial ${saved.right.state.serial}): cp ${kept} ${state}`
    const backup = found.backup === undefined ? "There is no backup." : "Its backup cannot be used either."
    return `${backup} Put back a copy, from version control for instance; or begin anew: mv ${state} ${state}.away, and the same with ${journal} and ${kept} where they exist. ${FINDS}`
  }
  if (fault.reason === "damaged" && fault.line !== undefined && fault.line > 1)
    return `To go on with what stands before that line: head -n ${fault.line - 1} ${journal} > ${journal}.good && mv ${journal} ${journal}.away && mv ${journal}.good ${journal}. ${FINDS}`
  return `Put back the state file that it belongs to; or go on without what only the journal holds: mv ${journal} ${journal}.away. ${FINDS}`
}

const FINDS = "What it had recorded would be bought again: `exporter plan --refresh` shows first what the team has."
