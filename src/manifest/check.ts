/**
 * What a schema cannot say, because it takes several keys or files together. It looks at values that may break the
 * schema elsewhere, so that all problems come at once: what is of the wrong kind is skipped here.
 */
import { factsOf } from "./catalog.ts"
import type { Finding } from "./Finding.ts"
import { didYouMean } from "./nearest.ts"
import type { Path } from "./Problem.ts"
import { mapAt, type ParsedFile, valueAt } from "./Source.ts"

export const check = (files: ReadonlyArray<ParsedFile>): ReadonlyArray<Finding> => {
  const names = new Set(files.flatMap(({ value }) => Object.keys(mapAt(value, "accounts"))))
  return files.flatMap((file) => [...timezone(file), ...accounts(file, names), ...splits(file), ...windows(file)])
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

const accounts = ({ file, value }: ParsedFile, names: ReadonlySet<string>): ReadonlyArray<Finding> => {
  const judge = (holder: unknown, path: Path): ReadonlyArray<Finding> => {
    const written = valueAt(holder, "account_ids")
    if (written === "all" && names.size === 0) {
      const hint = "name them under `accounts`, or list their ids"
      const message = "`all` means every name under `accounts`, and there is none"
      return [{ code: "no-accounts", message, hint, at: { file, path, on: "value" } }]
    }
    if (!Array.isArray(written)) return []
    return written.flatMap((account: unknown, index): ReadonlyArray<Finding> => {
      if (typeof account !== "string" || names.has(account) || !ACCOUNT_NAME.test(account)) return []
      const message = `no account is named \`${account}\``
      const hint =
        names.size === 0 ? "name it under `accounts`, or write its id" : `the names: ${[...names].join(", ")}`
      const at = { file, path: [...path, index], on: "value" } as const
      return [{ code: "unknown-account", message, hint, ...didYouMean(account, names), at }]
    })
  }
  return [
    ...judge(valueAt(value, "defaults"), ["defaults", "account_ids"]),
    ...entries(value).flatMap(([name, entry]) => judge(entry, ["exports", name, "account_ids"]))
  ]
}

/** A text that the schema takes for a name and not for an id. */
const ACCOUNT_NAME = /^(?!all$|acct?_)[A-Za-z0-9][A-Za-z0-9_.-]*$/

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
    const at = (...path: Path) => ({ file, path: ["exports", name, ...path], on: "key" }) as const
    if (hasWindows) {
      const refresh = valueAt(entry, "refresh")
      if (refresh === undefined || refresh === "never" || valueAt(split, "open_window") === "include") return []
      const message = `\`${name}\` has windows that are bought once they have closed, and those do not change`
      const hint =
        "remove `refresh`; or say `open_window: include` under `split`, or `rebuy` for windows whose late data comes in"
      return [{ code: "refresh-of-closed-windows", message, hint, at: at("refresh") }]
    }
    const own = valueAt(entry, "split")
    return [
      ...WINDOW_KEYS.filter((key) => valueAt(entry, key) !== undefined).map((key) => [key]),
      ...WINDOW_SPLIT_KEYS.filter((key) => valueAt(own, key) !== undefined).map((key) => ["split", key])
    ].map((path) => ({
      code: "needs-windows",
      message: `\`${path.at(-1)}\` is about windows, and \`${name}\` has none`,
      hint: "say how long they are (`split: month`), or remove it",
      at: at(...path)
    }))
  })

const WINDOW_KEYS = ["settle_after", "rebuy"] as const
const WINDOW_SPLIT_KEYS = ["open_window", "week_start"] as const

const entries = (value: ParsedFile["value"]): ReadonlyArray<readonly [string, unknown]> =>
  Object.entries(mapAt(value, "exports"))
