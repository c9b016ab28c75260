/** One broken rule of the schema in plain words: what is wrong, where, and what to do. */
import { factsOf, knownTypes } from "./catalog.ts"
import { explainDate } from "./explainDate.ts"
import type { Finding, Spot } from "./Finding.ts"
import { isVariable } from "./matrix.ts"
import { didYouMean, nearest } from "./nearest.ts"
import type { Path } from "./Problem.ts"
import { fileVariables, PLACEHOLDER, placeholders, runVariables } from "./placeholders.ts"
import { mapAt, valueAt } from "./Source.ts"
import type { SchemaError } from "./validator.generated.mjs"
import { describe, grouped, keyOf, oneOf, quote } from "./words.ts"

type Explained = Omit<Finding, "at"> & Pick<Spot, "path" | "on">
type What = Omit<Finding, "at">

/** `path` leads to the value that breaks the rule, in the whole `root`. Most often one finding; one per repeated item. */
export const explain = (error: SchemaError, path: Path, root: unknown): ReadonlyArray<Explained> => {
  const { keyword, params, data, propertyName } = error
  if (propertyName !== undefined) return [{ ...badName(path, propertyName), path: [...path, propertyName], on: "key" }]
  switch (keyword) {
    case "additionalProperties": {
      const key = params.additionalProperty ?? ""
      return [{ ...unknownKey(error, key, path, root), path: [...path, key], on: "key" }]
    }
    case "required":
      return [{ ...missingKey(error, params.missingProperty ?? "", path, root), path, on: "key" }]
    case "uniqueItems":
      return repeated(data).map((index) => ({
        code: "duplicate-item",
        message: `${quote(String(Array.isArray(data) ? data[index] : data))} stands in ${keyOf(path)} twice`,
        hint: "keep one of them",
        path: [...path, index],
        on: "value"
      }))
    default:
      return [{ ...wrongValue(error, path, root), path, on: "value" }]
  }
}

const SEE_SCHEMA = "`exporter schema` prints what may stand there"

const NAME_HINT = "1 to 64 letters, digits, `_`, `.` and `-`, the first one a letter or digit"

const badName = ([top, , section]: Path, name: string): What => {
  if (top === "prices") {
    const hint = `the types: ${knownTypes.join(", ")}`
    return {
      code: "unknown-type",
      message: `${quote(name)} is not a type of export`,
      hint,
      ...didYouMean(name, knownTypes)
    }
  }
  if (section === "matrix") return badAxis(name)
  const what = top === "accounts" || section === "overrides" ? "an account" : "an export"
  if (name === "all") {
    return {
      code: "bad-name",
      message: "`all` means every account, so none can have that name",
      hint: "choose another"
    }
  }
  if (top === "accounts" && /^acct?_/.test(name)) {
    return { code: "bad-name", message: `\`${name}\` looks like an id, not like a name`, hint: "write `name: id`" }
  }
  return { code: "bad-name", message: `${quote(name)} cannot be the name of ${what}`, hint: NAME_HINT }
}

const badAxis = (name: string): What =>
  /^[A-Za-z]\w{0,63}$/.test(name)
    ? {
        code: "bad-name",
        message: `\`{${name}}\` has a meaning of its own, so no axis can have that name`,
        hint: "choose another"
      }
    : {
        code: "bad-name",
        message: `${quote(name)} cannot be the name of an axis`,
        hint: "1 to 64 letters, digits and `_`, the first one a letter"
      }

const unknownKey = ({ parentSchema }: SchemaError, key: string, path: Path, root: unknown): What => {
  const allowed = Object.keys(mapAt(parentSchema, "properties"))
  if (isInOptions(path)) {
    const type = typeAt(path, root)
    const message = `\`${key}\` is not an option of \`${type}\``
    const hint = allowed.length === 0 ? `\`${type}\` takes no options` : `its options: ${allowed.join(", ")}`
    return { code: "unknown-option", message, hint, ...didYouMean(key, allowed) }
  }
  const owner = ownerOf(path)
  const message = `\`${key}\` is not a key of ${owner ?? keyOf(path)}`
  const hint = allowed.length === 0 ? "remove it" : `remove it; the keys: ${allowed.join(", ")}`
  return { code: "unknown-key", message, hint, ...placeFor(key, path, root), ...didYouMean(key, allowed) }
}

/** Where a key belongs that is right, but stands in the wrong map. */
const placeFor = (key: string, path: Path, root: unknown): { readonly hint?: string } => {
  if ((key === "open_window" || key === "week_start") && path.at(-1) !== "split")
    return { hint: `it belongs under \`split\`: \`split: { by: month, ${key}: … }\`` }
  if (path.at(-1) === "hooks") {
    if (key === "after_run" || key === "concurrency" || key === "state_access")
      return { hint: "it belongs under `hooks` at the top of the manifest" }
    if (key === "after_download") return { hint: "it belongs under `hooks` of an export, or of `defaults`" }
  }
  const type = typeAt(path, root)
  const facts = path.length === 2 && path[0] === "exports" && type !== undefined ? factsOf(type) : undefined
  return facts?.options.includes(key) ? { hint: `it is an option of \`${type}\`: put it under \`options\`` } : {}
}

const ownerOf = (path: Path): string | undefined => {
  if (path.length === 0) return "a manifest"
  if (path.length === 1 && path[0] === "defaults") return "`defaults`"
  if (path.length === 1 && path[0] === "state") return "`state` with this backend"
  if (path[0] !== "exports") return undefined
  if (path.length === 2) return "an export"
  return path.length === 4 && path[2] === "overrides" ? "`overrides`" : undefined
}

const MISSING_HINTS: Readonly<Record<string, string>> = {
  version: "begin the file with `version: 1`",
  exports: "declare at least one export under `exports:`",
  type: `say what to export: ${oneOf(knownTypes)}`,
  account_ids: "add `account_ids: all` or a list of accounts, here or under `defaults`",
  start_date: "add a date such as `start_date: 2024-01-01`, here or under `defaults`",
  end_date: "add a date such as `end_date: 2024-12-31`, here or under `defaults`"
}

const missingKey = ({ parentSchema }: SchemaError, key: string, path: Path, root: unknown): What => {
  if (isInOptions(path)) {
    const type = typeAt(path, root)
    const hint = hintForValue(mapAt(mapAt(parentSchema, "properties"), key)) ?? `add \`${key}\` under \`options\``
    return { code: "missing-option", message: `\`${type}\` needs the option \`${key}\``, hint }
  }
  if (key === "options") {
    const type = typeAt(path, root) ?? ""
    const required = factsOf(type)?.requiredOptions ?? []
    const hint = `add \`options:\` with \`${required.join("`, `")}\``
    return { code: "missing-option", message: `\`${type}\` needs \`options\``, hint }
  }
  const owner = path.length === 0 ? "the manifest" : keyOf(path)
  return { code: "missing-key", message: `${owner} has no \`${key}\``, hint: MISSING_HINTS[key] ?? `add \`${key}\`` }
}

const wrongValue = (error: SchemaError, path: Path, root: unknown): What => {
  const { keyword, schema, schemaPath, data } = error
  const key = keyOf(path)
  const text = typeof data === "string" ? data : ""
  switch (keyword) {
    case "type":
      return wrongType(error, path)
    case "const":
    case "enum":
      return wrongWord(Array.isArray(schema) ? schema : [schema], data, path, root)
    case "pattern": {
      const rule = schemaPath.split("/").at(-2)
      if (rule === "moment" || rule === "bound") return explainDate(key, text, rule === "bound")
      if (rule === "output") return explainOutput(key, text, isOneOf(placeholders))
      // With a matrix its axes are variables too: checkMatrix.ts knows which those are.
      if (rule === "cellOutput") return explainOutput(key, text, isVariable)
      if (rule === "fileWord") return explainWord(key, text, fileVariables)
      if (rule === "cellWord") return explainWord(key, text, fileVariables, isVariable)
      if (rule === "runWord") return explainWord(key, text, runVariables)
      if (rule === "duration")
        return {
          code: "wrong-value",
          message: `${key} is ${quote(text)}, which is no length of time`,
          hint: "write seconds, minutes or hours: 90s, 10m or 2h"
        }
      if (rule === "period" || rule === "refresh")
        return {
          code: "wrong-value",
          message: `${key} is ${quote(text)}, which is no period`,
          hint: `write days, weeks, months, quarters or years: 3d, 2w, 1mo, 1q or 1y${rule === "refresh" ? "; or never" : ""}`
        }
      if (text.trim() === "") return emptyValue(key)
      if (rule === "window")
        return {
          code: "wrong-value",
          message: `${key} is ${quote(text)}, which does not say how many windows`,
          hint: "write the newest closed ones as `last 2`"
        }
      if (rule === "accountId") {
        const hint = "an id begins with `acct_`; the vendor's console shows it"
        return { code: "bad-account-id", message: `${key} is ${quote(text)}, which is no account id`, hint }
      }
      if (rule === "accountRef") {
        const message = `${quote(text)} in ${keyOf(path.slice(0, -1))} is neither a name nor an id of an account`
        return {
          code: "bad-name",
          message,
          hint: text === "all" ? hintForAll(path) : NAME_HINT
        }
      }
      if (rule === "axisValue")
        return {
          code: "bad-name",
          message: `${quote(text)} cannot be a part of an address, and values of \`matrix\` are`,
          hint: NAME_HINT
        }
      if (rule === "type") return { code: "bad-name", message: `${quote(text)} cannot be a type`, hint: NAME_HINT }
      return { code: "wrong-value", message: `${key} is ${quote(text)}, which is no numeric id`, hint: "digits only" }
    }
    case "minimum":
      return {
        code: "out-of-range",
        message: `${key} is ${describe(data)}, the least is ${grouped(Number(schema))}`,
        hint: `write ${grouped(Number(schema))} or more`
      }
    case "exclusiveMinimum":
      return {
        code: "out-of-range",
        message: `${key} is ${describe(data)}, it must be more than ${grouped(Number(schema))}`,
        hint: `write a number above ${grouped(Number(schema))}`
      }
    case "maximum":
      return {
        code: "out-of-range",
        message: `${key} is ${grouped(Number(data))}, the most is ${grouped(Number(schema))}`,
        hint: `write ${grouped(Number(schema))} or less`
      }
    case "not":
      return path.at(-1) === "matrix"
        ? { ...emptyValue(key), hint: "name an axis and its values: `kind: [active, expired]`" }
        : {
            code: "unknown-variable",
            message: `${key} is ${quote(text)}, and there is no \`matrix\` that would give the variable a value`,
            hint: "add a `matrix` with an axis of that name, or write the value itself"
          }
    case "minItems":
    case "minProperties":
      return emptyValue(key)
    default:
      return { code: "wrong-value", message: `${key} ${error.message ?? "is not allowed"}`, hint: SEE_SCHEMA }
  }
}

const emptyValue = (key: string): What => ({
  code: "empty-value",
  message: `${key} is empty`,
  hint: "give it a value, or leave the key out"
})

const KINDS: Readonly<Record<string, string>> = {
  array: "a list",
  boolean: "true or false",
  integer: "a whole number",
  number: "a number",
  object: "keys with values",
  string: "text"
}

const wrongType = ({ schema, data }: SchemaError, path: Path): What => {
  const kinds = (Array.isArray(schema) ? schema : [schema]).map(String)
  const wanted = oneOf(kinds.map((kind) => KINDS[kind] ?? kind))
  const found = data === null ? "has no value" : `is ${describe(data)}`
  const message = `${keyOf(path)} ${found}, it must be ${wanted}`
  return {
    code: "wrong-type",
    message,
    hint: hintForType(kinds, data, path) ?? `write ${wanted}, or leave the key out`
  }
}

const hintForType = (kinds: ReadonlyArray<string>, data: unknown, path: Path): string | undefined => {
  const wants = (kind: string) => kinds.includes(kind)
  if (data === null) return "give it a value, or leave the key out"
  if (wants("array") && path.includes("hooks"))
    return path.at(-1) === "after_download" || path.at(-1) === "after_run"
      ? 'write a list of commands, each a list of words: `[[./load.sh, "{path}"]]`'
      : 'a command is a list of words, for there is no shell: `[./load.sh, "{path}"]`'
  if (typeof data === "string") {
    const isNumber = data.trim() !== "" && Number.isFinite(Number(data))
    if ((wants("number") || wants("integer")) && isNumber)
      return "write the number without quotes; variables give text only"
    if (wants("boolean") && /^(?:yes|no|on|off|true|false)$/i.test(data))
      return "write `true` or `false`, without quotes"
    if (wants("array")) return `write \`[${data}]\``
  }
  if (Array.isArray(data) && path.length === 1 && (path[0] === "exports" || path[0] === "accounts")) {
    return "write `name:` and what belongs to it, without `-`"
  }
  if (wants("string") && (typeof data === "number" || typeof data === "boolean")) return `put it in quotes: "${data}"`
  return undefined
}

const wrongWord = (allowed: ReadonlyArray<unknown>, data: unknown, path: Path, root: unknown): What => {
  const words = allowed.map(String)
  const found = typeof data === "string" ? quote(data) : describe(data)
  const near = typeof data === "string" ? didYouMean(data, words) : {}
  const last = path.at(-1)
  if (path.length === 1 && last === "version") {
    const message = `version ${found} of the format is not known to this program`
    return { code: "unsupported-version", message, hint: "write `version: 1`, or use a newer program" }
  }
  if (path.length === 3 && path[0] === "exports" && last === "type") {
    const optIn = "`allow_unknown_type: true` lets one through that is newer than this program"
    const word = typeof data === "string" ? nearest(data, words) : undefined
    const types = word === undefined ? `the types: ${words.join(", ")}; ${optIn}` : `did you mean \`${word}\`?`
    return { code: "unknown-type", message: `${found} is not a type of export`, hint: types }
  }
  if (last === "account_ids" || last === "account") {
    const list = `write \`${last}: [${String(data)}]\` for one account, or \`all\``
    return { code: "wrong-value", message: `${keyOf(path)} is ${found}, it must be \`all\` or a list`, hint: list }
  }
  if (last === "file_type") {
    const type = typeAt(path, root)
    const message = type === undefined ? `${found} is not a file type` : `${found} is not a file type of \`${type}\``
    return { code: "wrong-value", message, hint: `write ${oneOf(words)}`, ...near }
  }
  const message = `${keyOf(path)} is ${found}, it must be ${oneOf(words)}`
  return { code: "wrong-value", message, hint: `write ${oneOf(words)}`, ...near }
}

/** Whether a name may be that of a variable, as far as the rule can tell. */
type IsKnown = (name: string) => boolean

const isOneOf =
  (names: ReadonlyArray<string>): IsKnown =>
  (name) =>
    names.includes(name)

const explainOutput = (key: string, text: string, isKnown: IsKnown): What => {
  if (text.trim() === "") return emptyValue(key)
  for (const [, name = ""] of text.matchAll(PLACEHOLDER)) if (!isKnown(name)) return unknownInOutput(name, placeholders)
  const hint = `the variables are {${placeholders.join("} {")}}`
  return { code: "bad-output", message: `${key} has a brace without its partner`, hint }
}

export const unknownInOutput = (name: string, variables: ReadonlyArray<string>): What => {
  const near = nearest(name, variables)
  const hint = near === undefined ? `the variables are {${variables.join("} {")}}` : `did you mean \`{${near}}\`?`
  return { code: "bad-output", message: `\`{${name}}\` is not a variable of an output path`, hint }
}

/** A word of a command: there is no shell that would know more variables. */
const explainWord = (
  key: string,
  text: string,
  variables: ReadonlyArray<string>,
  isKnown: IsKnown = isOneOf(variables)
): What => {
  if (text.trim() === "") return { ...emptyValue(key), hint: "give it a value, or leave it out" }
  for (const [, name = ""] of text.matchAll(WORD_VARIABLE)) if (!isKnown(name)) return unknownInWord(name, variables)
  return {
    code: "bad-hook",
    message: `${key} has a character that no command can be given`,
    hint: variablesOfWords(variables)
  }
}

/** What a word of a hook takes for a variable. */
export const WORD_VARIABLE = /\{(\w+)\}/g

export const unknownInWord = (name: string, variables: ReadonlyArray<string>): What => {
  const near = nearest(name, variables)
  const hint = near === undefined ? variablesOfWords(variables) : `did you mean \`{${near}}\`?`
  return { code: "bad-hook", message: `\`{${name}}\` is not a variable of this hook`, hint }
}

const variablesOfWords = (variables: ReadonlyArray<string>): string =>
  `the variables are {${variables.join("} {")}}; those of the environment are written \`\${env:NAME}\``

const hintForAll = (path: Path): string =>
  typeof path.at(-1) === "number"
    ? `write \`${path.at(-2)}: all\`, without a list`
    : "name one account; every one of a `matrix` is meant where none is named"

/** What an option may be, from its rule. */
const hintForValue = (rule: Readonly<Record<string, unknown>>): string | undefined => {
  // What is said of a value that is no variable.
  const { enum: words, minimum, maximum } = mapAt(rule, "else")
  if (Array.isArray(words)) return `write ${oneOf(words.map(String))}`
  if (typeof minimum !== "number" || typeof maximum !== "number") return undefined
  return `a whole number from ${grouped(minimum)} to ${grouped(maximum)}`
}

const isInOptions = (path: Path): boolean =>
  path[0] === "exports" &&
  ((path.length === 3 && path[2] === "options") ||
    (path.length === 5 && path[2] === "overrides" && path[4] === "options"))

/** The type of the export that a path leads into. */
const typeAt = ([top, name]: Path, root: unknown): string | undefined => {
  if (top !== "exports" || name === undefined) return undefined
  const type = valueAt(mapAt(mapAt(root, "exports"), String(name)), "type")
  return typeof type === "string" ? type : undefined
}

/** Indices of the items that stand in the list before. */
const repeated = (list: unknown): ReadonlyArray<number> =>
  Array.isArray(list) ? list.flatMap((item, index) => (list.indexOf(item) < index ? [index] : [])) : []
