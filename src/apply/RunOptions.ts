/** How a run is carried out, as its command says. */
import type * as Effect from "effect/Effect"
import type { Credits } from "../domain.ts"
import type { Plan } from "../plan/Plan.ts"
import type { PlanFile } from "../plan/planfile.ts"
import type { Carrier } from "./Run.ts"

/** A run that may be cut off, and is carried on as the same one: what it had done until then is its own. */
export interface Continued {
  /** It was cut off before, under the lock of the state. */
  readonly again: boolean
  /** What it is to do as a whole. */
  readonly planned: Plan
  /** Given how many charges the ledger has now: how many it had when the run first had the state. Later ones are its own. */
  readonly ledgerFrom: (now: number) => Effect.Effect<number>
}

export interface RunOptions {
  readonly runId: string
  /** For whoever finds the state locked. */
  readonly command: string
  /** The cap of this run alone, in credits. */
  readonly budget: Credits | undefined
  /** Look for what the team has bought elsewhere. */
  readonly refresh: boolean
  /** Purchases that are worked on at once. Most of them wait for the server. */
  readonly concurrency: number
  /** The shortest time between two looks at one export, in ms. */
  readonly tickMs: number
  /** Succeeds when the run is told to stop. */
  readonly stop: Effect.Effect<void>
  /** Carries purchases to their files elsewhere. Left out: in this process. */
  readonly carrier?: Carrier
  /** Exports that have come further are hinted at (`Watch.hint`): it is looked less often without a hint. */
  readonly hinted?: boolean
  /** Left out: it begins now, and is not carried on as the same one. */
  readonly continued?: Continued
}

export interface ApplyOptions extends RunOptions {
  /** The plan that was approved beforehand, where there is one: this and nothing else is done. */
  readonly approvedPlan: PlanFile | undefined
  /** Which server this is, for plans that were made for one. */
  readonly server: string
}
