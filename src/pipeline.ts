/**
 * The spine: the stages, in the order in which data flows through them. Read this first.
 *
 *   text ─ readTexts ─> data ─ judge ─> Manifest ─ expand ─> Request[] ─ diff(state, as_of) ─> Plan ─ approve ─> apply ─> RunReport
 */
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import { Approval } from "./apply/Approval.ts"
import { afterRun } from "./apply/afterRun.ts"
import { apply } from "./apply/apply.ts"
import type { ApplyOptions, RunOptions } from "./apply/RunOptions.ts"
import { lookForTeamExports } from "./apply/team.ts"
import type { Instant } from "./domain.ts"
import type { Judged } from "./manifest/judge.ts"
import type { Problem } from "./manifest/Problem.ts"
import { inPieces, type Pieces } from "./pieces.ts"
import { diffing, filesToLookAt } from "./plan/diff.ts"
import { OutputFiles } from "./plan/OutputFiles.ts"
import { changes } from "./plan/Plan.ts"
import { approved } from "./plan/planfile.ts"
import { quotable } from "./plan/quotable.ts"
import type { TeamExports } from "./plan/TeamExports.ts"
import type { Declared, Scope, Whole } from "./request/Declared.ts"
import { expanding } from "./request/expand.ts"
import type { State } from "./state/State.ts"
import { StateStore } from "./state/StateStore.ts"

/** What the manifest asks for, request by request, or everything that is wrong with it. */
type Declaring = Pieces<Either.Either<Whole, ReadonlyArray<Problem>>>
export function* declaring({ manifest, locate }: Judged, asOf: Instant): Declaring {
  return Either.map(yield* expanding(manifest, locate, asOf), (requests) => ({ manifest, requests }))
}

/** As a command sees it: its targets, and where its files go. */
export const scoped = (
  { manifest, requests: all }: Whole,
  { asOf, isTarget, outputPrefix, leavesHooks = false }: Scope
): Declared => {
  const requests = outputPrefix === "" ? all : all.map((one) => ({ ...one, output: outputPrefix + one.output }))
  return { manifest, requests, targets: requests.filter(({ address }) => isTarget(address)), asOf, leavesHooks }
}

/** What is missing. Looks at the state and at files, and at nothing else: no call is made. */
export const planFor = (declared: Declared, state: State, team?: TeamExports) =>
  Effect.gen(function* () {
    const input = {
      requests: declared.targets,
      state,
      asOf: declared.asOf,
      timezone: declared.manifest.timezone,
      prices: declared.manifest.prices,
      declared: new Set(declared.requests.map(({ fingerprint }) => fingerprint)),
      leavesHooks: declared.leavesHooks ?? false,
      ...(team === undefined ? {} : { team })
    }
    const files = yield* (yield* OutputFiles).look(filesToLookAt(input))
    return yield* inPieces(diffing({ ...input, files }))
  })

/** The plan as it is under the lock of the state, which the scope holds. */
const planLocked = (declared: Declared, options: RunOptions) =>
  Effect.gen(function* () {
    const writer = yield* (yield* StateStore).open(options.command)
    const state = yield* writer.current
    const team = options.refresh ? yield* lookForTeamExports(declared.targets, state, options.stop) : undefined
    return { writer, state, team, plan: yield* planFor(declared, state, team) }
  })

/** Buys what is missing: plans under the lock, asks, and carries out exactly what was shown. */
const applyLocked = (declared: Declared, options: ApplyOptions) =>
  Effect.gen(function* () {
    const { writer, state, plan: current } = yield* planLocked(declared, options)
    const plan = yield* approved(options.approvedPlan, current, state, options.server, options.continued?.again)
    const answer = plan.actions.some(changes) ? yield* (yield* Approval).ask(plan, state) : "approved"
    if (answer !== "approved") return answer
    const digest = options.approvedPlan?.digest
    if (digest) yield* writer.commit({ kind: "plan-applied", digest })
    const report = yield* apply(declared, options, { plan, writer, goal: "files" })
    // Where it cannot be recorded the plan stays begun: carrying it on does nothing that is done.
    if (digest && report.stopped === null) yield* Effect.ignore(writer.commit({ kind: "plan-finished", digest }))
    return { report, plan }
  }).pipe(Effect.scoped)

/** The same, and what is to be done after a run: the state is written and its lock is free by then. */
export const applyDeclared = (declared: Declared, options: ApplyOptions) =>
  Effect.gen(function* () {
    const ended = yield* applyLocked(declared, options)
    return typeof ended === "string" ? ended : yield* afterRun(declared, ended.plan, ended.report, options.stop)
  })

/** Asks for what is missing without starting it, and plans again: now the prices are known. */
export const quoteDeclared = (declared: Declared, options: RunOptions & { readonly scraped: boolean }) =>
  Effect.gen(function* () {
    const { writer, state, team, plan: current } = yield* planLocked(declared, options)
    const plan = quotable(current, state, options.scraped)
    const report = yield* apply(declared, options, { plan, writer, goal: "prices" })
    const quoted = yield* writer.current
    return { report, state: quoted, plan: yield* planFor(declared, quoted, team) }
  }).pipe(Effect.scoped)
