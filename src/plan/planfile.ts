/**
 * A plan as a file: what was reviewed is what is applied. The digest is over the plan, so an approval can name it; what
 * the plan depends on is found by planning again, as of the same instant, and comparing. Pure.
 */
import { createHash } from "node:crypto"
import canonicalize from "canonicalize"
import * as Data from "effect/Data"
import * as Either from "effect/Either"
import type { State } from "../state/State.ts"
import { summarize } from "./diff.ts"
import { sum } from "./estimate.ts"
import type { Action, Plan } from "./Plan.ts"

/** A plan that can be reviewed, kept and applied once: what `plan --out` writes. */
export interface PlanFile {
  readonly kind: "exporter-plan"
  readonly version: 1
  /** SHA-256 of the canonical JSON (RFC 8785) of what follows, lower-case hex. */
  readonly digest: string
  /** What it was made for: nothing of it may be bought elsewhere. */
  readonly target: PlanTarget
  readonly plan: Plan
}

/** Which server and which state a plan is for. */
export interface PlanTarget {
  /** Address of the API, or `sandbox`. */
  readonly server: string
  /** Lineage of the state, `null` where there was none yet. */
  readonly lineage: string | null
}

/** What a plan of this state is for. `server`: the address of the API. */
export const targetOf = (server: string, state: State): PlanTarget => ({
  server,
  lineage: state.serial === 0 ? null : state.lineage
})

/** A plan as a file, with the digest by which an approval can name it. */
export const planFileOf = (plan: Plan, target: PlanTarget): PlanFile => ({
  kind: "exporter-plan",
  version: 1,
  digest: digestOf(plan, target),
  target,
  plan
})

const digestOf = (plan: Plan, target: PlanTarget): string =>
  createHash("sha256")
    .update(canonicalize({ target, plan }) ?? "")
    .digest("hex")

/** The text of the file. */
export const encodePlanFile = (file: PlanFile): string => `${JSON.stringify(file, null, 2)}\n`

/** The file's text as a plan, or what is wrong with it. The digest vouches for the rest of its shape. */
export const decodePlanFile = (text: string): Either.Either<PlanFile, string> => {
  let file: Partial<PlanFile> | null
  try {
    file = JSON.parse(text) as Partial<PlanFile> | null
  } catch {
    return Either.left("it is not JSON")
  }
  if (file === null || typeof file !== "object" || file.kind !== "exporter-plan")
    return Either.left("it is no plan of exporter")
  if (file.version !== 1) return Either.left(`its version ${String(file.version)} is not one that this program reads`)
  const { plan, target, digest } = file
  if (plan === undefined || target === undefined || !Array.isArray(plan.actions) || digest !== digestOf(plan, target))
    return Either.left("it was changed after it was written")
  return Either.right({ kind: file.kind, version: file.version, digest, target, plan })
}

/** The plan that was approved is not what would be done now. */
export class StalePlan extends Data.TaggedError("StalePlan")<{
  /** What has moved on, in words. */
  readonly moved: ReadonlyArray<string>
}> {}

/**
 * What is to be done: the current plan, or as much of it as was approved, if nothing of that has moved on. A plan whose
 * run was cut off is carried on: what it has begun may have moved on by itself.
 */
export const approved = (
  file: PlanFile | undefined,
  current: Plan,
  state: State,
  server: string,
  /** It was begun by the very run that asks: what is finished of it is its own. */
  isBegun = false
): Either.Either<Plan, StalePlan> => {
  if (file === undefined) return Either.right(current)
  const recorded = appliedAs(file, state)
  const applied = isBegun && recorded === "finished" ? "begun" : recorded
  if (applied === "finished") return Either.left(new StalePlan({ moved: ["it was applied already"] }))
  const moved = staleness(file, current, targetOf(server, state), applied)
  if (moved.length > 0) return Either.left(new StalePlan({ moved }))
  return Either.right(applied === "begun" ? carriedOn(file.plan, current) : file.plan)
}

/** What has become of a plan file: its run came to its end, or was cut off. */
export type Applied = "not" | "begun" | "finished"

export const appliedAs = ({ digest }: PlanFile, state: State): Applied => {
  const applied = state.appliedPlans.find((plan) => plan.digest === digest)
  return applied === undefined ? "not" : applied.finished ? "finished" : "begun"
}

/** An orphan may have the address of what is declared now: a purchase of last month, whose end was yesterday. */
const declared = ({ actions }: Plan): ReadonlyArray<Action> => actions.filter(({ action }) => action !== "orphan")

/** The planned addresses with what is left to do for them; a price that was approved stays the one that is promised. */
const carriedOn = (planned: Plan, current: Plan): Plan => {
  const before = new Map(declared(planned).map((action) => [action.address, action]))
  const actions = declared(current).flatMap((action) => {
    const { estimate } = before.get(action.address) ?? {}
    if (estimate === undefined) return []
    return [estimate.basis === "exact" && action.estimate.basis !== "none" ? { ...action, estimate } : action]
  })
  return { ...current, actions, summary: summarize(actions), credits: sum(actions.map(({ estimate }) => estimate)) }
}

/** What has moved on since the plan was made, in words, one line an address; empty when it still says what would be done. */
export const staleness = (
  { plan: planned, target }: Pick<PlanFile, "plan" | "target">,
  now: Plan,
  targetNow: PlanTarget,
  applied: Applied
): ReadonlyArray<string> => {
  const current = new Map(declared(now).map((action) => [action.address, action]))
  return [
    ...(target.server === targetNow.server
      ? []
      : [`it was made for ${target.server}, and this run would buy from ${targetNow.server}`]),
    // A plan of a first run has no state to be of: what it depends on is that nothing was bought.
    ...(target.lineage === null || target.lineage === targetNow.lineage
      ? []
      : ["it was made for another state: the one that it counts on is not here"]),
    ...declared(planned).flatMap((before) => {
      const after = current.get(before.address)
      if (after === undefined) return [`${before.address}: it is no longer declared`]
      const moved = movedOn(before, after, applied === "begun")
      return moved === undefined ? [] : [`${before.address}: ${moved}`]
    })
  ]
}

const movedOn = (before: Action, after: Action, begun: boolean): string | undefined => {
  if (before.fingerprint !== after.fingerprint) return "what it asks for has changed in the manifest"
  if (before.action !== after.action && !(begun && isProgress(before, after)))
    return `planned to ${before.action}, now it ${after.action === "blocked" ? "is blocked" : `would ${after.action}`} (${after.reason})`
  if (before.output !== after.output) return `its output was '${before.output}', and is '${after.output}'`
  if (begun) return undefined
  if (before.data_export_id !== after.data_export_id) return "it is another export at the server by now"
  if (before.estimate.low !== after.estimate.low || before.estimate.high !== after.estimate.high)
    return `its price was ${priceOf(before)} credits, and is ${priceOf(after)}`
  return undefined
}

/** Nothing is bought that the plan did not say; what is begun may be anywhere on its way. */
const isProgress = (before: Action, after: Action): boolean =>
  after.action === "create" ? before.action === "resume" : after.action !== "adopt" && after.action !== "refresh"

const priceOf = ({ estimate: { low, high } }: Action): string =>
  low === high ? `${low}` : `${low} to ${high ?? "any number of"}`
