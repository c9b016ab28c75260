/** The canonical form of a request: what two requests must share to be the same purchase. */
import type { AccountId, CanonicalRequest, FileType, Instant, OptionValue } from "../domain.ts"
import { factsOf } from "../manifest/catalog.ts"

export interface Draft {
  readonly type: string
  /** Ids, in any order, possibly repeated. `undefined` where the type takes none. */
  readonly accountIds: ReadonlyArray<AccountId> | undefined
  readonly start: Instant
  readonly end: Instant
  readonly fileType: FileType
  readonly exportColumns: ReadonlyArray<string> | undefined
  readonly options: Readonly<Record<string, OptionValue>> | undefined
}

export const canonical = (draft: Draft): CanonicalRequest => {
  const options = draft.options === undefined ? {} : canonicalOptions(draft.type, draft.options)
  return {
    type: draft.type,
    ...(draft.accountIds === undefined ? {} : { account_ids: sortedUnique(draft.accountIds) }),
    start_date: draft.start,
    end_date: draft.end,
    file_type: draft.fileType,
    ...(draft.exportColumns === undefined ? {} : { export_columns: draft.exportColumns }),
    ...(Object.keys(options).length === 0 ? {} : { options })
  }
}

const canonicalOptions = (
  type: string,
  options: Readonly<Record<string, OptionValue>>
): Record<string, OptionValue> => {
  const facts = factsOf(type)
  const result: Record<string, OptionValue> = {}
  for (const key of Object.keys(options).sort()) {
    const value = options[key]
    if (value === undefined || value === facts?.optionDefaults[key]) continue
    if (Array.isArray(value)) {
      if (value.length === 0) continue
      result[key] = facts?.idLists.includes(key) ? sortedIds(value) : value
    } else result[key] = value
  }
  return result
}

const sortedUnique = <T extends string>(values: ReadonlyArray<T>): ReadonlyArray<T> =>
  values.length === 1 ? values : [...new Set(values)].sort()

/** Ids are numbers that may be written as text: `7` and `"7"` are the same chat. */
const sortedIds = (values: ReadonlyArray<string | number>): ReadonlyArray<number> =>
  [...new Set(values.map(Number))].sort((a, b) => a - b)
