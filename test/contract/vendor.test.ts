/**
 * The contract against the vendor's own page of "Create Data Export", where that page is at hand: named by
 * EXPORTER_VENDOR_OPENAPI, or kept in a folder beside the repository.
 */
import { existsSync, readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { Ajv2020 } from "ajv/dist/2020.js"
import { describe, expect, it } from "vitest"
import { parse } from "yaml"
import { start } from "../../src/sandbox/server.ts"
import { asNode, at, contract } from "./contract.ts"
import { VALID_REQUESTS } from "./requests.ts"

/** Types that the vendor added after the page was kept. */
const LATER_TYPES = ["profile_visitors"]
/** The page calls them text, with null as the only example; accounts on old plans were seen with numbers. */
const NUMBERS_ON_OLD_PLANS = ["_meta._rate_limits.limit_day", "_meta._rate_limits.remaining_day"]

const pageFile = (): string | undefined => {
  const named = process.env["EXPORTER_VENDOR_OPENAPI"]
  if (named !== undefined && named !== "") return named
  const folder = new URL("../../../shared/api/", import.meta.url).pathname
  if (!existsSync(folder)) return undefined
  const page = readdirSync(folder).find((name) => name.endsWith(".txt"))
  return page === undefined ? undefined : join(folder, page)
}

const file = pageFile()
const PATH = ["paths", "/api/data-exports", "post"]
const BODY = ["requestBody", "content", "application/json", "schema"]
const ANSWER = ["responses", "200", "content", "application/json", "schema"]

/** The block of YAML in a page, or the page itself where it is nothing else. */
const readPage = (path: string): unknown => {
  const text = readFileSync(path, "utf8")
  return parse(/^`{3,}yaml[^\n]*\n([\s\S]*?)^`{3,}/m.exec(text)?.[1] ?? text)
}

/** `$ref`s of our own document, followed. */
const resolved = (schema: unknown): Readonly<Record<string, unknown>> => {
  const node = asNode(schema)
  const reference = node["$ref"]
  return typeof reference === "string" ? at(contract, ...reference.slice(2).split("/")) : node
}

/** `path → type` of everything in a schema of an object. */
const shapeOf = (schema: unknown, path = ""): Readonly<Record<string, unknown>> => {
  const { properties, type } = resolved(schema)
  if (properties === undefined || Object.keys(asNode(properties)).length === 0) return { [path]: type }
  const inner = Object.entries(asNode(properties)).map(([key, value]) =>
    shapeOf(value, path === "" ? key : `${path}.${key}`)
  )
  return Object.assign({}, ...inner)
}

/** OpenAPI 3.0 says `nullable`, JSON Schema says `null`; and `example` says nothing. */
const asJsonSchema = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(asJsonSchema)
  if (typeof value !== "object" || value === null) return value
  const { nullable, example, ...rest } = asNode(value)
  const converted = Object.fromEntries(Object.entries(rest).map(([key, inner]) => [key, asJsonSchema(inner)]))
  return nullable === true ? { ...converted, type: [converted["type"], "null"] } : converted
}

describe.skipIf(file === undefined)("the vendor's page", () => {
  // A skipped suite is still read: the page must not be.
  const vendor = file === undefined ? {} : at(readPage(file), ...PATH)
  const vendorBody = file === undefined ? {} : at(vendor, ...BODY)
  const ours = at(contract, ...PATH)
  const ourBody = resolved(at(ours, ...BODY))

  it("names the types and file types that the contract names", () => {
    const types = at(vendorBody, "properties", "type")["enum"]
    const ourTypes = resolved(at(ourBody, "properties", "type"))["enum"]
    expect(sorted(ourTypes).filter((type) => !LATER_TYPES.includes(type))).toEqual(
      sorted(types).filter((type) => !LATER_TYPES.includes(type))
    )
    const fileTypes = resolved(at(ourBody, "properties", "file_type"))["enum"]
    expect(sorted(fileTypes)).toEqual(sorted(at(vendorBody, "properties", "file_type")["enum"]))
  })

  it("asks for the fields that the contract asks for", () => {
    expect(sorted(ourBody["required"])).toEqual(sorted(vendorBody["required"]))
    expect(shapeOf(ourBody)).toEqual(shapeOf(vendorBody))
  })

  it("answers the fields that the contract knows, with the same types", () => {
    const theirs = shapeOf(at(vendor, ...ANSWER))
    const known = shapeOf(at(ours, ...ANSWER))
    expect(Object.keys(known).sort()).toEqual(Object.keys(theirs).sort())
    for (const [path, type] of Object.entries(theirs)) {
      if (!NUMBERS_ON_OLD_PLANS.includes(path)) expect([path, known[path]]).toEqual([path, type])
    }
  })

  it("describes the real answers of the sandbox", async () => {
    const validate = new Ajv2020().compile(asNode(asJsonSchema(at(vendor, ...ANSWER))))
    const sandbox = await start()
    try {
      for (const request of Object.values(VALID_REQUESTS)) {
        const response = await fetch(`${sandbox.url}/api/data-exports`, {
          method: "POST",
          headers: { Authorization: "Bearer any", "Content-Type": "application/json" },
          body: JSON.stringify(request)
        })
        expect(response.status).toBe(200)
        void validate(await response.json())
        expect(validate.errors).toBeNull()
      }
    } finally {
      await sandbox.close()
    }
  })
})

const sorted = (list: unknown): ReadonlyArray<string> => (Array.isArray(list) ? list.map(String).sort() : [])
