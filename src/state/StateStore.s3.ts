/** The state in an S3-compatible store. */
import * as Effect from "effect/Effect"
import { StateError, type StateStore } from "./StateStore.ts"

export interface Options {
  readonly bucket: string
  readonly key: string
  readonly region: string
  /** Left out: Amazon's. */
  readonly endpoint?: string
  readonly accessKeyId: string
  readonly secretAccessKey: string
  readonly sessionToken?: string
}

export const make = ({ bucket, key }: Options): StateStore["Type"] => {
  const missing = new StateError({
    reason: "unreadable",
    file: `s3://${bucket}/${key}`,
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
