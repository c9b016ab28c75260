/**
 * Takes the vendor's webhooks over HTTP, and makes hints of them: ids of exports that may have come further. It is one of
 * those who answer for a server, which may have other paths.
 *
 * ```
 *  POST /webhook ── size, method ── signature over the raw bytes ── event ── within a second? ── queue ──> hints
 *                    413, 405, 503          401                400  │ 204         │ 204          │ full: 204
 * ```
 *
 * It answers before anybody acts on a hint, and says no to nothing that is signed and readable: the vendor repeats what was
 * refused, and stops sending to those who refuse too often. What is dropped here is found by polling. Bodies, signatures and
 * the secret are told to nobody.
 */
import type { IncomingMessage, ServerResponse } from "node:http"
import * as Effect from "effect/Effect"
import * as Queue from "effect/Queue"
import * as Redacted from "effect/Redacted"
import type { DataExportId } from "../../domain.ts"
import { isWorthALook, readEvent } from "./event.ts"
import { isSigned, SIGNATURE_HEADER } from "./signature.ts"

export interface ReceiverOptions {
  /** What the webhook's signing secret is at the vendor. Where it is empty, no signature is right. */
  readonly secret: Redacted.Redacted
  /** Default `/webhook`. */
  readonly path?: string
  /** How long a body may take, ms. Default 10,000: the vendor itself gives up then. */
  readonly slowestBodyMs?: number
}

export interface Receiver {
  /** `true`: the request is for it, and it answers. `false`: it is for somebody else, and was not touched. */
  readonly handle: (request: IncomingMessage, response: ServerResponse) => boolean
  /** Exports that may have come further, each once for a burst. Whoever takes one reads the status before acting. */
  readonly hints: Queue.Dequeue<DataExportId>
  readonly stats: () => ReceiverStats
}

/** Requests since the start, for those who watch over it. */
export interface ReceiverStats {
  /** Hints that were given. */
  readonly hinted: number
  /** Signed, and of nothing that anybody waits for. */
  readonly ignored: number
  /** Of an export that there was a hint of within the last second. */
  readonly repeated: number
  /** The queue was full: found later, by polling. */
  readonly dropped: number
  /** Signed by somebody else, or not at all. */
  readonly forged: number
  /** Too large, not readable, by another method, broken off, or too many at once. */
  readonly refused: number
}

/** Bytes of the largest body that is read. The vendor's have a few hundred. */
const LARGEST_BODY = 64 * 1024

/** Bodies that are read at once. */
const MOST_AT_ONCE = 64

/** Hints that wait to be taken. */
const LONGEST_QUEUE = 1_024

/** One hint of an export is enough for so long, ms. */
const BURST_MS = 1_000

export const makeReceiver = ({ secret, path = "/webhook", slowestBodyMs = 10_000 }: ReceiverOptions) =>
  Effect.gen(function* () {
    const clock = yield* Effect.clock
    const hints = yield* Effect.acquireRelease(Queue.dropping<DataExportId>(LONGEST_QUEUE), Queue.shutdown)
    const count = { hinted: 0, ignored: 0, repeated: 0, dropped: 0, forged: 0, refused: 0 }
    /** When there was a hint of each, oldest first. */
    const recent = new Map<DataExportId, number>()
    let atOnce = 0

    const hint = (id: DataExportId): keyof ReceiverStats => {
      const now = clock.unsafeCurrentTimeMillis()
      for (const [one, at] of recent) {
        if (now - at < BURST_MS && recent.size <= LONGEST_QUEUE) break
        recent.delete(one)
      }
      if (recent.has(id)) return "repeated"
      if (!hints.unsafeOffer(id)) return "dropped"
      recent.set(id, now)
      return "hinted"
    }

    const judged = (body: Buffer, request: IncomingMessage): Answer => {
      const signature = request.headers[SIGNATURE_HEADER]
      if (!isSigned(body, typeof signature === "string" ? signature : undefined, Redacted.value(secret)))
        return { status: 401, counts: () => "forged" }
      const reading = readEvent(body.toString("utf8"))
      if (reading.kind === "nonsense") return { status: 400, counts: () => "refused" }
      const { id } = reading.kind === "export" && isWorthALook(reading.event) ? reading.event : {}
      return { status: 204, counts: () => (id === undefined ? "ignored" : hint(id)) }
    }

    const handle = (request: IncomingMessage, response: ServerResponse): boolean => {
      if (request.url?.split("?", 1)[0] !== path) return false
      const early = refusal(request, atOnce)
      if (early !== undefined) {
        count.refused++
        refuse(response, early)
        return true
      }
      atOnce++
      read(request, slowestBodyMs, (body) => {
        atOnce--
        if (typeof body === "number") {
          count.refused++
          return refuse(response, body)
        }
        const { status, counts } = judged(body, request)
        response.writeHead(status, status === 204 ? {} : PLAIN)
        response.end(status === 204 ? undefined : WORDS[status])
        count[counts()]++
      })
      return true
    }

    const receiver: Receiver = { handle, hints, stats: () => ({ ...count }) }
    return receiver
  })

type Status = 204 | 400 | 401
type Refusal = 405 | 408 | 413 | 503

interface Answer {
  readonly status: Status
  /** What is done once it is answered, and what it is counted as. */
  readonly counts: () => keyof ReceiverStats
}

const PLAIN = { "Content-Type": "text/plain; charset=utf-8" }

const WORDS: Readonly<Record<Status | Refusal, string>> = {
  204: "",
  400: "not a webhook",
  401: "the signature is not right",
  405: "POST only",
  408: "too slow",
  413: "too large",
  503: "too many at once"
}

const refusal = (request: IncomingMessage, atOnce: number): Refusal | undefined => {
  if (request.method !== "POST") return 405
  if (Number(request.headers["content-length"] ?? 0) > LARGEST_BODY) return 413
  return atOnce >= MOST_AT_ONCE ? 503 : undefined
}

/** Answers at once, and hangs up: what is left of the body is not waited for. */
const refuse = (response: ServerResponse, status: Refusal): void => {
  response.writeHead(status, { ...PLAIN, Connection: "close", ...(status === 405 ? { Allow: "POST" } : {}) })
  response.end(WORDS[status])
}

/** Tells the whole body, or why there is none; once. */
const read = (request: IncomingMessage, slowestMs: number, tell: (body: Buffer | Refusal) => void): void => {
  const chunks: Array<Buffer> = []
  let size = 0
  const end = (body: Buffer | Refusal) => {
    clearTimeout(timer)
    request.off("data", take).off("end", whole).off("error", broken).off("close", broken)
    // What still comes of it is not kept.
    request.on("error", () => {}).resume()
    tell(body)
  }
  const take = (chunk: Buffer) => {
    size += chunk.length
    if (size > LARGEST_BODY) end(413)
    else chunks.push(chunk)
  }
  const whole = () => end(Buffer.concat(chunks))
  const broken = () => end(408)
  const timer = setTimeout(() => end(408), slowestMs)
  request.on("data", take).on("end", whole).on("error", broken).on("close", broken)
}
