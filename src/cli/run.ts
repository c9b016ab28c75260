/** The command line: its commands and options, and what becomes of their failures. Commands are loaded when called. */
import { stripVTControlCharacters } from "node:util"
import * as Args from "@effect/cli/Args"
import * as CliConfig from "@effect/cli/CliConfig"
import * as Command from "@effect/cli/Command"
import * as HelpDoc from "@effect/cli/HelpDoc"
import * as Options from "@effect/cli/Options"
import type * as ValidationError from "@effect/cli/ValidationError"
import * as NodeContext from "@effect/platform-node/NodeContext"
import * as Cause from "effect/Cause"
import * as Console from "effect/Console"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import * as Layer from "effect/Layer"
import * as Logger from "effect/Logger"
import * as LogLevel from "effect/LogLevel"
import { choice, choiceOf, flag, integer, readWords, text } from "./arguments.ts"
import { EXIT, type ExitCode } from "./exit.ts"
import { Failure } from "./Failure.ts"
import { harmless, makeOutput, type Output } from "./Output.ts"
import { renderProblem } from "./render/problem.ts"
import { Stop } from "./Stop.ts"
import { VERSION } from "./version.ts"

// ------------------------------------------------------------------------------------------------ options

const file = Options.repeated(text("file"))
const state = Options.optional(text("state"))
const asOf = Options.optional(text("as-of"))
const json = flag("json")
const noColor = flag("no-color")
const sandbox = flag("sandbox")
const LEVELS = {
  all: LogLevel.All,
  trace: LogLevel.Trace,
  debug: LogLevel.Debug,
  info: LogLevel.Info,
  warning: LogLevel.Warning,
  error: LogLevel.Error,
  fatal: LogLevel.Fatal,
  none: LogLevel.None
}
const logLevel = Options.withDefault(choiceOf("log-level", LEVELS), LogLevel.Info)
const target = Options.repeated(text("target"))

const lockTimeout = Options.optional(integer("lock-timeout"))

const common = { file, state, asOf, json, noColor, sandbox, logLevel }

// ------------------------------------------------------------------------------------------------ commands

type Answer = Effect.Effect<ExitCode, Failure, Stop>

/** What a command came to; @effect/cli gives handlers no answer of their own. */
let answer: ExitCode = EXIT.done

/** Runs a command with the outputs that its options ask for. */
const running =
  <O extends { readonly json?: boolean; readonly noColor: boolean; readonly logLevel: LogLevel.LogLevel }>(
    run: (output: Output, options: O) => Answer
  ) =>
  (options: O) =>
    Effect.gen(function* () {
      const output = makeOutput(!options.noColor)
      answer = yield* run(output, options).pipe(
        Logger.withMinimumLogLevel(options.logLevel),
        Effect.catchAll((failure) =>
          Effect.sync(() => {
            printFailure(output, failure, options.json ?? false)
            return failure.exit
          })
        )
      )
    })

const load = <M>(module: () => Promise<M>): Effect.Effect<M> => Effect.promise(module)

/** Ends at the first signal: nothing of it needs care. */
const atOnce = <E, R>(work: Effect.Effect<ExitCode, E, R>): Effect.Effect<ExitCode, E, R | Stop> =>
  Effect.flatMap(Stop, ({ signalled }) => Effect.raceFirst(work, Effect.as(signalled, EXIT.interrupted)))

const validate = Command.make(
  "validate",
  { file, json, noColor, logLevel },
  running((output, options) =>
    Effect.flatMap(
      load(() => import("./commands/validate.ts")),
      (it) => atOnce(it.validate(output, options))
    )
  )
)

const plan = Command.make(
  "plan",
  {
    ...common,
    target,
    lockTimeout,
    out: Options.optional(text("out")),
    show: Options.optional(text("show")),
    refresh: flag("refresh"),
    quote: flag("quote"),
    quoteScraped: flag("quote-scraped"),
    detailedExitcode: flag("detailed-exitcode")
  },
  running((output, options) =>
    Effect.flatMap(
      load(() => import("./commands/plan.ts")),
      // What calls the API stops by itself, when its calls are answered and recorded.
      (it) => (it.isOnline(options) ? it.plan(output, options) : atOnce(it.plan(output, options)))
    )
  )
)

const apply = Command.make(
  "apply",
  {
    ...common,
    target,
    autoApprove: flag("auto-approve"),
    lockTimeout,
    budget: Options.optional(integer("budget")),
    refresh: flag("refresh"),
    expect: Options.optional(text("expect")),
    concurrency: Options.withDefault(integer("concurrency"), 100),
    events: Options.optional(text("events")),
    planFile: Args.optional(Args.text({ name: "PLANFILE" }))
  },
  running((output, options) =>
    Effect.flatMap(
      load(() => import("./commands/apply.ts")),
      (it) => it.apply(output, options)
    )
  )
)

const sandboxCommand = Command.make(
  "sandbox",
  {
    noColor,
    logLevel,
    port: Options.withDefault(integer("port"), 0),
    balance: Options.withDefault(integer("balance"), 10_000),
    limit: Options.withDefault(integer("limit"), 60),
    windowMs: Options.withDefault(integer("window-ms"), 60_000),
    windowKind: Options.withDefault(choice("window-kind", ["fixed", "aligned", "sliding"]), "aligned" as const),
    speed: Options.optional(integer("speed")),
    seed: Options.optional(integer("seed")),
    worldFile: Options.optional(text("world")),
    scenario: Options.optional(text("scenario"))
  },
  running((output, options) =>
    Effect.flatMap(
      load(() => import("./commands/sandbox.ts")),
      (it) => it.sandbox(output, options)
    )
  )
)

const schemaNames = ["exports", "plan", "report", "events", "state", "scenario"] as const

const schema = Command.make(
  "schema",
  {
    noColor,
    logLevel,
    name: Args.withDefault(Args.choice(schemaNames.map((name) => [name, name])), "exports" as const)
  },
  running((output, { name }) =>
    Effect.map(
      load(() => import("./commands/schema.ts")),
      (it) => it.schema(output, name)
    )
  )
)

const record = Args.text({ name: "ADDRESS" })
const recoverModule = load(() => import("./commands/recover.ts"))
const stateModule = load(() => import("./commands/state.ts"))

const stateCommand = Command.make("state").pipe(
  Command.withSubcommands([
    Command.make(
      "list",
      common,
      running((output, options) => Effect.flatMap(stateModule, (it) => atOnce(it.list(output, options))))
    ),
    Command.make(
      "show",
      { ...common, record },
      running((output, options) =>
        Effect.flatMap(stateModule, (it) => atOnce(it.show(output, options, options.record)))
      )
    ),
    Command.make(
      "rm",
      { ...common, record },
      running((output, options) => Effect.flatMap(stateModule, (it) => it.rm(output, options, options.record)))
    ),
    Command.make(
      "import",
      { ...common, lockTimeout, record, id: Args.text({ name: "ID" }) },
      running((output, options) =>
        Effect.flatMap(recoverModule, (it) => it.importCommand(output, options, options.record, options.id))
      )
    ),
    Command.make(
      "resolve",
      { ...common, lockTimeout, record, adopt: Options.optional(text("adopt")), abandon: flag("abandon") },
      running((output, options) => Effect.flatMap(recoverModule, (it) => it.resolve(output, options, options.record)))
    ),
    Command.make(
      "unlock",
      common,
      running((output, options) => Effect.flatMap(stateModule, (it) => it.unlock(output, options)))
    )
  ])
)

const cancel = Command.make(
  "cancel",
  { ...common, lockTimeout, record, autoApprove: flag("auto-approve") },
  running((output, options) => Effect.flatMap(recoverModule, (it) => it.cancel(output, options, options.record)))
)

const exporter = Command.make("exporter").pipe(
  Command.withSubcommands([validate, plan, apply, cancel, stateCommand, sandboxCommand, schema])
)

// ------------------------------------------------------------------------------------------------ running

/** Runs the program on the words behind its name; the answer is its exit code. Never rejects. */
export const run = (words: ReadonlyArray<string>, signalled: Promise<void>): Promise<ExitCode> =>
  main(words).pipe(
    Effect.provide(
      Layer.mergeAll(
        NodeContext.layer,
        CliConfig.layer({ showBuiltIns: false }),
        Layer.succeed(Stop, { signalled: Effect.promise(() => signalled) }),
        Logger.replace(Logger.defaultLogger, stderrLogger)
      )
    ),
    withoutErrors,
    Effect.runPromise
  )

const main = (words: ReadonlyArray<string>) =>
  Effect.gen(function* () {
    answer = EXIT.done
    const output = makeOutput(!words.includes("--no-color"))
    const wantsJson = words.includes("--json")
    const read = readWords(words)
    if (Either.isLeft(read)) {
      printFailure(output, read.left, wantsJson)
      return read.left.exit
    }
    const argv = ["node", "exporter", ...read.right]
    return yield* Command.run(exporter, { name: "exporter", version: VERSION })(argv).pipe(
      Effect.map(() => answer),
      Effect.catchAll((error) =>
        Effect.sync(() => {
          const failure = new Failure({
            exit: EXIT.failure,
            code: "usage",
            message: wordsOf(error),
            hint: "exporter --help"
          })
          printFailure(output, failure, wantsJson)
          return failure.exit
        })
      ),
      Effect.catchAllCause((cause) => Effect.sync(() => printBug(output, cause)))
    )
  })

const wordsOf = (error: ValidationError.ValidationError): string =>
  stripVTControlCharacters(HelpDoc.toAnsiText(error.error)).trim()

const stderrLogger = Logger.make(({ logLevel, message }) => {
  const words = (Array.isArray(message) ? message : [message]).map(String).join(" ")
  makeOutput(false).err(`${logLevel.label.toLowerCase()}: ${harmless(words)}`)
})

/** @effect/cli prints its errors by itself; here they are printed in the words and colours of all the others. */
const withoutErrors = <A, E, R>(work: Effect.Effect<A, E, R>): Effect.Effect<A, E, R> =>
  Console.consoleWith((console) => Effect.withConsole(work, { ...console, error: () => Effect.void }))

const printFailure = (output: Output, failure: Failure, json: boolean): void => {
  const style = output.style("err")
  const { code, message, hint, problems } = failure
  if (json)
    output.out(
      JSON.stringify({ version: 1, error: { code, message, hint: hint ?? null, problems: problems ?? [] } }, null, 2)
    )
  for (const problem of problems ?? []) output.err(`${renderProblem(problem, style)}\n`)
  output.err(`${style(["bold", "red"], "error")}: ${harmless(message)}`)
  if (hint !== undefined) output.err(`  ${style("cyan", "=")} ${harmless(hint)}`)
}

/** What no command foresaw: a mistake of this program. What was recorded stays as it is. */
const printBug = (output: Output, cause: Cause.Cause<unknown>): ExitCode => {
  const detail = process.env["EXPORTER_DEBUG"] === undefined ? firstLine(Cause.squash(cause)) : Cause.pretty(cause)
  output.err(
    `error: a mistake of this program: ${harmless(detail)}\n  = what was bought is recorded; run the same command again, and report this with EXPORTER_DEBUG=1`
  )
  return EXIT.failure
}

const firstLine = (defect: unknown): string =>
  (defect instanceof Error ? defect.message : String(defect)).split("\n")[0] ?? ""
