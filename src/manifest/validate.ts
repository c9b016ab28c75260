/** The schema's rules on one file, one finding per mistake. */
import { explain } from "./explain.ts"
import type { Finding } from "./Finding.ts"
import { nearest } from "./nearest.ts"
import type { Path } from "./Problem.ts"
import type { ParsedFile } from "./Source.ts"
import { validate as accepts, type SchemaError } from "./validator.generated.mjs"
import type { Written } from "./Written.ts"

interface Validated {
  /** The file's value, where the schema accepts it. */
  readonly written?: Written
  readonly findings: ReadonlyArray<Finding>
}

export const validate = ({ file, value }: ParsedFile): Validated => {
  if (accepts(value)) return { written: value, findings: [] }
  const findings = mistakes(accepts.errors ?? []).flatMap((error) => {
    const path = pathOf(error.instancePath, value)
    return explain(error, path, value).map(({ on, path, ...what }) => ({ ...what, at: { file, path, on } }))
  })
  return { findings }
}

/** Rules that only say that rules inside of them were broken. */
const WRAPPERS: ReadonlySet<string> = new Set(["if", "propertyNames"])

/**
 * Several rules may judge one value: its own, and those that follow from the type. People made one mistake, so one error
 * is kept: a wrong kind of value before a wrong value, and of two lists of words the shorter, which is the stricter.
 */
const mistakes = (errors: ReadonlyArray<SchemaError>): ReadonlyArray<SchemaError> => {
  const bySubject = new Map<string, SchemaError>()
  for (const error of errors) {
    if (WRAPPERS.has(error.keyword)) continue
    const subject = JSON.stringify([error.instancePath, subjectOf(error)])
    const before = bySubject.get(subject)
    if (before === undefined || rank(error) < rank(before)) bySubject.set(subject, error)
  }
  return withoutMisspelt([...bySubject.values()])
}

/** `start_dat` is not a key, and so `start_date` is missing: one mistake. */
const withoutMisspelt = (errors: ReadonlyArray<SchemaError>): ReadonlyArray<SchemaError> => {
  const unknown = new Map<string, Array<string>>()
  for (const { instancePath, params } of errors) {
    if (params.additionalProperty === undefined) continue
    const keys = unknown.get(instancePath) ?? []
    unknown.set(instancePath, [...keys, params.additionalProperty])
  }
  return errors.filter(({ instancePath, params: { missingProperty } }) => {
    if (missingProperty === undefined) return true
    return !unknown.get(instancePath)?.some((key) => nearest(key, [missingProperty]) !== undefined)
  })
}

const subjectOf = ({ params, propertyName }: SchemaError): unknown =>
  params.additionalProperty ?? params.missingProperty ?? propertyName

const rank = ({ keyword, schema }: SchemaError): number => {
  if (keyword === "type") return 0
  // A variable that has no value is no wrong value.
  if (keyword === "not") return 0.5
  if (keyword === "const") return 1
  if (keyword === "enum") return Array.isArray(schema) ? 1 + schema.length : 1
  return 1000
}

/** A JSON pointer as a path, with numbers for the items of lists. */
const pathOf = (pointer: string, root: unknown): Path => {
  let value = root
  return pointer
    .split("/")
    .slice(1)
    .map((segment) => {
      const name = segment.replaceAll("~1", "/").replaceAll("~0", "~")
      const key = Array.isArray(value) ? Number(name) : name
      value = typeof value === "object" && value !== null ? Reflect.get(value, key) : undefined
      return key
    })
}
