/** What code hosts read of a manifest's problems. `UPDATE=1 npx vitest run test/cli/annotations.test.ts` writes it as it is now. */
import { readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { Ajv } from "ajv"
import * as Either from "effect/Either"
import { describe, expect, it } from "vitest"
import { type Annotating, github, gitlab, sarif } from "../../src/cli/render/annotations.ts"
import { PROBLEM_HELP } from "../../src/cli/render/problemHelp.ts"
import { type Problem, problemCodes } from "../../src/manifest/Problem.ts"
import { readManifest } from "../../src/manifest/readManifest.ts"

const FOLDER = join(import.meta.dirname, "golden/annotations")

const problemsOf = (text: string, file = "exports.yaml"): ReadonlyArray<Problem> =>
  Either.match(readManifest([{ file, text }], {}), { onLeft: (problems) => problems, onRight: () => [] })

const problems = problemsOf(readFileSync(join(FOLDER, "exports.yaml"), "utf8"), "mani fests/exports,50%:x.yaml")

const annotating: Annotating = { pathOf: (file) => file, manifest: "exports.yaml", version: "1.2.3" }

const golden = (file: string, text: string) => {
  if (process.env["UPDATE"] === "1") writeFileSync(join(FOLDER, file), text)
  expect(text).toBe(readFileSync(join(FOLDER, file), "utf8"))
}

/** What SARIF 2.1.0 requires of the objects that are used here (OASIS, sections 3.13 to 3.30). */
const location = {
  type: "object",
  required: ["physicalLocation"],
  properties: {
    physicalLocation: {
      type: "object",
      required: ["artifactLocation", "region"],
      properties: {
        artifactLocation: {
          type: "object",
          required: ["uri"],
          properties: { uri: { type: "string", pattern: "^[!-~]+$" }, uriBaseId: { const: "%SRCROOT%" } },
          additionalProperties: false
        },
        region: {
          type: "object",
          required: ["startLine"],
          properties: Object.fromEntries(
            ["startLine", "startColumn", "endColumn"].map((key) => [key, { type: "integer", minimum: 1 }])
          ),
          additionalProperties: false
        }
      },
      additionalProperties: false
    }
  },
  additionalProperties: false
}
const message = { type: "object", required: ["text"], properties: { text: { type: "string", minLength: 1 } } }
const SARIF = {
  type: "object",
  required: ["version", "runs"],
  properties: {
    $schema: { type: "string" },
    version: { const: "2.1.0" },
    runs: {
      type: "array",
      minItems: 1,
      items: {
        type: "object",
        required: ["tool", "results"],
        properties: {
          tool: {
            type: "object",
            required: ["driver"],
            properties: {
              driver: {
                type: "object",
                required: ["name", "rules"],
                properties: {
                  name: { type: "string" },
                  version: { type: "string" },
                  rules: {
                    type: "array",
                    uniqueItems: true,
                    items: {
                      type: "object",
                      required: ["id"],
                      properties: {
                        id: { type: "string" },
                        shortDescription: message,
                        help: message,
                        defaultConfiguration: { type: "object", properties: { level: { const: "error" } } }
                      },
                      additionalProperties: false
                    }
                  }
                },
                additionalProperties: false
              }
            }
          },
          columnKind: { enum: ["utf16CodeUnits", "unicodeCodePoints"] },
          results: {
            type: "array",
            items: {
              type: "object",
              required: ["message", "ruleId"],
              properties: {
                ruleId: { type: "string" },
                ruleIndex: { type: "integer", minimum: 0 },
                level: { enum: ["none", "note", "warning", "error"] },
                message,
                locations: { type: "array", items: location },
                relatedLocations: { type: "array", items: location },
                partialFingerprints: { type: "object", additionalProperties: { type: "string" } }
              },
              additionalProperties: false
            }
          }
        },
        additionalProperties: false
      }
    }
  },
  additionalProperties: false
}

it("there are problems", () => {
  expect(problems.length).toBeGreaterThan(2)
})

describe("for GitHub", () => {
  it("are workflow commands", () => golden("github.txt", `${github(problems, annotating)}\n`))

  it("one line each, whatever stands in them", () => {
    const [problem] = problems
    if (problem === undefined) throw new Error("no problem")
    const text = github([{ ...problem, message: "50% of\nit :: ::error::x" }], annotating)
    expect(text.split("\n")).toHaveLength(1)
    expect(text).toContain("::50%25 of it :: ::error::x")
  })

  it("nothing, where nothing is wrong", () => expect(github([], annotating)).toBe(""))
})

describe("for GitLab", () => {
  it("are a Code Quality report", () => golden("gitlab.json", `${gitlab(problems, annotating)}\n`))

  it("an empty one, where nothing is wrong", () => expect(JSON.parse(gitlab([], annotating))).toEqual([]))

  it("are each their own, where the same line stands twice", () => {
    const [problem] = problems
    if (problem === undefined) throw new Error("no problem")
    const twice = JSON.parse(gitlab([problem, problem], annotating)) as ReadonlyArray<{ fingerprint: string }>
    expect(new Set(twice.map(({ fingerprint }) => fingerprint)).size).toBe(2)
  })

  it("name the manifest, where a problem has no place", () => {
    const missing: Problem = { code: "file-not-found", message: "there is no file 'm.yaml'", hint: "write it" }
    const [issue] = JSON.parse(gitlab([missing], { ...annotating, manifest: "m.yaml" }))
    expect(issue.location).toEqual({ path: "m.yaml", lines: { begin: 1 } })
    expect(github([missing], annotating)).toBe(
      "::error title=exporter%3A file-not-found::there is no file 'm.yaml'; write it"
    )
    expect(JSON.parse(sarif([missing], annotating)).runs[0].results[0].locations).toEqual([])
  })

  it("are the same problem when their line has moved", () => {
    const prints = (text: string) =>
      (JSON.parse(gitlab(problemsOf(text), annotating)) as Array<{ fingerprint: string }>).map((one) => one.fingerprint)
    const text = readFileSync(join(FOLDER, "exports.yaml"), "utf8")
    expect(prints(`# one line more\n${text}`)).toEqual(prints(text))
    expect(new Set(prints(text)).size).toBe(prints(text).length)
  })
})

describe("as SARIF", () => {
  it("are what version 2.1.0 asks for", () => {
    const document = JSON.parse(sarif(problems, annotating))
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
    golden("sarif.json", `${sarif(problems, annotating)}\n`)
  })

  it("have the shape that the standard requires, with problems and without", () => {
    const validate = new Ajv().compile(SARIF)
    for (const some of [problems, []])
      expect([validate(JSON.parse(sarif(some, annotating))), validate.errors]).toEqual([true, null])
    expect(validate({ version: "2.1.0", runs: [{ tool: {} }] })).toBe(false)
  })

  it("explain each rule", () => {
    for (const { id, help, shortDescription } of JSON.parse(sarif(problems, annotating)).runs[0].tool.driver.rules) {
      const [meaning, todo] = PROBLEM_HELP[id as Problem["code"]]
      expect([shortDescription.text, help.text]).toEqual([meaning, `${meaning}. What to do: ${todo}`])
    }
  })

  it("none, where nothing is wrong", () => {
    expect(JSON.parse(sarif([], annotating)).runs[0].results).toEqual([])
  })
})

it("the help of each code is that of docs/errors.md", () => {
  const text = readFileSync(join(import.meta.dirname, "../../docs/errors.md"), "utf8")
  const [, section = ""] = /^## The manifest$([\s\S]*?)^## /m.exec(text) ?? []
  const rows = [...section.matchAll(/^\| `([a-z-]+)` \| (.*?) \| (.*?) \|$/gm)]
  expect(Object.fromEntries(rows.map(([, code = "", ...words]) => [code, words]))).toEqual(PROBLEM_HELP)
  expect(Object.keys(PROBLEM_HELP).sort()).toEqual([...problemCodes].sort())
})
