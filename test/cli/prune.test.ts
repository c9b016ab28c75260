import { readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { describe, expect, it } from "vitest"
import { documentOf } from "../../src/cli/prune.ts"
import { renderPruned, renderSurplus } from "../../src/cli/render/prune.ts"
import { AS_OF } from "../plan/samples.ts"
import { pruned, surplus } from "./pruning.ts"

/** `UPDATE=1 npx vitest run test/cli/prune.test.ts` writes what it says now. */
const expectGolden = (name: string, shown: string): void => {
  const file = join(import.meta.dirname, "golden/prune", name)
  if (process.env["UPDATE"] === "1") writeFileSync(file, shown)
  expect(shown).toBe(readFileSync(file, "utf8"))
}

describe("exporter prune", () => {
  it("lists what it would remove, and says what became of it", () => {
    expectGolden("prune.txt", `${renderSurplus(surplus)}\n\n${renderPruned(pruned)}\n`)
  })

  it("is one document for programs", () => {
    expectGolden("prune.json", `${JSON.stringify(documentOf(surplus, pruned, AS_OF), null, 2)}\n`)
  })

  it("says so where there is nothing to remove", () => {
    expect(renderSurplus([])).toBe("Nothing is to be removed: no export has generations beyond its `keep`.")
  })

  it("takes no control code from anybody", () => {
    const [one] = surplus
    const files = [{ path: "a\u001b[2J.csv", bytes: 1, sha256: "" }]
    const evil = surplus.map((other) => ({
      ...other,
      generations: one?.generations.map((of) => ({ ...of, files })) ?? []
    }))
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
    expect(renderSurplus(evil)).not.toMatch(/[\u0000-\u0009\u000b-\u001f]/)
  })
})
