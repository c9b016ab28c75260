/** What really happened, beside what the program believes: who made and started which export, and what broke a rule. */
import type { Fingerprint } from "../../../src/domain.ts"

/** The rules that a history is held against. */
export type Oracle =
  /** A purchase is charged at most once. */
  | "charged once"
  /** No second export is asked for while a first one lives. */
  | "one live export"
  /** No purchase takes an export that was made for another one. */
  | "each its own"
  | "caps hold"
  /** What is recorded of every POST before it is sent says so. */
  | "write-ahead"
  /** Nothing is asked for after a commit that failed, a lock that was lost, or the word to stop. */
  | "no POST after the end"
  /** The charges that the state knows are those that the vendor made. */
  | "ledgers agree"
  /** The phases that a run reports are those that are durable. */
  | "report and state agree"
  /** A plan file is applied once. */
  | "plan applied once"
  /** It is all there within two applies, or a reason is named that holds. */
  | "comes to its end"
  /** A run ends by itself, and without a defect. */
  | "run ends"
  /** A further apply has nothing to do. */
  | "stays there"

export interface Violation {
  readonly oracle: Oracle
  readonly detail: string
}

/** An export of the vendor that a run made or started. */
export interface Deed {
  readonly id: string
  readonly fingerprint: Fingerprint
  /** The run that sent the call. */
  readonly run: number
}

export class Books {
  readonly created: Array<Deed> = []
  readonly started: Array<Deed> = []
  /** Exports of somebody else. */
  readonly foreign = new Set<string>()
  /** Exports that somebody else has started or cancelled. */
  readonly startedElsewhere = new Set<string>()
  readonly cancelledElsewhere = new Set<string>()
  /** What somebody else has spent, and when (epoch ms). */
  readonly spentElsewhere: Array<{ readonly at: number; readonly credits: number }> = []
  /** Exports whose id a run has recorded, as it was told. */
  readonly recorded = new Set<string>()
  /** Files that exporter did not write. */
  readonly foreignFiles = new Set<string>()
  /** When each run began (epoch ms). */
  readonly begun: Array<number> = []
  readonly violations: Array<Violation> = []
  /** How often each fault has struck, each end of a run was met and each record was written. */
  readonly struck = new Map<string, number>()

  /** What happened, in order: to understand a history that broke a rule. */
  readonly log: Array<string> = []

  readonly note = (what: string): void => void this.log.push(what)

  readonly strike = (what: string): void => {
    this.note(what)
    this.struck.set(what, (this.struck.get(what) ?? 0) + 1)
  }

  /** Takes down that a rule was broken, unless it holds. */
  expect(holds: boolean, oracle: Oracle, detail: () => string): void {
    if (holds) return
    this.violations.push({ oracle, detail: detail() })
    this.note(`BROKEN ${oracle}: ${detail()}`)
  }
}
