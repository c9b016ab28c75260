/** `exporter/sandbox`: the stand-in for the API, for tests of programs that use exporter. On loopback only. */
import * as Effect from "effect/Effect"
import type * as Scope from "effect/Scope"
import { type SandboxError, scoped } from "../sandbox/Sandbox.ts"
import type { SandboxOptions } from "../sandbox/server.ts"

export { SandboxError } from "../sandbox/Sandbox.ts"
export type { SandboxOptions } from "../sandbox/server.ts"

/** A sandbox that answers. */
export interface Sandbox {
  /** What `apiLayer` takes as its `baseUrl`: `http://127.0.0.1:PORT`. Any key that is not empty is let in by default. */
  readonly url: string
  /** What it has made and charged so far: exports, and credits. */
  readonly bought: () => { readonly exports: number; readonly charged: number }
}

/** Starts a sandbox, which ends with the scope. Fails where its port is taken, or its state file is something else. */
export const sandbox = (options: SandboxOptions = {}): Effect.Effect<Sandbox, SandboxError, Scope.Scope> =>
  Effect.map(scoped(options), ({ url, stats }) => ({
    url,
    bought: () => {
      const { exports, charged } = stats()
      return { exports, charged }
    }
  }))
