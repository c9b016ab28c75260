/** Options with variables, filled in cell by cell: each value is judged as if it were written out. */
import type { Subject } from "./checkMatrix.ts"
import type { Finding, Spot } from "./Finding.ts"
import type { CellValues } from "./Manifest.ts"
import { fill, isTemplate, variablesOf } from "./matrix.ts"
import type { Path } from "./Problem.ts"
import { mapAt } from "./Source.ts"
import { validate } from "./validate.ts"

export const checkFilled = (subject: Subject): ReadonlyArray<Finding> => {
  const { entry, axes, cells } = subject
  const places: ReadonlyArray<ReadonlyArray<string>> = [
    ["options"],
    ...Object.keys(mapAt(entry, "overrides")).map((account) => ["overrides", account, "options"])
  ]
  return places.flatMap((place) =>
    Object.entries(place.reduce<Subject["entry"]>(mapAt, entry)).flatMap(([option, written]) => {
      const named = variablesOf(written)
      // A name that is no axis is found as such.
      if (!isTemplate(written) || !named.every((name) => axes.includes(name))) return []
      return distinct(cells, named).flatMap((cell) =>
        judged(subject, option, fill(written, cell)).map(({ path, what }) => ({
          ...what,
          at: placeOfValue(subject, named, cell) ?? subject.at([...place, option, ...path])
        }))
      )
    })
  )
}

/** One cell for each combination of these axes. */
const distinct = (cells: ReadonlyArray<CellValues>, named: ReadonlyArray<string>): ReadonlyArray<CellValues> => [
  ...new Map(
    cells
      // What is included and leaves one out is found as such.
      .filter((cell) => named.every((name) => Object.hasOwn(cell, name)))
      .map((cell) => [named.map((name) => String(cell[name])).join("/"), cell])
  ).values()
]

interface Judged {
  /** Into the value. */
  readonly path: Path
  readonly what: Omit<Finding, "at">
}

/** What the schema says of one option, with everything else of its export as it should be. */
const judged = ({ entry, name }: Subject, option: string, value: unknown): ReadonlyArray<Judged> => {
  const { type, allow_unknown_type = false } = entry
  const one = { ...REST, type, allow_unknown_type, options: { [option]: value } }
  return validate({ file: "", value: { version: 1, exports: { [name]: one } } }).findings.flatMap(
    ({ at: { path, on }, ...what }) =>
      // An unknown option, and one that is missing, are found where they are written or not.
      on === "value" && path[2] === "options" && path[3] === option ? [{ path: path.slice(4), what }] : []
  )
}

const REST = { start_date: "2024-01-01", end_date: "2024-12-31", account_ids: ["acct_1"] }

/** Where the value of an only variable stands: in its axis, or in what is included. */
const placeOfValue = ({ whole, at }: Subject, named: ReadonlyArray<string>, cell: CellValues): Spot | undefined => {
  const [axis, ...others] = named
  if (axis === undefined || others.length > 0 || whole === undefined) return undefined
  const isIt = (values: CellValues) => String(values[axis]) === String(cell[axis])
  const index = (whole.axes[axis] ?? []).findIndex((value) => isIt({ [axis]: value }))
  if (index >= 0) return at(["matrix", axis, index])
  return at(["matrix", "include", whole.include.findIndex(isIt), axis])
}
