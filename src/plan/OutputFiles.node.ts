/** `OutputFiles` on the file system. A path that cannot be looked at counts as something that is no file. */
import { lstat } from "node:fs/promises"
import path from "node:path"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import { OutputFiles } from "./OutputFiles.ts"

/** `root` is absolute. */
export const layer = (root: string): Layer.Layer<OutputFiles> =>
  Layer.succeed(
    OutputFiles,
    OutputFiles.of({
      look: (paths) =>
        Effect.map(
          Effect.forEach(paths, (relative) => Effect.promise(() => factOf(path.join(root, relative))), {
            concurrency: 64
          }),
          (facts) => new Map(paths.flatMap((relative, index) => pair(relative, facts[index])))
        )
    })
  )

type Fact = { readonly bytes: number } | "not-a-file"

const pair = (relative: string, fact: Fact | undefined): ReadonlyArray<readonly [string, Fact]> =>
  fact === undefined ? [] : [[relative, fact]]

const factOf = async (file: string): Promise<Fact | undefined> => {
  try {
    const stat = await lstat(file)
    return stat.isFile() ? { bytes: stat.size } : "not-a-file"
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "ENOENT" ? undefined : "not-a-file"
  }
}
