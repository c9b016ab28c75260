/** The words for what is there. */
import { CELL_KINDS, type CellKind, type Counts, totalOf } from "../../plan/coverage.ts"

/** Beside a count: `3 to come`. */
export const WORDS: Readonly<Record<CellKind, string>> = {
  done: "done",
  due: "due again",
  paid: "to come",
  begun: "begun",
  open: "open",
  missing: "missing",
  failed: "failed or blocked",
  incomplete: "incomplete"
}

/** Beside a sign. */
export const MEANINGS: Readonly<Record<CellKind, string>> = {
  ...WORDS,
  due: "there, and to be bought again",
  paid: "paid, its file is to come",
  begun: "begun, not paid",
  open: "its window is open"
}

/** `20 of 24 done, 2 missing, 2 open` */
export const countsInWords = (counts: Counts): string =>
  [
    `${counts.done} of ${totalOf(counts)} done`,
    ...CELL_KINDS.filter((kind) => kind !== "done" && counts[kind] > 0).map((kind) => `${counts[kind]} ${WORDS[kind]}`)
  ].join(", ")
