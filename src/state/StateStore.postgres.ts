/** The state in a PostgreSQL database. */
import * as Effect from "effect/Effect"
import { StateError, type StateStore } from "./StateStore.ts"

export interface Options {
  /** `postgres://…`, with its password: it is in no message. */
  readonly url: string
  /** Which state of the database it is. */
  readonly name: string
}

export const make = ({ name }: Options): StateStore["Type"] => {
  const missing = new StateError({
    reason: "unreadable",
    file: `postgres:${name}`,
    detail: "cannot be used: this build has no adapter for it",
    hint: "Nothing was called or bought. Keep the state in a file or in S3."
  })
  return {
    read: Effect.fail(missing),
    open: () => Effect.fail(missing),
    unlock: Effect.fail(missing),
    replace: () => Effect.fail(missing)
  }
}
