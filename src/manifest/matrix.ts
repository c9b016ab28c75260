/** Cells: every combination of the values of some axes, less those that are excluded, and those that are included. */
import type { OptionValue } from "../domain.ts"
import type { AxisValue, CellValues, Matrix } from "./Manifest.ts"

/** Keys of a matrix that are no axes of their own. */
const OTHERS: ReadonlySet<string> = new Set(["account", "include", "exclude"])

/** The axes of a matrix as written, but for that of the accounts. */
export const axisNames = (matrix: Readonly<Record<string, unknown>>): ReadonlyArray<string> =>
  Object.keys(matrix).filter((key) => !OTHERS.has(key))

/** In the order of the axes, the last one the fastest; what is included comes at the end. */
export const combine = (matrix: Matrix): ReadonlyArray<CellValues> => {
  const { exclude, include } = matrix
  const all = product(matrix.axes)
  const kept = exclude.length === 0 ? all : all.filter((cell) => !exclude.some((item) => matches(cell, item)))
  return include.length === 0 ? kept : [...kept, ...include]
}

export const product = (axes: Matrix["axes"]): ReadonlyArray<CellValues> =>
  Object.entries(axes).reduce<ReadonlyArray<CellValues>>(
    (cells, [name, values]) => cells.flatMap((cell) => values.map((value) => ({ ...cell, [name]: value }))),
    [{}]
  )

/** Whether a cell has all these values. */
export const matches = (cell: CellValues, values: CellValues): boolean => {
  for (const name of Object.keys(values)) if (String(cell[name]) !== String(values[name])) return false
  return true
}

/** `{axis}` in an option; `${word}` is text. */
export const VARIABLE = /(?<!\$)\{([A-Za-z]\w*)\}/g
const WHOLE = /^\{([A-Za-z]\w*)\}$/

/** Whether a name may be that of an axis. */
export const isVariable = (name: string): boolean => /^[A-Za-z]\w*$/.test(name)

/** The variables that an option names, each once. */
export const variablesOf = (value: unknown): ReadonlyArray<string> => {
  if (Array.isArray(value)) return [...new Set(value.flatMap(variablesOf))]
  return typeof value === "string" ? [...new Set([...value.matchAll(VARIABLE)].map(([, name = ""]) => name))] : []
}

/** An option that has variables. */
export const isTemplate = (value: unknown): value is string | ReadonlyArray<string | number> =>
  variablesOf(value).length > 0

/** A text that is nothing but a variable takes its value with its kind. */
export const fill = (value: OptionValue, cell: CellValues): OptionValue => {
  if (typeof value === "string") return fillText(value, cell)
  if (!Array.isArray(value)) return value
  return value.map((item: string | number) => {
    const filled = typeof item === "string" ? fillText(item, cell) : item
    return typeof filled === "boolean" ? String(filled) : filled
  })
}

const fillText = (text: string, cell: CellValues): AxisValue => {
  const [, only = ""] = WHOLE.exec(text) ?? []
  const whole = Object.hasOwn(cell, only) ? cell[only] : undefined
  if (whole !== undefined) return whole
  return text.replace(VARIABLE, (written, name: string) => (Object.hasOwn(cell, name) ? String(cell[name]) : written))
}

export const fillOptions = <A extends Readonly<Record<string, OptionValue>>>(
  options: A,
  cell: CellValues
): Readonly<Record<string, OptionValue>> =>
  Object.fromEntries(Object.entries(options).map(([key, value]) => [key, fill(value, cell)]))

/** With the accounts as the first axis, by id. Names that are none count as ids. */
export const withAccounts = (matrix: Matrix, ids: ReadonlyArray<string>, idOf: (account: string) => string): Matrix => {
  const known = (values: CellValues): CellValues =>
    values["account"] === undefined ? values : { ...values, account: idOf(String(values["account"])) }
  return {
    axes: { account: ids, ...matrix.axes },
    exclude: matrix.exclude.map(known),
    include: matrix.include.map(known)
  }
}
