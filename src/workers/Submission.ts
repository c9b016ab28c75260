/** A plan that is handed over to workers, with all that they need to carry it out. Plain data, without secrets. */
import { createHash } from "node:crypto"
import type { Credits } from "../domain.ts"
import type { PlanFile } from "../plan/planfile.ts"
import type { Declared } from "../request/Declared.ts"

export interface Submission {
  readonly declared: Declared
  /** This and nothing else is done. */
  readonly planFile: PlanFile
  /** The cap of this run alone, in credits. */
  readonly budget?: Credits
  /** Purchases that are worked on at once. */
  readonly concurrency: number
}

/**
 * Which API key it is, without telling the key: workers and plans find each other by it. Keys are random and long, so
 * nobody gets back to one from here.
 */
export const keyIdOf = (apiKey: string): string =>
  createHash("sha256").update(`exporter: which key\n${apiKey}`).digest("hex").slice(0, 16)

/** Where the state is kept is no business of whoever carries it out, and may hold a password. */
export const withoutState = ({ manifest: { state: _, ...manifest }, ...declared }: Declared): Declared => ({
  ...declared,
  manifest
})

/** What the lock of a state says where a run of workers has it, before the run's id. */
export const WORKER_COMMAND = "worker, run "
