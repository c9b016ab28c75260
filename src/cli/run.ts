/** The command line: its commands and options, and what becomes of their failures. Commands are loaded when called. */
import * as Cause from "effect/Cause"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import * as Logger from "effect/Logger"
import * as LogLevel from "effect/LogLevel"
import * as Option from "effect/Option"
import { scrub } from "../api/scrub.ts"
import { keyIn } from "../manifest/secrets.ts"
import { type CommandLine, readCommandLine } from "./arguments.ts"
import type { Cache } from "./cache.ts"
import { EXIT, type ExitCode } from "./exit.ts"
import { Failure } from "./Failure.ts"
import { CI_SYSTEMS, type CommandName, type OptionName, PLAN_FORMATS, WINDOW_KINDS, type WindowKind } from "./help.ts"
import { KeptManifests, keptIn } from "./KeptManifests.ts"
import { stderrLogger } from "./logger.ts"
import { harmless, makeOutput, type Output, printDocument, withoutKey } from "./Output.ts"
import { renderProblem } from "./render/problem.ts"
import * as Scheduler from "./Scheduler.ts"
import { Stop } from "./Stop.ts"
import { telemetry, traced } from "./telemetry.ts"
import { NotWritten } from "./write.ts"

type Answer = Effect.Effect<ExitCode, Failure, Stop | KeptManifests>

type Run = (output: Output, line: CommandLine) => Answer

const load = <M>(module: () => Promise<M>): Effect.Effect<M> => Effect.promise(module)

/** Ends at the first signal: nothing of it needs care. */
const atOnce = <E, R>(work: Effect.Effect<ExitCode, E, R>): Effect.Effect<ExitCode, E | Failure, R | Stop> =>
  Effect.flatMap(Stop, ({ signalled }) => Effect.raceFirst(work, Effect.zipRight(signalled, INTERRUPTED)))

const INTERRUPTED = new Failure({
  exit: EXIT.interrupted,
  code: "interrupted",
  message: "interrupted",
  hint: "nothing was bought or changed; run the same command again"
})

const file = (line: CommandLine) => ({
  file: line.texts("file"),
  json: line.flag("json") || line.text("format") === "json"
})

const common = (line: CommandLine) => ({
  ...file(line),
  state: text(line, "state"),
  asOf: text(line, "as-of"),
  sandbox: line.flag("sandbox")
})

const text = (line: CommandLine, name: OptionName) => Option.fromNullable(line.text(name))
const whole = (line: CommandLine, name: OptionName) => Option.fromNullable(line.whole(name))

/** One that the command cannot do without: `readCommandLine` lets no line through that lacks it. */
const argument = (line: CommandLine, n: number): string => line.argument(n) ?? ""

const locking = (line: CommandLine) => ({ ...common(line), lockTimeout: whole(line, "lock-timeout") })

const RUNS: Readonly<Record<CommandName, Run>> = {
  init: (output, line) =>
    Effect.flatMap(
      load(() => import("./commands/init.ts")),
      (it) =>
        atOnce(
          it.init(output, {
            json: line.flag("json"),
            file: line.texts("file"),
            types: line.texts("type"),
            accounts: line.texts("account"),
            timezone: line.text("timezone"),
            ci: CI_SYSTEMS.find((system) => system === line.text("ci"))
          })
        )
    ),

  doctor: (output, line) =>
    Effect.flatMap(
      load(() => import("./commands/doctor.ts")),
      (it) => atOnce(it.doctor(output, common(line)))
    ),

  validate: (output, line) =>
    Effect.flatMap(
      load(() => import("./commands/validate.ts")),
      (it) =>
        atOnce(it.validate(output, { ...file(line), asOf: text(line, "as-of"), format: line.text("format") ?? "text" }))
    ),

  plan: (output, line) => {
    const options = {
      ...locking(line),
      target: line.texts("target"),
      out: text(line, "out"),
      show: text(line, "show"),
      refresh: line.flag("refresh"),
      quote: line.flag("quote"),
      quoteScraped: line.flag("quote-scraped"),
      detailedExitcode: line.flag("detailed-exitcode"),
      all: line.flag("all"),
      format: PLAN_FORMATS.find((format) => format === line.text("format")) ?? "text"
    }
    return Effect.flatMap(
      load(() => import("./commands/plan.ts")),
      // What calls the API stops by itself, when its calls are answered and recorded.
      (it) =>
        it.isOnline(options) ? traced("plan", output, it.plan(output, options)) : atOnce(it.plan(output, options))
    )
  },

  apply: (output, line) =>
    Effect.flatMap(
      load(() => import("./commands/apply.ts")),
      (it) =>
        traced(
          "apply",
          output,
          it.apply(output, {
            ...locking(line),
            target: line.texts("target"),
            autoApprove: line.flag("auto-approve"),
            budget: whole(line, "budget"),
            refresh: line.flag("refresh"),
            expect: text(line, "expect"),
            concurrency: line.whole("concurrency") ?? 100,
            all: line.flag("all"),
            events: text(line, "events"),
            hooks: line.flag("hooks"),
            detach: line.flag("detach"),
            planFile: Option.fromNullable(line.argument(0))
          })
        )
    ),

  status: (output, line) => {
    const options = { ...common(line), target: line.texts("target"), all: line.flag("all") }
    return line.flag("follow")
      ? Effect.flatMap(
          load(() => import("./commands/follow.ts")),
          (it) => atOnce(it.follow(output, { ...options, run: text(line, "run"), events: text(line, "events") }))
        )
      : Effect.flatMap(
          load(() => import("./commands/status.ts")),
          (it) => atOnce(it.status(output, options))
        )
  },

  report: (output, line) =>
    Effect.flatMap(
      load(() => import("./commands/report.ts")),
      (it) => atOnce(it.report(output, { ...common(line), target: line.texts("target"), out: text(line, "out") }))
    ),

  cancel: (output, line) =>
    Effect.flatMap(recoverModule, (it) =>
      it.cancel(
        output,
        { ...locking(line), autoApprove: line.flag("auto-approve"), run: text(line, "run") },
        line.argument(0)
      )
    ),

  worker: (output, line) =>
    Effect.flatMap(
      load(() => import("./commands/worker.ts")),
      (it) =>
        // Each run is a trace by itself: a worker goes on for weeks.
        Effect.provide(
          it.worker(output, { ...common(line), address: text(line, "address"), http: text(line, "http") }),
          telemetry(output, process.env)
        )
    ),

  prune: (output, line) =>
    Effect.flatMap(
      load(() => import("./commands/prune.ts")),
      (it) =>
        it.prune(output, {
          ...locking(line),
          target: line.texts("target"),
          autoApprove: line.flag("auto-approve")
        })
    ),

  "state list": (output, line) => Effect.flatMap(stateModule, (it) => atOnce(it.list(output, common(line)))),

  "state show": (output, line) =>
    Effect.flatMap(stateModule, (it) => atOnce(it.show(output, common(line), argument(line, 0)))),

  "state rm": (output, line) => Effect.flatMap(stateModule, (it) => it.rm(output, common(line), argument(line, 0))),

  "state import": (output, line) =>
    Effect.flatMap(recoverModule, (it) =>
      it.importCommand(output, locking(line), argument(line, 0), argument(line, 1))
    ),

  "state resolve": (output, line) =>
    Effect.flatMap(recoverModule, (it) =>
      it.resolve(
        output,
        { ...locking(line), adopt: text(line, "adopt"), abandon: line.flag("abandon") },
        argument(line, 0)
      )
    ),

  "state unlock": (output, line) => Effect.flatMap(stateModule, (it) => it.unlock(output, common(line))),

  "state pull": (output, line) =>
    Effect.flatMap(transferModule, (it) => atOnce(it.pull(output, { ...common(line), out: text(line, "out") }))),

  "state push": (output, line) =>
    Effect.flatMap(transferModule, (it) =>
      it.push(output, { ...locking(line), force: line.flag("force") }, argument(line, 0))
    ),

  "state migrate": (output, line) =>
    Effect.flatMap(transferModule, (it) => it.migrate(output, { ...locking(line), to: line.text("to") })),

  sandbox: (output, line) =>
    Effect.flatMap(
      load(() => import("./commands/sandbox.ts")),
      (it) =>
        it.sandbox(output, {
          port: line.whole("port") ?? 0,
          balance: line.whole("balance") ?? 10_000,
          limit: line.whole("limit") ?? 60,
          windowMs: line.whole("window-ms") ?? 60_000,
          windowKind: windowKindOf(line),
          speed: whole(line, "speed"),
          seed: whole(line, "seed"),
          worldFile: text(line, "world"),
          scenario: text(line, "scenario"),
          webhook: text(line, "webhook")
        })
    ),

  schema: (output, line) =>
    Effect.map(
      load(() => import("./commands/schema.ts")),
      (it) => it.schema(output, line.argument(0) ?? "exports")
    ),

  completions: (output, line) =>
    Effect.map(
      load(() => import("./completions.ts")),
      ({ completions, SHELLS }) => {
        output.out(completions(SHELLS.find((shell) => shell === line.argument(0)) ?? "bash"))
        return EXIT.done
      }
    )
}

const recoverModule = load(() => import("./commands/recover.ts"))
const transferModule = load(() => import("./commands/transfer.ts"))
const stateModule = load(() => import("./commands/state.ts"))

const windowKindOf = (line: CommandLine): WindowKind =>
  WINDOW_KINDS.find((kind) => kind === line.text("window-kind")) ?? "aligned"

const LEVELS: Readonly<Record<string, LogLevel.LogLevel>> = {
  all: LogLevel.All,
  trace: LogLevel.Trace,
  debug: LogLevel.Debug,
  info: LogLevel.Info,
  warning: LogLevel.Warning,
  error: LogLevel.Error,
  fatal: LogLevel.Fatal,
  none: LogLevel.None
}

// ------------------------------------------------------------------------------------------------ running

/** What the front door has ready for the program. */
interface Host {
  /** Resolves at the first Ctrl-C or SIGTERM. */
  readonly signalled: Promise<void>
  readonly cache: Cache
  /** Tells this build of the program from every other one. */
  readonly build: string
}

/** Runs the program on the words behind its name; the answer is its exit code. Never rejects. */
export const run = (words: ReadonlyArray<string>, { signalled, cache, build }: Host): Promise<ExitCode> =>
  main(words).pipe(
    Effect.provideService(Stop, { signalled: Effect.promise(() => signalled) }),
    Effect.provideService(KeptManifests, keptIn(cache, process.env, build)),
    Effect.provide(Logger.replace(Logger.defaultLogger, stderrLogger)),
    Effect.withScheduler(Scheduler.make()),
    Effect.runPromise
  )

const main = (words: ReadonlyArray<string>): Effect.Effect<ExitCode, never, Stop | KeptManifests> =>
  Effect.gen(function* () {
    const made = makeOutput(!words.includes("--no-color"))
    let hasTold = false
    const output: Output = {
      ...made,
      out: (text) => {
        made.out(text)
        hasTold = true
      }
    }
    const failed = (failure: Failure) =>
      Effect.sync(() => {
        printFailure(output, failure, wantsJson(words) && !hasTold)
        return failure.exit
      })
    return yield* answer(output, words).pipe(
      Effect.catchAll(failed),
      Effect.catchAllCause((cause) => {
        const defect = Cause.squash(cause)
        return defect instanceof NotWritten ? Effect.sync(() => printNotWritten(output, defect)) : failed(bug(cause))
      })
    )
  })

const answer = (output: Output, words: ReadonlyArray<string>): Answer =>
  // What is wrong is said without the key, also where only a part of the word would be shown.
  Effect.flatMap(
    Either.orElse(readCommandLine(words), () => readCommandLine(words.map(withoutKey))),
    (line) =>
      Logger.withMinimumLogLevel(
        RUNS[line.command](output, line),
        LEVELS[line.text("log-level") ?? "info"] ?? LogLevel.Info
      )
  )

/** Also where the rest of the words cannot be read. */
const wantsJson = (words: ReadonlyArray<string>): boolean =>
  words.some(
    (word, i) => word === "--json" || word === "--format=json" || (word === "json" && words[i - 1] === "--format")
  )

const printFailure = (output: Output, failure: Failure, json: boolean): void => {
  const style = output.style("err")
  const { code, message, hint, problems } = failure
  if (json) printDocument(output, { error: { code, message, hint: hint ?? null, problems: problems ?? [] } })
  for (const problem of problems ?? []) output.err(`${renderProblem(problem, style)}\n`)
  output.err(`${style(["bold", "red"], "error")}: ${harmless(message)}`)
  if (hint !== undefined) output.err(`  ${style("cyan", "=")} ${harmless(hint)}`)
}

/** What no command foresaw. What was recorded stays as it is. */
const bug = (cause: Cause.Cause<unknown>): Failure => {
  const detail = process.env["EXPORTER_DEBUG"] === undefined ? firstLine(Cause.squash(cause)) : Cause.pretty(cause)
  return new Failure({
    exit: EXIT.failure,
    code: "bug",
    message: `a mistake of this program: ${scrub(detail, keyIn(process.env) ?? "")}`,
    hint: "what was bought is recorded; run the same command again, and report this with EXPORTER_DEBUG=1"
  })
}

/** A document has nowhere to go then. */
const printNotWritten = (output: Output, { message }: NotWritten): ExitCode => {
  output.err(`error: ${message}\n  = what was done is done and recorded: \`exporter status\` shows it`)
  return EXIT.failure
}

const firstLine = (defect: unknown): string =>
  (defect instanceof Error ? defect.message : String(defect)).split("\n")[0] ?? ""
