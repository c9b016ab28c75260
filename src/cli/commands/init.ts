/** `exporter init`: the first manifest of a project, and what lies beside it. Never overwrites anything. */
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs"
import path from "node:path"
import { createInterface } from "node:readline"
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import exportsSchema from "../../../schema/exports.schema.json" with { type: "json" }
import { factsOf, knownTypes } from "../../manifest/catalog.ts"
import { didYouMean } from "../../manifest/nearest.ts"
import { toInstant } from "../../request/dates.ts"
import { DEFAULT_MANIFEST } from "../context.ts"
import { EXIT } from "../exit.ts"
import { Failure, usage } from "../Failure.ts"
import { withIgnored } from "../init/gitignore.ts"
import { type Account, starter } from "../init/starter.ts"
import type { Output } from "../Output.ts"

export interface InitOptions {
  readonly file: ReadonlyArray<string>
  readonly types: ReadonlyArray<string>
  /** `NAME=ID`, or an id alone. */
  readonly accounts: ReadonlyArray<string>
  readonly timezone: string | undefined
}

export const init = (output: Output, options: InitOptions) =>
  Effect.gen(function* () {
    const [manifest = DEFAULT_MANIFEST, second] = options.file
    if (second !== undefined) return yield* usage("init writes one manifest", "give -f once, or leave it out")
    // Asked for nothing where nothing could be written.
    if (existsSync(manifest))
      return yield* usage(
        `'${manifest}' is there already: it is not overwritten`,
        "name another file with -f, or edit it"
      )
    const types = yield* Effect.forEach(yield* typesFrom(output, options), typeOf)
    const needsAccounts = types.some((type) => factsOf(type)?.accounts === "required")
    const accounts = yield* accountsOf(needsAccounts ? yield* accountsFrom(output, options) : options.accounts)
    const timezone = yield* timezoneOf(options.timezone ?? "UTC")
    const text = starter({ types, accounts, timezone, asOf: toInstant(yield* DateTime.now) })
    const folder = path.dirname(manifest)
    const written = yield* writing(() => {
      mkdirSync(folder, { recursive: true })
      writeFileSync(manifest, text, { flag: "wx" })
      return [manifest, ...writeSchema(folder), ...writeIgnored(folder)]
    })
    for (const file of written) output.out(`Wrote ${file}`)
    output.out(nextSteps(manifest))
    return EXIT.done
  })

const nextSteps = (manifest: string): string => {
  const file = manifest === DEFAULT_MANIFEST ? "" : ` -f ${manifest}`
  return [
    "",
    "Next:",
    `  exporter plan${file}             shows what it asks for; calls nobody`,
    `  exporter apply --sandbox${file}  tries it all, without a key and without spending`,
    `  exporter doctor${file}           once ONLYFANSAPI_API_KEY is set: checks key, balance and limits`
  ].join("\n")
}

// ------------------------------------------------------------------------------------------------------------ types

const typesFrom = (output: Output, { types }: InitOptions): Effect.Effect<ReadonlyArray<string>, Failure> => {
  if (types.length > 0) return Effect.succeed(types)
  if (!output.isTerminal)
    return usage(
      "there is no terminal to ask which data is wanted",
      `exporter init --type transactions --account main=acct_…; the types: ${knownTypes.join(", ")}`
    )
  return Effect.map(
    ask(
      output,
      `Which types of data? One or more of:\n  ${knownTypes.join("\n  ")}\n(separated by blanks; empty: transactions)`
    ),
    (words) => (words.length === 0 ? ["transactions"] : words)
  )
}

const typeOf = (word: string): Effect.Effect<string, Failure> => {
  if (knownTypes.includes(word)) return Effect.succeed(word)
  const { hint = `the types: ${knownTypes.join(", ")}` } = didYouMean(word, knownTypes)
  return usage(`'${word}' is not a type of export`, hint)
}

// --------------------------------------------------------------------------------------------------------- accounts

const accountsFrom = (output: Output, { accounts }: InitOptions): Effect.Effect<ReadonlyArray<string>, Failure> => {
  const hint = "exporter init --type transactions --account main=acct_…: the console of the API shows the ids"
  if (accounts.length > 0) return Effect.succeed(accounts)
  if (!output.isTerminal) return usage("there is no terminal to ask for the accounts", hint)
  return Effect.flatMap(
    ask(output, "Which accounts? As NAME=ID, for instance main=acct_9f2c41 (separated by blanks)"),
    (words) => (words.length === 0 ? usage("no account was named", hint) : Effect.succeed(words))
  )
}

const NAME = /^(?!all$|acct?_)[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$/
const ID = /^acct?_[A-Za-z0-9_-]+$/

const accountsOf = (words: ReadonlyArray<string>): Effect.Effect<ReadonlyArray<Account>, Failure> =>
  Effect.gen(function* () {
    const accounts: Array<Account> = []
    for (const [index, word] of words.entries()) {
      const equals = word.indexOf("=")
      const name = equals !== -1 ? word.slice(0, equals) : words.length === 1 ? "main" : `account-${index + 1}`
      const id = word.slice(equals + 1)
      if (!ID.test(id))
        return yield* usage(`'${id}' is not the id of an account`, "write NAME=ID; an id begins with acct_")
      if (!NAME.test(name))
        return yield* usage(
          `'${name}' cannot be the name of an account`,
          "it has letters, digits, `_`, `.` and `-`, begins with a letter or digit, and is not `all`"
        )
      if (accounts.some((other) => other.name === name))
        return yield* usage(`two accounts are called '${name}'`, "give each a name of its own")
      accounts.push({ name, id })
    }
    return accounts
  })

const timezoneOf = (zone: string): Effect.Effect<string, Failure> => {
  const known = ["UTC", ...Intl.supportedValuesOf("timeZone")]
  if (known.includes(zone)) return Effect.succeed(zone)
  const { hint = "write an IANA name such as Europe/Berlin, or UTC" } = didYouMean(zone, known)
  return usage(`'${zone}' is not a time zone`, hint)
}

// ----------------------------------------------------------------------------------------------------------- asking

const ask = (output: Output, question: string): Effect.Effect<ReadonlyArray<string>, Failure> =>
  Effect.async((resume) => {
    // First the terminal, then the question: who answers at once is heard.
    const reader = createInterface({ input: process.stdin, output: process.stderr, prompt: "> " })
    output.err(question)
    const answer = (result: Effect.Effect<ReadonlyArray<string>, Failure>) => {
      // The first answer counts, and closing is one.
      resume(result)
      reader.close()
    }
    const interrupted = new Failure({
      exit: EXIT.interrupted,
      code: "interrupted",
      message: "interrupted: nothing was written",
      hint: "run it again, or name types and accounts as options: exporter init --help"
    })
    reader.on("line", (line) => answer(Effect.succeed(line.split(/[\s,]+/).filter((word) => word !== ""))))
    reader.on("SIGINT", () => answer(Effect.fail(interrupted)))
    reader.on("close", () => resume(Effect.succeed([])))
    reader.prompt()
    return Effect.sync(() => reader.close())
  })

// ---------------------------------------------------------------------------------------------------------- writing

/** Beside the manifest, so that editors find it without a network, and without this program. */
const writeSchema = (folder: string): ReadonlyArray<string> => {
  const file = path.join(folder, "exports.schema.json")
  if (existsSync(file)) return []
  writeFileSync(file, `${JSON.stringify(exportsSchema, null, 2)}\n`, { flag: "wx" })
  return [file]
}

const writeIgnored = (folder: string): ReadonlyArray<string> => {
  const file = path.join(folder, ".gitignore")
  const isThere = statSync(file, { throwIfNoEntry: false })?.isFile() ?? false
  const text = withIgnored(isThere ? readFileSync(file, "utf8") : "")
  if (text === undefined) return []
  writeFileSync(file, text)
  return [file]
}

const writing = <A>(work: () => A): Effect.Effect<A, Failure> =>
  Effect.try({
    try: work,
    catch: (error) =>
      usage(
        `the project's files cannot be written: ${error instanceof Error && "code" in error ? error.code : String(error)}`,
        "run it in a folder that may be written to"
      )
  })
