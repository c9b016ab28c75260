/** Objects of an S3-compatible store, as far as the state needs them: an own port, so that tests can break it after every call. */
import { createHash } from "node:crypto"
import { AwsV4Signer } from "aws4fetch"
import * as Data from "effect/Data"
import * as Effect from "effect/Effect"
import * as Schedule from "effect/Schedule"

export interface Bucket {
  /** `undefined`: it is certain that there is no such object. */
  readonly get: (key: string) => Effect.Effect<Stored | undefined, BucketError>
  /** Whether the object is still the one of this ETag; `undefined` = whether there is still none. */
  readonly isStill: (key: string, etag: string | undefined) => Effect.Effect<boolean, BucketError>
  /**
   * Writes an object where there is none, or in place of the one with the ETag `over`. The answer is its ETag, or
   * `undefined` where something else was there. What is there already with this very text was written by this call.
   */
  readonly put: (key: string, text: string, over?: string) => Effect.Effect<string | undefined, BucketError>
  /** Whether a write over this object, which is there, is refused when its condition does not hold. */
  readonly refusesConditions: (key: string, text: string) => Effect.Effect<boolean, BucketError>
  /** Names that begin so, in order. */
  readonly list: (prefix: string) => Effect.Effect<ReadonlyArray<string>, BucketError>
  /** No error where there is none. `etag`: only the one that has it, where the store honours that. */
  readonly remove: (key: string, etag?: string) => Effect.Effect<void, BucketError>
}

export interface Stored {
  readonly text: string
  readonly etag: string
}

export class BucketError extends Data.TaggedError("BucketError")<{
  /** The store's own word, as `AccessDenied`; `unreachable` where it did not answer. Nothing secret. */
  readonly code: string
  /** HTTP status; 0 where there was no answer. */
  readonly status: number
  readonly cause?: unknown
}> {}

export interface Access {
  readonly bucket: string
  readonly region: string
  /** Left out: Amazon's. */
  readonly endpoint?: string
  readonly accessKeyId: string
  readonly secretAccessKey: string
  readonly sessionToken?: string
}

/** Longest that one attempt may take, in ms. */
const ATTEMPT_MS = 10_000

/** Each twice as long after the one before. */
const RETRIES = Schedule.intersect(Schedule.jittered(Schedule.exponential("100 millis")), Schedule.recurs(5))

const NO_CONFLICT = new Set(["ConditionalRequestConflict", "OperationAborted"])

interface Call {
  readonly method: "GET" | "PUT" | "DELETE"
  readonly key?: string
  readonly query?: Readonly<Record<string, string>>
  readonly headers?: Readonly<Record<string, string>>
  readonly text?: string
}

interface Answer {
  readonly status: number
  readonly text: string
  readonly etag: string | null
  /** What the store says is wrong. */
  readonly code: string
}

export const overHttp = (access: Access): Bucket => {
  const root = rootOf(access)

  const once = async ({ method, key = "", query = {}, headers = {}, text }: Call): Promise<Answer> => {
    const url = new URL(root + key.split("/").map(encodeURIComponent).join("/"))
    for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value)
    const signed = await new AwsV4Signer({
      method,
      url: url.href,
      headers: { ...headers, "x-amz-content-sha256": sha256(text ?? "") },
      service: "s3",
      region: access.region,
      accessKeyId: access.accessKeyId,
      secretAccessKey: access.secretAccessKey,
      ...(access.sessionToken === undefined ? {} : { sessionToken: access.sessionToken })
    }).sign()
    const response = await fetch(signed.url, {
      method,
      headers: signed.headers,
      body: text ?? null,
      // Nothing is sent to where an answer points.
      redirect: "manual",
      signal: AbortSignal.timeout(ATTEMPT_MS)
    })
    const body = await response.text()
    const code = response.ok ? "" : (/<Code>([A-Za-z0-9._-]{1,80})<\/Code>/.exec(body)?.[1] ?? "")
    return { status: response.status, text: body, etag: response.headers.get("etag"), code }
  }

  const call = (what: Call): Effect.Effect<Answer, BucketError> =>
    Effect.tryPromise({
      try: () => once(what),
      catch: (cause) => new BucketError({ code: "unreachable", status: 0, cause })
    }).pipe(
      Effect.filterOrFail(({ status, code }) => !isPassing(status, code), failed),
      Effect.retry({ schedule: RETRIES, while: ({ status, code }) => isPassing(status, code) })
    )

  const get = (key: string): Effect.Effect<Stored | undefined, BucketError> =>
    Effect.flatMap(call({ method: "GET", key }), (answer) => {
      if (answer.status === 200) return storedOf(answer)
      return isMissing(answer) ? Effect.succeed(undefined) : Effect.fail(failed(answer))
    })

  return {
    get,
    isStill: (key, etag) =>
      Effect.flatMap(
        call({ method: "GET", key, ...(etag === undefined ? {} : { headers: { "if-none-match": etag } }) }),
        (answer) => {
          if (isMissing(answer)) return Effect.succeed(etag === undefined)
          // A store may answer in full where nothing has changed.
          if (answer.status === 200) return Effect.succeed(etag !== undefined && answer.etag === etag)
          return answer.status === 304 ? Effect.succeed(true) : Effect.fail(failed(answer))
        }
      ),
    put: (key, text, over) =>
      Effect.flatMap(call({ method: "PUT", key, text, headers: conditionOf(over) }), (answer) => {
        if (answer.status === 200) return Effect.map(storedOf(answer), ({ etag }) => etag)
        if (answer.status !== 412 && !(over !== undefined && isMissing(answer))) return Effect.fail(failed(answer))
        // The answer to an earlier attempt may have been lost.
        return Effect.map(get(key), (found) => (found?.text === text ? found.etag : undefined))
      }),
    refusesConditions: (key, text) =>
      Effect.map(
        Effect.forEach([undefined, NO_ETAG], (over) => call({ method: "PUT", key, text, headers: conditionOf(over) })),
        (answers) => answers.every(({ status }) => status === 412)
      ),
    list: (prefix) =>
      Effect.gen(function* () {
        const keys: Array<string> = []
        let next: string | undefined
        do {
          const query = { "list-type": "2", prefix, ...(next === undefined ? {} : { "continuation-token": next }) }
          const answer: Answer = yield* call({ method: "GET", query })
          if (answer.status !== 200) return yield* failed(answer)
          for (const [, key = ""] of answer.text.matchAll(/<Key>([^<]*)<\/Key>/g)) keys.push(plain(key))
          const isCut = /<IsTruncated>true<\/IsTruncated>/.test(answer.text)
          next = isCut ? plain(/<NextContinuationToken>([^<]*)</.exec(answer.text)?.[1] ?? "") : undefined
        } while (next !== undefined)
        return keys.sort()
      }),
    remove: (key, etag) =>
      Effect.flatMap(
        call({ method: "DELETE", key, ...(etag === undefined ? {} : { headers: { "if-match": etag } }) }),
        (answer) =>
          [200, 204, 412].includes(answer.status) || isMissing(answer) ? Effect.void : Effect.fail(failed(answer))
      )
  }
}

/** The address of the bucket, with a slash at its end. */
const rootOf = ({ bucket, region, endpoint }: Access): string => {
  if (endpoint !== undefined) return `${endpoint.replace(/\/+$/, "")}/${bucket}/`
  const host = `s3.${region}.amazonaws.com${region.startsWith("cn-") ? ".cn" : ""}`
  // The certificate is for one name in front of it.
  return bucket.includes(".") ? `https://${host}/${bucket}/` : `https://${bucket}.${host}/`
}

/** No object has it. */
const NO_ETAG = '"00000000000000000000000000000000"'

const conditionOf = (over: string | undefined): Readonly<Record<string, string>> => ({
  "content-type": "application/json",
  ...(over === undefined ? { "if-none-match": "*" } : { "if-match": over })
})

/** What may be otherwise a moment later. */
const isPassing = (status: number, code: string): boolean =>
  status === 0 || status === 429 || status >= 500 ? status !== 501 : status === 409 && NO_CONFLICT.has(code)

/** A bucket that is not there must not pass for one without a state. */
const isMissing = ({ status, code }: Answer): boolean => status === 404 && code === "NoSuchKey"

const failed = ({ status, code }: Pick<Answer, "status" | "code">): BucketError =>
  new BucketError({ code: code === "" ? `HTTP ${status}` : code, status })

const storedOf = ({ text, etag }: Answer): Effect.Effect<Stored, BucketError> =>
  etag === null ? Effect.fail(new BucketError({ code: "no ETag", status: 200 })) : Effect.succeed({ text, etag })

const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex")

const ENTITIES: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" }

const plain = (xml: string): string =>
  xml.replace(/&(amp|lt|gt|quot|apos);/g, (_, name: string) => ENTITIES[name] ?? "")
