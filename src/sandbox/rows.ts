/** The rows of a table, one at a time. */
import { type Cell, columnsOf } from "./columns.ts"
import type { Purchase } from "./Purchase.ts"
import { hash, mix } from "./random.ts"

export interface Table {
  readonly header: ReadonlyArray<string>
  readonly rows: () => Iterable<ReadonlyArray<Cell>>
}

/** `count` rows, spread evenly over the window in ascending order, accounts taking turns. */
export const tableOf = (purchase: Purchase, seed: number, count: number): Table => {
  const known = columnsOf(purchase.type)
  const header = purchase.columns.length > 0 ? purchase.columns : Object.keys(known)
  const columns = header.flatMap((name) => known[name] ?? [])
  return {
    header,
    *rows() {
      for (let index = 0; index < count; index++) {
        const rowSeed = mix(seed, index)
        const draw = (name: string): number => mix(rowSeed, hash(name)) / 0x1_0000_0000
        const at = timeOf(purchase, index, count)
        const row = { index, at, account: accountOf(purchase, index), options: purchase.options, draw }
        yield columns.map((column) => column(row))
      }
    }
  }
}

/** `profile_visitors` has one row per day and account, so the accounts of one day share its time. */
const timeOf = ({ type, start, end, accountIds }: Purchase, index: number, count: number): number => {
  const perStep = type === "profile_visitors" ? Math.max(1, accountIds.length) : 1
  const steps = Math.ceil(count / perStep)
  return start + Math.floor(((end - start) * Math.floor(index / perStep)) / steps)
}

const accountOf = ({ accountIds }: Purchase, index: number): string => accountIds[index % accountIds.length] ?? ""
