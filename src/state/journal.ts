/**
 * The journal as bytes: a header, then one line per committed change. It builds on the state file of one serial, and is
 * folded into the next.
 *
 *   {"kind":"exporter-journal","version":1,"lineage":"…","serial":7,"lock":"…","sum":"…"}
 *   {"n":1,"change":{"kind":"put","record":{…}},"sum":"…"}
 *
 * Invariants (test/state/journal.test.ts):
 *  J1. A line is committed once its line break is there. What follows the last line break was never answered for: it is dropped.
 *  J2. Lines count from 1, and their sums cover the header's: no line of another journal is ever taken.
 *  J3. A line that ends and cannot be read is damage, never the end of the journal: what it said was committed.
 *  J4. The file appears together with its header, so one without is damage.
 */
import * as Either from "effect/Either"
import { atOnce, type Pieces } from "../pieces.ts"
import { Draft } from "./change.ts"
import { type Fault, newerFault, VERSION } from "./fault.ts"
import { MIGRATIONS, type Migration, wayFrom } from "./migration.ts"
import type { LedgerEntry, StateRecord } from "./Record.ts"
import type { Change, State } from "./State.ts"
import { readCharge, readRecord } from "./statefile.ts"
import { isJson, jsonOf, seal, unseal } from "./sum.ts"

export const KIND = "exporter-journal"

export interface Header {
  readonly lineage: string
  /** Of the state file that it builds on; 0 where there was none. */
  readonly serial: number
  /** Id of the lock under which it is written. */
  readonly lock: string
}

/** The header line, with its line break. */
export const encodeHeader = (header: Header): string =>
  `${seal({ kind: KIND, version: VERSION, lineage: header.lineage, serial: header.serial, lock: header.lock })}\n`

/** Change number `n` (from 1) of the journal that begins with `header`, with its line break. */
export const encodeChange = (header: string, n: number, change: Change): string =>
  `${seal({ n, change }, header.trimEnd())}\n`

export type Replay =
  /** `state` with every change of the journal. */
  | { readonly kind: "replayed"; readonly state: State; readonly changes: number }
  /** The state file is younger: it has these changes already. */
  | { readonly kind: "folded" }

/** What a journal makes of the state file that lies beside it; `undefined`: none does, and the journal is of a first run. */
export const replay = (
  text: string,
  base: State | undefined,
  migrations: ReadonlyArray<Migration> = MIGRATIONS
): Either.Either<Replay, Fault> => atOnce(replaying(text, base, migrations))

export function* replaying(
  text: string,
  base: State | undefined,
  migrations: ReadonlyArray<Migration>
): Pieces<Either.Either<Replay, Fault>> {
  const lines = text.split("\n")
  lines.pop() // J1
  const header = lines[0] ?? ""
  const head = Either.flatMap(readHeader(header), (it) => beginning(it, base, migrations))
  if (Either.isLeft(head)) return Either.left(head.left)
  if (head.right === "folded") return Either.right({ kind: "folded" })
  const { draft, way } = head.right
  for (const [index, line] of lines.entries()) {
    if (index === 0) continue
    const change = readChange(line, header, index, way)
    if (change === undefined) return damaged("is not what was committed there", index + 1)
    draft.apply(change)
    yield
  }
  return Either.right({ kind: "replayed", state: draft.snapshot(), changes: lines.length - 1 })
}

interface Beginning {
  readonly draft: Draft
  readonly way: Omit<Migration, "from">
}

/** What the changes of a journal begin with; `folded`: the state file is younger. */
const beginning = (
  head: Header & { readonly version: number },
  base: State | undefined,
  migrations: ReadonlyArray<Migration>
): Either.Either<Beginning | "folded", Fault> => {
  const way = wayFrom(head.version, migrations)
  if (way === undefined) return damaged(`is of version ${head.version}, which this program cannot migrate`, 1)
  if (base !== undefined && base.lineage !== head.lineage)
    return fault("foreign", "belongs to another state than the file beside it (their lineages differ)")
  const serial = base?.serial ?? 0
  if (head.serial < serial) return Either.right("folded")
  if (head.serial > serial)
    return damaged(
      base === undefined
        ? `builds on a state file of serial ${head.serial}, and that file is missing`
        : `builds on serial ${head.serial}, but the state file is of serial ${serial}: an older one was put in its place`
    )
  const empty = { lineage: head.lineage, serial, records: new Map(), ledger: [], appliedPlans: [] }
  return Either.right({ draft: new Draft(base ?? empty), way })
}

const readHeader = (line: string): Either.Either<Header & { readonly version: number }, Fault> => {
  const parsed = parseLine(line)
  const { kind, version } = jsonOf(parsed)
  if (isJson(parsed) && kind !== KIND) return fault("foreign", "is something else than a journal of exporter")
  if (typeof version === "number" && version > VERSION) return Either.left(newerFault("journal", version))
  const { lineage, serial, lock } = unseal(parsed) ?? {}
  return typeof version === "number" &&
    typeof lineage === "string" &&
    typeof serial === "number" &&
    typeof lock === "string"
    ? Either.right({ version, lineage, serial, lock })
    : damaged("is not a header", 1)
}

const readChange = (line: string, header: string, n: number, way: Omit<Migration, "from">): Change | undefined => {
  const { n: count, change: body } = unseal(parseLine(line), header) ?? {}
  if (count !== n) return undefined
  const change = jsonOf(body)
  const { kind, record, charge } = change
  switch (kind) {
    case "put":
      return putOf(readRecord(record, way), charge === undefined ? undefined : (readCharge(charge, way) ?? null))
    case "remove":
    case "plan-applied":
    case "plan-finished":
      return change as unknown as Change
    default:
      return undefined
  }
}

/** @param charge `null`: there is one, and it cannot be read */
const putOf = (record: StateRecord | undefined, charge: LedgerEntry | null | undefined): Change | undefined => {
  if (record === undefined || charge === null) return undefined
  return charge === undefined ? { kind: "put", record } : { kind: "put", record, charge }
}

const parseLine = (line: string): unknown => {
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}

const fault = (reason: Fault["reason"], detail: string): Either.Either<never, Fault> =>
  Either.left({ at: "journal", reason, detail })

const damaged = (detail: string, line?: number): Either.Either<never, Fault> =>
  line === undefined
    ? fault("damaged", detail)
    : Either.left({ at: "journal", reason: "damaged", detail: `line ${line}: ${detail}`, line })
