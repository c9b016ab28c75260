/**
 * An export -> its cells: one for each account of its split and each combination of its matrix. All of one cell is the same
 * but for its windows.
 */
import type { AccountId, OptionValue } from "../domain.ts"
import type { CellValues, ExportDeclaration, Manifest, Matrix, Override } from "../manifest/Manifest.ts"
import { combine, fillOptions, withAccounts } from "../manifest/matrix.ts"
import type { Path, Problem } from "../manifest/Problem.ts"

export interface Cell {
  readonly variant: Variant
  readonly accounts: AccountGroup
  /** Of the axes of the matrix. */
  readonly values: CellValues
  /** Of the address, between the name of the export and the window. */
  readonly parts: ReadonlyArray<string>
}

/** An export as it is for one account; the same object for all accounts without anything of their own. */
export interface Variant {
  readonly declaration: ExportDeclaration
  /** What is different, and under which key. */
  readonly override?: { readonly account: string; readonly values: Override }
}

/** The accounts of one request. */
export interface AccountGroup {
  readonly label: string
  readonly ids: ReadonlyArray<AccountId> | undefined
}

/** How accounts are called. */
export interface AccountNames {
  readonly accounts: Manifest["accounts"]
  /** An id that has several names goes by the one that is declared first. */
  readonly nameOf: ReadonlyMap<AccountId, string>
}

export const accountNames = (accounts: Manifest["accounts"]): AccountNames => ({
  accounts,
  nameOf: new Map(
    Object.entries(accounts)
      .reverse()
      .map(([name, id]) => [id, name])
  )
})

const NO_MATRIX: Matrix = { axes: {}, exclude: [], include: [] }

/** Account by account, then in the order of the axes; what is included comes last. Nothing of it is judged here. */
export const cellsOf = (declaration: ExportDeclaration, names: AccountNames): ReadonlyArray<Cell> => {
  const { split, matrix = NO_MATRIX } = declaration
  const axes = Object.keys(matrix.axes)
  const variantOf = variants(declaration, names)
  const cell = (accounts: AccountGroup, values: CellValues, variant: Variant, parts: ReadonlyArray<string>): Cell => ({
    variant,
    accounts,
    values,
    parts: axes.length === 0 ? parts : [...parts, ...axes.map((name) => String(values[name]))]
  })
  const labels = labelsOf(declaration.accountIds, names)
  if (!split?.account) {
    const group = together(declaration, labels)
    return combine(matrix).map((values) => cell(group, values, variantOf(undefined), []))
  }
  const whole = withAccounts(matrix, [...labels.keys()], (account) => names.accounts[account] ?? account)
  const included = labelsOf(
    matrix.include.map((values) => String(values["account"])),
    names
  )
  return combine(whole).map(({ account, ...values }) => {
    const id = account as AccountId
    const label = labels.get(id) ?? included.get(id) ?? id
    return cell({ label, ids: [id] }, values, variantOf(id), [label])
  })
}

/** Its options, with the values of its axes. */
export const optionsOf = ({ variant, values }: Cell): Readonly<Record<string, OptionValue>> | undefined => {
  const { options, matrix } = variant.declaration
  return options === undefined || matrix === undefined ? options : fillOptions(options, values)
}

/** Ids, each once, and what each is called. Unknown names were refused with the manifest. */
const labelsOf = (
  written: ExportDeclaration["accountIds"],
  { accounts, nameOf }: AccountNames
): ReadonlyMap<AccountId, string> => {
  const labels = new Map<AccountId, string>()
  for (const nameOrId of written === "all" ? Object.keys(accounts) : (written ?? [])) {
    const id = accounts[nameOrId] ?? (nameOrId as AccountId)
    if (!labels.has(id)) labels.set(id, nameOrId in accounts ? nameOrId : (nameOf.get(id) ?? nameOrId))
  }
  return labels
}

/** All accounts in one request. */
const together = ({ accountIds }: ExportDeclaration, labels: ReadonlyMap<AccountId, string>): AccountGroup => {
  if (accountIds === undefined) return { label: "none", ids: undefined }
  return { label: accountIds === "all" ? "all" : joinLabels([...labels.values()]), ids: [...labels.keys()] }
}

/** Names of several accounts as one part of a path; a long list is counted instead. */
const joinLabels = (labels: ReadonlyArray<string>): string => {
  const joined = labels.join("+")
  return joined.length <= 60 ? joined : `${labels.length}-accounts`
}

/** What an export is for each account. */
const variants = (
  declaration: ExportDeclaration,
  { accounts }: AccountNames
): ((id: AccountId | undefined) => Variant) => {
  const common: Variant = { declaration }
  const own = new Map<string, Variant>(
    Object.entries(declaration.overrides ?? {}).map(([account, values]) => [
      accounts[account] ?? account,
      { declaration: overridden(declaration, values), override: { account, values } }
    ])
  )
  return (id) => (id === undefined ? undefined : own.get(id)) ?? common
}

const overridden = (declaration: ExportDeclaration, values: Override): ExportDeclaration => ({
  ...declaration,
  ...values,
  ...(values.options === undefined ? {} : { options: { ...declaration.options, ...values.options } })
})

/** A key that a problem is about; none, where it is about the export. */
export type Key = "start_date" | "end_date" | "output" | "split" | "matrix" | undefined

export type Report = (variant: Variant, key: Key, problem: Omit<Problem, "place">) => void

/** Where a variant has a key from. */
export const pathOf = ({ override }: Variant, key: Key): Path => {
  if (key === undefined) return []
  return isOwn(override, key) ? ["overrides", override.account, key] : [key]
}

export const isOwn = (override: Variant["override"], key: Key): override is NonNullable<Variant["override"]> => {
  const { startDate, endDate, output } = override?.values ?? {}
  const own: Partial<Record<NonNullable<Key>, string | undefined>> = {
    start_date: startDate,
    end_date: endDate,
    output
  }
  return key !== undefined && own[key] !== undefined
}
