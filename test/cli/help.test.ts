/** The help of every command, word by word. `UPDATE=1 npx vitest run test/cli/help.test.ts` writes what it says now. */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { describe, expect, it } from "vitest"
import { COMMANDS, help, OPTIONS } from "../../src/cli/help.ts"
import { knownTypes } from "../../src/manifest/catalog.ts"

const FOLDER = join(import.meta.dirname, "golden/help")
const isUpdate = process.env["UPDATE"] === "1"

const names = ["exporter", ...Object.keys(COMMANDS)]
const fileOf = (name: string) => `${name.replaceAll(" ", "-")}.txt`

/** Terminals that people split are not much wider. */
const WIDEST = 100

describe("--help of", () => {
  it.each(names)("%s", (name) => {
    const text = `${help(name === "exporter" ? [] : name.split(" "))}\n`
    const file = join(FOLDER, fileOf(name))
    if (isUpdate) {
      mkdirSync(FOLDER, { recursive: true })
      writeFileSync(file, text)
    }
    expect(text).toBe(readFileSync(file, "utf8"))
    expect(text.split("\n").filter((line) => line.length > WIDEST)).toEqual([])
  })

  it("nothing else", () => {
    expect(readdirSync(FOLDER).sort()).toEqual(names.map(fileOf).sort())
  })
})

it("every command has an example that begins with its name", () => {
  for (const [name, { examples }] of Object.entries(COMMANDS))
    expect(examples.some(([line]) => line.includes(`exporter ${name}`))).toBe(true)
})

it("every option belongs to a command, and says what it does", () => {
  const used = new Set<string>(Object.values(COMMANDS).flatMap(({ options }): ReadonlyArray<string> => options))
  expect([...used].sort()).toEqual(Object.keys(OPTIONS).sort())
})

it("the types of init are those of the catalog", () => {
  expect(OPTIONS.type.choices).toEqual(knownTypes)
})

it("help COMMAND says the same as COMMAND --help", () => {
  expect(help(["help", "state", "rm"])).toBe(help(["state", "rm", "--help"]))
  expect(help(["help"])).toBe(help([]))
})
