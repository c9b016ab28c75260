/** `Remover` on the file system. */
import { constants } from "node:fs"
import { open, rmdir, unlink } from "node:fs/promises"
import path from "node:path"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import { escapes } from "../request/output.ts"
import { GENERATIONS } from "../state/generations.ts"
import type { SavedFile } from "../state/Record.ts"
import { disk, Failure, wordsOf } from "./download/Failure.ts"
import { measure } from "./download/Meter.ts"
import { statOf } from "./download/moveIn.ts"
import { type Removal, RemoveError, Remover } from "./Remover.ts"

/** `root` is absolute. */
export const layer = (root: string): Layer.Layer<Remover> =>
  Layer.succeed(
    Remover,
    Remover.of({
      remove: (file) =>
        Effect.tryPromise({
          try: (signal) => remove(root, file, signal),
          catch: (cause) =>
            new RemoveError({ path: file.path, detail: cause instanceof Failure ? cause.message : wordsOf(cause) })
        })
    })
  )

const remove = async (root: string, saved: SavedFile, signal: AbortSignal): Promise<Removal> => {
  if (escapes(saved.path) !== undefined) return "changed"
  const file = path.join(root, saved.path)
  const before = await statOf(file)
  if (before === undefined) return "gone"
  if (!before.isFile() || before.size !== saved.bytes || (await shaOf(file, signal)) !== saved.sha256) return "changed"
  // Who has written to it meanwhile has changed it.
  const now = await statOf(file)
  if (now === undefined) return "gone"
  if (now.ino !== before.ino || now.mtimeMs !== before.mtimeMs) return "changed"
  await disk(() => unlink(file))
  await sync(path.dirname(file))
  return "removed"
}

const shaOf = async (file: string, signal: AbortSignal): Promise<string> => {
  const handle = await disk(() => open(file, constants.O_RDONLY | constants.O_NOFOLLOW))
  try {
    return (await measure(handle, "zip", signal)).read().sha256
  } finally {
    await handle.close()
  }
}

/** What was removed stays removed. A folder of generations that is empty by now goes too. */
const sync = async (folder: string): Promise<void> => {
  const handle = await disk(() => open(folder, "r"))
  await disk(() => handle.sync()).finally(() => handle.close())
  if (path.basename(folder) === GENERATIONS) await rmdir(folder).catch(() => {})
}
