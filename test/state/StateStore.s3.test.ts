import * as Effect from "effect/Effect"
import * as S3Store from "../../src/state/StateStore.s3.ts"
import { stateStoreContract } from "./StateStore.suite.ts"
import { BUCKET, CREDENTIALS, REGION, serve } from "./s3/S3Server.ts"

const optionsOf = (url: string) => ({
  bucket: BUCKET,
  key: "ledger/exports.state.json",
  region: REGION,
  endpoint: url,
  ...CREDENTIALS
})

stateStoreContract(
  "s3",
  Effect.map(serve, ({ url }) => ({ store: S3Store.make(optionsOf(url)), other: S3Store.make(optionsOf(url)) }))
)
