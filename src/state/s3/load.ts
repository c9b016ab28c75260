/** What lies in the bucket, taken together: what had been committed when it was read. */
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import { inPieces } from "../../pieces.ts"
import type { Fault } from "../fault.ts"
import { replaying } from "../journal.ts"
import type { Migration } from "../migration.ts"
import type { State } from "../State.ts"
import type { StateError } from "../StateStore.ts"
import { decodingState } from "../statefile.ts"
import type { Bucket, BucketError, Stored } from "./Bucket.ts"
import { inMotion, unreadable } from "./errors.ts"
import type { Names } from "./names.ts"
import * as Segments from "./Segments.ts"

export interface LoadEnv {
  readonly bucket: Bucket
  readonly names: Names
  readonly title: string
  readonly migrations: ReadonlyArray<Migration>
}

/** A state as found; `undefined` where it is proven that there never was one. */
export interface Found {
  readonly state: State | undefined
  /** The object of the state; `undefined` = there is none. */
  readonly stored: Stored | undefined
  /** The version that it was written in. */
  readonly version: number | undefined
  /** Of its journal; the seal is one of them. */
  readonly segments: number
  readonly isSealed: boolean
}

const MOST_LOOKS = 10

/** Readers have no lock: what moved on meanwhile is looked at again. */
export const load = (env: LoadEnv): Effect.Effect<Either.Either<Found, Fault>, StateError> =>
  Effect.gen(function* () {
    for (let look = 1; look <= MOST_LOOKS; look++) {
      const found = yield* Effect.mapError(lookOnce(env), unreadable(env.title))
      if (found !== undefined) return found
    }
    return yield* inMotion(env.title)
  })

const lookOnce = ({
  bucket,
  names,
  migrations
}: LoadEnv): Effect.Effect<Either.Either<Found, Fault> | undefined, BucketError> =>
  Effect.gen(function* () {
    const stored = yield* bucket.get(names.state)
    const decoded = stored === undefined ? undefined : yield* inPieces(decodingState(stored.text, migrations))
    if (decoded !== undefined && Either.isLeft(decoded)) return Either.left(decoded.left)
    const base = decoded?.right
    const journal = yield* Segments.read(bucket, names, base?.state.serial ?? 0)
    const origin = stored === undefined ? yield* bucket.get(names.origin) : undefined
    // Else the journal was folded in while it was read.
    if (journal === undefined || !(yield* bucket.isStill(names.state, stored?.etag))) return undefined
    if (origin !== undefined) return Either.left(GONE)
    const { texts, isWhole } = journal
    const isSealed = Segments.isSeal(texts.at(-1) ?? "")
    const written = isSealed ? texts.slice(0, -1) : texts
    if (!isWhole || !written.every((text) => text.endsWith("\n") && !Segments.isSeal(text))) return Either.left(BROKEN)
    const found = { stored, version: base?.version, segments: texts.length, isSealed }
    if (written.length === 0) return Either.right({ ...found, state: base?.state })
    const replayed = yield* inPieces(replaying(written.join(""), base?.state, migrations))
    return Either.map(replayed, (it) => ({ ...found, state: it.kind === "replayed" ? it.state : base?.state }))
  })

const GONE: Fault = { at: "state", reason: "damaged", detail: "is missing, though there was one" }

const BROKEN: Fault = { at: "journal", reason: "damaged", detail: "has a journal of which segments are missing" }
