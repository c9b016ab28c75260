/** What code hosts read of a manifest's problems. `UPDATE=1 npx vitest run test/cli/annotations.test.ts` writes it as it is now. */
import { readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import * as Either from "effect/Either"
import { describe, expect, it } from "vitest"
import { github, gitlab, sarif } from "../../src/cli/render/annotations.ts"
import type { Problem } from "../../src/manifest/Problem.ts"
import { readManifest } from "../../src/manifest/readManifest.ts"

const FOLDER = join(import.meta.dirname, "golden/annotations")

const problemsOf = (text: string, file = "exports.yaml"): ReadonlyArray<Problem> =>
  Either.match(readManifest([{ file, text }], {}), { onLeft: (problems) => problems, onRight: () => [] })

const problems = problemsOf(readFileSync(join(FOLDER, "exports.yaml"), "utf8"), "mani fests/exports,50%:x.yaml")

const golden = (file: string, text: string) => {
  if (process.env["UPDATE"] === "1") writeFileSync(join(FOLDER, file), text)
  expect(text).toBe(readFileSync(join(FOLDER, file), "utf8"))
}

it("there are problems", () => {
  expect(problems.length).toBeGreaterThan(2)
})

describe("for GitHub", () => {
  it("are workflow commands", () => golden("github.txt", `${github(problems)}\n`))

  it("one line each, whatever stands in them", () => {
    const [problem] = problems
    if (problem === undefined) throw new Error("no problem")
    const text = github([{ ...problem, message: "50% of\nit :: ::error::x" }])
    expect(text.split("\n")).toHaveLength(1)
    expect(text).toContain("::50%25 of%0Ait :: ::error::x")
  })

  it("nothing, where nothing is wrong", () => expect(github([])).toBe(""))
})

describe("for GitLab", () => {
  it("are a Code Quality report", () => golden("gitlab.json", `${gitlab(problems)}\n`))

  it("an empty one, where nothing is wrong", () => expect(JSON.parse(gitlab([]))).toEqual([]))

  it("are the same problem when their line has moved", () => {
    const prints = (text: string) =>
      (JSON.parse(gitlab(problemsOf(text))) as Array<{ fingerprint: string }>).map((one) => one.fingerprint)
    const text = readFileSync(join(FOLDER, "exports.yaml"), "utf8")
    expect(prints(`# one line more\n${text}`)).toEqual(prints(text))
    expect(new Set(prints(text)).size).toBe(prints(text).length)
  })
})

describe("as SARIF", () => {
  it("are what version 2.1.0 asks for", () => {
    const document = JSON.parse(sarif(problems, "1.2.3"))
    expect(document).toMatchObject({
      version: "2.1.0",
      runs: [{ tool: { driver: { name: "exporter", version: "1.2.3" } } }]
    })
    const { results, tool } = document.runs[0]
    expect(results).toHaveLength(problems.length)
    for (const [index, { ruleId, ruleIndex, level, message, locations }] of results.entries()) {
      expect(tool.driver.rules[ruleIndex].id).toBe(ruleId)
      expect([level, typeof message.text]).toEqual(["error", "string"])
      const { artifactLocation, region } = locations[0].physicalLocation
      expect(decodeURIComponent(artifactLocation.uri)).toBe(problems[index]?.place?.file)
      expect(region.startLine).toBe(problems[index]?.place?.line)
      expect(region.endColumn).toBeGreaterThan(region.startColumn)
    }
    golden("sarif.json", `${sarif(problems, "1.2.3")}\n`)
  })

  it("none, where nothing is wrong", () => {
    expect(JSON.parse(sarif([], "1.2.3")).runs[0].results).toEqual([])
  })
})
