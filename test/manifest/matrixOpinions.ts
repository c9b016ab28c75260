/**
 * What is wrong with the matrices and overrides of a document that the schema accepts, found by writing every combination
 * out: slowly, and without a line of the program.
 */
import type { ValidateFunction } from "ajv"
import type { ProblemCode } from "../../src/manifest/Problem.ts"
import { isMap, mapAt, valueAt } from "../../src/manifest/Source.ts"

type Values = Readonly<Record<string, unknown>>

const PATH_VARIABLES = "export account window start end type ext address fingerprint as_of".split(" ")
const WORD_VARIABLES = [...PATH_VARIABLES, "path", "rows", "bytes", "sha256", "data_export_id", "run_id"]

const list = (value: unknown): ReadonlyArray<unknown> => (Array.isArray(value) ? value : [])

const named = (value: unknown, pattern: RegExp): ReadonlyArray<string> =>
  [...(JSON.stringify(value) ?? "").matchAll(pattern)].map(([, name = ""]) => name)

/** The codes of everything that is beyond the schema. */
export const matrixCodes = (value: unknown, accepts: ValidateFunction): ReadonlySet<ProblemCode> =>
  new Set(Object.entries(mapAt(value, "exports")).flatMap(([name, one]) => codesOf(value, name, one, accepts)))

const codesOf = (value: unknown, name: string, one: unknown, accepts: ValidateFunction): ReadonlyArray<ProblemCode> => {
  const { account, include, exclude, ...axes } = mapAt(one, "matrix")
  const overrides = mapAt(one, "overrides")
  const codes: Array<ProblemCode> = []
  const found = (code: ProblemCode, isSo: boolean) => {
    if (isSo) codes.push(code)
  }
  const accounts = mapAt(value, "accounts")
  const idOf = (word: unknown) => (Object.hasOwn(accounts, String(word)) ? accounts[String(word)] : word)
  const isDeclared = (word: unknown) => Object.hasOwn(accounts, String(word)) || /^acct?_/.test(String(word))
  const shared =
    valueAt(one, "type") === "public_profiles" ? undefined : valueAt(valueAt(value, "defaults"), "account_ids")
  const written = account ?? valueAt(one, "account_ids") ?? shared
  const split = valueAt(one, "split") ?? valueAt(valueAt(value, "defaults"), "split")
  const perAccount = account !== undefined || (written !== undefined && valueAt(split, "account") === true)
  const ids = [...new Set((written === "all" ? Object.keys(accounts) : list(written)).map(idOf))]
  const all: Values = { ...(perAccount ? { account: ids } : {}), ...axes }
  const names = Object.keys(all)
  const cells = names.reduce<ReadonlyArray<Values>>(
    (before, axis) => before.flatMap((cell) => list(all[axis]).map((one) => ({ ...cell, [axis]: one }))),
    [{}]
  )
  const withIds = (items: unknown): ReadonlyArray<Values> =>
    list(items).map((item) =>
      isMap(item) ? { ...item, ...("account" in item ? { account: idOf(item["account"]) } : {}) } : {}
    )
  const [out, added] = [withIds(exclude), withIds(include)]
  const has = (cell: Values, item: Values) => Object.entries(item).every(([axis, one]) => `${cell[axis]}` === `${one}`)
  const isAmong = (item: Values) => Object.keys(item).every((axis) => names.includes(axis))
  const kept = cells.filter((cell) => !out.some((item) => has(cell, item)))
  const whole = added.filter((item) => names.every((axis) => axis in item))
  const bought = [...kept, ...whole]

  if (isMap(valueAt(one, "matrix"))) {
    found(
      "accounts-twice",
      account !== undefined &&
        (valueAt(one, "account_ids") !== undefined || valueAt(valueAt(one, "split"), "account") !== undefined)
    )
    found("unknown-axis", ![...out, ...added].every(isAmong))
    found("incomplete-cell", whole.filter(isAmong).length < added.filter(isAmong).length)
    found(
      "unmatched-exclude",
      out.some(
        (item) => isAmong(item) && isDeclared(item["account"] ?? "acct_1") && !cells.some((cell) => has(cell, item))
      )
    )
    const keys = [...kept, ...whole.filter(isAmong)].map((cell) => names.map((axis) => `${cell[axis]}`).join(" "))
    found("repeated-cell", new Set(keys).size < keys.length && whole.length > 0)
    found("no-cells", bought.length === 0)
    const used = named(one, /\{(\w+)\}/g)
    found("unused-axis", !Object.keys(axes).every((axis) => used.includes(axis)))
    const own = Object.keys(axes)
    const options = [valueAt(one, "options"), ...Object.values(overrides).map((its) => valueAt(its, "options"))]
    const outputs = [valueAt(one, "output"), ...Object.values(overrides).map((its) => valueAt(its, "output"))]
    found(
      "unknown-variable",
      named(options, /(?<!\$)\{([A-Za-z]\w*)\}/g).some((word) => !own.includes(word))
    )
    found(
      "bad-output",
      named(outputs, /\{(\w+)\}/g).some((word) => ![...own, ...PATH_VARIABLES].includes(word))
    )
    found(
      "bad-hook",
      named(valueAt(valueAt(one, "hooks"), "after_download"), /\{(\w+)\}/g).some(
        (word) => ![...own, ...WORD_VARIABLES].includes(word)
      )
    )
    found(
      "duplicate-item",
      Object.values(axes).some((values) => new Set(list(values).map(String)).size < list(values).length)
    )
    // As if each were written out. Of all that may be wrong with a value, this says that it is.
    if (!bought.every((cell) => accepts(writtenOut(value, name, one, cell)))) codes.push(...VALUE_CODES)
  }
  const keys = Object.keys(overrides)
  found("duplicate-item", new Set(keys.map(idOf)).size < keys.length)
  found(
    "unused-override",
    keys.length > 0 &&
      (!perAccount || keys.some((key) => isDeclared(key) && !bought.some((cell) => cell["account"] === idOf(key))))
  )
  return codes
}

/** Codes that no schema finds, or not all of them. */
export const MATRIX_CODES = [
  "accounts-twice",
  "unknown-axis",
  "unused-axis",
  "incomplete-cell",
  "repeated-cell",
  "unmatched-exclude",
  "no-cells",
  "unused-override",
  "unknown-variable",
  "bad-output",
  "bad-hook",
  "duplicate-item"
] as const

/** What may be wrong with the value of an option once it is filled in. */
export const VALUE_CODES = ["wrong-value", "wrong-type", "out-of-range", "empty-value", "bad-date"] as const

/** The same manifest with this export as it is for one cell, the matrix gone. */
const writtenOut = (value: unknown, name: string, one: unknown, cell: Values): unknown => {
  const fill = (part: unknown): unknown => {
    if (Array.isArray(part)) return part.map(fill)
    if (isMap(part)) return Object.fromEntries(Object.entries(part).map(([key, child]) => [key, fill(child)]))
    if (typeof part !== "string") return part
    const only = /^\{(\w+)\}$/.exec(part)?.[1]
    if (only !== undefined && only in cell) return cell[only]
    return part.replace(/(?<!\$)\{(\w+)\}/g, (whole, axis) => (axis in cell ? String(cell[axis]) : whole))
  }
  const { matrix: _, overrides, output: __, hooks: ___, options, ...rest } = isMap(one) ? one : {}
  const its = Object.entries(isMap(overrides) ? overrides : {}).map(([account, its]) => {
    const own = valueAt(its, "options")
    return [account, { priority: 1, ...(own === undefined ? {} : { options: fill(own) }) }]
  })
  const filled = {
    account_ids: ["acct_1"],
    ...rest,
    ...(options === undefined ? {} : { options: fill(options) }),
    ...(its.length === 0 ? {} : { overrides: Object.fromEntries(its) })
  }
  return { ...(isMap(value) ? value : {}), exports: { [name]: filled } }
}
