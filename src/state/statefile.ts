/**
 * The state as bytes: JSON with one record, one charge and one plan a line, in an order that does not depend on the order of
 * events, so that a difference of two files reads as what happened. schema/state.schema.json describes it.
 *
 * Every record and charge carries a `sum`; the last line carries one over all the others, so that a lost line shows as well.
 */
import * as Either from "effect/Either"
import type { Fingerprint } from "../domain.ts"
import { atOnce, type Pieces } from "../pieces.ts"
import { type Fault, type Moved, newerFault, VERSION } from "./fault.ts"
import { MIGRATIONS, type Migration, wayFrom } from "./migration.ts"
import type { LedgerEntry, StateRecord } from "./Record.ts"
import type { AppliedPlan, State } from "./State.ts"
import { isJson, type Json, jsonOf, seal, sumOf, unseal, unsealText } from "./sum.ts"

export const KIND = "exporter-state"

export const encodeState = (state: State): string => atOnce(encodingState(state))

export function* encodingState(state: State): Pieces<string> {
  const records = yield* sealedLines([...state.records.values()].sort(byAddress))
  const ledger = yield* sealedLines(state.ledger)
  const plans = state.appliedPlans.map((plan) => JSON.stringify(plan))
  const head = { kind: KIND, version: VERSION, lineage: state.lineage, serial: state.serial }
  return [
    "{",
    ...Object.entries(head).map(([key, value]) => `  "${key}": ${JSON.stringify(value)},`),
    `  "records": ${list(records)},`,
    `  "ledger": ${list(ledger)},`,
    `  "applied_plans": ${list(plans)},`,
    `  "sum": "${wholeSum(head, records.map(sumAtEnd), ledger.map(sumAtEnd), state.appliedPlans)}"`,
    "}",
    ""
  ].join("\n")
}

const MOVED = "exporter-state-moved"

/** The note that is left where a state was. */
export const encodeMoved = ({ lineage, serial, to }: Moved): string =>
  `${JSON.stringify({ kind: MOVED, version: VERSION, lineage, serial, to }, null, 2)}\n`

const movedFault = ({ lineage, serial, to }: Json): Fault =>
  isText(lineage) && typeof serial === "number" && isText(to)
    ? { at: "state", reason: "moved", detail: `was moved to ${to} (serial ${serial})`, moved: { lineage, serial, to } }
    : { at: "state", reason: "damaged", detail: "says that the state was moved, and not where" }

function* sealedLines(values: ReadonlyArray<StateRecord | LedgerEntry>): Pieces<ReadonlyArray<string>> {
  const lines: Array<string> = []
  for (const value of values) {
    lines.push(seal(value))
    yield
  }
  return lines
}

export interface Decoded {
  readonly state: State
  /** The version that the text was written in. */
  readonly version: number
}

export const decodeState = (
  text: string,
  migrations: ReadonlyArray<Migration> = MIGRATIONS
): Either.Either<Decoded, Fault> => atOnce(decodingState(text, migrations))

export function* decodingState(
  text: string,
  migrations: ReadonlyArray<Migration>
): Pieces<Either.Either<Decoded, Fault>> {
  const written = yield* asWritten(text)
  return Either.flatMap(written === undefined ? parse(text) : Either.right(written), (opened) =>
    judged(text, opened, migrations)
  )
}

const judged = (
  text: string,
  { document, records, ledger }: Opened,
  migrations: ReadonlyArray<Migration>
): Either.Either<Decoded, Fault> =>
  Either.gen(function* () {
    const { version, lineage, serial, applied_plans, sum } = document
    if (typeof version !== "number" || !Number.isInteger(version) || version < 0)
      return yield* damaged("does not say which version it is")
    if (version > VERSION) return yield* Either.left(newerFault("state", version))
    const way = wayFrom(version, migrations)
    if (way === undefined) return yield* damaged(`is of version ${version}, which this program cannot migrate`)
    if (typeof lineage !== "string" || lineage === "" || typeof serial !== "number" || !Number.isInteger(serial))
      return yield* damaged("does not say its lineage and serial")
    const at = (detail: string, line?: number) => damaged(`${detail} (serial ${serial})`, line)
    if (records === undefined || ledger === undefined || !isPlans(applied_plans))
      return yield* at("lacks its records, its ledger or its applied plans")

    const byFingerprint = new Map<Fingerprint, StateRecord>()
    for (const [index, sealed] of records.entries()) {
      const record = readRecord(sealed.body, way)
      if (record === undefined || byFingerprint.has(record.fingerprint)) {
        const wrong = record === undefined ? "does not match its checksum" : "is there twice"
        return yield* at(`${nameOf(sealed, `record ${index + 1}`)} ${wrong}`, lineOf(text, sealed))
      }
      byFingerprint.set(record.fingerprint, record)
    }
    const charges: Array<LedgerEntry> = []
    for (const [index, sealed] of ledger.entries()) {
      const charge = readCharge(sealed.body, way)
      if (charge === undefined) {
        const name = `the charge of ${nameOf(sealed, `entry ${index + 1} of the ledger`)}`
        return yield* at(`${name} does not match its checksum`, lineOf(text, sealed))
      }
      charges.push(charge)
    }
    const head = { kind: KIND, version, lineage, serial }
    if (sum !== wholeSum(head, records.map(sumOfSealed), ledger.map(sumOfSealed), applied_plans))
      return yield* at("does not match its checksum as a whole: lines are missing, or it was edited")
    return { state: { lineage, serial, records: byFingerprint, ledger: charges, appliedPlans: applied_plans }, version }
  })

/** A record or a charge as it stands in the file. */
interface Sealed {
  readonly sum: string
  /** What the sum covers; `undefined` where it does not fit. */
  readonly body: Json | undefined
  /** What it goes by, where the sum does not fit. */
  readonly address?: unknown
}

interface Opened {
  readonly document: Json
  /** `undefined`: it is no list. */
  readonly records: ReadonlyArray<Sealed> | undefined
  readonly ledger: ReadonlyArray<Sealed> | undefined
}

/**
 * A file that lies there as it was written, line by line: sums are taken of the lines themselves, which is several times
 * quicker than to write every value again. `undefined` for every other file: what is wrong with it, if anything, is for
 * `parse` to find out.
 */
function* asWritten(text: string): Pieces<Opened | undefined> {
  const lines = text.split("\n")
  const records = linesOf(lines, "records")
  const ledger = linesOf(lines, "ledger")
  if (records === undefined || ledger === undefined) return undefined
  const rest = [...lines.slice(0, records.from), ...lines.slice(records.to, ledger.from), ...lines.slice(ledger.to)]
  try {
    const document: unknown = JSON.parse(rest.join("\n"))
    const [sealedRecords, sealedLedger] = [yield* openLines(lines, records), yield* openLines(lines, ledger)]
    return isJson(document) && document["kind"] === KIND && sealedRecords !== undefined && sealedLedger !== undefined
      ? { document, records: sealedRecords, ledger: sealedLedger }
      : undefined
  } catch {
    return undefined
  }
}

interface Lines {
  readonly from: number
  /** Not included. */
  readonly to: number
}

const linesOf = (lines: ReadonlyArray<string>, key: string): Lines | undefined => {
  const empty = lines.indexOf(`  "${key}": [],`)
  if (empty !== -1) return { from: empty, to: empty }
  const from = lines.indexOf(`  "${key}": [`) + 1
  const to = from === 0 ? -1 : lines.indexOf("  ],", from)
  return to === -1 ? undefined : { from, to }
}

function* openLines(lines: ReadonlyArray<string>, { from, to }: Lines): Pieces<ReadonlyArray<Sealed> | undefined> {
  const opened: Array<Sealed> = []
  for (let index = from; index < to; index++) {
    const line = lines[index] ?? ""
    const sealed = unsealText(line.slice(4, index === to - 1 ? undefined : -1))
    if (sealed === undefined) return undefined
    opened.push(sealed)
    yield
  }
  return opened
}

/** A record of this version, after its checksum and its migrations: the one place that takes JSON for a record. */
export const readRecord = (old: unknown, way: Omit<Migration, "from">): StateRecord | undefined => {
  if (old === undefined) return undefined
  const record = way.record(old)
  if (!isJson(record)) return undefined
  const { fingerprint, address, phase } = record
  return [fingerprint, address, phase].every(isText) ? (record as unknown as StateRecord) : undefined
}

/** A charge, like `readRecord`. */
export const readCharge = (old: unknown, way: Omit<Migration, "from">): LedgerEntry | undefined => {
  if (old === undefined) return undefined
  const charge = way.charge(old)
  if (!isJson(charge)) return undefined
  const { fingerprint, address } = charge
  return [fingerprint, address].every(isText) ? (charge as unknown as LedgerEntry) : undefined
}

const parse = (text: string): Either.Either<Opened, Fault> => {
  if (text.trim() === "") return damaged("is empty, and a state file never is")
  let document: unknown
  try {
    document = JSON.parse(text)
  } catch {
    if (/^(<{7}|={7}|>{7})/m.test(text)) return damaged("holds the marks of a merge conflict")
    const begun = text.startsWith(`{\n  "kind": "${KIND}"`.slice(0, text.length))
    return begun && !/\n\}\s*$/.test(text) ? damaged("is cut short: its end is missing") : damaged("is not JSON")
  }
  const { kind, records, ledger } = jsonOf(document)
  if (kind === MOVED) return Either.left(movedFault(jsonOf(document)))
  const opened = (list: unknown) => (Array.isArray(list) ? list.map(openValue) : undefined)
  return kind === KIND
    ? Either.right({ document: jsonOf(document), records: opened(records), ledger: opened(ledger) })
    : Either.left({ at: "state", reason: "foreign", detail: "is JSON, but not a state of exporter" })
}

const openValue = (value: unknown): Sealed => {
  const { sum, address } = jsonOf(value)
  return { sum: isText(sum) ? sum : "", body: unseal(value), address }
}

const damaged = (detail: string, line?: number): Either.Either<never, Fault> =>
  Either.left(
    line === undefined
      ? { at: "state", reason: "damaged", detail }
      : { at: "state", reason: "damaged", detail: `line ${line}: ${detail}`, line }
  )

const wholeSum = (
  head: object,
  records: ReadonlyArray<string>,
  ledger: ReadonlyArray<string>,
  plans: unknown
): string => sumOf(JSON.stringify([head, records, ledger, plans]))

/** The sum of a sealed line: its last 16 digits before `"}`. */
const sumAtEnd = (line: string): string => line.slice(-18, -2)

const sumOfSealed = ({ sum }: Sealed): string => sum

const list = (lines: ReadonlyArray<string>): string =>
  lines.length === 0 ? "[]" : `[\n${lines.map((line) => `    ${line}`).join(",\n")}\n  ]`

const byAddress = (a: StateRecord, b: StateRecord): number =>
  compare(a.address, b.address) || compare(a.fingerprint, b.fingerprint)

/** By code unit: the same on every machine, whatever its language. */
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

const nameOf = ({ body, address = body?.["address"] }: Sealed, otherwise: string): string =>
  isText(address) ? `'${address}'` : otherwise

/** Where a sealed object stands, found by its sum; `undefined` where that does not tell. */
const lineOf = (text: string, { sum }: Sealed): number | undefined => {
  const at = sum === "" ? -1 : text.indexOf(`"${sum}"`)
  return at < 0 ? undefined : text.slice(0, at).split("\n").length
}

const isText = (value: unknown): value is string => typeof value === "string"

const isPlans = (value: unknown): value is ReadonlyArray<AppliedPlan> =>
  Array.isArray(value) &&
  value.every((plan) => {
    const { digest, finished } = jsonOf(plan)
    return isText(digest) && typeof finished === "boolean"
  })
