/** How a run is carried out, as its command says. */
import type * as Effect from "effect/Effect"
import type { Credits } from "../domain.ts"
import type { PlanFile } from "../plan/planfile.ts"

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
}

export interface ApplyOptions extends RunOptions {
  /** The plan that was approved beforehand, where there is one: this and nothing else is done. */
  readonly approvedPlan: PlanFile | undefined
  /** Which server this is, for plans that were made for one. */
  readonly server: string
}
