import type { Outcome } from "./protocol.ts"

/** How a step ends that met a mistake of this program: tried again, it would meet it again. */
export const MISTAKEN: Outcome = {
  kind: "stopped",
  stop: {
    outcome: "failed",
    problem: {
      code: "stopped",
      message: "a mistake of this program ended the work on it; the log of the workers says more",
      hint: "what was charged is recorded; apply again: it goes on from here"
    }
  }
}
