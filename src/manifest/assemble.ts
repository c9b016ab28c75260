/** Files without problems -> the manifest: settings joined, defaults of each file filled in, short forms written out. */
import * as Brand from "effect/Brand"
import type { AccountId, Command, Credits, FileType, Hooks } from "../domain.ts"
import { factsOf, fileTypesOf } from "./catalog.ts"
import type { AxisValue, BudgetSettings, ExportDeclaration, Manifest, Matrix, Override } from "./Manifest.ts"
import { axisNames } from "./matrix.ts"
import { parsePeriod } from "./relative.ts"
import type {
  Written,
  WrittenDefaults,
  WrittenExport,
  WrittenMatrix,
  WrittenOverride,
  WrittenState
} from "./Written.ts"

export interface WrittenFile {
  readonly file: string
  readonly written: Written
}

const DEFAULT_OUTPUT = "data/{address}.{ext}"

const accountId = Brand.nominal<AccountId>()
const credits = Brand.nominal<Credits>()

export const assemble = (files: ReadonlyArray<WrittenFile>): Manifest => {
  const setting = <K extends keyof Written>(key: K): Written[K] | undefined =>
    files.find(({ written }) => written[key] !== undefined)?.written[key]
  return {
    accounts: Object.fromEntries(
      files.flatMap(({ written }) => Object.entries(written.accounts ?? {}).map(([name, id]) => [name, accountId(id)]))
    ),
    timezone: setting("timezone") ?? "UTC",
    budget: budgetOf(setting("budget") ?? {}),
    prices: {
      rowsPerCredit: setting("prices")?.rows_per_credit ?? 20,
      rowsPerAccountDay: setting("prices")?.rows_per_account_day ?? {}
    },
    rate: { reserve: setting("rate")?.reserve ?? 0 },
    maxRequests: setting("max_requests") ?? 10_000,
    ...hookSettingsOf(setting("hooks")),
    ...stateSettingsOf(setting("state")),
    exports: files.flatMap(({ file, written }) =>
      Object.entries(written.exports).map(([name, entry]) => declarationOf(name, file, entry, written.defaults ?? {}))
    )
  }
}

const budgetOf = (written: NonNullable<Written["budget"]>): BudgetSettings => ({
  ...(written.per_run === undefined ? {} : { perRun: credits(written.per_run) }),
  ...(written.per_month === undefined ? {} : { perMonth: credits(written.per_month) }),
  ...(written.keep_balance === undefined ? {} : { keepBalance: credits(written.keep_balance) }),
  unknownCost: written.unknown_cost ?? "block"
})

const declarationOf = (
  name: string,
  file: string,
  entry: WrittenExport,
  defaults: Partial<WrittenDefaults>
): ExportDeclaration => {
  const { type, export_columns: exportColumns, options, matrix, overrides } = entry
  // A type that needs no accounts is not given the accounts that the others share.
  const shared = factsOf(type)?.accounts === "optional" ? undefined : defaults.account_ids
  const accountIds = matrix?.account ?? entry.account_ids ?? shared
  const splitAsWritten = splitOf(entry.split ?? defaults.split, accountIds !== undefined)
  const split = matrix?.account === undefined ? splitAsWritten : { ...splitAsWritten, account: true }
  const maxCredits = entry.max_credits ?? defaults.max_credits
  const { after_download: afterDownload, timeout } = entry.hooks ?? defaults.hooks ?? {}
  const hooks = hooksOf(afterDownload, timeout)
  return {
    name,
    file,
    type,
    ...(accountIds === undefined ? {} : { accountIds }),
    startDate: required(entry.start_date ?? defaults.start_date),
    endDate: required(entry.end_date ?? defaults.end_date),
    fileType: entry.file_type ?? defaultFileType(type, defaults.file_type),
    ...(exportColumns === undefined ? {} : { exportColumns }),
    ...(options === undefined ? {} : { options }),
    ...(split === undefined ? {} : { split }),
    ...(matrix === undefined ? {} : { matrix: matrixOf(matrix) }),
    ...(overrides === undefined ? {} : { overrides: overridesOf(overrides) }),
    autoStart: entry.auto_start ?? defaults.auto_start ?? true,
    ...(maxCredits === undefined ? {} : { maxCredits: credits(maxCredits) }),
    retries: entry.retries ?? defaults.retries ?? 0,
    ...timesOf({ ...defaults, ...entry }),
    output: entry.output ?? defaults.output ?? DEFAULT_OUTPUT,
    ...(hooks === undefined ? {} : { hooks })
  }
}

const matrixOf = (written: WrittenMatrix): Matrix => ({
  axes: Object.fromEntries(axisNames(written).map((name) => [name, (written[name] ?? []) as ReadonlyArray<AxisValue>])),
  exclude: written.exclude ?? [],
  include: written.include ?? []
})

const overridesOf = (written: Readonly<Record<string, WrittenOverride>>): Readonly<Record<string, Override>> =>
  Object.fromEntries(Object.entries(written).map(([account, one]) => [account, overrideOf(one)]))

const overrideOf = ({ priority, ...written }: WrittenOverride): Override => {
  const { start_date: startDate, end_date: endDate, export_columns: exportColumns } = written
  const { options, max_credits: maxCredits, output, ...times } = written
  return {
    ...(startDate === undefined ? {} : { startDate }),
    ...(endDate === undefined ? {} : { endDate }),
    ...(exportColumns === undefined ? {} : { exportColumns }),
    ...(options === undefined ? {} : { options }),
    ...(maxCredits === undefined ? {} : { maxCredits: credits(maxCredits) }),
    ...timesOf(times),
    // Also 0, where the export's own is another one.
    ...(priority === undefined ? {} : { priority }),
    ...(output === undefined ? {} : { output })
  }
}

/** When it is bought again, and what of it first. */
const timesOf = (written: Partial<WrittenDefaults>) => {
  const { refresh, keep, settle_after: settleAfter, rebuy, exact, priority, order } = written
  return {
    ...(refresh === undefined ? {} : { refresh: refresh === "never" ? ("never" as const) : parsePeriod(refresh) }),
    ...(keep === undefined ? {} : { keep }),
    ...(settleAfter === undefined ? {} : { settleAfter: parsePeriod(settleAfter) }),
    ...(rebuy === undefined
      ? {}
      : { rebuy: { last: Number(rebuy.window.slice("last ".length)), every: parsePeriod(rebuy.every) } }),
    ...(exact === true ? { exact } : {}),
    ...(priority === undefined || priority === 0 ? {} : { priority }),
    ...(order === "newest" ? { newestFirst: true as const } : {})
  }
}

const hookSettingsOf = (written: Written["hooks"]): Pick<Manifest, "hooks"> => {
  if (written === undefined) return {}
  const afterRun = hooksOf(written.after_run, written.timeout)
  const { concurrency, state_access: mayUseState } = written
  return {
    hooks: {
      ...(afterRun === undefined ? {} : { afterRun }),
      ...(concurrency === undefined ? {} : { concurrency }),
      ...(mayUseState === true ? { mayUseState } : {})
    }
  }
}

const stateSettingsOf = (written: WrittenState | undefined): Pick<Manifest, "state"> => {
  switch (written?.backend) {
    case "s3": {
      const { bucket, key, region, endpoint } = written
      const where = { ...(region === undefined ? {} : { region }), ...(endpoint === undefined ? {} : { endpoint }) }
      return { state: { backend: "s3", bucket: required(bucket), key: required(key), ...where } }
    }
    case "postgres":
      return { state: { backend: "postgres", url: required(written.url), name: written.name ?? "exports" } }
    default:
      return {}
  }
}

const DEFAULT_TIMEOUT = "10m"

const UNIT_MS: Readonly<Record<string, number>> = { s: 1_000, m: 60_000, h: 3_600_000 }

/** An empty list is none: an export says so where its file's defaults have some. */
const hooksOf = (commands: ReadonlyArray<Command> = [], timeout = DEFAULT_TIMEOUT): Hooks | undefined =>
  commands.length === 0
    ? undefined
    : { commands, timeoutMs: Number(timeout.slice(0, -1)) * (UNIT_MS[timeout.slice(-1)] ?? 0) }

/** Nothing gets here that leaves it out. */
const required = <A>(value: A | undefined): A => {
  if (value === undefined) throw new Error("a manifest without a required key was accepted")
  return value
}

/** The defaults' file type where the type comes in it, else the type's own. */
const defaultFileType = (type: string, preferred: FileType | undefined): FileType => {
  const offered = fileTypesOf(type)
  return preferred !== undefined && offered.includes(preferred) ? preferred : offered[0]
}

const splitOf = (written: WrittenDefaults["split"] | undefined, hasAccounts: boolean): ExportDeclaration["split"] => {
  if (written === undefined) return undefined
  const split = typeof written === "string" ? { by: written } : written
  const { by, account = false, open_window: openWindow, week_start: weekStart } = split
  const byAccount = account && hasAccounts
  if (by === undefined) return byAccount ? { account: true } : undefined
  return {
    by,
    account: byAccount,
    ...(openWindow === "include" ? { includesOpen: true } : {}),
    ...(weekStart === undefined || weekStart === "monday" ? {} : { weekStart: WEEKDAYS.indexOf(weekStart) })
  }
}

const WEEKDAYS = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"]
