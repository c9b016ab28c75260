/**
 * The glossary: the words of the project as types. No logic lives here.
 *
 * A reader who knows these words can read every other file.
 */
import type { Brand } from "effect/Brand"

/** An amount of the vendor's credits. Never negative; fractions are kept as the server sends them. */
export type Credits = number & Brand<"Credits">

/**
 * Identity of a purchase: `v1:` and the SHA-256 (lower-case hex) of the canonical request (RFC 8785). One that is bought
 * again and again is one purchase in generations: relative dates count as they are written, a window as it is when closed.
 * The prefix is the version of the canonical form. Equal fingerprints are the same purchase, whatever their address.
 */
export type Fingerprint = string & Brand<"Fingerprint">

/** Name of one expanded request: `ledger`, `ledger/main`, `ledger/main/2024-01`. Unique within a manifest. */
export type Address = string & Brand<"Address">

/** The vendor's id of an account: `acct_…` (answers) or `acc_…` (the vendor's own example). */
export type AccountId = string & Brand<"AccountId">

/** The vendor's id of one data export: `data_export_…`. */
export type DataExportId = string & Brand<"DataExportId">

/** A point in time as the wire has it: UTC, whole seconds, `YYYY-MM-DDTHH:MM:SSZ`. Compares as text. */
export type Instant = string & Brand<"Instant">

/** One body for `POST /api/data-exports`, in canonical form: equal purchases have equal canonical requests. */
export interface CanonicalRequest {
  readonly type: string
  /** Resolved, unique, sorted. Left out where the type takes none. */
  readonly account_ids?: ReadonlyArray<AccountId>
  readonly start_date: Instant
  readonly end_date: Instant
  readonly file_type: FileType
  /** In the given order: it is the order of the columns in the file. Left out = all columns. */
  readonly export_columns?: ReadonlyArray<string>
  /** Without unset and default values; id lists unique and sorted. Left out when empty. */
  readonly options?: Readonly<Record<string, OptionValue>>
}

/** The format of a file: rows as text or as a spreadsheet, media as an archive. */
export type FileType = "csv" | "xlsx" | "zip"

/** The value of one option of a request. */
export type OptionValue = string | number | boolean | ReadonlyArray<string | number>

/** One expanded request: what is to be bought, under which name, and where its file goes. */
export interface Request {
  readonly address: Address
  /** The name of the export in the manifest that this request was expanded from. */
  readonly export: string
  readonly fingerprint: Fingerprint
  readonly canonical: CanonicalRequest
  /**
   * Path of the file, relative to the output root, with `/` between its parts. What a purchase alone decides stands open:
   * `{as_of}`, and `{start}` and `{end}` where they move on.
   */
  readonly output: string
  /** `true`: start once the budget admits it. `false`: stop when the price is known. */
  readonly autoStart: boolean
  /** The most that this one request may cost, in credits. */
  readonly maxCredits?: Credits
  /** How often an export that fails at the server is created anew by itself. Each new one is charged like the first. */
  readonly retries: number
  /** The window of a split, when there is one. */
  readonly window?: Window
  /** When it is bought again. Left out: never. */
  readonly renewal?: Renewal
  /** How many generations stay listed, the newest included. Left out: all of them. */
  readonly keep?: number
  /** Data is late so long: what was bought sooner after a time may lack some of it. Left out: none is. */
  readonly settleAfter?: Period
  /** Files of other windows do not stand for it. */
  readonly exact?: true
  /** The higher is bought first under a budget. Left out: 0. */
  readonly priority?: number
  /** Of the windows of one export the newest are bought first. */
  readonly newestFirst?: true
  /** What is done with its file once it is saved. It is no part of what is bought. */
  readonly hooks?: RequestHooks
}

/** A number of units of the calendar. */
export interface Period {
  readonly count: number
  readonly unit: "day" | "week" | "month" | "quarter" | "year"
}

/** When a request that was bought is bought again, each time as a new generation. */
export interface Renewal {
  /** How old a purchase becomes, in days of the manifest's zone: of one without a window, or of an open window. */
  readonly every?: Period
  /** Its window is bought before it has closed, and again once it has. */
  readonly whileOpen?: true
  /** Its closed window is bought again as long as it is one of the newest. */
  readonly recent?: { readonly every: Period; readonly until: Instant }
}

/** A program and its arguments, `{variables}` among them. No shell reads them. */
export type Command = readonly [program: string, ...ReadonlyArray<string>]

/** Commands that run one after another; the first that fails is the last. */
export interface Hooks {
  readonly commands: ReadonlyArray<Command>
  /** How long each of them may take, in ms. */
  readonly timeoutMs: number
}

export interface RequestHooks extends Hooks {
  /** Variables whose values are known before anything is bought, by name. */
  readonly values: Readonly<Record<string, string>>
}

/** The piece of time that a request covers. Both ends belong to it. */
export interface Window {
  /** `2024`, `2024-Q1`, `2024-01`, `2024-W05`, `2024-01-05`. */
  readonly label: string
  readonly start: Instant
  readonly end: Instant
  /** From then on it counts as closed: its end has passed, late data has settled, and its export's end has come to it. */
  readonly closes: Instant
  /** By then its export's begin has moved on, and nothing asks for it any more. */
  readonly leftBehind?: true
}
