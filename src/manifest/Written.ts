/** A manifest file that the schema accepts: the types of schema/exports.schema.json, once variables are replaced. */
import type { Command, FileType, OptionValue } from "../domain.ts"
import type { AxisValue, CellValues, SplitPeriod } from "./Manifest.ts"

export interface Written {
  readonly version: 1
  readonly accounts?: Readonly<Record<string, string>>
  readonly timezone?: string
  readonly budget?: {
    readonly per_run?: number
    readonly per_month?: number
    readonly keep_balance?: number
    readonly unknown_cost?: "block" | "allow"
  }
  readonly prices?: {
    readonly rows_per_credit?: number
    readonly rows_per_account_day?: Readonly<Record<string, number>>
  }
  readonly rate?: { readonly reserve?: number }
  readonly max_requests?: number
  readonly state?: WrittenState
  readonly hooks?: {
    readonly after_run?: ReadonlyArray<Command>
    readonly timeout?: string
    readonly concurrency?: number
    readonly state_access?: boolean
  }
  readonly defaults?: Partial<WrittenDefaults>
  readonly exports: Readonly<Record<string, WrittenExport>>
}

/** Keys of one backend stand only where it is that one, and those that it needs are there. */
export interface WrittenState {
  readonly backend: "file" | "s3" | "postgres"
  readonly bucket?: string
  readonly key?: string
  readonly region?: string
  readonly endpoint?: string
  readonly url?: string
  readonly name?: string
}

export interface WrittenSplit {
  readonly by?: SplitPeriod
  readonly account?: boolean
  readonly open_window?: "skip" | "include"
  readonly week_start?: string
}

/** Keys that an export may leave to the `defaults` of its file. */
export interface WrittenDefaults {
  readonly account_ids: "all" | ReadonlyArray<string>
  readonly split: SplitPeriod | WrittenSplit
  readonly start_date: string
  readonly end_date: string
  readonly file_type: FileType
  readonly output: string
  readonly auto_start: boolean
  readonly max_credits: number
  readonly retries: number
  readonly refresh: string
  readonly keep: number
  readonly settle_after: string
  readonly rebuy: { readonly window: string; readonly every: string }
  readonly exact: boolean
  readonly priority: number
  readonly order: "oldest" | "newest"
  readonly hooks: { readonly after_download?: ReadonlyArray<Command>; readonly timeout?: string }
}

/** `account`, `include` and `exclude`; every other key is an axis. */
export interface WrittenMatrix {
  readonly account?: "all" | ReadonlyArray<string>
  readonly include?: ReadonlyArray<CellValues>
  readonly exclude?: ReadonlyArray<CellValues>
  readonly [axis: string]: "all" | ReadonlyArray<AxisValue> | ReadonlyArray<CellValues> | undefined
}

export type WrittenOverride = Partial<
  Pick<
    WrittenExport,
    | "start_date"
    | "end_date"
    | "export_columns"
    | "options"
    | "max_credits"
    | "refresh"
    | "settle_after"
    | "priority"
    | "output"
  >
>

export interface WrittenExport extends Partial<WrittenDefaults> {
  readonly type: string
  readonly export_columns?: ReadonlyArray<string>
  readonly options?: Readonly<Record<string, OptionValue>>
  readonly matrix?: WrittenMatrix
  readonly overrides?: Readonly<Record<string, WrittenOverride>>
  readonly allow_unknown_type?: boolean
}
