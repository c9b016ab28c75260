/**
 * What the text of the manifest files says, once every problem that can be seen in the text alone is out of the way.
 * Dates, accounts and templates are still as written: the request stage resolves them.
 */
import type { AccountId, Credits, FileType, Hooks, OptionValue, Period } from "../domain.ts"

/** A manifest without problems: settings, and the exports with the defaults of their files filled in. */
export interface Manifest {
  /** Name → id. */
  readonly accounts: Readonly<Record<string, AccountId>>
  /** IANA zone in which days begin. */
  readonly timezone: string
  readonly budget: BudgetSettings
  readonly prices: Prices
  readonly rate: RateSettings
  /** The most requests that the manifest may expand into. */
  readonly maxRequests: number
  readonly hooks?: HookSettings
  /** Where the state is kept. Left out: in a file beside the manifest. */
  readonly state?: StateSettings
  /**
   * Files in the order in which they were given, the exports of a file in the order of declaration; names that are whole
   * numbers come first, ascending, as keys of objects do.
   */
  readonly exports: ReadonlyArray<ExportDeclaration>
}

/** Caps on credits. What is left out is not capped. */
export interface BudgetSettings {
  readonly perRun?: Credits
  readonly perMonth?: Credits
  /** The team's balance never falls below this through a start of ours. */
  readonly keepBalance?: Credits
  /** What to do, under a cap, with a scraped export whose worst case has no bound. */
  readonly unknownCost: "block" | "allow"
}

/** What a first plan is estimated by; later ones go by what was charged before. */
export interface Prices {
  /** Orientation price of rows (docs/api.md, "Credits": 20). */
  readonly rowsPerCredit: number
  /** Rows that a type is expected to have per account and day, by type: what a first purchase is estimated by. */
  readonly rowsPerAccountDay: Readonly<Record<string, number>>
}

/** How the API's rate limit, which is the team's, is shared. */
export interface RateSettings {
  /** Calls per window that are left to the team's other programs. */
  readonly reserve: number
}

/** What is done with files, and at the end of a run. */
export interface HookSettings {
  /** At the end of a run. Left out: nothing. */
  readonly afterRun?: Hooks
  /** Files whose `after_download` runs at once; 1, where nothing says so. */
  readonly concurrency?: number
  /** What opens the state that is declared is passed on to hooks. */
  readonly mayUseState?: true
}

/** Where a state is kept that is not a file of this machine. Nothing in it is secret. */
export type StateSettings =
  | {
      readonly backend: "s3"
      readonly bucket: string
      readonly key: string
      readonly region?: string
      readonly endpoint?: string
    }
  | {
      readonly backend: "postgres"
      /** As written: `${env:NAME}` is filled in when the state is used. */
      readonly url: string
      readonly name: string
    }

/** The length of the windows that an export is cut into. */
export type SplitPeriod = Period["unit"]

/** How an export is cut into requests. */
export interface Split {
  readonly by?: SplitPeriod
  readonly account: boolean
  /** Windows that have not closed are bought as far as they have come. */
  readonly includesOpen?: true
  /** The day that weeks begin with: 0 is Sunday. Left out: Monday. */
  readonly weekStart?: number
}

/** The value of an axis of a matrix. As a text it is a part of addresses: two that are the same text are the same value. */
export type AxisValue = string | number | boolean

/** A value for each of some axes. That of `account` is a name or an id. */
export type CellValues = Readonly<Record<string, AxisValue>>

/** What an export is multiplied by. */
export interface Matrix {
  /** In the order of the addresses. Accounts are an axis as well, that of `Split.account`, and not among these. */
  readonly axes: Readonly<Record<string, ReadonlyArray<AxisValue>>>
  /** All cells that have these values are left out. */
  readonly exclude: ReadonlyArray<CellValues>
  /** Cells that are added: each has a value for every axis. */
  readonly include: ReadonlyArray<CellValues>
}

/** What is different for one account. */
export type Override = Partial<
  Pick<
    ExportDeclaration,
    | "startDate"
    | "endDate"
    | "exportColumns"
    | "options"
    | "maxCredits"
    | "refresh"
    | "settleAfter"
    | "priority"
    | "output"
  >
>

/** One entry under `exports:`, with the defaults of its file filled in. */
export interface ExportDeclaration {
  readonly name: string
  /** Where it is declared, for problems that later stages find. */
  readonly file: string
  readonly type: string
  /**
   * Names or ids as written, each declared or an id; `"all"` = every name under `accounts`, which has some. Left out where
   * the type needs none and none were written.
   */
  readonly accountIds?: "all" | ReadonlyArray<string>
  /** As written: `2024-01-31`, a date and time with an offset, or a relative date such as `yesterday`. */
  readonly startDate: string
  readonly endDate: string
  readonly fileType: FileType
  readonly exportColumns?: ReadonlyArray<string>
  /** With a matrix, texts in it may have `{axis}` in them. */
  readonly options?: Readonly<Record<string, OptionValue>>
  readonly split?: Split
  readonly matrix?: Matrix
  /** By name or id, as written: each is that of a request. Options are merged, all else is in place of the export's. */
  readonly overrides?: Readonly<Record<string, Override>>
  /** How old a purchase becomes before it is bought again. Left out: nothing was said. */
  readonly refresh?: Period | "never"
  readonly keep?: number
  /** How long after its end a window counts as closed. */
  readonly settleAfter?: Period
  /** So many of the newest closed windows are bought again. */
  readonly rebuy?: { readonly last: number; readonly every: Period }
  readonly exact?: true
  readonly priority?: number
  readonly newestFirst?: true
  readonly autoStart: boolean
  readonly maxCredits?: Credits
  /** How often an export of it that fails at the server is created anew. */
  readonly retries: number
  /** Output path template. */
  readonly output: string
  /** Once a file of it is saved. Left out: nothing. */
  readonly hooks?: Hooks
}
