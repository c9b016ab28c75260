/**
 * Compiles schema/exports.schema.json into src/manifest/validator.generated.mjs: compiling it at every start would cost
 * more than reading the manifest does.
 *
 *   node scripts/build-validator.mjs
 */
import { readFileSync, writeFileSync } from "node:fs"
import { fileURLToPath } from "node:url"
import { Ajv2020 } from "ajv/dist/2020.js"
import standaloneCode from "ajv/dist/standalone/index.js"

const schemaFile = new URL("../schema/exports.schema.json", import.meta.url)
const generatedFile = new URL("../src/manifest/validator.generated.mjs", import.meta.url)

/** What a schema says to people and editors alone. */
const annotations = new Set(["$comment", "title", "description", "examples", "default", "patternErrorMessage"])
/** Keywords whose keys are names of the manifest, not keywords. */
const maps = new Set(["properties", "patternProperties", "$defs"])
const definitions = "#/$defs/"
const variable = `${definitions}variable`
const cellText = `${definitions}cellText`

/**
 * The schema as the program needs it: without annotations, and without environment variables. Editors judge a file before
 * those are replaced, so the schema offers `anyOf: [rule, variable]` wherever a text follows a rule; the program judges
 * afterwards, by the rule alone. A variable of a matrix is still there: what has one is left alone, and is judged when it is
 * filled in.
 *
 * @param {unknown} part
 * @param {Record<string, unknown>} defs
 * @returns {unknown}
 */
const forProgram = (part, defs) => {
  const inner = (/** @type {unknown} */ child) => forProgram(child, defs)
  if (Array.isArray(part)) return part.map(inner)
  if (typeof part !== "object" || part === null) return part
  const { $ref, required, ...others } = /** @type {Record<string, unknown>} */ (part)
  // An error tells of what stands around its rule: what is required stands beside what is known of it.
  if (typeof $ref === "string" && required !== undefined)
    return inner({ .../** @type {object} */ (defs[$ref.slice(definitions.length)]), ...others, required })
  const kept = Object.entries(part).filter(([keyword]) => !annotations.has(keyword))
  const { anyOf, ...rest } = /** @type {Record<string, unknown>} */ (
    Object.fromEntries(
      kept.map(([keyword, value]) => [keyword, maps.has(keyword) ? mapValues(value, inner) : inner(value)])
    )
  )
  if (anyOf === undefined) return rest
  const [rule, ...variables] = Array.isArray(anyOf) ? anyOf : []
  const offered = variables.map((one) => one.$ref)
  if (rule === undefined || offered.length === 0 || offered.some((name) => name !== variable && name !== cellText)) {
    throw new Error("`anyOf` in the schema is for variables alone: [rule, variable, cellText]")
  }
  const clash = Object.keys(rule).find((key) => key in rest)
  if (clash !== undefined) throw new Error(`\`${clash}\` stands both beside and inside an \`anyOf\` of the schema`)
  return offered.includes(cellText) ? { ...rest, if: { $ref: cellText }, else: rule } : { ...rest, ...rule }
}

/**
 * @param {object} map
 * @param {(value: unknown) => unknown} f
 */
const mapValues = (map, f) => Object.fromEntries(Object.entries(map).map(([key, value]) => [key, f(value)]))

/**
 * The module's text.
 *
 * @returns {string}
 */
export const generate = () => {
  const ajv = new Ajv2020({
    // A problem of the manifest never hides another one.
    allErrors: true,
    // Explaining an error takes the rule and the value: which words are allowed, what was found.
    verbose: true,
    strict: true,
    // Conditionals speak of one key of an object without repeating that it is one.
    strictTypes: false,
    strictRequired: false,
    code: { source: true, esm: true, lines: true }
  })
  const written = JSON.parse(readFileSync(schemaFile, "utf8"))
  const schema = /** @type {import("ajv").AnySchema} */ (forProgram(written, written.$defs))
  const code = standaloneCode.default(ajv, ajv.compile(schema))
  // What Ajv keeps in its run-time modules it fetches by `require`, which an ES module has not.
  if (code.includes("require(")) throw new Error("the schema uses a keyword that needs Ajv at run time")
  return `// Generated from schema/exports.schema.json by scripts/build-validator.mjs.\n${code}`
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(generatedFile, generate())
