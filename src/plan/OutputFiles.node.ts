/** `OutputFiles` on the file system. A path that cannot be looked at counts as something that is no file. */
import { lstatSync } from "node:fs"
import * as Chunk from "effect/Chunk"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import type { FileFacts } from "./diff.ts"
import { OutputFiles } from "./OutputFiles.ts"

/** Looked at in one go. Asking the system outright is many times quicker than asking it in the background. */
const AT_ONCE = 500

/** `root` is absolute. */
export const layer = (root: string): Layer.Layer<OutputFiles> =>
  Layer.succeed(
    OutputFiles,
    OutputFiles.of({
      look: (paths) =>
        Effect.gen(function* () {
          const facts = new Map<string, Fact>()
          for (const some of Chunk.chunksOf(Chunk.unsafeFromArray(paths), AT_ONCE)) {
            for (const relative of some) {
              const fact = factOf(`${root}/${relative}`)
              if (fact !== undefined) facts.set(relative, fact)
            }
            // Whoever else has something to do comes in between.
            yield* Effect.yieldNow()
          }
          return facts
        })
    })
  )

type Fact = FileFacts extends ReadonlyMap<string, infer F> ? F : never

const factOf = (file: string): Fact | undefined => {
  try {
    const stat = lstatSync(file, { throwIfNoEntry: false })
    if (stat === undefined) return undefined
    return stat.isFile() ? { bytes: stat.size } : "not-a-file"
  } catch {
    return "not-a-file"
  }
}
