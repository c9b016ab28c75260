/**
 * Makes the state file anew with what the journal says, and puts the journal away.
 *
 * ```
 *  state 7 + journal on 7 ─> state 8 + journal on 7 ─> state 8, backup 8 + journal on 7 ─> state 8, backup 8
 * ```
 * Each arrow is one rename. At each point the state is whole, and so is what the backup and the journal make together.
 */
import { basename, join } from "node:path"
import * as Effect from "effect/Effect"
import { inPieces } from "../../pieces.ts"
import { VERSION } from "../fault.ts"
import type { State } from "../State.ts"
import { encodeMoved, encodingState } from "../statefile.ts"
import type { Disk, DiskError } from "./Disk.ts"
import type { Paths } from "./paths.ts"

export interface FoldEnv {
  readonly disk: Disk
  readonly paths: Paths
  /** The writer's own folder: all renames go through it (see Lock.ts). */
  readonly workshop: string
}

/**
 * @param version of the state file that is there; `undefined` = there is none
 * @returns the state as it was written: its serial is one more
 */
export const fold = (env: FoldEnv, state: State, version: number | undefined): Effect.Effect<State, DiskError> =>
  Effect.gen(function* () {
    const next: State = { ...state, serial: state.serial + 1 }
    yield* rewrite(env, next, version)
    yield* putAway(env, next.serial)
    return next
  })

/** Makes the state file anew where there is no journal, or one that the serial of this state is beyond. */
export const rewrite = (env: FoldEnv, next: State, version: number | undefined): Effect.Effect<void, DiskError> =>
  Effect.gen(function* () {
    const { disk, paths } = env
    if (version !== undefined && version < VERSION)
      yield* replace(env, paths.old(version), yield* disk.read(paths.state), next.serial)
    const text = yield* inPieces(encodingState(next))
    yield* replace(env, paths.state, text, next.serial)
    yield* replace(env, paths.backup, text, next.serial)
  })

/** What is left to do once the state file, whose text this is, has the changes of the journal. */
export const finish = (env: FoldEnv, text: string, serial: number): Effect.Effect<void, DiskError> =>
  Effect.andThen(replace(env, env.paths.backup, text, serial), putAway(env, serial))

/**
 * Leaves a note where the state was, which is kept beside it: there are not two of them. The backup goes last: without it
 * and without the note there would have been no state.
 */
export const leave = (env: FoldEnv, state: State, to: string): Effect.Effect<void, DiskError> =>
  Effect.gen(function* () {
    const { disk, paths, workshop } = env
    if (state.records.size > 0 || state.ledger.length > 0)
      yield* replace(env, paths.away(state.serial), yield* inPieces(encodingState(state)), state.serial)
    yield* replace(env, paths.state, encodeMoved({ lineage: state.lineage, serial: state.serial, to }), state.serial)
    yield* disk.rename(paths.backup, join(workshop, "backup")).pipe(
      Effect.catchIf(
        ({ code }) => code === "ENOENT",
        () => Effect.void
      )
    )
  })

/** Should a power cut bring it back, then its serial says that it is folded in. */
export const putAway = ({ disk, paths, workshop }: FoldEnv, serial: number): Effect.Effect<void, DiskError> =>
  disk.rename(paths.journal, join(workshop, `journal-${serial}`))

/** The old content or the new one, at any instant; the new one, durably, once it returns. */
const replace = ({ disk, paths, workshop }: FoldEnv, file: string, text: string, serial: number) =>
  Effect.gen(function* () {
    const fresh = join(workshop, `${basename(file)}-${serial}`)
    yield* Effect.acquireUseRelease(
      disk.create(fresh),
      (open) => Effect.andThen(open.write(text), open.sync),
      (open) => open.close
    )
    yield* disk.rename(fresh, file)
    yield* disk.syncFolder(paths.folder)
  })
