/** Judges create bodies and queries the way Laravel words it: every fault at once, by field. */
import { ADDED_TYPE, CATALOG, type OptionRule, type TypeFacts } from "./catalog.ts"
import { columnsOf } from "./columns.ts"
import type { Purchase } from "./Purchase.ts"
import { type FileType, type Json, STATUSES } from "./wire.ts"

export type Errors = Readonly<Record<string, ReadonlyArray<string>>>

export type Verdict<A> =
  | { readonly valid: true; readonly value: A }
  | { readonly valid: false; readonly errors: Errors }

/** `addedTypes`: types that this sandbox knows beyond the vendor's published ones. */
export const factsOf = (type: string, addedTypes: ReadonlyArray<string>): TypeFacts | undefined =>
  Object.hasOwn(CATALOG, type) ? CATALOG[type] : addedTypes.includes(type) ? ADDED_TYPE : undefined

export const validateCreate = (body: unknown, addedTypes: ReadonlyArray<string>): Verdict<Purchase> => {
  const faults = new Faults()
  const input = isObject(body) ? body : {}
  const typeName = faults.text(input, "type")
  const facts = typeName === undefined ? undefined : factsOf(typeName, addedTypes)
  if (typeName !== undefined && facts === undefined) faults.add("type", "The selected type is invalid.")

  const start = faults.date(input, "start_date")
  const end = faults.date(input, "end_date")
  if (start !== undefined && end !== undefined && end < start) {
    faults.add("end_date", "The end date field must be a date after or equal to start date.")
  }
  const fileType = fileTypeOf(input, facts, faults)
  const accountIds = accountIdsOf(input, facts, faults)
  const columns = columnsAsked(input, facts === undefined ? undefined : typeName, faults)
  const options = optionsOf(input, facts, faults)
  const autoStart = input["auto_start"] ?? false
  if (typeof autoStart !== "boolean") faults.add("auto_start", "The auto start field must be true or false.")

  if (
    faults.any ||
    typeName === undefined ||
    fileType === undefined ||
    start === undefined ||
    end === undefined ||
    typeof autoStart !== "boolean"
  ) {
    return { valid: false, errors: faults.errors }
  }
  return { valid: true, value: { type: typeName, fileType, accountIds, start, end, columns, options, autoStart } }
}

export interface ListQuery {
  readonly perPage: number
  readonly page: number
  readonly status?: string
  readonly type?: string
  readonly urlMinutes: number
}

const PER_PAGE = { default: 15, max: 100 }
/** How long a signed URL lives, in minutes. */
const URL_MINUTES = { default: 5, max: 60 }

export const validateList = (query: URLSearchParams, addedTypes: ReadonlyArray<string>): Verdict<ListQuery> => {
  const faults = new Faults()
  const perPage = faults.wholeNumber(query, "per_page", PER_PAGE.default, PER_PAGE.max)
  const page = faults.wholeNumber(query, "page", 1, Number.MAX_SAFE_INTEGER)
  const urlMinutes = faults.wholeNumber(query, "download_url_expires_in", URL_MINUTES.default, URL_MINUTES.max)
  const status = query.get("status")
  const type = query.get("type")
  if (status !== null && !STATUSES.includes(status)) faults.add("status", "The selected status is invalid.")
  if (type !== null && factsOf(type, addedTypes) === undefined) faults.add("type", "The selected type is invalid.")
  if (faults.any) return { valid: false, errors: faults.errors }
  return {
    valid: true,
    value: { perPage, page, urlMinutes, ...(status === null ? {} : { status }), ...(type === null ? {} : { type }) }
  }
}

export const validateGet = (query: URLSearchParams): Verdict<{ readonly urlMinutes: number }> => {
  const faults = new Faults()
  const urlMinutes = faults.wholeNumber(query, "download_url_expires_in", URL_MINUTES.default, URL_MINUTES.max)
  return faults.any ? { valid: false, errors: faults.errors } : { valid: true, value: { urlMinutes } }
}

const fileTypeOf = (input: Input, facts: TypeFacts | undefined, faults: Faults): FileType | undefined => {
  const name = faults.text(input, "file_type")
  const known = (facts?.fileTypes ?? (["csv", "xlsx", "zip"] as const)).find((candidate) => candidate === name)
  if (name !== undefined && known === undefined) faults.add("file_type", "The selected file type is invalid.")
  return known
}

const accountIdsOf = (input: Input, facts: TypeFacts | undefined, faults: Faults): ReadonlyArray<string> => {
  const given = input["account_ids"] ?? undefined
  if (given === undefined || (Array.isArray(given) && given.length === 0)) {
    if (facts?.needsAccounts) faults.add("account_ids", "The account ids field is required.")
    return []
  }
  return faults.list(given, "account_ids", "account ids", (id) =>
    typeof id === "string" && /^acc(t)?_[A-Za-z0-9]+$/.test(id) ? id : undefined
  )
}

const columnsAsked = (input: Input, type: string | undefined, faults: Faults): ReadonlyArray<string> => {
  const given = input["export_columns"] ?? undefined
  if (given === undefined) return []
  return faults.list(given, "export_columns", "export columns", (column) =>
    typeof column === "string" && (type === undefined || Object.hasOwn(columnsOf(type), column)) ? column : undefined
  )
}

const optionsOf = (input: Input, facts: TypeFacts | undefined, faults: Faults): Readonly<Record<string, Json>> => {
  const given = input["options"] ?? {}
  // An empty PHP array and an empty object are the same thing to the vendor.
  const options = isObject(given) ? given : Array.isArray(given) && given.length === 0 ? {} : undefined
  if (options === undefined) {
    faults.add("options", "The options field must be an array.")
    return {}
  }
  if (facts === undefined) return {}
  const valid: Record<string, Json> = {}
  for (const name of Object.keys(options)) {
    if (!Object.hasOwn(facts.options, name)) faults.add(`options.${name}`, `The selected options.${name} is invalid.`)
  }
  for (const [name, rule] of Object.entries(facts.options)) {
    const value = options[name] ?? undefined
    if (value === undefined) {
      if ("required" in rule && rule.required) faults.add(`options.${name}`, `The ${label(name)} field is required.`)
      continue
    }
    const fault = faultOfOption(rule, value)
    if (fault === undefined) valid[name] = value as Json
    else
      faults.add(
        `options.${name}`,
        fault === "word" ? `The selected ${label(name)} is invalid.` : `The ${label(name)} field ${fault}.`
      )
  }
  return valid
}

/** `options.maxMessages` as Laravel speaks of it: `options.max messages`. */
const label = (option: string): string => `options.${option.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)}`

const faultOfOption = (rule: OptionRule, value: unknown): string | undefined => {
  switch (rule.kind) {
    case "integer":
      if (typeof value !== "number" || !Number.isInteger(value)) return "must be an integer"
      if (value < rule.min) return `must be at least ${rule.min}`
      if (rule.max !== undefined && value > rule.max) return `must not be greater than ${rule.max}`
      return undefined
    case "number":
      if (typeof value !== "number") return "must be a number"
      return value < rule.min ? `must be at least ${rule.min}` : undefined
    case "boolean":
      return typeof value === "boolean" ? undefined : "must be true or false"
    case "text":
      return typeof value === "string" ? undefined : "must be a string"
    case "date":
      return dateOf(value) === undefined ? "must be a valid date" : undefined
    case "word":
      return typeof value === "string" && rule.words.includes(value) ? undefined : "word"
    case "numeric ids":
      if (!Array.isArray(value)) return "must be an array"
      return value.every((id) => /^\d+$/.test(String(id))) ? undefined : "must contain numeric ids only"
  }
}

type Input = Readonly<Record<string, unknown>>

const isObject = (value: unknown): value is Input =>
  typeof value === "object" && value !== null && !Array.isArray(value)

const DATE = /^(\d{4}-\d{2}-\d{2})(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?$/

/** Epoch ms of an ISO 8601 date, at midnight UTC where it names no time. */
const dateOf = (value: unknown): number | undefined => {
  const day = typeof value === "string" ? DATE.exec(value)?.[1] : undefined
  if (typeof value !== "string" || day === undefined) return undefined
  // `Date.parse` rolls 30 February over into March.
  const midnight = Date.parse(`${day}T00:00:00Z`)
  if (Number.isNaN(midnight) || new Date(midnight).toISOString().slice(0, 10) !== day) return undefined
  const zoned = value.length === day.length || /(?:Z|[+-]\d{2}:?\d{2})$/.test(value.slice(day.length))
  const parsed = Date.parse(zoned ? value : `${value}Z`)
  return Number.isNaN(parsed) ? undefined : parsed
}

class Faults {
  readonly #byField: Record<string, Array<string>> = {}

  get any(): boolean {
    return Object.keys(this.#byField).length > 0
  }

  get errors(): Errors {
    return this.#byField
  }

  add(field: string, message: string): void {
    this.#byField[field] = [...(this.#byField[field] ?? []), message]
  }

  text(input: Input, field: string): string | undefined {
    const value = input[field] ?? ""
    if (value === "") this.add(field, `The ${field.replaceAll("_", " ")} field is required.`)
    else if (typeof value !== "string") this.add(field, `The ${field.replaceAll("_", " ")} field must be a string.`)
    else return value
    return undefined
  }

  date(input: Input, field: string): number | undefined {
    const value = input[field] ?? ""
    if (value === "") {
      this.add(field, `The ${field.replaceAll("_", " ")} field is required.`)
      return undefined
    }
    const parsed = dateOf(value)
    if (parsed === undefined) this.add(field, `The ${field.replaceAll("_", " ")} field must be a valid date.`)
    return parsed
  }

  list<A>(given: unknown, field: string, spoken: string, item: (value: unknown) => A | undefined): ReadonlyArray<A> {
    if (!Array.isArray(given)) {
      this.add(field, `The ${spoken} field must be an array.`)
      return []
    }
    return given.flatMap((value, i): ReadonlyArray<A> => {
      const valid = item(value)
      if (valid === undefined) this.add(`${field}.${i}`, `The selected ${field}.${i} is invalid.`)
      else if (given.indexOf(value) !== i) this.add(`${field}.${i}`, `The ${field}.${i} field has a duplicate value.`)
      return valid === undefined ? [] : [valid]
    })
  }

  wholeNumber(query: URLSearchParams, field: string, otherwise: number, max: number): number {
    const given = query.get(field)
    if (given === null) return otherwise
    const spoken = field.replaceAll("_", " ")
    const value = /^-?\d+$/.test(given) ? Number(given) : Number.NaN
    if (Number.isNaN(value)) this.add(field, `The ${spoken} field must be an integer.`)
    else if (value < 1) this.add(field, `The ${spoken} field must be at least 1.`)
    else if (value > max) this.add(field, `The ${spoken} field must not be greater than ${max}.`)
    return value
  }
}
