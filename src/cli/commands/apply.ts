/** `exporter apply` */
import { randomUUID } from "node:crypto"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Option from "effect/Option"
import * as DownloaderHttp from "../../apply/Downloader.http.ts"
import * as HooksExeca from "../../apply/Hooks.execa.ts"
import type { RunReport } from "../../apply/report.ts"
import type { Credits } from "../../domain.ts"
import { keyIn } from "../../manifest/secrets.ts"
import { applyDeclared } from "../../pipeline.ts"
import * as OutputFiles from "../../plan/OutputFiles.node.ts"
import type { PlanFile } from "../../plan/planfile.ts"
import { StateStore } from "../../state/StateStore.ts"
import * as Approval from "../Approval.ts"
import { awaitingLock } from "../awaitingLock.ts"
import { type CommonOptions, surroundings } from "../context.ts"
import { type Declaration, declared } from "../declared.ts"
import { EXIT, exitCodeOf } from "../exit.ts"
import { Failure, failureOf, notApproved, usage } from "../Failure.ts"
import type { Output } from "../Output.ts"
import { readPlanFile } from "../planFiles.ts"
import { budgetOf } from "../render/BudgetView.ts"
import { viewOf } from "../render/PlanView.ts"
import { renderProblem } from "../render/problem.ts"
import { renderReport } from "../render/report.ts"
import { Stop } from "../Stop.ts"
import { apiLayer, serverFor, tickMsOf } from "../server.ts"
import { serverName } from "../serverName.ts"
import { stateStoreOf, withheldFromHooks } from "../stateStore.ts"
import { watching } from "../watching.ts"

export interface ApplyOptions extends CommonOptions {
  readonly json: boolean
  readonly sandbox: boolean
  readonly planFile: Option.Option<string>
  readonly autoApprove: boolean
  readonly budget: Option.Option<number>
  readonly target: ReadonlyArray<string>
  readonly concurrency: number
  readonly events: Option.Option<string>
  readonly refresh: boolean
  readonly expect: Option.Option<string>
  readonly lockTimeout: Option.Option<number>
  /** Also in a sandbox. */
  readonly hooks: boolean
  /** Nothing of the plan is folded. */
  readonly all: boolean
  /** Workers carry it out. */
  readonly detach: boolean
}

export const apply = (output: Output, options: ApplyOptions) =>
  Effect.gen(function* () {
    yield* checkOptions(output, options)
    const planFile = yield* Option.match(options.planFile, {
      onNone: () => Effect.succeed(undefined),
      onSome: readPlanFile
    })
    yield* checkDigest(planFile, options)
    const around = yield* surroundings(options)
    // What is made up must not be loaded where real data belongs.
    const declaration = yield* declared(output, {
      ...options,
      asOf: planFile?.plan.as_of ?? around.asOf,
      leavesHooks: options.sandbox && !options.hooks
    })
    if (options.detach)
      return yield* Effect.flatMap(
        Effect.promise(() => import("./detach.ts")),
        ({ detach }) => detach(output, options, { declaration, around, planFile })
      )
    const { store } = yield* stateStoreOf(options, around, declaration.manifest.state)
    const server = yield* serverFor(options, around)
    const { signalled } = yield* Stop
    const budget = Option.getOrUndefined(options.budget) as Credits | undefined
    const shown: Parameters<typeof Approval.given>[1] = {
      all: options.all,
      viewOf: (plan, state) => viewOf(plan, budgetOf(declaration, plan, state, budget))
    }

    const report = yield* applyDeclared(declaration, {
      runId: randomUUID(),
      command: "apply",
      approvedPlan: planFile,
      budget,
      // What was adopted in the plan is looked for again: else the plan could not be held against what is there now.
      refresh: options.refresh || (planFile?.plan.summary.adopt ?? 0) > 0,
      server: yield* serverName(options),
      concurrency: options.concurrency,
      tickMs: tickMsOf(server),
      stop: signalled
    }).pipe(
      Effect.provide(
        Layer.mergeAll(
          Layer.provideMerge(
            watching(output, options.events, Option.some(around.stateFile)),
            apiLayer(server, declaration.manifest.rate.reserve)
          ),
          DownloaderHttp.layer({ root: around.outputRoot, idleMs: 60_000 }),
          HooksExeca.layer({
            root: around.outputRoot,
            apiKey: keyIn(process.env),
            withheld: withheldFromHooks(declaration.manifest, process.env)
          }),
          OutputFiles.layer(around.outputRoot),
          Layer.succeed(StateStore, store),
          options.autoApprove || planFile !== undefined
            ? Approval.given(output, shown)
            : Approval.atTerminal(output, shown)
        )
      ),
      awaitingLock(output, options.lockTimeout),
      Effect.mapError((error) => (error._tag === "Failure" ? error : failureOf(error)))
    )
    if (typeof report === "string") return yield* notApproved(report, "nothing was bought")
    for (const text of yield* placedProblems(output, declaration, report)) output.err(`${text}\n`)
    if (options.json) output.out(JSON.stringify(report, null, 2))
    // Where events are asked for on standard output nothing else is printed there; the last one has the report.
    else if (Option.contains(options.events, "-")) output.err(`\n${renderReport(report, output.style("err"))}`)
    else {
      // Progress and report meet where both streams end in one place.
      output.err("")
      output.out(renderReport(report, output.style("out")))
    }
    return exitCodeOf(report)
  }).pipe(Effect.scoped)

const checkOptions = (output: Output, options: ApplyOptions): Effect.Effect<void, Failure> => {
  if (!options.autoApprove && Option.isNone(options.planFile) && !output.isTerminal)
    return usage(
      "there is no terminal to ask for approval",
      "give --auto-approve, or a plan file: exporter apply PLANFILE"
    )
  if (options.json && Option.contains(options.events, "-"))
    return usage("--json and --events - both write to standard output", "write the events to a file")
  if (Option.isSome(options.expect) && Option.isNone(options.planFile))
    return usage("--expect is for a plan file", "exporter apply PLANFILE --expect DIGEST")
  if (Option.isSome(options.expect) && !/^[0-9a-f]{64}$/i.test(options.expect.value))
    return usage(
      `--expect ${options.expect.value} is no digest`,
      "it has 64 hex digits: exporter plan --show PLANFILE prints it"
    )
  if (Option.isSome(options.planFile) && options.refresh)
    return usage("a plan file says what is to be adopted", "leave --refresh out, or plan with it")
  if (Option.isSome(options.planFile) && options.target.length > 0)
    return usage("a plan file is applied as a whole", "leave --target out, or plan with it")
  if (options.hooks && !options.sandbox)
    return usage("--hooks is for --sandbox", "leave it out: without a sandbox hooks are run anyway")
  if (options.detach && (options.sandbox || Option.isSome(options.state)))
    return usage("--detach is for the state that workers have", "leave --sandbox and --state out")
  if (options.detach && (options.refresh || Option.isSome(options.events)))
    return usage(
      `--detach goes without ${options.refresh ? "--refresh" : "--events"}`,
      options.refresh
        ? "plan --refresh --out FILE, then apply FILE --detach"
        : "exporter status --follow --events FILE writes them"
    )
  if (options.concurrency < 1)
    return usage("--concurrency must be at least 1", "leave it out: 100 purchases at once is what most runs like")
  if (Option.isSome(options.budget) && options.budget.value < 0)
    return usage("--budget must not be negative", "0 buys nothing, and says what each purchase costs")
  return Effect.void
}

/** An approval names the plan that it is for by its digest. */
const checkDigest = (planFile: PlanFile | undefined, { expect }: ApplyOptions): Effect.Effect<void, Failure> =>
  Option.isNone(expect) || planFile === undefined || planFile.digest === expect.value.toLowerCase()
    ? Effect.void
    : Effect.fail(
        new Failure({
          exit: EXIT.state,
          code: "other-plan",
          message: `the plan file is not the plan that was approved: its digest is ${planFile.digest}`,
          hint: "nothing was bought; have this one approved, or apply the file of the other"
        })
      )

/** Laravel's name of a field as a path. The items of a list were sorted before they were sent: the list is what is meant. */
const pathOf = (field: string): ReadonlyArray<string> => {
  const parts = field.split(".")
  const item = parts.findIndex((part) => /^\d+$/.test(part))
  return item === -1 ? parts : parts.slice(0, item)
}

/** What the server says of a field is shown where the manifest says it. */
const placedProblems = (output: Output, { requests, locate }: Declaration, { results }: RunReport) =>
  Effect.gen(function* () {
    const refused = results.filter(({ problem }) => problem?.fields !== undefined)
    if (refused.length === 0) return []
    const place = yield* locate
    const exportOf = new Map(requests.map((request) => [request.address, request.export]))
    const texts = new Map<string, string>()
    for (const { address, problem } of refused)
      for (const [field, said] of Object.entries(problem?.fields ?? {})) {
        const name = exportOf.get(address)
        if (name === undefined || texts.has(`${name} ${field}`)) continue
        const message = `the server refuses ${address}: ${said.join(" ")}`
        texts.set(
          `${name} ${field}`,
          renderProblem(
            { code: "refused-by-server", message, hint: problem?.hint, place: place(name, pathOf(field)) },
            output.style("err")
          )
        )
      }
    return [...texts.values()]
  })
