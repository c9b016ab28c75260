/** The state in a real PostgreSQL, which the tests start. */
import { describe, expect, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as PostgresStore from "../../src/state/StateStore.postgres.ts"
import { type Database, newDatabase, sharedServer } from "../postgres/database.ts"
import { stateStoreContract } from "./StateStore.suite.ts"

const server = await sharedServer()

/** A database of a test's own. */
const database = Effect.acquireRelease(
  Effect.promise(async (): Promise<Database> => {
    if (server === undefined) throw new Error("there is no PostgreSQL for this platform")
    return newDatabase(server)
  }),
  ({ drop }) => Effect.promise(drop)
)

const storeIn = ({ url }: Database, options: Partial<PostgresStore.Options> = {}) =>
  PostgresStore.make({ url, name: "exports", ...options })

describe.skipIf(server === undefined)("PostgreSQL", () => {
  stateStoreContract(
    "postgres",
    Effect.map(database, (it) => ({ store: storeIn(it), other: storeIn(it) }))
  )
})
