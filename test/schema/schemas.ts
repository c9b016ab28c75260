/** The schemas of what the commands write, and what their tests have in common. */
import { readFileSync } from "node:fs"
import type { ValidateFunction } from "ajv"
import { Ajv2020 } from "ajv/dist/2020.js"

export interface Schema {
  readonly $defs: Readonly<Record<string, unknown>>
  readonly [keyword: string]: unknown
}

export const schemaOf = (
  name: "plan" | "report" | "events" | "status" | "prune" | "last-run" | "doctor" | "commands"
): Schema => JSON.parse(readFileSync(new URL(`../../schema/${name}.schema.json`, import.meta.url), "utf8")) as Schema

/** Compiled once for each schema: that costs far more than a document. */
const validators = new WeakMap<Schema, ValidateFunction>()

/** What is wrong with a document; empty where nothing is. */
export const validator = (schema: Schema): ((document: unknown) => ReadonlyArray<string>) => {
  const validate =
    validators.get(schema) ?? new Ajv2020({ allErrors: true, strict: true, allowUnionTypes: true }).compile(schema)
  validators.set(schema, validate)
  return (document) =>
    validate(document) ? [] : (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`)
}

/** The words that a key of a definition takes. */
export const wordsOf = (schema: Schema, definition: string, key: string): ReadonlyArray<string> => {
  const { properties } = schema.$defs[definition] as { readonly properties: Record<string, { enum?: string[] }> }
  return properties[key]?.enum ?? []
}

/** The document as it is once written and read again. */
export const written = (document: unknown): Json => JSON.parse(JSON.stringify(document)) as Json

export type Json = { readonly [key: string]: Json } | ReadonlyArray<Json> | string | number | boolean | null

/** The document with a key that nobody knows, once in each of its objects but those whose keys are free. */
export const withUnknownKeys = (
  document: Json,
  free: ReadonlyArray<string> = ["options", "fields"]
): ReadonlyArray<Json> => {
  if (typeof document !== "object" || document === null) return []
  const entries = Object.entries(document)
  const inside = entries.flatMap(([key, value]) =>
    free.includes(key)
      ? []
      : withUnknownKeys(value, free).map((changed) =>
          Array.isArray(document)
            ? document.map((item: Json, index) => (String(index) === key ? changed : item))
            : { ...document, [key]: changed }
        )
  )
  return Array.isArray(document) ? inside : [{ ...document, unheard_of: 1 }, ...inside]
}

/** Every key of a schema, and whether it says what it means. */
export const undescribed = (schema: Schema): ReadonlyArray<string> => {
  const missing: Array<string> = []
  const visit = (node: unknown, path: string): void => {
    if (typeof node !== "object" || node === null) return
    for (const [keyword, value] of Object.entries(node)) {
      if (keyword === "properties" || keyword === "$defs")
        for (const [name, of] of Object.entries(value as object))
          if (typeof of !== "object" || of === null || !("description" in of))
            missing.push(`${path}/${keyword}/${name}`)
      visit(value, `${path}/${keyword}`)
    }
  }
  visit(schema, "")
  return missing
}

/** Objects of a schema that would take keys they do not name. */
export const open = (schema: Schema): ReadonlyArray<string> => {
  const found: Array<string> = []
  const visit = (node: unknown, path: string): void => {
    if (typeof node !== "object" || node === null) return
    if ("properties" in node && !("additionalProperties" in node && node.additionalProperties === false))
      found.push(path)
    for (const [keyword, value] of Object.entries(node)) visit(value, `${path}/${keyword}`)
  }
  visit(schema, "")
  return found
}
