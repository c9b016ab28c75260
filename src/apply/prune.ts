/**
 * Removes the files of surplus generations, and then forgets those. In this order: a generation that is still listed and
 * whose file is gone is forgotten the next time, and a file that nobody lists would never be found again.
 */
import * as Effect from "effect/Effect"
import type { Address, DataExportId, Instant } from "../domain.ts"
import type { Surplus } from "../plan/surplus.ts"
import type { Generation, SavedFile } from "../state/Record.ts"
import type { StateError, StateWriter } from "../state/StateStore.ts"
import { commitEvent } from "./Records.ts"
import { type Removal, Remover } from "./Remover.ts"

/** What became of a file. */
export interface PrunedFile {
  readonly path: string
  readonly bytes: number
  /** `failed`: the file system would not, for the reason in `problem`. */
  readonly result: Removal | "failed"
  readonly problem: string | null
}

/** What became of a generation. */
export interface PrunedGeneration {
  readonly address: Address
  readonly data_export_id: DataExportId
  readonly as_of: Instant
  /** Its files are gone, and it is no longer listed. */
  readonly forgotten: boolean
  readonly files: ReadonlyArray<PrunedFile>
}

/** One purchase after another; told to stop, it ends with the one that it is at. */
export const prune = (
  writer: StateWriter,
  surplus: ReadonlyArray<Surplus>
): Effect.Effect<ReadonlyArray<PrunedGeneration>, StateError, Remover> =>
  Effect.map(
    Effect.forEach(surplus, (one) => Effect.uninterruptible(pruneOne(writer, one))),
    (all) => all.flat()
  )

const pruneOne = (
  writer: StateWriter,
  { address, fingerprint, generations }: Surplus
): Effect.Effect<ReadonlyArray<PrunedGeneration>, StateError, Remover> =>
  Effect.gen(function* () {
    yield* writer.assertHeld
    const pruned = yield* Effect.forEach(generations, (generation) => removeFiles(address, generation))
    const forgotten = pruned.filter((one) => one.forgotten).map(({ data_export_id }) => data_export_id)
    const record = (yield* writer.current).records.get(fingerprint)
    if (forgotten.length > 0)
      yield* commitEvent(writer, record, { type: "generations-pruned", data_export_ids: forgotten })
    return pruned
  })

const removeFiles = (
  address: Address,
  { data_export_id, as_of, files }: Generation
): Effect.Effect<PrunedGeneration, never, Remover> =>
  Effect.map(Effect.forEach(files, removeFile), (removed) => ({
    address,
    data_export_id,
    as_of,
    forgotten: removed.every(({ result }) => result === "removed" || result === "gone"),
    files: removed
  }))

const removeFile = (file: SavedFile): Effect.Effect<PrunedFile, never, Remover> =>
  Effect.gen(function* () {
    const { path, bytes } = file
    const removed = yield* Effect.either((yield* Remover).remove(file))
    return removed._tag === "Right"
      ? { path, bytes, result: removed.right, problem: null }
      : { path, bytes, result: "failed" as const, problem: removed.left.detail }
  })
