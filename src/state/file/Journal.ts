/** The journal of one writer, on disk: made with the first change, as a file of its own that no earlier writer has open. */
import { join } from "node:path"
import * as Effect from "effect/Effect"
import { encodeChange, encodeHeader, type Header } from "../journal.ts"
import type { Change } from "../State.ts"
import type { Disk, DiskError, OpenFile } from "./Disk.ts"
import type { Paths } from "./paths.ts"

export interface Journal {
  /**
   * Durable once it returns. After a failure nothing may be appended any more: what is on disk is not known, though it is
   * tried to leave it as it was before.
   */
  readonly append: (changes: ReadonlyArray<Change>) => Effect.Effect<void, DiskError>
  readonly close: Effect.Effect<void>
}

export const make = (disk: Disk, paths: Paths, workshop: string, header: Header): Journal => {
  const head = encodeHeader(header)
  let open: { readonly file: OpenFile; bytes: number } | undefined
  let count = 0

  /** It gets its name with its first lines in it. */
  const begin = (lines: string): Effect.Effect<void, DiskError> =>
    Effect.gen(function* () {
      const file = yield* disk.create(join(workshop, "journal"))
      open = { file, bytes: Buffer.byteLength(head + lines) }
      yield* file.write(head + lines)
      yield* file.sync
      yield* disk.rename(join(workshop, "journal"), paths.journal)
      yield* Effect.tapError(disk.syncFolder(paths.folder), () =>
        Effect.ignore(disk.rename(paths.journal, join(workshop, "failed")))
      )
    })

  const extend = (lines: string, { file, bytes }: { readonly file: OpenFile; readonly bytes: number }) =>
    Effect.tapError(Effect.andThen(file.write(lines), file.sync), () =>
      Effect.ignore(Effect.andThen(file.truncate(bytes), file.sync))
    )

  return {
    append: (changes) =>
      Effect.gen(function* () {
        const lines = changes.map((change, index) => encodeChange(head, count + index + 1, change)).join("")
        if (open === undefined) yield* begin(lines)
        else {
          yield* extend(lines, open)
          open.bytes += Buffer.byteLength(lines)
        }
        count += changes.length
      }),
    close: Effect.suspend(() => open?.file.close ?? Effect.void)
  }
}
