/**
 * Documents of many kinds, judged by an editor and by the program. An editor reads YAML and holds it against the schema;
 * the program says no for the same documents, and for what no schema can say.
 */

import { Ajv2020 } from "ajv/dist/2020.js"
import * as Either from "effect/Either"
import * as fc from "effect/FastCheck"
import { expect } from "vitest"
import { parseAllDocuments, stringify } from "yaml"
import type { Instant } from "../../src/domain.ts"
import type { ProblemCode } from "../../src/manifest/Problem.ts"
import { readManifest } from "../../src/manifest/readManifest.ts"
import { isMap, mapAt, valueAt } from "../../src/manifest/Source.ts"
import { atOnce } from "../../src/pieces.ts"
import { declaring } from "../../src/pipeline.ts"
import { anyKey, anything, manifest } from "./arbitrary.ts"
import { MATRIX_CODES, matrixCodes, VALUE_CODES } from "./matrixOpinions.ts"
import { schema } from "./schema.ts"

const accepts = new Ajv2020({ strict: false }).compile(schema)

/** What the text says to an editor; nothing, where it is no YAML of one document. */
const readByEditor = (text: string): { readonly value: unknown } | undefined => {
  const documents = parseAllDocuments(text, { merge: true, version: "1.2" })
  const [document] = documents
  if (document === undefined || !("toJS" in document) || documents.length !== 1) return undefined
  if (document.errors.length + document.warnings.length > 0) return undefined
  try {
    return { value: document.toJS() }
  } catch {
    return undefined
  }
}

/** Of all the texts that documents here have under `timezone`, these are zones. */
const ZONES: ReadonlySet<string> = new Set(["UTC", "Europe/Berlin", "Asia/Kolkata"])

type Opinion = (value: unknown, text: string) => boolean

const known = new WeakMap<object, ReadonlySet<ProblemCode>>()

/** What is said of a matrix and of overrides, and of values that an option has once it is filled in. */
const ofMatrices: Partial<Record<ProblemCode, Opinion>> = Object.fromEntries(
  [...MATRIX_CODES, ...VALUE_CODES].map((code): [ProblemCode, Opinion] => [
    code,
    (value) => {
      if (!isMap(value)) return false
      const codes = known.get(value) ?? matrixCodes(value, accepts)
      known.set(value, codes)
      return codes.has(code)
    }
  ])
)

/**
 * What no schema can say, because it takes several values together, a calendar, the time zones of the machine or the
 * shapes of secrets; with a second opinion, where there is one, on whether a document that the schema accepts has it.
 */
export const BEYOND: Partial<Record<ProblemCode, Opinion | "no second opinion">> = {
  "unknown-timezone": (value) => {
    const zone = valueAt(value, "timezone")
    return typeof zone === "string" && !ZONES.has(zone)
  },
  "unknown-account": (value) => namesIn(value).some((name) => !Object.hasOwn(mapAt(value, "accounts"), name)),
  "no-accounts": (value) => listsIn(value).includes("all") && Object.keys(mapAt(value, "accounts")).length === 0,
  "split-without-accounts": (value) =>
    Object.values(mapAt(value, "exports")).some(
      (one) =>
        valueAt(valueAt(one, "split"), "account") === true &&
        valueAt(one, "account_ids") === undefined &&
        valueAt(one, "type") === "public_profiles"
    ),
  "needs-windows": (value) =>
    Object.values(mapAt(value, "exports")).some(
      (one) =>
        !hasWindows(value, one) &&
        [
          valueAt(one, "settle_after"),
          valueAt(one, "rebuy"),
          valueAt(valueAt(one, "split"), "open_window"),
          valueAt(valueAt(one, "split"), "week_start")
        ].some((said) => said !== undefined)
    ),
  "refresh-of-closed-windows": (value) =>
    Object.values(mapAt(value, "exports")).some(
      (one) =>
        hasWindows(value, one) &&
        !["never", undefined].includes(valueAt(one, "refresh") as string) &&
        valueAt(splitOf(value, one), "open_window") !== "include"
    ),
  ...ofMatrices,
  secret: (value) => JSON.stringify(value).includes("ofapi_"),
  // A tag makes of a value what its text does not say, and half a character cannot be sent: editors follow the one and
  // keep the other, the program has no use for them.
  "bad-syntax": (_value, text) => /(?:^|[\s,[{])!|\\u[dD][89a-fA-F]|\p{Surrogate}/u.test(text),
  // Environment variables are the machine's.
  "unset-variable": (value) => /\$\{env:[A-Za-z_]\w*\}/.test(JSON.stringify(withoutNotes(value))),
  // Windows, paths and their number are those of the requests.
  "end-before-start": "no second opinion",
  "moving-range": (value) =>
    Object.values(mapAt(value, "exports")).some((one) => {
      const said = (key: string) => valueAt(one, key) ?? valueAt(valueAt(value, "defaults"), key)
      const dates = `${said("start_date")} ${said("end_date")}`
      return /[a-z]{3}/.test(dates) && !hasWindows(value, one) && said("refresh") === undefined
    }),
  "too-many-requests": "no second opinion",
  "output-escapes": "no second opinion",
  "output-collision": "no second opinion"
}

const splitOf = (value: unknown, one: unknown): unknown =>
  valueAt(one, "split") ?? valueAt(valueAt(value, "defaults"), "split")

const hasWindows = (value: unknown, one: unknown): boolean => {
  const split = splitOf(value, one)
  return typeof split === "string" || valueAt(split, "by") !== undefined
}

const withoutNotes = (value: unknown): unknown =>
  isMap(value) ? Object.fromEntries(Object.entries(value).filter(([key]) => !key.startsWith("x-"))) : value

const listsIn = (value: unknown): ReadonlyArray<unknown> =>
  [valueAt(value, "defaults"), ...Object.values(mapAt(value, "exports"))].flatMap((one) => {
    const matrix = mapAt(one, "matrix")
    const cells = [matrix["include"], matrix["exclude"]].flat().map((cell) => valueAt(cell, "account"))
    return [valueAt(one, "account_ids"), matrix["account"], cells, Object.keys(mapAt(one, "overrides"))]
  })

const namesIn = (value: unknown): ReadonlyArray<string> =>
  listsIn(value)
    .flat()
    .filter((name): name is string => typeof name === "string" && name !== "all" && !/^acct?_|\$\{/.test(name))

export type Verdict =
  | { readonly kind: "both accept" }
  | { readonly kind: "both refuse" }
  /** Only the program refuses, for reasons that are all beyond a schema. */
  | { readonly kind: "beyond"; readonly codes: ReadonlyArray<ProblemCode> }
  | { readonly kind: "disagree"; readonly why: string }

export const judged = (text: string): Verdict => {
  const read = readByEditor(text)
  const editor = read !== undefined && accepts(read.value)
  const codes = [...new Set(problemCodesOf(text))]
  if (!editor) return codes.length > 0 ? { kind: "both refuse" } : disagree("only the editor refuses it")
  if (codes.length === 0) {
    const missed = Object.entries(BEYOND).filter(
      ([, opinion]) => typeof opinion === "function" && opinion(read.value, text)
    )
    return missed.length === 0 ? { kind: "both accept" } : disagree(`nobody sees ${missed.map(([code]) => code)}`)
  }
  const unfounded = codes.filter((code) => {
    const opinion = BEYOND[code]
    return opinion === undefined || (typeof opinion === "function" && !opinion(read.value, text))
  })
  return unfounded.length === 0 ? { kind: "beyond", codes } : disagree(`only the program refuses it: ${unfounded}`)
}

const disagree = (why: string): Verdict => ({ kind: "disagree", why })

const problemCodesOf = (text: string): ReadonlyArray<ProblemCode> =>
  Either.match(
    Either.flatMap(readManifest([{ file: "exports.yaml", text }], {}), (read) =>
      atOnce(declaring(read, "2024-06-15T12:00:00Z" as Instant))
    ),
    { onLeft: (problems) => problems.map(({ code }) => code), onRight: () => [] }
  )

// ------------------------------------------------------------------------------------------------ documents

/** Changes what it is given. */
type Mistake = (value: Record<string, unknown>) => void

/** Values whose meaning is beyond a schema. */
const beyond = fc.constantFrom<readonly [key: string, value: unknown]>(
  ["timezone", "Europe/Berln"],
  ["accounts", {}],
  ["split", { account: true }],
  ["output", "ofapi_live_0123456789abcdefghij"],
  ["output", "data/${env:NOWHERE}"],
  ["output", "../{address}"],
  ["output", "data/one"],
  ["account_ids", "all"],
  ["account_ids", ["nobody"]],
  ["max_requests", 1],
  ["matrix", { account: "all", kind: ["a"], exclude: [{ kind: "b" }], include: [{ kind: "a" }] }],
  ["matrix", { account: "all", kind: [1, "1"], exclude: [{ kind: 1 }] }],
  ["matrix", { n: [1, 2], include: [{ n: 1 }, { n: 3, m: 1 }] }],
  ["matrix", { account: ["acct_1"], kind: ["active", "gone"] }],
  ["overrides", { acct_nobody: { output: "{nothing}" } }],
  ["options", { type: "{kind}" }],
  ["hooks", { after_download: [["./a", "{kind}"]] }],
  ["end_date", "1899-12-31"]
)

/** Changes one key somewhere: drops it, renames it, or puts something else under it. */
const mistake: fc.Arbitrary<Mistake> = fc
  .tuple(fc.nat(), fc.constantFrom("drop", "rename", "replace", "add"), anyKey, anything)
  .map(([seed, kind, key, other]) => (value) => {
    const spots = spotsOf(value)
    const spot = spots[seed % spots.length]
    if (spot === undefined) return
    const before = spot.map[spot.key]
    // A copy: the same mistake made twice must not put a value into itself.
    if (kind === "add") spot.map[key] = structuredClone(other)
    else if (kind === "replace") spot.map[spot.key] = structuredClone(other)
    else {
      delete spot.map[spot.key]
      if (kind === "rename") spot.map[key] = before
    }
  })

/** Puts one of them under its key, at the top or in an export. */
const trouble: fc.Arbitrary<Mistake> = fc.tuple(beyond, fc.nat()).map(([[key, other], seed]) => (value) => {
  const maps = Object.values(mapAt(value, "exports")).filter(isMap) as ReadonlyArray<Record<string, unknown>>
  const isTop = ["timezone", "accounts", "max_requests"].includes(key)
  const target = isTop ? value : (maps[seed % Math.max(1, maps.length)] ?? value)
  Object.assign(target, { [key]: structuredClone(other) })
  if (JSON.stringify(other).includes("gone")) {
    for (const gone of ["account_ids", "file_type", "split", "overrides"]) delete target[gone]
    Object.assign(target, { type: "fans", options: { type: "{kind}" } })
  }
  // Only this type needs no accounts, and has none from anywhere.
  if (key === "split") {
    for (const gone of ["account_ids", "options", "file_type"]) delete target[gone]
    target["type"] = "public_profiles"
  }
})

interface Spot {
  readonly map: Record<string, unknown>
  readonly key: string
}

const spotsOf = (value: Record<string, unknown>): ReadonlyArray<Spot> =>
  Object.entries(value).flatMap(([key, child]) => [
    { map: value, key },
    ...(isMap(child) ? spotsOf(child as Record<string, unknown>) : [])
  ])

/** Changes the text, where it may be YAML no more. */
const slip: fc.Arbitrary<(text: string) => string> = fc
  .tuple(
    fc.nat(),
    fc.constantFrom("drop", "double", "insert", "line"),
    fc.constantFrom(..."\t\"'{}[]:,&*#-?!|>%@` \n~")
  )
  .map(([seed, kind, sign]) => (text) => {
    const at = seed % text.length
    if (kind === "drop") return text.slice(0, at) + text.slice(at + 1)
    if (kind === "insert") return text.slice(0, at) + sign + text.slice(at)
    const lines = text.split("\n")
    const line = seed % lines.length
    if (kind === "line") return lines.toSpliced(line, 0, lines[line] ?? "").join("\n")
    return text.slice(0, at) + text.slice(at, at + 1) + text.slice(at)
  })

const layouts = [
  {},
  { collectionStyle: "flow" },
  { defaultStringType: "QUOTE_SINGLE", defaultKeyType: "QUOTE_DOUBLE" },
  { indent: 4, lineWidth: 40 }
] as const

/** The year after, and a day that every month has. */
const aYearOn = (date: unknown): unknown =>
  typeof date === "string"
    ? date.replace(/^(\d{4})-(\d\d)-(\d\d)/, (_, year, month) => `${Number(year) + 1}-${month}-28`)
    : date

/** A path that no two requests share. */
const ofItsOwn = ({ output }: Readonly<Record<string, unknown>>) =>
  typeof output === "string" ? { output: `${output}/{address}/{fingerprint}` } : {}

/** Of a year and some days each, in few windows: what is declared can be expanded quickly. */
const small = manifest.map((value) => {
  const exports = Object.entries(mapAt(value, "exports")).map(([name, one], index) => {
    // A relative date needs windows: one of four has none.
    const isUncut =
      index === 1 && valueAt(one, "matrix") === undefined && !/^\d/.test(String(valueAt(one, "start_date")))
    const split = isUncut ? { account: true } : index % 2 === 0 ? "month" : "year"
    const end_date = aYearOn(valueAt(one, "start_date"))
    return [name, isMap(one) ? { ...one, ...ofItsOwn(one), end_date, split } : one]
  })
  const defaults = mapAt(value, "defaults")
  return {
    ...value,
    max_requests: 400,
    defaults: { ...defaults, ...ofItsOwn(defaults) },
    exports: Object.fromEntries(exports)
  }
})

/** One of four is as it should be, and one of eight is broken as a text. */
export const documents: fc.Arbitrary<string> = fc
  .tuple(
    small,
    fc.constantFrom(...layouts),
    fc.oneof(
      { weight: 2, arbitrary: fc.constant<ReadonlyArray<Mistake>>([]) },
      { weight: 4, arbitrary: fc.array(mistake, { minLength: 1, maxLength: 3 }) },
      { weight: 2, arbitrary: fc.array(trouble, { minLength: 1, maxLength: 2 }) }
    ),
    fc.oneof({ weight: 7, arbitrary: fc.constant((text: string) => text) }, { weight: 1, arbitrary: slip })
  )
  .map(([value, layout, mistakes, slipped]) => {
    const whole: Record<string, unknown> = structuredClone(value)
    for (const make of mistakes) make(whole)
    return slipped(stringify(whole, { ...layout, aliasDuplicateObjects: false }))
  })

export interface Tally {
  readonly documents: number
  readonly accepted: number
  readonly refused: number
  readonly beyond: Readonly<Record<string, number>>
  /** The text of each, and why. */
  readonly disagreements: ReadonlyArray<readonly [why: string, text: string]>
}

export const compare = (count: number, seed: number): Tally => {
  const beyondCounts: Record<string, number> = {}
  const disagreements: Array<readonly [string, string]> = []
  let accepted = 0
  let refused = 0
  for (const text of fc.sample(documents, { numRuns: count, seed })) {
    const verdict = judged(text)
    if (verdict.kind === "both accept") accepted += 1
    else if (verdict.kind === "both refuse") refused += 1
    else if (verdict.kind === "disagree") disagreements.push([verdict.why, text])
    else if (verdict.kind === "beyond")
      for (const code of verdict.codes) beyondCounts[code] = (beyondCounts[code] ?? 0) + 1
  }
  return { documents: count, accepted, refused, beyond: beyondCounts, disagreements }
}

/** Those that few documents have, or that a schema sees as well. */
const RARE: ReadonlySet<string> = new Set(["bad-syntax", ...VALUE_CODES.slice(1)])

/** What must be true of every tally: nobody disagrees, and what is beyond a schema is rare enough to hide nothing. */
export const expectAgreement = ({ documents: all, accepted, refused, beyond: found, disagreements }: Tally): void => {
  expect(disagreements.slice(0, 3)).toEqual([])
  // Of a code without a second opinion at most one document in ten, and of each some.
  expect(Object.entries(found).filter(([, count]) => count > all / 10)).toEqual([])
  expect(Object.keys(BEYOND).filter((code) => found[code] === undefined && !RARE.has(code))).toEqual([])
  expect(accepted).toBeGreaterThan(all / 6)
  expect(refused).toBeGreaterThan(all / 3)
}
