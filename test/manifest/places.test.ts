/**
 * Every mistake in every style: block and flow, CRLF, a byte order mark, wide characters before it on its line, quoted and
 * explicit keys, comments in between, behind an alias, through a merge, in the defaults, in a second file, two at once.
 */
import * as Either from "effect/Either"
import { describe, expect, it } from "vitest"
import type { ProblemCode } from "../../src/manifest/Problem.ts"
import { readManifest } from "../../src/manifest/readManifest.ts"
import type { Source } from "../../src/manifest/Source.ts"
import { type Fields, type List, type Node, type Pair, PLAIN, type Scalar, type Style, written } from "./writing.ts"

const scalar = (raw: string, code?: ProblemCode): Scalar => (code === undefined ? { raw } : { raw, code })
const list = (...items: ReadonlyArray<Node>): List => ({ items })
const fields = (...pairs: ReadonlyArray<Pair>): Fields => ({ pairs })
const pair = (key: string, value: Node | string, code?: ProblemCode): Pair => ({
  key,
  value: typeof value === "string" ? scalar(value) : value,
  ...(code === undefined ? {} : { code })
})

interface Mistake {
  readonly name: string
  readonly entry: ReadonlyArray<Pair>
  /** The name of the export is what is wrong, or what something is missing from. */
  readonly nameCode?: ProblemCode
  readonly exportName?: string
  /** The pair may stand in the defaults as well. */
  readonly shared?: string
  /** Nothing else of the file can be understood. */
  readonly ends?: boolean
  /** Found wherever it stands, also where nothing uses it. */
  readonly everywhere?: boolean
}

const BASE: Readonly<Record<string, Pair>> = {
  type: pair("type", "transactions"),
  account_ids: pair("account_ids", list(scalar("main"))),
  start_date: pair("start_date", "2024-01-01"),
  end_date: pair("end_date", "2024-12-31")
}

/** A valid entry, but for these pairs. */
const entry = (...changed: ReadonlyArray<Pair>): ReadonlyArray<Pair> => [
  ...Object.values(BASE).map((base) => changed.find(({ key }) => key === base.key) ?? base),
  ...changed.filter(({ key }) => !(key in BASE))
]

const wrong = (key: string, value: Node, more: Partial<Mistake> = {}, ...others: ReadonlyArray<Pair>): Mistake => ({
  name: `${key}: ${JSON.stringify(value, (_, part: unknown) => part).replaceAll(/["{}]|raw:|pairs:|items:|code:|key:|value:/g, "")}`,
  entry: entry(...others, pair(key, value)),
  ...more
})
const shared = (key: string, value: Node, more: Partial<Mistake> = {}): Mistake =>
  wrong(key, value, { shared: key, ...more })
const ofType = (type: string, options: Node): Mistake => wrong("options", options, {}, pair("type", type))

const mistakes: ReadonlyArray<Mistake> = [
  shared("start_date", scalar("2024-02-30", "bad-date")),
  shared("end_date", scalar("31.12.2024", "bad-date")),
  shared("start_date", scalar("2024", "wrong-type")),
  shared("end_date", scalar('"2024-01-01T00:00"', "bad-date")),
  shared("max_credits", scalar("many", "wrong-type")),
  shared("max_credits", scalar("-1", "out-of-range")),
  shared("max_credits", scalar("~", "wrong-type")),
  shared("retries", scalar("11", "out-of-range")),
  shared("auto_start", scalar("yes", "wrong-type")),
  shared("split", scalar("monthly", "wrong-value")),
  shared("split", { pairs: [], code: "empty-value" }),
  wrong("split", fields(pair("by", "month"), pair("accounts", "true", "unknown-key"))),
  wrong("split", fields(pair("by", scalar("hour", "wrong-value")), pair("account", "true"))),
  wrong("file_type", scalar("zip", "wrong-value")),
  shared("file_type", scalar("5", "wrong-type")),
  shared("output", scalar('"data/{exprt}.csv"', "bad-output")),
  shared("output", scalar("''", "empty-value")),
  shared("output", scalar('"${env:NOWHERE}/{address}"', "unset-variable")),
  shared("output", scalar('"${env:}"', "bad-variable")),
  shared("output", scalar("ofapi_live_0123456789abcdefghij", "secret"), { everywhere: true }),
  wrong("export_columns", list(scalar("amount"), scalar("type"), scalar("amount", "duplicate-item"))),
  wrong("export_columns", { items: [], code: "empty-value" }),
  wrong("export_columns", scalar("amount", "wrong-type")),
  wrong("export_columns", list(scalar("'日本 🎉'"), scalar("''", "empty-value"))),
  wrong("type", scalar("transaction", "unknown-type")),
  wrong("account_ids", list(scalar("main"), scalar("stdio", "unknown-account"))),
  shared("account_ids", scalar("main", "wrong-value")),
  shared("account_ids", { items: [], code: "empty-value" }),
  ofType("chat_messages", fields(pair("maxMessages", "3"), pair("colour", "1", "unknown-option"))),
  ofType("chat_messages", fields(pair("maxMessages", scalar("0", "out-of-range")))),
  ofType("chat_messages", fields(pair("maxMessages", scalar("1.5", "wrong-type")))),
  ofType("fans", fields(pair("type", scalar("nobody", "wrong-value")))),
  ofType("public_profiles", fields(pair("query", '"日本 🎉"'), pair("minJoinDate", scalar("2024-13-01", "bad-date")))),
  {
    name: "an option that is missing",
    entry: entry(pair("type", "chat_messages"), pair("options", fields(pair("maxChats", "3")), "missing-option"))
  },
  { name: "a key that is none", entry: entry(pair("colour", "red", "unknown-key")) },
  wrong("matrix", fields(pair("kind", scalar("active", "wrong-type")))),
  wrong("matrix", fields(pair("kind", list(scalar("active"), scalar("a b", "bad-name")), "unused-axis"))),
  ofType("fans", fields(pair("type", scalar('"{kind}"', "unknown-variable")))),
  { name: "a key twice", entry: entry(pair("output", "a"), pair("output", "b", "duplicate-key")), ends: false },
  { name: "an anchor that is none", entry: entry(pair("output", scalar("*nowhere", "unknown-anchor"))), ends: true },
  {
    name: "a key that is missing",
    entry: Object.values(BASE).filter(({ key }) => key !== "end_date"),
    nameCode: "missing-key"
  },
  { name: "a name that is none", entry: entry(), exportName: "über", nameCode: "bad-name" }
]

// ------------------------------------------------------------------------------------------------ where it stands

const ACCOUNTS = pair("accounts", fields(pair("main", "acct_1")))
const VERSION = pair("version", "1")

const exported = (mistake: Mistake, value: Node, name = mistake.exportName ?? "it"): Pair =>
  pair(name, value, mistake.nameCode)

const manifest = (...exports: ReadonlyArray<Pair>): Fields =>
  fields(VERSION, ACCOUNTS, pair("exports", fields(...exports)))

type Context = (mistake: Mistake) => Fields | undefined

const isCoded = (value: Node): value is Scalar => "raw" in value && value.code !== undefined

const contexts: Readonly<Record<string, Context>> = {
  "in the entry": (it) => manifest(exported(it, fields(...it.entry))),
  "behind an alias": (it) =>
    fields(
      VERSION,
      ACCOUNTS,
      pair("x-base", { pairs: it.entry, anchor: "base" }),
      pair("exports", fields(exported(it, scalar("*base"))))
    ),
  "through a merge": (it) =>
    fields(
      VERSION,
      ACCOUNTS,
      pair("x-base", { pairs: it.entry, anchor: "base" }),
      pair("exports", fields(exported(it, fields(pair("<<", "*base")))))
    ),
  "through the second of two merges": (it) =>
    fields(
      VERSION,
      ACCOUNTS,
      pair("x-first", { pairs: [pair("type", "transactions")], anchor: "first" }),
      pair("x-base", { pairs: it.entry.filter(({ key }) => key !== "type"), anchor: "base" }),
      pair("exports", fields(exported(it, fields(pair("<<", list(scalar("*first"), scalar("*base")))))))
    ),
  "in the defaults": (it) =>
    it.shared === undefined
      ? undefined
      : fields(
          VERSION,
          ACCOUNTS,
          pair("defaults", fields(...it.entry.filter(({ key }) => key === it.shared))),
          pair("exports", fields(exported(it, fields(...it.entry.filter(({ key }) => key !== it.shared)))))
        ),
  "as an alias of its value": (it) => {
    const bad = it.entry.find(({ value }) => isCoded(value))?.value
    if (bad === undefined || !isCoded(bad) || it.ends || it.everywhere) return undefined
    return fields(
      VERSION,
      ACCOUNTS,
      pair("x-list", list(scalar(`&value ${bad.raw}`))),
      pair(
        "exports",
        fields(
          exported(
            it,
            fields(...it.entry.map((one) => (one.value === bad ? { ...one, value: { ...bad, raw: "*value" } } : one)))
          )
        )
      )
    )
  }
}

/** The second of two merges gives no type of its own. */
const fits = (context: string, { entry: pairs }: Mistake): boolean =>
  context !== "through the second of two merges" ||
  pairs.some(({ key, value }) => key === "type" && "raw" in value && value.raw === "transactions")

const styles: Readonly<Record<string, Style>> = {
  block: PLAIN,
  flow: { ...PLAIN, layout: "flow" },
  "block, CRLF": { ...PLAIN, newline: "\r\n" },
  "flow, CRLF, byte order mark": { ...PLAIN, layout: "flow", newline: "\r\n", mark: "\uFEFF" },
  "block, byte order mark": { ...PLAIN, mark: "\uFEFF" },
  "double quotes around keys": { ...PLAIN, key: (name) => JSON.stringify(name) },
  "single quotes around keys, flow": { ...PLAIN, layout: "flow", key: (name) => `'${name}'` },
  "comments in between": { ...PLAIN, comments: true },
  "comments in between, CRLF": { ...PLAIN, comments: true, newline: "\r\n" },
  "explicit keys": { ...PLAIN, explicitKeys: true },
  "wide characters before the value": { ...PLAIN, gap: () => " &日本🎉é " },
  "values on the next line": { ...PLAIN, gap: (indent) => `\n${indent}    ` },
  "wide steps, and tabs before values": { ...PLAIN, step: "      ", gap: () => "\t \t" }
}

/** Every key of a flow manifest then has wide characters before it, on its own line. */
const NOTE = pair("x-日本🎉é", '"🎉 é 日本"')

interface Case {
  readonly name: string
  readonly sources: ReadonlyArray<Source>
  /** `file:line:column+length code` */
  readonly expected: ReadonlyArray<string>
}

const caseOf = (name: string, root: Fields, style: Style): Case => {
  const { text, expected } = written(root, style)
  return { name, sources: [{ file: "a.yaml", text }], expected: expected.map((one) => `a.yaml:${one}`) }
}

const FIRST = written(manifest(pair("other", fields(...entry()))), PLAIN).text

const inSecondFile = (mistake: Mistake): Case => {
  const root = fields(VERSION, pair("exports", fields(exported(mistake, fields(...mistake.entry)))))
  const { text, expected } = written(root, { ...PLAIN, comments: true })
  return {
    name: `${mistake.name}: in a second file`,
    sources: [
      { file: "a.yaml", text: FIRST },
      { file: "b.yaml", text }
    ],
    expected: expected.map((one) => `b.yaml:${one}`)
  }
}

const cases: ReadonlyArray<Case> = mistakes.flatMap((mistake, index) => {
  const plain = manifest(exported(mistake, fields(...mistake.entry)))
  const inStyles = Object.entries(styles).map(([style, how]) => caseOf(`${mistake.name}: ${style}`, plain, how))
  const inContexts = Object.entries(contexts).flatMap(([context, make]) => {
    const root = fits(context, mistake) ? make(mistake) : undefined
    return root === undefined || context === "in the entry"
      ? []
      : ["block", "flow", "comments in between, CRLF"].map((style) =>
          caseOf(`${mistake.name}: ${context}, ${style}`, root, styles[style] ?? PLAIN)
        )
  })
  const wide = caseOf(`${mistake.name}: wide characters before everything`, fields(NOTE, ...plain.pairs), {
    ...PLAIN,
    layout: "flow",
    mark: "\uFEFF"
  })
  // The next one that does not end it all; names are told apart.
  const other = [...mistakes.slice(index + 1), ...mistakes].find(
    ({ ends, nameCode }) => !ends && nameCode === undefined
  )
  const both =
    mistake.ends || other === undefined || mistake === other
      ? []
      : ["block", "flow"].map((style) =>
          caseOf(
            `${mistake.name}, and ${other.name}: ${style}`,
            manifest(exported(mistake, fields(...mistake.entry)), exported(other, fields(...other.entry), "also")),
            styles[style] ?? PLAIN
          )
        )
  return [...inStyles, ...inContexts, wide, inSecondFile(mistake), ...both]
})

const judged = (sources: ReadonlyArray<Source>) =>
  Either.match(readManifest(sources, {}), { onLeft: (problems) => problems, onRight: () => [] })

describe("the manifests", () => {
  it("are far more than 200, no two of them alike", () => {
    const texts = new Set(cases.map(({ sources }) => JSON.stringify(sources)))
    expect(texts.size).toBeGreaterThan(700)
  })

  it("are right, but for their mistakes", () => {
    for (const style of Object.values(styles))
      expect(judged([{ file: "a.yaml", text: written(manifest(pair("it", fields(...entry()))), style).text }])).toEqual(
        []
      )
  })

  it("have mistakes of many kinds", () => {
    const codes = new Set(cases.flatMap(({ expected }) => expected.map((one) => one.split(" ")[1])))
    expect(codes.size).toBeGreaterThanOrEqual(20)
  })
})

it.each(cases.map((one) => [one.name, one] as const))("%s", (_name, { sources, expected }) => {
  const problems = judged(sources)
  expect(
    problems.map(({ code, place }) => `${place?.file}:${place?.line}:${place?.column}+${place?.length} ${code}`)
  ).toEqual(expected)
  for (const { place, hint } of problems) {
    // The line is shown as it stands there, masked where it holds a secret.
    const text = sources.find(({ file }) => file === place?.file)?.text.replace("\uFEFF", "") ?? ""
    const line = text.split(/\r?\n/)[(place?.line ?? 0) - 1] ?? ""
    expect(place?.source.replaceAll("*", "").length).toBeLessThanOrEqual(line.length)
    expect(place?.source).toHaveLength(line.length)
    expect(hint ?? "").not.toBe("")
  }
})
