/**
 * The journal in a bucket: numbered objects, each with the lines of one or more commits, that build on the state of one
 * serial. Their texts, one after another, are a journal as in a file (journal.ts).
 *
 * ```
 *  state 7   journal/7/1  journal/7/2  journal/7/3 (seal)   -> state 8
 * ```
 *
 * Invariants (test/state/s3/fencing.test.ts, crash.test.ts):
 *  G1. A segment is written only where there is none of its number, and its writer skips none: two writers of one serial
 *      cannot both go on.
 *  G2. A seal is a segment that ends the journal. Who breaks a lock, or takes over what a run left, seals first: whoever
 *      wrote there writes no more, and all that it was answered for stands before the seal. A seal stays for ever: its
 *      number is the only one that such a writer would use next.
 *  G3. Other segments are removed once a state of a higher serial has them. Serials never fall, so none is looked for again.
 *  G4. A writer looks at its lock after its first segment: until then nothing of it is there to be sealed.
 */
import { randomBytes } from "node:crypto"
import * as Effect from "effect/Effect"
import { encodeChange, encodeHeader, type Header } from "../journal.ts"
import type { Change } from "../State.ts"
import type { Bucket, BucketError } from "./Bucket.ts"
import type { Names } from "./names.ts"

const SEAL = "exporter-seal"

export const isSeal = (text: string): boolean => text.startsWith(`{"kind":"${SEAL}"`)

export interface Segments {
  /** Whether the next segment is the first one (G4). */
  readonly isNew: () => boolean
  /** `false`: somebody else has taken over. */
  readonly append: (changes: ReadonlyArray<Change>) => Effect.Effect<boolean, BucketError>
}

export const make = (bucket: Bucket, names: Names, header: Header): Segments => {
  const head = encodeHeader(header)
  let segments = 0
  let count = 0
  return {
    isNew: () => segments === 0,
    append: (changes) =>
      Effect.gen(function* () {
        const lines = changes.map((change, index) => encodeChange(head, count + index + 1, change)).join("")
        const text = segments === 0 ? head + lines : lines
        if ((yield* bucket.put(names.segment(header.serial, segments + 1), text)) === undefined) return false
        segments++
        count += changes.length
        return true
      })
  }
}

/** Ends the journal after its `after` segments; `false`: it has more by now. */
export const seal = (
  bucket: Bucket,
  names: Names,
  serial: number,
  after: number
): Effect.Effect<boolean, BucketError> =>
  Effect.map(
    bucket.put(
      names.segment(serial, after + 1),
      `${JSON.stringify({ kind: SEAL, id: randomBytes(8).toString("hex") })}\n`
    ),
    (etag) => etag !== undefined
  )

/** At once, as many as a browser would. */
const CONCURRENCY = 8

/** Those that are there, in order; `undefined`: some went while they were read. */
export const read = (
  bucket: Bucket,
  names: Names,
  serial: number
): Effect.Effect<{ readonly texts: ReadonlyArray<string>; readonly isWhole: boolean } | undefined, BucketError> =>
  Effect.gen(function* () {
    const keys = yield* bucket.list(names.journal(serial))
    const found = yield* Effect.forEach(keys, bucket.get, { concurrency: CONCURRENCY })
    const texts = found.flatMap((one) => (one === undefined ? [] : [one.text]))
    if (texts.length < keys.length) return undefined
    return { texts, isWhole: keys.every((key, index) => key === names.segment(serial, index + 1)) }
  })

/** @param sealed number of the seal; `undefined` = there is none: its writer itself is at its end */
export const remove = (
  bucket: Bucket,
  names: Names,
  serial: number,
  sealed?: number
): Effect.Effect<void, BucketError> =>
  Effect.flatMap(bucket.list(names.journal(serial)), (keys) =>
    Effect.forEach(
      keys.filter((key) => sealed === undefined || key !== names.segment(serial, sealed)),
      (key) => bucket.remove(key),
      { concurrency: CONCURRENCY, discard: true }
    )
  )
