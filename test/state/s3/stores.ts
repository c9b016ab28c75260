/** Stores of one bucket, for tests: each as another process has it. */
import * as Effect from "effect/Effect"
import * as S3Store from "../../../src/state/StateStore.s3.ts"
import type { StateStore } from "../../../src/state/StateStore.ts"
import { type Bucket, overHttp } from "../../../src/state/s3/Bucket.ts"
import { put } from "../samples.ts"
import { BUCKET, CREDENTIALS, REGION, type S3Server } from "./S3Server.ts"

const KEY = "ledger/exports.state.json"

export const bucketOf = ({ url }: S3Server): Bucket =>
  overHttp({ bucket: BUCKET, region: REGION, endpoint: url, ...CREDENTIALS })

export const storeIn = (bucket: Bucket): StateStore["Type"] =>
  S3Store.inBucket(bucket, { key: KEY, title: `s3://${BUCKET}/${KEY}` })

export const storeOf = (server: S3Server): StateStore["Type"] => storeIn(bucketOf(server))

/** A run that records purchases by these names, one after another. */
export const run = (store: StateStore["Type"], ...names: ReadonlyArray<string>) =>
  Effect.scoped(
    Effect.flatMap(store.open("apply"), (writer) =>
      Effect.forEach(names, (name) => writer.commit(put(name)), { discard: true })
    )
  )
