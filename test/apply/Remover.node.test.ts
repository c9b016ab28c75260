import { createHash } from "node:crypto"
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import path from "node:path"
import * as Effect from "effect/Effect"
import { it as base, describe, expect } from "vitest"
import * as RemoverNode from "../../src/apply/Remover.node.ts"
import { Remover } from "../../src/apply/Remover.ts"
import type { SavedFile } from "../../src/state/Record.ts"

const it = base.extend<{ readonly root: string }>({
  root: async ({ onTestFinished }, use) => {
    const root = await mkdtemp(path.join(tmpdir(), "exporter-remover-"))
    onTestFinished(() => rm(root, { recursive: true, force: true }))
    await use(root)
  }
})

const BYTES = "id,amount\n1,2\n"
const saved = (name: string, bytes = BYTES): SavedFile => ({
  path: name,
  bytes: bytes.length,
  sha256: createHash("sha256").update(bytes).digest("hex")
})

const remove = (root: string, file: SavedFile) =>
  Effect.runPromise(
    Effect.either(Effect.flatMap(Remover, (remover) => remover.remove(file))).pipe(
      Effect.provide(RemoverNode.layer(root))
    )
  ).then((result) => (result._tag === "Right" ? result.right : result.left.detail))

describe("a file that was written", () => {
  it("is removed where it is as recorded, with its folder of generations once that is empty", async ({ root }) => {
    await mkdir(path.join(root, "data/.generations"), { recursive: true })
    const [one, two] = [saved("data/.generations/a.csv"), saved("data/.generations/b.csv")]
    for (const file of [one, two]) await writeFile(path.join(root, file.path), BYTES)
    expect(await remove(root, one)).toBe("removed")
    expect(await readdir(path.join(root, "data/.generations"))).toEqual(["b.csv"])
    expect(await remove(root, two)).toBe("removed")
    expect(await readdir(path.join(root, "data"))).toEqual([])
    expect(await remove(root, two)).toBe("gone")
  })

  it("stays where it was changed, in size or only in what it says", async ({ root }) => {
    for (const bytes of [`${BYTES}x`, BYTES.replace("2", "3")]) {
      await writeFile(path.join(root, "a.csv"), bytes)
      expect(await remove(root, saved("a.csv"))).toBe("changed")
      expect(await readFile(path.join(root, "a.csv"), "utf8")).toBe(bytes)
    }
  })

  it("stays where something else is in its place, or its path leads elsewhere", async ({ root }) => {
    await writeFile(path.join(root, "real.csv"), BYTES)
    await symlink("real.csv", path.join(root, "link.csv"))
    await mkdir(path.join(root, "folder.csv"))
    for (const name of ["link.csv", "folder.csv", "../out.csv"])
      expect(await remove(root, saved(name))).not.toBe("removed")
    expect((await readdir(root)).sort()).toEqual(["folder.csv", "link.csv", "real.csv"])
  })

  it.skipIf(process.getuid?.() === 0)("says so where the file system would not", async ({ root }) => {
    await mkdir(path.join(root, "locked"))
    await writeFile(path.join(root, "locked/a.csv"), BYTES)
    await chmod(path.join(root, "locked"), 0o500)
    expect(await remove(root, saved("locked/a.csv"))).toBe("permission denied")
    await chmod(path.join(root, "locked"), 0o700)
  })
})
