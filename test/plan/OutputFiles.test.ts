import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import path from "node:path"
import { expect, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import { layer } from "../../src/plan/OutputFiles.node.ts"
import { OutputFiles } from "../../src/plan/OutputFiles.ts"

const folder = Effect.acquireRelease(
  Effect.promise(() => mkdtemp(path.join(tmpdir(), "exporter-"))),
  (root) => Effect.promise(() => rm(root, { recursive: true }))
)

it.scopedLive("tells files, what is none, and what is not there", () =>
  Effect.gen(function* () {
    const root = yield* folder
    yield* Effect.promise(async () => {
      await mkdir(path.join(root, "data"))
      await writeFile(path.join(root, "data/a.csv"), "12345")
      await writeFile(path.join(root, "data/empty.csv"), "")
      await symlink(path.join(root, "data/a.csv"), path.join(root, "link.csv"))
    })
    const { look } = yield* OutputFiles.pipe(Effect.provide(layer(root)))
    const paths = ["data/a.csv", "data/empty.csv", "data", "link.csv", "gone.csv", "no/such/folder.csv", "data/a.csv/x"]
    expect(yield* look(paths)).toEqual(
      new Map<string, unknown>([
        ["data/a.csv", { bytes: 5 }],
        ["data/empty.csv", { bytes: 0 }],
        ["data", "not-a-file"],
        // Writing through a link could leave the output root.
        ["link.csv", "not-a-file"],
        // A file is where the path needs a folder.
        ["data/a.csv/x", "not-a-file"]
      ])
    )
  })
)
