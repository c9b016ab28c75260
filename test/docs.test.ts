import { existsSync, readdirSync, readFileSync } from "node:fs"
import path from "node:path"
import { describe, expect, it } from "vitest"
import { commandCodes, failureCodesIn, manifestCodes, requestCodes, stateCodes, stopCodes } from "./codes.ts"

const ROOT = path.resolve(import.meta.dirname, "..")

const read = (file: string): string => readFileSync(path.join(ROOT, file), "utf8")

const documents: ReadonlyArray<string> = [
  "README.md",
  "CONTRIBUTING.md",
  "src/README.md",
  ...readdirSync(path.join(ROOT, "docs"))
    .filter((name) => name.endsWith(".md"))
    .map((name) => `docs/${name}`)
]

const FOLDERS = new Set(["src", "test", "bench", "docs", "schema", "scripts", ".ci", ".github"])

/**
 * Paths that a document names: links that are no URLs, from where the document lies; and words in back quotes that begin
 * with a folder of the repository. What stands in fenced blocks is output or a picture.
 */
const pathsIn = (file: string, text: string): ReadonlyArray<string> => {
  const prose = text.replace(/^```[\s\S]*?^```/gm, "")
  const links = [...prose.matchAll(/\]\((?![a-z]+:|#)([^)#\s]+)[^)]*\)/g)].map(([, link = ""]) =>
    path.posix.join(path.posix.dirname(file), link)
  )
  const quoted = [...prose.matchAll(/`([\w.][\w./*-]*)`/g)].flatMap(([, word = ""]) =>
    FOLDERS.has(word.split("/")[0] ?? "") && word.includes("/") ? [word] : []
  )
  return [...links, ...quoted]
}

/** Whether something of that name is there; `*` stands for any part of a name. */
const isThere = (name: string): boolean => {
  if (!name.includes("*")) return existsSync(path.join(ROOT, name))
  const folder = path.posix.dirname(name)
  const pattern = new RegExp(`^${path.posix.basename(name).replace(/[.+]/g, "\\$&").replaceAll("*", ".*")}$`)
  return (
    existsSync(path.join(ROOT, folder)) && readdirSync(path.join(ROOT, folder)).some((entry) => pattern.test(entry))
  )
}

describe.each(documents)("%s", (document) => {
  it("names no path that is not there", () => {
    expect(pathsIn(document, read(document)).filter((name) => !isThere(name))).toEqual([])
  })
})

/** Tests that a document names by file and title, and whose title the file does not have. */
const untested = (text: string): ReadonlyArray<string> =>
  [...text.matchAll(/`(test\/[\w./-]+)`\s+\(\*([^*]+)\*\)/g)].flatMap(([cited, file = "", title = ""]) =>
    isThere(file) && read(file).includes(title) ? [] : [cited]
  )

describe.each(["CONTRIBUTING.md", "src/README.md", "docs/money.md"])("the tests that %s names", (document) => {
  it("are there, under that title", () => {
    expect(untested(read(document))).toEqual([])
  })
})

describe("the comments of the source", () => {
  const cited = (text: string): ReadonlyArray<string> =>
    [...text.matchAll(/\b(?:docs|test|schema)\/[\w/*-]+(?:\.[a-z]+)+/g)].map(([name]) => name)

  it("name no document, test or schema that is not there", () => {
    const files = readdirSync(path.join(ROOT, "src"), { recursive: true, encoding: "utf8" }).filter((name) =>
      name.endsWith(".ts")
    )
    const missing = files.flatMap((name) =>
      cited(read(`src/${name}`))
        .filter((one) => !isThere(one))
        .map((one) => `src/${name}: ${one}`)
    )
    expect(missing).toEqual([])
  })

  it("are read as they are written", () => {
    const text = "(test/a/b.test.ts). docs/x-y.md, schema/z.schema.json; test/budget/*.test.ts"
    expect(cited(text)).toEqual(["test/a/b.test.ts", "docs/x-y.md", "schema/z.schema.json", "test/budget/*.test.ts"])
  })
})

describe("the reading of documents", () => {
  it("notices a test that has another title, or is not there", () => {
    const [there, other, nowhere] = [
      "`test/docs.test.ts` (*notices a test*)",
      `\`test/docs.test.ts\` (*${"nothing ".repeat(2)}of the kind*)`,
      "`test/nowhere.test.ts` (*notices a test*)"
    ]
    expect(untested([there, other, nowhere].join("\n"))).toEqual([other, nowhere])
  })

  it("finds links and quoted paths, and leaves fenced blocks alone", () => {
    const text =
      "[a](../x.md) [b](https://x.y/z) [c](#d)\n`src/nowhere.ts` `npm test` `test/a/*.ts`\n```\n`src/out.ts`\n```\n"
    expect(pathsIn("docs/a.md", text)).toEqual(["x.md", "src/nowhere.ts", "test/a/*.ts"])
    expect(["x.md", "src/nowhere.ts", "test/a/*.ts"].filter(isThere)).toEqual([])
    expect(["src/main.ts", "test/*.test.ts"].filter(isThere)).toEqual(["src/main.ts", "test/*.test.ts"])
  })

  it("finds the codes of failures in the source", () => {
    expect(failureCodesIn('new Failure({ exit: EXIT.state, code: "made-up", message })')).toEqual(["made-up"])
    expect(commandCodes).toContain("usage")
  })
})

describe("README.md", () => {
  it("shows exports.yaml as it is", () => {
    expect(read("README.md")).toContain(`\n\`\`\`yaml\n${read("exports.yaml")}\`\`\`\n`)
  })

  it("names no option that no command has", () => {
    const known = readdirSync(path.join(ROOT, "test/cli/golden/help")).map((name) =>
      read(`test/cli/golden/help/${name}`)
    )
    const options = [...read("README.md").matchAll(/`[^`]*`/g)].flatMap(
      ([words]) => words.match(/(?<= |`)--[a-z-]+/g) ?? []
    )
    const ours = options.filter((option) => option !== "--help")
    expect(ours.filter((option) => !known.some((help) => help.includes(`${option} `)))).toEqual([])
    expect(ours.length).toBeGreaterThan(20)
  })
})

describe("docs/errors.md", () => {
  /** The codes of the tables below a heading, in their order. */
  const listed = (heading: string): ReadonlyArray<string> => {
    const section = read("docs/errors.md")
      .split(/^## /m)
      .find((part) => part.startsWith(`${heading}\n`))
    return [...(section ?? "").matchAll(/^\| `([a-z-]+)` \|/gm)].map(([, code = ""]) => code)
  }

  const stages = [
    { heading: "Commands", codes: [...commandCodes] },
    { heading: "The manifest", codes: [...manifestCodes] },
    { heading: "The state", codes: [...stateCodes] },
    { heading: "A run", codes: [...stopCodes] },
    { heading: "A request", codes: [...requestCodes] }
  ]

  it.each(stages)("lists the codes of: $heading; all of them, each once, and no other", ({ heading, codes }) => {
    expect([...listed(heading)].sort()).toEqual([...codes].sort())
  })
})
