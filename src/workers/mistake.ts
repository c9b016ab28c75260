import type { Stopped } from "./protocol.ts"

/** How a purchase ends that met a mistake of this program: tried again, it would meet it again. */
export const MISTAKE: Stopped = {
  outcome: "failed",
  problem: {
    code: "stopped",
    message: "a mistake of this program ended the work on it; the log of the workers says more",
    hint: "what was charged is recorded; apply again: it goes on from here"
  }
}
