/** The contract as something to hold answers against. */
import { readFileSync } from "node:fs"
import { Ajv2020 } from "ajv/dist/2020.js"
import formats from "ajv-formats"
import { parse } from "yaml"

type Node = Readonly<Record<string, unknown>>

export const asNode = (value: unknown): Node => {
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as Node
  throw new Error(`not an object: ${JSON.stringify(value)}`)
}

/** The value at a path of keys; throws where there is none. */
export const at = (document: unknown, ...path: ReadonlyArray<string>): Node =>
  path.reduce((node, key) => asNode(node[key]), asNode(document))

export const contract: Node = asNode(parse(readFileSync(new URL("data-exports.openapi.yaml", import.meta.url), "utf8")))

/** Path and method of each operation, by its id. */
const OPERATIONS = {
  create: ["/api/data-exports", "post"],
  list: ["/api/data-exports", "get"],
  get: ["/api/data-exports/{id}", "get"],
  cancel: ["/api/data-exports/{id}", "delete"],
  start: ["/api/data-exports/{id}/start", "post"],
  retry: ["/api/data-exports/{id}/retry", "post"]
} as const

export type OperationId = keyof typeof OPERATIONS

/** Every answer that the contract knows: `create 200`, … */
export const documentedAnswers: ReadonlyArray<string> = Object.entries(OPERATIONS).flatMap(([id, [path, method]]) =>
  Object.keys(at(contract, "paths", path, method, "responses")).map((status) => `${id} ${status}`)
)

// The document as a whole is no schema; only what is pointed at below is compiled, strictly enough to notice a typing error.
const ajv = new Ajv2020({ allErrors: true, strictTypes: false, strictRequired: false, allowUnionTypes: true })
formats.default(ajv)
for (const word of ["openapi", "info", "servers", "security", "paths", "components"]) ajv.addKeyword(word)
ajv.addSchema(contract, "contract")

/** What is wrong with an answer; empty: nothing. */
export const faultsOfAnswer = (id: OperationId, response: Response, body: unknown): ReadonlyArray<string> => {
  const [path, method] = OPERATIONS[id]
  const place = ["paths", path, method, "responses", String(response.status)]
  const answer = at(contract, ...place)
  const reference = answer["$ref"]
  const found = typeof reference === "string" ? reference.slice(2).split("/") : place
  const headers = Object.entries(asNode(at(contract, ...found)["headers"] ?? {})).flatMap(([name, header]) =>
    faults(ajv.compile(asNode(asNode(header)["schema"])), response.headers.get(name)).map(
      (fault) => `${name}: ${fault}`
    )
  )
  return [...headers, ...faults(schemaAt(...found, "content", "application/json", "schema"), body)]
}

export const faultsOfRequest = (body: unknown): ReadonlyArray<string> =>
  faults(schemaAt("components", "schemas", "Request"), body)

const schemaAt = (...path: ReadonlyArray<string>) => {
  const pointer = path.map((key) => encodeURIComponent(key.replaceAll("~", "~0").replaceAll("/", "~1"))).join("/")
  const compiled = ajv.getSchema(`contract#/${pointer}`)
  if (compiled === undefined) throw new Error(`the contract has no ${path.join(" ")}`)
  return compiled
}

const faults = (validate: ReturnType<typeof schemaAt>, value: unknown): ReadonlyArray<string> => {
  void validate(value)
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`)
}
