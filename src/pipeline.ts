/**
 * The spine: the stages, in the order in which data flows through them. Read this first.
 *
 *   text ─ readManifest ─> Manifest ─ expand ─> Request[] ─ diff(state, as_of) ─> Plan ─ approve ─> apply ─> RunReport
 */
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import { Approval } from "./apply/Approval.ts"
import { apply } from "./apply/apply.ts"
import type { RunReport } from "./apply/report.ts"
import { Budget } from "./budget/Budget.ts"
import { openingMoney } from "./budget/ledger.ts"
import type { Credits, Instant, Request } from "./domain.ts"
import type { Env } from "./manifest/env.ts"
import type { Manifest } from "./manifest/Manifest.ts"
import type { Path, Place, Problem } from "./manifest/Problem.ts"
import { readManifest } from "./manifest/readManifest.ts"
import type { Source } from "./manifest/Source.ts"
import { diff, filesToLookAt } from "./plan/diff.ts"
import { OutputFiles } from "./plan/OutputFiles.ts"
import { changes, type Plan } from "./plan/Plan.ts"
import { approved, type PlanFile } from "./plan/planfile.ts"
import { expand } from "./request/expand.ts"
import type { State } from "./state/State.ts"
import { StateStore } from "./state/StateStore.ts"

/** What is declared, checked and expanded; `targets` are the requests that this command is about. */
export interface Declared {
  readonly manifest: Manifest
  readonly requests: ReadonlyArray<Request>
  readonly targets: ReadonlyArray<Request>
  /** Where an export says something, for what the server has to say of it. */
  readonly locate: (exportName: string, path: Path) => Place
}

export const declare = (
  sources: ReadonlyArray<Source>,
  env: Env,
  /** `isTarget`: what this command is about. `outputPrefix`: folder below the output root for all files, or nothing. */
  { isTarget, outputPrefix }: { readonly isTarget: (address: string) => boolean; readonly outputPrefix: string }
): Either.Either<Declared, ReadonlyArray<Problem>> =>
  Either.gen(function* () {
    const { manifest, locate } = yield* readManifest(sources, env)
    const expanded = yield* expand(manifest, locate)
    const requests = expanded.map((request) => ({ ...request, output: outputPrefix + request.output }))
    return { manifest, requests, targets: requests.filter(({ address }) => isTarget(address)), locate }
  })

/** What is missing. Looks at the state and at files, and at nothing else: no call is made. */
export const planFor = (declared: Declared, state: State, asOf: Instant): Effect.Effect<Plan, never, OutputFiles> =>
  Effect.gen(function* () {
    const files = yield* (yield* OutputFiles).look(filesToLookAt(declared.targets, state, asOf))
    return diff({
      requests: declared.targets,
      state,
      asOf,
      files,
      prices: declared.manifest.prices,
      declared: new Set(declared.requests.map(({ fingerprint }) => fingerprint))
    })
  })

export interface ApplyOptions {
  readonly runId: string
  readonly command: string
  readonly asOf: Instant
  /** The plan that was approved beforehand, where there is one: this and nothing else is done. */
  readonly approvedPlan: PlanFile | undefined
  /** The cap of this run alone, in credits. */
  readonly budget: Credits | undefined
  readonly concurrency: number
  readonly tickMs: number
  readonly stop: Effect.Effect<void>
}

/** Buys what is missing: plans under the lock, asks, and carries out exactly what was shown. */
export const applyDeclared = (declared: Declared, options: ApplyOptions) =>
  Effect.gen(function* () {
    const writer = yield* (yield* StateStore).open(options.command)
    const state = yield* writer.current
    const current = yield* planFor(declared, state, options.asOf)
    const plan = yield* approved(options.approvedPlan, current, state)
    const answer = plan.actions.some((action) => changes(action)) ? yield* (yield* Approval).ask(plan) : "approved"
    if (answer !== "approved") return answer
    if (options.approvedPlan) yield* writer.commit({ kind: "plan-applied", digest: options.approvedPlan.digest })
    const { manifest } = declared
    const report: RunReport = yield* apply({
      ...options,
      plan,
      requests: declared.targets,
      prices: manifest.prices,
      writer
    }).pipe(
      Effect.provide(
        Budget.layer(openingMoney(manifest.budget, options.budget, state, options.asOf, manifest.timezone))
      )
    )
    return report
  }).pipe(Effect.scoped)
