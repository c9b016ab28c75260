/** What editors are told, and that the program says the same. */
import { readFileSync } from "node:fs"
import { Ajv2020 } from "ajv/dist/2020.js"
import { describe, expect, it } from "vitest"
import { stringify } from "yaml"
import { generate } from "../../scripts/build-validator.mjs"
import { factsOf, isScraped, knownTypes, type Nature } from "../../src/manifest/catalog.ts"
import { fileVariables, placeholders, runVariables } from "../../src/manifest/placeholders.ts"
import { isMap, mapAt, valueAt } from "../../src/manifest/Source.ts"
import { problemsOf } from "./marks.ts"
import { type Schema, schema } from "./schema.ts"

const ajv = new Ajv2020({ strict: true, strictTypes: false, strictRequired: false, allowUnionTypes: true })
ajv.addKeyword("patternErrorMessage")
const acceptedByEditor = ajv.compile(schema)
const definitions = mapAt(schema, "$defs")

/** With what a `$ref` leads to, the schema's own words first. */
const resolved = (part: Schema): Schema => {
  const reference = valueAt(part, "$ref")
  if (typeof reference !== "string") return part
  return { ...resolved(mapAt(definitions, reference.replace("#/$defs/", ""))), ...part }
}

/** Every schema that stands for a key or an item, by its path. Conditionals only narrow what is described elsewhere. */
const described = (part: unknown, path: string): ReadonlyArray<readonly [path: string, schema: Schema]> => {
  if (!isMap(part)) return []
  const maps = ["properties", "patternProperties"].flatMap((keyword) => Object.entries(mapAt(part, keyword)))
  return [
    [path, resolved(part)],
    ...maps.flatMap(([key, child]) => described(child, `${path}/${key}`)),
    ...described(valueAt(part, "additionalProperties"), `${path}/*`)
  ]
}

const keys = [
  ...described(schema, ""),
  ...Object.entries(definitions).flatMap(([name, part]) => described(part, name))
].filter(([path]) => !path.endsWith("options/*"))

describe("every key", () => {
  it("is looked at", () => {
    expect(keys.length).toBeGreaterThan(80)
  })

  it.each(keys)(
    "%s has a description and examples that are valid",
    (_path, { description, examples, $id: _, ...rest }) => {
      expect(description).toMatch(/^[A-Z`].*\.$/)
      expect(examples).toSatisfy((list: unknown) => Array.isArray(list) && list.length > 0)
      const accepts = ajv.compile({ ...rest, $defs: definitions })
      for (const example of Array.isArray(examples) ? examples : [])
        expect([example, accepts(example)]).toEqual([example, true])
    }
  )
})

describe("the compiled validator", () => {
  it("is what the schema compiles to: else run `node scripts/build-validator.mjs`", () => {
    const file = new URL("../../src/manifest/validator.generated.mjs", import.meta.url)
    expect(readFileSync(file, "utf8") === generate()).toBe(true)
  })
})

describe("the catalog", () => {
  const optionsOf = (type: string): Schema => {
    const rules = valueAt(mapAt(definitions, "export"), "allOf")
    const rule = (Array.isArray(rules) ? rules : []).find((candidate: unknown) => {
      const then = mapAt(mapAt(candidate, "then"), "properties")
      const { const: one, enum: several } = mapAt(mapAt(mapAt(candidate, "if"), "properties"), "type")
      return "options" in then && (one === type || (Array.isArray(several) && several.includes(type)))
    })
    return resolved(mapAt(mapAt(mapAt(rule, "then"), "properties"), "options"))
  }

  it("has the types of the schema", () => {
    expect(mapAt(definitions, "knownType")).toMatchObject({ enum: knownTypes })
  })

  it.each(knownTypes)("knows the options of %s", (type) => {
    const facts = factsOf(type)
    const options = optionsOf(type)
    const properties = Object.entries(mapAt(options, "properties"))
    expect(facts?.options).toEqual(properties.map(([key]) => key))
    expect(facts?.requiredOptions).toEqual(valueAt(options, "required") ?? [])
    expect(facts?.optionDefaults).toEqual(
      Object.fromEntries(
        properties.flatMap(([key, rule]) => (isMap(rule) && "default" in rule ? [[key, valueAt(rule, "default")]] : []))
      )
    )
    expect(facts?.idLists).toEqual(
      properties.flatMap(([key, rule]) => (valueAt(rule, "type") === "array" ? [key] : []))
    )
  })

  it("tells scraped types, and what kind of data each has", () => {
    expect(knownTypes.filter(isScraped)).toEqual([
      "chat_messages",
      "media_vault",
      "fans",
      "followings",
      "profile_visitors"
    ])
    expect(isScraped("a type of next year")).toBe(true)
    const ofNature = (nature: Nature) => knownTypes.filter((type) => factsOf(type)?.nature === nature)
    expect(ofNature("events")).toEqual(["transactions", "payouts", "chargebacks", "chat_messages", "profile_visitors"])
    expect(ofNature("snapshot")).toEqual(["trial_links", "tracking_links", "smart_links", "fans", "followings"])
    expect([...ofNature("search"), ...ofNature("files")]).toEqual(["public_profiles", "media_vault"])
  })

  const body = (type: string, rest: object) => ({
    version: 1,
    exports: {
      it: {
        type,
        start_date: "2024-01-01",
        end_date: "2024-12-31",
        ...(type === "chat_messages" ? { options: { maxMessages: 1 } } : {}),
        ...(type === "media_vault" ? { options: { mediaType: "all" } } : {}),
        ...(type === "fans" || type === "followings" ? { options: { type: "all" } } : {}),
        ...rest
      }
    }
  })

  it.each(knownTypes)("knows the file types and the accounts of %s", (type) => {
    const account_ids = ["acct_1"]
    const accepted = ["csv", "xlsx", "zip"].filter((file_type) =>
      acceptedByEditor(body(type, { file_type, account_ids }))
    )
    expect(accepted).toEqual(factsOf(type)?.fileTypes)
    expect(acceptedByEditor(body(type, {})) ? "optional" : "required").toBe(factsOf(type)?.accounts)
  })
})

describe("the variables of a path", () => {
  it("are those of the program", () => {
    const output = mapAt(definitions, "output")
    expect(valueAt(output, "description")).toContain(`{${placeholders.join("} {")}}`)
    expect(JSON.stringify(valueAt(output, "anyOf"))).toContain(`(?:${placeholders.join("|")})`)
  })

  it.each([
    ["fileWord", fileVariables],
    ["runWord", runVariables]
  ])("and those of a %s", (name, variables) => {
    const word = mapAt(definitions, name)
    expect(valueAt(word, "description")).toContain(`{${variables.join("} {")}}`)
    expect(valueAt(word, "pattern")).toContain(`(?:${variables.join("|")})`)
  })

  it("and those that the descriptions of hooks name", () => {
    const described = (hooks: unknown, key: string) => valueAt(mapAt(mapAt(hooks, "properties"), key), "description")
    expect(described(mapAt(definitions, "hooks"), "after_download")).toContain(`{${fileVariables.join("} {")}}`)
    expect(described(mapAt(mapAt(schema, "properties"), "hooks"), "after_run")).toContain(
      `{${runVariables.join("} {")}}`
    )
  })
})

describe("bodies of the API", () => {
  it.each([
    {
      type: "transactions",
      account_ids: ["acc_abc123", "acc_def456"],
      start_date: "2024-01-01T00:00:00Z",
      end_date: "2024-12-31T23:59:59Z",
      export_columns: ["transaction_id", "amount", "created_at"],
      file_type: "csv",
      auto_start: true
    },
    {
      type: "chat_messages",
      account_ids: ["acct_1"],
      start_date: "2024-01-01T00:00:00+00:00",
      end_date: "2024-12-31",
      file_type: "xlsx",
      options: { maxChats: 100, maxMessages: 50000, skipMassMessages: false, chatIds: [1, "2", 1] }
    },
    {
      type: "public_profiles",
      start_date: "2024-01-01",
      end_date: "2024-12-31",
      file_type: "csv",
      options: {
        query: "fitness",
        gender: "couple",
        minSubscribePrice: 4.99,
        maxSubscribePrice: 20,
        location: "Berlin",
        minPostsCount: 0,
        minPhotosCount: 1,
        minVideosCount: 2,
        minSubscribersCount: 3,
        minJoinDate: "2024-01-01T00:00:00Z",
        minLastSeenAt: "2024-01-01",
        createdAtFrom: "2024-01-01",
        createdAtTo: "2024-02-29",
        instagram: "x",
        twitter: "y",
        tiktok: "z",
        maxResults: 10
      }
    },
    {
      type: "public_profiles",
      account_ids: ["acct_1"],
      start_date: "2024-01-01",
      end_date: "2024-12-31",
      file_type: "xlsx"
    },
    {
      type: "media_vault",
      account_ids: ["acct_1", "acct_1"],
      start_date: "2024-01-01",
      end_date: "2024-12-31",
      file_type: "zip",
      options: { mediaType: "gif" }
    },
    {
      type: "payouts",
      account_ids: ["acct_1"],
      start_date: "2024-01-01",
      end_date: "2024-12-31",
      file_type: "csv",
      options: {}
    }
  ])("are entries: $type", (entry) => {
    expect(problemsOf(stringify({ version: 1, exports: { it: entry } }))).toEqual([])
  })
})

describe("editor and program", () => {
  it("agree that a variable may stand where a text may", () => {
    const variable = "${env:IT}"
    const text = (value: string) =>
      stringify({
        version: 1,
        accounts: { main: value },
        defaults: { split: value, output: value },
        exports: { it: { type: value, account_ids: [value], start_date: value, end_date: value, file_type: value } }
      })
    const written = {
      version: 1,
      accounts: { main: variable },
      timezone: variable,
      defaults: { split: variable, output: variable, account_ids: variable },
      exports: {
        it: { type: variable, account_ids: [variable], start_date: variable, end_date: variable, file_type: variable }
      }
    }
    expect(acceptedByEditor(written)).toBe(true)
    expect(problemsOf(text(variable), { IT: "x" }).map(({ message }) => message)).toEqual(
      problemsOf(text("x")).map(({ message }) => message)
    )
  })
})
