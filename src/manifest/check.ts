/**
 * What a schema cannot say, because it takes several keys or files together. It looks at values that may break the
 * schema elsewhere, so that all problems come at once: what is of the wrong kind is skipped here.
 */
import { factsOf } from "./catalog.ts"
import { type Accounts, checkMatrix, isUnknownAccount } from "./checkMatrix.ts"
import type { Finding, Spot } from "./Finding.ts"
import { didYouMean } from "./nearest.ts"
import type { Path } from "./Problem.ts"
import { mapAt, type ParsedFile, valueAt } from "./Source.ts"

export const check = (files: ReadonlyArray<ParsedFile>): ReadonlyArray<Finding> => {
  const declared = new Map(
    files.flatMap(({ value }) => Object.entries(mapAt(value, "accounts")).map(([name, id]) => [name, String(id)]))
  )
  return files.flatMap((file) => [
    ...timezone(file),
    ...accounts(file, declared),
    ...splits(file),
    ...windows(file),
    ...checkMatrix(file, declared)
  ])
}

const timezone = ({ file, value }: ParsedFile): ReadonlyArray<Finding> => {
  const zone = valueAt(value, "timezone")
  if (typeof zone !== "string" || zone.trim() === "" || isZone(zone)) return []
  return [
    {
      code: "unknown-timezone",
      message: `\`${zone}\` is not a time zone`,
      hint: "write an IANA name such as Europe/Berlin, or UTC",
      ...didYouMean(zone, ["UTC", ...Intl.supportedValuesOf("timeZone")]),
      at: { file, path: ["timezone"], on: "value" }
    }
  ]
}

const isZone = (zone: string): boolean => {
  if (zone === "UTC") return true
  // Newer engines take offsets too. A zone must mean the same everywhere.
  if (/^[+-]/.test(zone)) return false
  try {
    new Intl.DateTimeFormat("en", { timeZone: zone })
    return true
  } catch {
    return false
  }
}

/** Accounts that an export names, and those that its file names for all. */
const accounts = ({ file, value }: ParsedFile, declared: Accounts): ReadonlyArray<Finding> => {
  const names = [...declared.keys()]
  const ref = (account: unknown, path: Path, on: Spot["on"] = "value"): ReadonlyArray<Finding> => {
    if (!isUnknownAccount(account, declared)) return []
    const message = `no account is named \`${account}\``
    const hint = names.length === 0 ? "name it under `accounts`, or write its id" : `the names: ${names.join(", ")}`
    return [{ code: "unknown-account", message, hint, ...didYouMean(account, names), at: { file, path, on } }]
  }
  const refs = (written: unknown, path: Path): ReadonlyArray<Finding> => {
    if (written === "all" && names.length === 0) {
      const hint = "name them under `accounts`, or list their ids"
      const message = "`all` means every name under `accounts`, and there is none"
      return [{ code: "no-accounts", message, hint, at: { file, path, on: "value" } }]
    }
    return items(written).flatMap((account, index) => ref(account, [...path, index]))
  }
  return [
    ...refs(valueAt(valueAt(value, "defaults"), "account_ids"), ["defaults", "account_ids"]),
    ...entries(value).flatMap(([name, entry]) => {
      const matrix = valueAt(entry, "matrix")
      const at = (...path: Path): Path => ["exports", name, ...path]
      return [
        ...refs(valueAt(entry, "account_ids"), at("account_ids")),
        ...refs(valueAt(matrix, "account"), at("matrix", "account")),
        ...["include", "exclude"].flatMap((key) =>
          items(valueAt(matrix, key)).flatMap((cell, index) =>
            ref(valueAt(cell, "account"), at("matrix", key, index, "account"))
          )
        ),
        ...Object.keys(mapAt(entry, "overrides")).flatMap((account) => ref(account, at("overrides", account), "key"))
      ]
    })
  ]
}

const items = (value: unknown): ReadonlyArray<unknown> => (Array.isArray(value) ? value : [])

/** Splitting by account what has no accounts. Split by account in the defaults is for those exports that have some. */
const splits = ({ file, value }: ParsedFile): ReadonlyArray<Finding> =>
  entries(value).flatMap(([name, entry]): ReadonlyArray<Finding> => {
    const type = valueAt(entry, "type")
    if (valueAt(valueAt(entry, "split"), "account") !== true || typeof type !== "string") return []
    if (factsOf(type)?.accounts !== "optional" || valueAt(entry, "account_ids") !== undefined) return []
    const message = `\`${name}\` is split by account and has no accounts`
    const at = { file, path: ["exports", name, "split", "account"], on: "key" } as const
    return [{ code: "split-without-accounts", message, hint: "remove `account: true`, or add `account_ids`", at }]
  })

/** What is said of windows where there are none. In the defaults it is for those exports that have some. */
const windows = ({ file, value }: ParsedFile): ReadonlyArray<Finding> =>
  entries(value).flatMap(([name, entry]): ReadonlyArray<Finding> => {
    const split = valueAt(entry, "split") ?? valueAt(valueAt(value, "defaults"), "split")
    const hasWindows = typeof split === "string" || valueAt(split, "by") !== undefined
    const at = (path: Path) => ({ file, path: ["exports", name, ...path], on: "key" }) as const
    /** Where the export or one of its overrides says a key. */
    const said = (key: string): ReadonlyArray<{ readonly path: Path; readonly written: unknown }> =>
      [
        { path: [key], written: valueAt(entry, key) },
        ...Object.entries(mapAt(entry, "overrides")).map(([account, one]) => ({
          path: ["overrides", account, key],
          written: valueAt(one, key)
        }))
      ].filter(({ written }) => written !== undefined)
    if (hasWindows) {
      if (valueAt(split, "open_window") === "include") return []
      return said("refresh")
        .filter(({ written }) => written !== "never")
        .map(({ path }) => ({
          code: "refresh-of-closed-windows",
          message: `\`${name}\` has windows that are bought once they have closed, and those do not change`,
          hint: "remove `refresh`; or say `open_window: include` under `split`, or `rebuy` for windows whose late data comes in",
          at: at(path)
        }))
    }
    const own = valueAt(entry, "split")
    return [
      ...WINDOW_KEYS.flatMap(said).map(({ path }) => path),
      ...WINDOW_SPLIT_KEYS.filter((key) => valueAt(own, key) !== undefined).map((key) => ["split", key])
    ].map((path) => ({
      code: "needs-windows",
      message: `\`${path.at(-1)}\` is about windows, and \`${name}\` has none`,
      hint: "say how long they are (`split: month`), or remove it",
      at: at(path)
    }))
  })

const WINDOW_KEYS = ["settle_after", "rebuy"] as const
const WINDOW_SPLIT_KEYS = ["open_window", "week_start"] as const

const entries = (value: ParsedFile["value"]): ReadonlyArray<readonly [string, unknown]> =>
  Object.entries(mapAt(value, "exports"))
