/**
 * What a matrix and overrides say together with the rest of their export. Values may break the schema elsewhere; where the
 * matrix itself does, its cells are left alone.
 */
import { factsOf } from "./catalog.ts"
import { checkFilled } from "./checkFilled.ts"
import { unknownInOutput, unknownInWord, WORD_VARIABLE } from "./explain.ts"
import type { Finding, Spot } from "./Finding.ts"
import type { AxisValue, CellValues, Matrix } from "./Manifest.ts"
import { axisNames, combine, isVariable, matches, product, VARIABLE, withAccounts } from "./matrix.ts"
import { didYouMean } from "./nearest.ts"
import type { Path } from "./Problem.ts"
import { fileVariables, PLACEHOLDER, placeholders } from "./placeholders.ts"
import { isMap, mapAt, type ParsedFile, valueAt } from "./Source.ts"
import { grouped } from "./words.ts"

type Entry = Readonly<Record<string, unknown>>

/** Name -> id, of all files. */
export type Accounts = ReadonlyMap<string, string>

/** One export, and what its checks share. */
export interface Subject {
  readonly name: string
  readonly entry: Entry
  /** As written; empty, where it has none. */
  readonly matrix: Entry
  /** The names of its axes, that of the accounts first where it is one. */
  readonly axes: ReadonlyArray<string>
  /** Accounts by their ids. Left out where something else is wrong with it. */
  readonly whole?: Matrix
  /** Of the whole; none, where that is left out. */
  readonly cells: ReadonlyArray<CellValues>
  readonly idOf: (account: string) => string
  /** Whether an account is a name that nobody declares: that is found as such. */
  readonly isUnknown: (account: AxisValue | undefined) => boolean
  readonly at: (path: Path, on?: Spot["on"]) => Spot
}

export const checkMatrix = (file: ParsedFile, accounts: Accounts): ReadonlyArray<Finding> =>
  Object.entries(mapAt(file.value, "exports")).flatMap(([name, entry]) => {
    if (!isMap(entry) || (entry["matrix"] === undefined && entry["overrides"] === undefined)) return []
    const subject = subjectOf(file, name, entry, accounts)
    const ofMatrix = isMap(entry["matrix"]) ? [axes, variables, excluded, included, combinations, checkFilled] : []
    return [...ofMatrix, overrides].flatMap((check) => check(subject))
  })

const subjectOf = ({ file, value }: ParsedFile, name: string, entry: Entry, accounts: Accounts): Subject => {
  const matrix = mapAt(entry, "matrix")
  const defaults = valueAt(value, "defaults")
  const type = valueAt(entry, "type")
  const isOptional = typeof type === "string" && factsOf(type)?.accounts === "optional"
  const shared = isOptional ? undefined : valueAt(defaults, "account_ids")
  const written = matrix["account"] ?? entry["account_ids"] ?? shared
  const split = entry["split"] ?? valueAt(defaults, "split")
  const isAxis = matrix["account"] !== undefined || (written !== undefined && valueAt(split, "account") === true)
  const idOf = (account: string) => accounts.get(account) ?? account
  const ids = isAxis ? idsOf(written, accounts) : []
  const sound = soundMatrix(matrix)
  const known = sound === undefined || ids === undefined ? undefined : isAxis ? withAccounts(sound, ids, idOf) : sound
  const whole = known === undefined || sizeOf(known) > MOST_CELLS ? undefined : known
  return {
    name,
    entry,
    matrix,
    axes: [...(isAxis ? ["account"] : []), ...axisNames(matrix)],
    ...(whole === undefined ? {} : { whole }),
    cells: whole === undefined ? [] : combine(whole),
    idOf,
    isUnknown: (account) => isUnknownAccount(account, accounts),
    at: (path, on = "value") => ({ file, path: ["exports", name, ...path], on })
  }
}

export const isUnknownAccount = (account: unknown, accounts: Accounts): account is string =>
  typeof account === "string" && !accounts.has(account) && ACCOUNT_NAME.test(account)

/** A text that the schema takes for a name and not for an id. */
const ACCOUNT_NAME = /^(?!all$|acct?_)[A-Za-z0-9][A-Za-z0-9_.-]*$/

const idsOf = (written: unknown, accounts: Accounts): ReadonlyArray<string> | undefined => {
  const listed = written === "all" ? [...accounts.keys()] : written
  if (!Array.isArray(listed) || listed.length === 0) return undefined
  if (!listed.every((one) => typeof one === "string")) return undefined
  return [...new Set(listed.map((one) => accounts.get(one) ?? one))]
}

const isAxisValue = (value: unknown): value is AxisValue =>
  typeof value === "string" || typeof value === "number" || typeof value === "boolean"

const isAxis = (value: unknown): value is ReadonlyArray<AxisValue> =>
  Array.isArray(value) && value.length > 0 && value.every(isAxisValue)

const isCell = (value: unknown): value is CellValues =>
  isMap(value) && Object.keys(value).length > 0 && Object.values(value).every(isAxisValue)

const soundMatrix = (matrix: Entry): Matrix | undefined => {
  const { include = [], exclude = [] } = matrix
  const named = axisNames(matrix).map((name) => [name, matrix[name]] as const)
  const sound = named.flatMap(([name, values]) => (isAxis(values) ? [[name, values] as const] : []))
  if (sound.length < named.length || !Array.isArray(include) || !Array.isArray(exclude)) return undefined
  if (!include.every(isCell) || !exclude.every(isCell)) return undefined
  return { axes: Object.fromEntries(sound), include, exclude }
}

/** More combinations than anybody would want are counted, and not made. */
const MOST_CELLS = 100_000

const sizeOf = ({ axes }: Matrix): number => Object.values(axes).reduce((size, values) => size * values.length, 1)

// ------------------------------------------------------------------------------------------------ axes

const axes = ({ entry, matrix, at }: Subject): ReadonlyArray<Finding> => {
  const others: ReadonlyArray<ReadonlyArray<string>> =
    matrix["account"] === undefined
      ? []
      : [
          ...(entry["account_ids"] === undefined ? [] : [["account_ids"]]),
          ...(valueAt(entry["split"], "account") === undefined ? [] : [["split", "account"]])
        ]
  return [
    ...others.map(
      (path): Finding => ({
        code: "accounts-twice",
        message: `\`account\` under \`matrix\` says which accounts, and \`${path.at(-1)}\` does too`,
        hint: "remove it: `account` under `matrix` makes one request per account",
        at: at(path, "key")
      })
    ),
    ...axisNames(matrix).flatMap((name) =>
      sameTwice(matrix[name]).map(
        (index): Finding => ({
          code: "duplicate-item",
          message: `item ${index + 1} of \`${name}\` makes the same address as one before it`,
          hint: "keep one of them",
          at: at(["matrix", name, index])
        })
      )
    )
  ]
}

/** Indices of what is the same as text only: what is the same value is found by the schema. */
const sameTwice = (values: unknown): ReadonlyArray<number> => {
  if (!isAxis(values)) return []
  const first = new Map<string, AxisValue>()
  return values.flatMap((value, index) => {
    const before = first.get(String(value))
    if (before === undefined) first.set(String(value), value)
    return before === undefined || before === value ? [] : [index]
  })
}

// ------------------------------------------------------------------------------------------------ variables

interface Text {
  readonly path: Path
  readonly text: string
}

const textsIn = (value: unknown, path: Path): ReadonlyArray<Text> => {
  if (typeof value === "string") return [{ path, text: value }]
  if (Array.isArray(value)) return value.flatMap((item, index) => textsIn(item, [...path, index]))
  return isMap(value) ? Object.entries(value).flatMap(([key, child]) => textsIn(child, [...path, key])) : []
}

/** The texts under a key of the export, and of its overrides. */
const textsUnder = (entry: Entry, key: string): ReadonlyArray<Text> => [
  ...textsIn(entry[key], [key]),
  ...Object.entries(mapAt(entry, "overrides")).flatMap(([account, one]) =>
    textsIn(valueAt(one, key), ["overrides", account, key])
  )
]

/** Variables that nothing gives a value, one problem a text; and axes that nothing uses. */
const variables = ({ name, entry, matrix, at }: Subject): ReadonlyArray<Finding> => {
  const own = axisNames(matrix)
  const used = new Set<string>()
  const judge =
    (pattern: RegExp, known: ReadonlyArray<string>, unknown: (found: string) => Omit<Finding, "at">) =>
    ({ path, text }: Text): ReadonlyArray<Finding> => {
      const found = [...text.matchAll(pattern)].map(([, word = ""]) => word).filter(isVariable)
      for (const word of found) used.add(word)
      const wrong = found.find((word) => !known.includes(word))
      return wrong === undefined ? [] : [{ ...unknown(wrong), at: at(path) }]
    }
  const ofPaths = [...placeholders, ...own]
  const ofWords = [...fileVariables, ...own]
  const unknownInOption = (found: string): Omit<Finding, "at"> => ({
    code: "unknown-variable",
    message: `\`{${found}}\` is no variable of the options of \`${name}\``,
    hint: own.length === 0 ? "its `matrix` has no axis but accounts" : `the axes of its \`matrix\`: ${own.join(", ")}`,
    ...didYouMean(found, own)
  })
  const hooks = textsIn(valueAt(entry["hooks"], "after_download"), ["hooks", "after_download"])
  const unknown = [
    ...textsUnder(entry, "options").flatMap(judge(VARIABLE, own, unknownInOption)),
    ...textsUnder(entry, "output").flatMap(judge(PLACEHOLDER, ofPaths, (found) => unknownInOutput(found, ofPaths))),
    ...hooks.flatMap(judge(WORD_VARIABLE, ofWords, (found) => unknownInWord(found, ofWords)))
  ]
  const unused = own.filter((axis) => isVariable(axis) && !used.has(axis))
  return [
    ...unknown,
    ...unused.map(
      (axis): Finding => ({
        code: "unused-axis",
        message: `nothing of \`${name}\` uses \`{${axis}}\`: all its values would be the same purchase`,
        hint: `write \`{${axis}}\` in an option, or remove it`,
        at: at(["matrix", axis], "key")
      })
    )
  ]
}

// ------------------------------------------------------------------------------------------------ cells

const unknownAxes = (
  { name, matrix, axes: known, at }: Subject,
  key: "exclude" | "include"
): ReadonlyArray<Finding> => {
  const items: unknown = known.length === 0 ? [] : matrix[key]
  return (Array.isArray(items) ? items : []).flatMap((item: unknown, index) =>
    (isMap(item) ? Object.keys(item) : [])
      .filter((axis) => !known.includes(axis))
      .map(
        (axis): Finding => ({
          code: "unknown-axis",
          message: `\`${axis}\` is not an axis of the \`matrix\` of \`${name}\``,
          ...(axis === "account"
            ? { hint: "add `account` to the `matrix`: there is no request per account" }
            : { hint: `its axes: ${known.join(", ")}`, ...didYouMean(axis, known) }),
          at: at(["matrix", key, index, axis], "key")
        })
      )
  )
}

/** Whether an item names nothing but axes. */
const isAmong = (item: CellValues, known: ReadonlyArray<string>): boolean =>
  Object.keys(item).every((axis) => known.includes(axis))

const excluded = (subject: Subject): ReadonlyArray<Finding> => {
  const { name, whole, axes: known, isUnknown, at } = subject
  if (whole === undefined || whole.exclude.length === 0) return unknownAxes(subject, "exclude")
  const all = product(whole.axes)
  return [
    ...unknownAxes(subject, "exclude"),
    ...whole.exclude.flatMap((item, index): ReadonlyArray<Finding> => {
      if (!isAmong(item, known) || isUnknown(item["account"])) return []
      if (all.some((cell) => matches(cell, item))) return []
      const message = `item ${index + 1} of \`exclude\` is no combination of the \`matrix\` of \`${name}\``
      const hint = "correct its values, or remove it"
      return [{ code: "unmatched-exclude", message, hint, at: at(["matrix", "exclude", index]) }]
    })
  ]
}

const included = (subject: Subject): ReadonlyArray<Finding> => {
  const { whole, axes: known, cells, at } = subject
  if (whole === undefined || whole.include.length === 0) return unknownAxes(subject, "include")
  const keyOf = (cell: CellValues) => JSON.stringify(known.map((axis) => String(cell[axis])))
  const there = new Set(cells.slice(0, cells.length - whole.include.length).map(keyOf))
  return [
    ...unknownAxes(subject, "include"),
    ...whole.include.flatMap((item, index): ReadonlyArray<Finding> => {
      if (!isAmong(item, known)) return []
      const missing = known.filter((axis) => !Object.hasOwn(item, axis))
      if (missing.length > 0) {
        const message = `item ${index + 1} of \`include\` has no \`${missing.join("` and no `")}\``
        const hint = "give it a value for every axis"
        return [{ code: "incomplete-cell", message, hint, at: at(["matrix", "include", index]) }]
      }
      const isRepeated = there.has(keyOf(item))
      there.add(keyOf(item))
      if (!isRepeated) return []
      const message = `item ${index + 1} of \`include\` is a combination that is there already`
      return [{ code: "repeated-cell", message, hint: "remove it", at: at(["matrix", "include", index]) }]
    })
  ]
}

const combinations = ({ name, matrix, whole, cells, at }: Subject): ReadonlyArray<Finding> => {
  if (whole !== undefined) {
    if (cells.length > 0) return []
    const message = `\`exclude\` leaves nothing of the \`matrix\` of \`${name}\``
    return [{ code: "no-cells", message, hint: "exclude less, or remove the export", at: at(["matrix"], "key") }]
  }
  const sound = soundMatrix(matrix)
  const size = sound === undefined ? 0 : sizeOf(sound)
  if (size <= MOST_CELLS) return []
  return [
    {
      code: "too-many-requests",
      message: `the \`matrix\` of \`${name}\` has ${grouped(size)} combinations, the most is ${grouped(MOST_CELLS)}`,
      hint: "give its axes fewer values, or write several exports",
      at: at(["matrix"], "key")
    }
  ]
}

// ------------------------------------------------------------------------------------------------ overrides

const overrides = ({
  name,
  entry,
  axes: known,
  whole,
  cells,
  idOf,
  isUnknown,
  at
}: Subject): ReadonlyArray<Finding> => {
  const accounts = Object.keys(mapAt(entry, "overrides"))
  if (accounts.length === 0) return []
  if (!known.includes("account")) {
    const message = `\`${name}\` has no request per account, so nothing can be different for one`
    const hint = "say `split: { account: true }`, or `account` under `matrix`"
    return [{ code: "unused-override", message, hint, at: at(["overrides"], "key") }]
  }
  if (whole === undefined) return []
  const bought = new Set(cells.map((cell) => cell["account"]))
  const first = new Map<string, string>()
  return accounts.flatMap((account): ReadonlyArray<Finding> => {
    const id = idOf(account)
    const before = first.get(id)
    first.set(id, before ?? account)
    if (before !== undefined) {
      const message = `\`${account}\` is the same account as \`${before}\``
      return [{ code: "duplicate-item", message, hint: "keep one of them", at: at(["overrides", account], "key") }]
    }
    if (bought.has(id) || isUnknown(account)) return []
    const message = `\`${name}\` has no request of the account \`${account}\``
    const hint = "name one of its accounts, or remove it"
    return [{ code: "unused-override", message, hint, at: at(["overrides", account], "key") }]
  })
}
