/** `exporter plan` */
import { appendFileSync } from "node:fs"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import { planFor } from "../../pipeline.ts"
import * as OutputFiles from "../../plan/OutputFiles.node.ts"
import { hasChanges, type Plan } from "../../plan/Plan.ts"
import { appliedAs, type PlanFile, planFileOf, staleness, targetOf } from "../../plan/planfile.ts"
import type { Declared } from "../../request/Declared.ts"
import type { State } from "../../state/State.ts"
import { type CommonOptions, type Surroundings, surroundings } from "../context.ts"
import { declared } from "../declared.ts"
import { EXIT, type ExitCode } from "../exit.ts"
import { type Failure, stateFailure, usage } from "../Failure.ts"
import type { PlanFormat } from "../help.ts"
import { type Output, printDocument } from "../Output.ts"
import { readPlanFile, writePlanFile } from "../planFiles.ts"
import { budgetOf, documentOf } from "../render/BudgetView.ts"
import { renderMarkdown, type Written } from "../render/markdown.ts"
import { renderNotices } from "../render/notices.ts"
import { type PlanView, viewOf } from "../render/PlanView.ts"
import { renderPlan } from "../render/plan.ts"
import { serverName } from "../serverName.ts"
import { stateStoreOf } from "../stateStore.ts"

export interface PlanOptions extends CommonOptions {
  readonly json: boolean
  readonly sandbox: boolean
  readonly out: Option.Option<string>
  readonly show: Option.Option<string>
  readonly target: ReadonlyArray<string>
  readonly detailedExitcode: boolean
  readonly refresh: boolean
  readonly quote: boolean
  readonly quoteScraped: boolean
  readonly lockTimeout: Option.Option<number>
  readonly format: PlanFormat
  /** Nothing is folded. */
  readonly all: boolean
}

export const plan = (output: Output, options: PlanOptions) =>
  Option.match(options.show, {
    onNone: () => make(output, options),
    onSome: (file) => show(output, options, file)
  })

/** A plan, the state that it is of, and how the calls ended that were made for it. */
export interface Made {
  readonly plan: Plan
  readonly state: State
  readonly exit: ExitCode
}

const make = (output: Output, options: PlanOptions) =>
  Effect.gen(function* () {
    const around = yield* surroundings(options)
    const declaration = yield* declared(output, { ...options, asOf: around.asOf })
    const {
      plan: made,
      state,
      exit
    } = yield* isOnline(options)
      ? Effect.flatMap(
          Effect.promise(() => import("../onlinePlan.ts")),
          ({ onlinePlan }) => onlinePlan(output, options, declaration, around)
        )
      : offline(options, declaration, around)
    const server = yield* serverName(options)
    const written = Option.map(options.out, (name) => ({ name, file: planFileOf(made, targetOf(server, state)) }))
    // Written first: a plan that is shown and then cannot be written would be two answers.
    if (Option.isSome(written)) yield* writePlanFile(written.value.name, written.value.file)
    const said = Option.map(written, ({ name, file: { digest } }) => ({
      written: { name, digest },
      words: `Written to ${name}. To do exactly this:\n  exporter apply ${name} --expect ${digest}`
    }))
    const budget = budgetOf(declaration, made, state)
    if (options.json) output.out(JSON.stringify(documentOf(made, budget), null, 2))
    else yield* print(output, options, viewOf(made, budget), Option.getOrUndefined(said))
    if (exit !== EXIT.done) return exit
    return options.detailedExitcode && hasChanges(made) ? EXIT.changes : EXIT.done
  })

/** What is said of a plan besides the plan. */
interface Said {
  /** The file that may be applied. */
  readonly written?: Written
  /** What has become of the file that is shown. */
  readonly note?: string
  /** What follows the plan as text. */
  readonly words: string
}

const print = (
  output: Output,
  { format, all }: PlanOptions,
  view: PlanView,
  said: Said | undefined
): Effect.Effect<void, Failure> => {
  const more = { all, written: said?.written, note: said?.note }
  if (format === "markdown") return Effect.sync(() => output.out(renderMarkdown(view, more)))
  if (format === "github")
    return Effect.zipRight(
      toSummary(output, renderMarkdown(view, more)),
      Effect.sync(() => output.out(renderNotices(view, said?.note)))
    )
  return Effect.sync(() => {
    const width = process.stdout.isTTY ? { width: output.width } : {}
    output.out(renderPlan(view, { style: output.style("out"), all, ...width }))
    if (said !== undefined) output.out(`\n${said.words}`)
  })
}

/** To the summary of the job, where there is one; else to standard output. */
const toSummary = (output: Output, text: string): Effect.Effect<void, Failure> => {
  const file = process.env["GITHUB_STEP_SUMMARY"]
  if (file === undefined || file === "") return Effect.sync(() => output.out(text))
  return Effect.try({
    try: () => appendFileSync(file, text),
    catch: () => usage(`the job's summary '${file}' cannot be written to`, "--format markdown prints the same")
  })
}

/** It calls the API. */
export const isOnline = ({ refresh, quote, quoteScraped }: PlanOptions): boolean => refresh || quote || quoteScraped

const offline = (options: PlanOptions, declaration: Declared, around: Surroundings) =>
  Effect.gen(function* () {
    const { store } = yield* stateStoreOf(options, around, declaration.manifest.state)
    const state = yield* Effect.mapError(store.read, stateFailure)
    const made = yield* Effect.provide(planFor(declaration, state), OutputFiles.layer(around.outputRoot))
    return { plan: made, state, exit: EXIT.done } satisfies Made
  })

/** A plan file as it was written, and what has become of it: also one that is stale, or applied. */
const show = (output: Output, options: PlanOptions, name: string) =>
  Effect.gen(function* () {
    if (Option.isSome(options.out) || options.target.length > 0 || isOnline(options))
      return yield* usage("--show is for a plan that is written already", "leave the other options out")
    const file = yield* readPlanFile(name)
    const around = yield* surroundings(options)
    const declaration = yield* declared(output, { ...options, asOf: file.plan.as_of })
    const { plan: now, state } = yield* offline(options, declaration, around)
    const applied = appliedAs(file, state)
    const moved = staleness(file, withAdoptions(file, now), targetOf(yield* serverName(options), state), applied)
    const status =
      applied === "finished" ? "applied" : moved.length > 0 ? "stale" : applied === "begun" ? "begun" : "current"
    if (options.json) {
      printDocument(output, { digest: file.digest, status, moved, plan: file.plan })
      return EXIT.done
    }
    const lines = [STATUS[status], ...(status === "stale" ? moved.map((line) => `  ${line}`) : [])]
    const view = viewOf(file.plan, budgetOf(declaration, file.plan, state))
    yield* print(output, options, view, {
      ...(status === "stale" || status === "applied" ? {} : { written: { name, digest: file.digest } }),
      note: lines.join(" "),
      words: [...lines, `Digest: ${file.digest}`].join("\n")
    })
    return EXIT.done
  })

const STATUS = {
  current: "It is what would be done now.",
  begun: "Its run was cut off: applying it again carries it on.",
  stale: "It is stale, and is not applied any more:",
  applied: "It was applied: it is not applied again."
} as const

/** Without a call nobody knows whether what was to be adopted is still there: `apply` looks. */
const withAdoptions = ({ plan }: PlanFile, now: Plan): Plan => {
  const adopted = new Map(
    plan.actions.flatMap((action) => (action.action === "adopt" ? [[action.address, action] as const] : []))
  )
  return {
    ...now,
    actions: now.actions.map((action) =>
      action.action === "create" ? (adopted.get(action.address) ?? action) : action
    )
  }
}
