/** `exporter init`: the first manifest of a project, and what lies beside it. Never overwrites anything. */
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs"
import path from "node:path"
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import exportsSchema from "../../../schema/exports.schema.json" with { type: "json" }
import { factsOf, knownTypes } from "../../manifest/catalog.ts"
import type { StateSettings } from "../../manifest/Manifest.ts"
import { toInstant } from "../../request/dates.ts"
import { DEFAULT_MANIFEST, isFolder } from "../context.ts"
import { EXIT } from "../exit.ts"
import { type Failure, usage } from "../Failure.ts"
import type { CiSystem } from "../help.ts"
import { type Answer, accountsFrom, timezoneFrom, typesFrom } from "../init/answers.ts"
import { atTerminal, type Person } from "../init/ask.ts"
import { withIgnored } from "../init/gitignore.ts"
import { repositoryOf } from "../init/repository.ts"
import { type Account, listOfTypes, starter } from "../init/starter.ts"
import { openersOf, workflow } from "../init/workflows.ts"
import { type Output, printDocument } from "../Output.ts"

export interface InitOptions {
  readonly json: boolean
  readonly file: ReadonlyArray<string>
  readonly types: ReadonlyArray<string>
  /** `NAME=ID`, or an id alone. */
  readonly accounts: ReadonlyArray<string>
  readonly timezone: string | undefined
  readonly ci: CiSystem | undefined
}

export const init = (output: Output, options: InitOptions) =>
  Effect.gen(function* () {
    const [manifest = DEFAULT_MANIFEST, second] = options.file
    if (second !== undefined) return yield* usage("init writes one manifest", "give -f once, or leave it out")
    if (isFolder(manifest))
      return yield* usage(
        `'${manifest}' is a folder`,
        `name the manifest in it: -f ${path.join(manifest, DEFAULT_MANIFEST)}`
      )
    const isThere = existsSync(manifest)
    const wants = options.types.length > 0 || options.accounts.length > 0 || options.timezone !== undefined
    // Asked for nothing where nothing could be written.
    if (isThere && (wants || options.ci === undefined))
      return yield* usage(
        `'${manifest}' is there already: it is not overwritten`,
        "edit it, or name another file with -f; `exporter init --ci github` adds a workflow to it"
      )
    const state = options.ci !== undefined && isThere ? yield* stateOf(manifest) : undefined
    const ci = options.ci === undefined ? undefined : ciFile(options.ci, manifest, state)
    if (ci !== undefined && existsSync(ci.file))
      return yield* usage(`'${ci.file}' is there already: it is not overwritten`, "edit it, or move it away first")

    const text = isThere ? undefined : yield* Effect.scoped(manifestText(output, options))
    const folder = path.dirname(manifest)
    const written = yield* writing(() => {
      mkdirSync(folder, { recursive: true })
      if (text !== undefined) writeFileSync(manifest, text, { flag: "wx" })
      return [
        ...(text === undefined ? [] : [manifest, ...writeSchema(folder), ...writeIgnored(folder)]),
        ...(ci === undefined ? [] : writeNew(ci.file, ci.text))
      ]
    })
    if (options.json) printDocument(output, { written })
    else {
      for (const file of written) output.out(`Wrote ${file}`)
      output.out(nextSteps(manifest, isThere, ci))
    }
    return EXIT.done
  })

const nextSteps = (manifest: string, wasThere: boolean, ci: CiFile | undefined): string => {
  const file = manifest === DEFAULT_MANIFEST ? "" : ` -f ${manifest}`
  const commands = [
    [`exporter plan${file}`, "shows what it asks for; calls nobody"],
    [`exporter apply --sandbox${file}`, "tries it all, without a key and without spending"],
    [`exporter doctor${file}`, "once ONLYFANSAPI_API_KEY is set: checks key, balance and limits"]
  ] as const
  const width = Math.max(...commands.map(([command]) => command.length))
  return [
    "",
    "Next:",
    ...(wasThere ? [] : commands.map(([command, meaning]) => `  ${command.padEnd(width)}  ${meaning}`)),
    ...(ci === undefined ? [] : ci.next.map((line) => `  ${line}`))
  ].join("\n")
}

// ----------------------------------------------------------------------------------------------------------- asking

const manifestText = (output: Output, options: InitOptions) =>
  Effect.gen(function* () {
    const timezone = yield* given(timezoneFrom(options.timezone ?? "UTC"))
    const isAsked = options.types.length === 0 || options.accounts.length === 0
    const person = isAsked && output.isTerminal ? yield* atTerminal(output) : undefined
    const types = yield* typesOf(options, person)
    const needsAccounts = types.some((type) => factsOf(type)?.accounts === "required")
    const accounts = needsAccounts || options.accounts.length > 0 ? yield* accountsOf(options, person) : []
    return starter({ types, accounts, timezone, asOf: toInstant(yield* DateTime.now) })
  })

/** What an option says. */
const given = <A>(answer: Answer<A>): Effect.Effect<A, Failure> =>
  Either.isRight(answer) ? Effect.succeed(answer.right) : usage(answer.left.message, answer.left.hint)

const typesOf = ({ types }: InitOptions, person: Person | undefined): Effect.Effect<ReadonlyArray<string>, Failure> => {
  if (types.length > 0) return given(typesFrom(types))
  return person === undefined
    ? usage(
        "there is no terminal to ask which data is wanted",
        `exporter init --type transactions --account main=acct_…; the types: ${knownTypes.join(", ")}`
      )
    : person.ask(
        `Which data? Names or numbers, separated by blanks.\n\n${listOfTypes()}\n\nWhat is scraped has its price only once that is done; it is given a cap.`,
        typesFrom
      )
}

const accountsOf = (
  { accounts }: InitOptions,
  person: Person | undefined
): Effect.Effect<ReadonlyArray<Account>, Failure> => {
  if (accounts.length > 0) return given(accountsFrom(accounts))
  return person === undefined
    ? usage(
        "there is no terminal to ask for the accounts",
        "exporter init --type transactions --account main=acct_…: the console of the API shows the ids"
      )
    : person.ask(
        "\nWhich accounts? As NAME=ID, such as main=acct_9f2c41, separated by blanks.\nThe console of the API shows the ids.",
        accountsFrom
      )
}

// ---------------------------------------------------------------------------------------------------------- writing

interface CiFile {
  readonly file: string
  readonly text: string
  /** What is left for a person to do. */
  readonly next: ReadonlyArray<string>
}

const NEEDS = "have exporter among the dependencies of package.json, with its lock file: that one is run"

/** A manifest that has a problem says nothing of it. */
const stateOf = (manifest: string): Effect.Effect<StateSettings | undefined> =>
  Effect.tryPromise(async () => {
    const { readManifest } = await import("../../manifest/readManifest.ts")
    const judged = readManifest([{ file: manifest, text: readFileSync(manifest, "utf8") }], process.env)
    return Either.isRight(judged) ? judged.right.manifest.state : undefined
  }).pipe(Effect.orElseSucceed(() => undefined))

const ciFile = (system: CiSystem, manifest: string, state: StateSettings | undefined): CiFile => {
  const { root, branch } = repositoryOf(path.resolve(path.dirname(manifest)))
  const folder = path
    .relative(root, path.resolve(path.dirname(manifest)))
    .split(path.sep)
    .join("/")
  const where = state === undefined ? {} : { state }
  const project = { folder, manifest: path.basename(manifest), branch, ...where }
  const text = workflow(system, project)
  const openers = openersOf(project)
  const inRoot = (name: string) => path.relative("", path.join(root, name)) || name
  if (system === "github")
    return {
      file: inRoot(".github/workflows/exports.yml"),
      text,
      next: [NEEDS, ...["ONLYFANSAPI_API_KEY", ...openers].map((name) => `set the secret: gh secret set ${name}`)]
    }
  const variables = [
    "set the variable ONLYFANSAPI_API_KEY, masked and protected: Settings, CI/CD, Variables",
    "set the variable EXPORTER_TOKEN, masked: a project access token with the scope api",
    ...openers.map((name) => `set the variable ${name}, masked, which opens the state`)
  ]
  const main = inRoot(".gitlab-ci.yml")
  return existsSync(main)
    ? {
        file: inRoot(".gitlab/exports.yml"),
        text,
        next: [`add to ${main}: include: { local: .gitlab/exports.yml }`, NEEDS, ...variables]
      }
    : { file: main, text, next: [NEEDS, ...variables] }
}

const writeNew = (file: string, text: string): ReadonlyArray<string> => {
  mkdirSync(path.dirname(file), { recursive: true })
  writeFileSync(file, text, { flag: "wx" })
  return [file]
}

/**
 * Beside the manifest, so that editors find it without a network, and without this program: it is not where an editor
 * would look, be it installed for a project or for the user. A later version's: `exporter schema > exports.schema.json`.
 */
const writeSchema = (folder: string): ReadonlyArray<string> => {
  const file = path.join(folder, "exports.schema.json")
  return existsSync(file) ? [] : writeNew(file, `${JSON.stringify(exportsSchema, null, 2)}\n`)
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
