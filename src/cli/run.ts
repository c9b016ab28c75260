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
import * as Layer from "effect/Layer"
import * as Logger from "effect/Logger"
import { checkOptions, choice, flag, integer, text } from "./arguments.ts"
import { EXIT, type ExitCode } from "./exit.ts"
import { Failure } from "./Failure.ts"
import { harmless, makeOutput, type Output } from "./Output.ts"
import { renderProblem } from "./render/problem.ts"
import { Stop } from "./Stop.ts"
import { VERSION } from "./version.ts"

// ------------------------------------------------------------------------------------------------ options

const file = text("file", "PATH", "a manifest, or a folder of them; may be repeated (default: exports.yaml)", "f").pipe(
  Options.repeated
)
const state = text("state", "PATH", "the state file (default: exports.state.json beside the manifest)").pipe(
  Options.optional
)
const asOf = text("as-of", "DATE", "the date that everything is resolved against (default: now)").pipe(Options.optional)
const json = flag("json", "print one JSON document on standard output, and nothing else there")
const noColor = flag("no-color", "no colours (as with NO_COLOR)")
const sandbox = flag("sandbox", "use a sandbox instead of the vendor's API; all it writes lies in the folder `sandbox`")
const target = text("target", "GLOB", "only these addresses; may be repeated").pipe(Options.repeated)

const common = { file, state, asOf, json, noColor, sandbox }

// ------------------------------------------------------------------------------------------------ commands

type Answer = Effect.Effect<ExitCode, Failure, Stop>

/** What a command came to; @effect/cli gives handlers no answer of their own. */
let answer: ExitCode = EXIT.done

/** Runs a command with the outputs that its options ask for. */
const running =
  <O extends { readonly json?: boolean; readonly noColor: boolean }>(run: (output: Output, options: O) => Answer) =>
  (options: O) =>
    Effect.gen(function* () {
      const output = makeOutput(!options.noColor)
      answer = yield* run(output, options).pipe(
        Effect.catchAll((failure) =>
          Effect.sync(() => {
            printFailure(output, failure, options.json ?? false)
            return failure.exit
          })
        )
      )
    })

/** Ends at the first signal: nothing of it needs care. */
const atOnce = <E, R>(work: Effect.Effect<ExitCode, E, R>): Effect.Effect<ExitCode, E, R | Stop> =>
  Effect.flatMap(Stop, ({ signalled }) => Effect.raceFirst(work, Effect.as(signalled, EXIT.interrupted)))

const validate = Command.make(
  "validate",
  { file, json, noColor },
  running((output, options) =>
    Effect.flatMap(
      load(() => import("./commands/validate.ts")),
      (it) => atOnce(it.validate(output, options))
    )
  )
).pipe(Command.withDescription("Check the manifest. Looks at nothing else, and calls nobody."))

const plan = Command.make(
  "plan",
  {
    ...common,
    target,
    out: text("out", "FILE", "write the plan to a file, for `exporter apply FILE`").pipe(Options.optional),
    detailedExitcode: flag("detailed-exitcode", "exit with 2 when there is something to do")
  },
  running((output, options) =>
    Effect.flatMap(
      load(() => import("./commands/plan.ts")),
      (it) => atOnce(it.plan(output, options))
    )
  )
).pipe(Command.withDescription("Show what is missing and what it will cost. Makes no network call."))

const apply = Command.make(
  "apply",
  {
    ...common,
    target,
    autoApprove: flag("auto-approve", "do not ask"),
    budget: integer("budget", "CREDITS", "the most that this run may spend; never more than the manifest allows").pipe(
      Options.optional
    ),
    concurrency: integer("concurrency", "N", "purchases that are worked on at once").pipe(Options.withDefault(100)),
    events: text("events", "FILE", "append events to a file, one JSON document a line (`-`: standard output)").pipe(
      Options.optional
    ),
    planFile: Args.text({ name: "PLANFILE" }).pipe(
      Args.withDescription("a plan that `exporter plan --out` wrote: that one is carried out, and no other"),
      Args.optional
    )
  },
  running((output, options) =>
    Effect.flatMap(
      load(() => import("./commands/apply.ts")),
      (it) => it.apply(output, options)
    )
  )
).pipe(Command.withDescription("Buy what is missing, within the budget, and leave verified files."))

const sandboxCommand = Command.make(
  "sandbox",
  {
    noColor,
    port: integer("port", "N", "0 = any").pipe(Options.withDefault(0)),
    balance: integer("balance", "CREDITS", "what the team has").pipe(Options.withDefault(10_000)),
    limit: integer("limit", "N", "calls per window").pipe(Options.withDefault(60)),
    windowMs: integer("window-ms", "MS", "length of the rate-limit window").pipe(Options.withDefault(60_000)),
    windowKind: choice("window-kind", ["fixed", "aligned", "sliding"], "how calls are counted").pipe(
      Options.withDefault("aligned" as const)
    ),
    speed: integer("speed", "N", "how many times faster jobs are done").pipe(Options.optional),
    seed: integer("seed", "N", "what rows are made from").pipe(Options.optional),
    worldFile: text("world", "FILE", "keep what was bought in a file").pipe(Options.optional),
    scenario: text("scenario", "FILE", "faults to rehearse (`exporter schema scenario` describes them)").pipe(
      Options.optional
    )
  },
  running((output, options) =>
    Effect.flatMap(
      load(() => import("./commands/sandbox.ts")),
      (it) => it.sandbox(output, options)
    )
  )
).pipe(Command.withDescription("Serve a stand-in for the API on this machine, until Ctrl-C."))

const schema = Command.make(
  "schema",
  {
    noColor,
    name: Args.choice(
      (["exports", "plan", "report", "events", "state", "scenario"] as const).map((name) => [name, name] as const),
      { name: "SCHEMA" }
    ).pipe(
      Args.withDescription("exports, plan, report, events, state or scenario"),
      Args.withDefault("exports" as const)
    )
  },
  running((output, { name }) =>
    Effect.map(
      load(() => import("./commands/schema.ts")),
      (it) => it.schema(output, name)
    )
  )
).pipe(Command.withDescription("Print a JSON Schema: of the manifest, or of what the commands write."))

const record = Args.text({ name: "ADDRESS" }).pipe(Args.withDescription("an address, or a fingerprint"))

const stateCommand = Command.make("state").pipe(
  Command.withDescription("Look at what is known to have happened."),
  Command.withSubcommands([
    Command.make(
      "list",
      common,
      running((output, options) =>
        Effect.flatMap(
          load(() => import("./commands/state.ts")),
          (it) => atOnce(it.list(output, options))
        )
      )
    ).pipe(Command.withDescription("List the records.")),
    Command.make(
      "show",
      { ...common, record },
      running((output, options) =>
        Effect.flatMap(
          load(() => import("./commands/state.ts")),
          (it) => atOnce(it.show(output, options, options.record))
        )
      )
    ).pipe(Command.withDescription("Show one record with its charges, as JSON.")),
    Command.make(
      "rm",
      { ...common, record },
      running((output, options) =>
        Effect.flatMap(
          load(() => import("./commands/state.ts")),
          (it) => it.rm(output, options, options.record)
        )
      )
    ).pipe(Command.withDescription("Forget a record: where it is still declared, the next apply buys it again."))
  ])
)

const exporter = Command.make("exporter").pipe(
  Command.withDescription("Buys the data exports that a manifest declares, each once, within a budget."),
  Command.withSubcommands([validate, plan, apply, stateCommand, sandboxCommand, schema])
)

const load = <M>(module: () => Promise<M>): Effect.Effect<M> => Effect.promise(module)

// ------------------------------------------------------------------------------------------------ running

/** Runs the program on the words behind its name; the answer is its exit code. Never rejects. */
export const run = (words: ReadonlyArray<string>, signalled: Promise<void>): Promise<ExitCode> =>
  main(words).pipe(
    Effect.provide(
      Layer.mergeAll(
        NodeContext.layer,
        CliConfig.layer({ showBuiltIns: false }),
        Layer.succeed(Stop, { signalled: Effect.promise(() => signalled) }),
        Logger.replace(Logger.defaultLogger, Logger.withConsoleError(Logger.logfmtLogger))
      )
    ),
    withQuietConsole,
    Effect.runPromise
  )

const main = (words: ReadonlyArray<string>) =>
  Effect.gen(function* () {
    answer = EXIT.done
    const output = makeOutput(!words.includes("--no-color"))
    const wantsJson = words.includes("--json")
    const mistake = checkOptions(words)
    if (mistake !== undefined) {
      printFailure(output, mistake, wantsJson)
      return mistake.exit
    }
    // Without a command there is nothing to do but to say what there is.
    const argv = ["node", "exporter", ...(words.length === 0 ? ["--help"] : words)]
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

/** Help is an answer: it is printed, without colours where nobody sees them. Errors are printed here, not by the library. */
const withQuietConsole = <A, E, R>(work: Effect.Effect<A, E, R>): Effect.Effect<A, E, R> =>
  Console.consoleWith((console) => {
    const { out, style } = makeOutput(true)
    const plain = style("out")("bold", "x") === "x"
    return Effect.withConsole(work, {
      ...console,
      log: (...words: ReadonlyArray<unknown>) =>
        Effect.sync(() => {
          const text = words.join(" ")
          out(plain ? stripVTControlCharacters(text) : text)
        }),
      error: () => Effect.void
    })
  })

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
