/** What the package exports: a list that changes only on purpose, and a description of each. */
import { readFileSync } from "node:fs"
import path from "node:path"
import { describe, expect, it } from "vitest"

const LIBRARY = path.resolve(import.meta.dirname, "../../src/library")

interface Exported {
  readonly name: string
  readonly isType: boolean
  /** The text of the file that declares it, and its name there. */
  readonly text: string
  readonly declaredAs: string
}

const EXPORT_FROM = /^export (type )?\{([^}]*)\} from "(\.[^"]+)"/gm
const EXPORT_ALL = /^export \* from "(\.[^"]+)"/gm
const DECLARED = /^export (?:abstract )?(const|function\*?|class|interface|type) (\w+)/gm

/** The names that a module of the library exports, by what its text says. */
const exportedBy = (file: string): ReadonlyArray<Exported> => {
  const text = readFileSync(file, "utf8")
  const at = (specifier: string) => path.resolve(path.dirname(file), specifier)
  return [
    ...[...text.matchAll(EXPORT_ALL)].flatMap(([, from = ""]) => exportedBy(at(from))),
    ...[...text.matchAll(EXPORT_FROM)].flatMap(([, allTypes, names = "", from = ""]) =>
      names.split(",").map((word): Exported => {
        const [, type, declaredAs = "", name = declaredAs] = /^\s*(type )?(\w+)(?: as (\w+))?\s*$/.exec(word) ?? []
        return { name, declaredAs, isType: (allTypes ?? type) !== undefined, text: readFileSync(at(from), "utf8") }
      })
    ),
    ...[...text.matchAll(DECLARED)].map(
      ([, kind, name = ""]): Exported => ({
        name,
        declaredAs: name,
        isType: kind === "interface" || kind === "type",
        text
      })
    )
  ]
}

/** The comment just above a declaration. */
const describedAs = ({ text, declaredAs }: Exported): string | undefined =>
  new RegExp(
    `/\\*\\*((?:(?!\\*/)[\\s\\S])*)\\*/\\nexport (?:const|function\\*?|class|interface|type) ${declaredAs}\\b`
  ).exec(text)?.[1]

const entries = ["index", "sandbox"].map((entry) => [entry, exportedBy(path.join(LIBRARY, `${entry}.ts`))] as const)

describe("what the package exports", () => {
  it("is what is listed: a change of it is meant, and is in the changelog", async () => {
    const list = entries.map(([entry, all]) => {
      const lines = all.map(({ name, isType }) => `${isType ? "type " : ""}${name}`)
      return [`# ${entry === "index" ? "exporter" : `exporter/${entry}`}`, ...lines.sort()].join("\n")
    })
    await expect(`${list.join("\n\n")}\n`).toMatchFileSnapshot("golden/exports.txt")
  })

  it.each(entries)("%s: the list is what the module has when it is loaded", async (entry, all) => {
    const loaded: Record<string, unknown> = await import(path.join(LIBRARY, `${entry}.ts`))
    expect(Object.keys(loaded).sort()).toEqual(
      all
        .filter(({ isType }) => !isType)
        .map(({ name }) => name)
        .sort()
    )
  })

  it.each(entries.flatMap(([, all]) => all.map((one) => [one.name, one] as const)))("%s is described", (_name, one) => {
    expect(describedAs(one)?.trim()).toMatch(/\w[\s\S]{12,}/)
  })
})
