/** The first ten minutes that README.md shows are what the packed program says. */
import { readFile } from "node:fs/promises"
import path from "node:path"
import { expect, inject, it } from "vitest"
import { recordSession, sessionIn } from "../../scripts/session.mjs"
import { cachesIn } from "./build.ts"

it("says what README.md shows; `npm run session` writes it anew", { timeout: 180_000 }, async () => {
  const folder = inject("packageFolder")
  const readme = await readFile(path.resolve(import.meta.dirname, "../../README.md"), "utf8")
  expect(await recordSession(folder, cachesIn(folder))).toBe(sessionIn(readme))
})
