/** One call of the API, from the request to the answer, with what the scenario does to it on the way. */
import type { IncomingMessage, ServerResponse } from "node:http"
import { Readable } from "node:stream"
import { pipeline } from "node:stream/promises"
import { distort, html, json, type Reply } from "./reply.ts"
import type { Actions, Subject } from "./scenario.ts"
import type { Team } from "./Team.ts"
import type { Answer, Call, Operation } from "./World.ts"

export interface Serving {
  readonly team: Team
  readonly clock: () => number
  /** Resolves after `ms`; rejects when the server closes. */
  readonly pause: (ms: number) => Promise<void>
  /** The last answer to each GET; left out where no rule of the scenario asks for stale ones. */
  readonly cache: Map<string, Answer> | undefined
}

/** The largest body that is read, in bytes. */
const MAX_BODY = 1_000_000

export const serveApi = async (
  serving: Serving,
  operation: Operation,
  id: string,
  request: IncomingMessage,
  response: ServerResponse,
  url: URL
): Promise<void> => {
  const { team, clock, pause, cache } = serving
  const text = await readBody(request)
  if (text === undefined) return send(response, json(413, { message: "The request is too large." }))
  const call: Call = { operation, id, query: url.searchParams, body: bodyOf(request, text), token: tokenOf(request) }
  const actions = team.disturb(subjectOf(team, call))
  if (actions.hang !== undefined && actions.hang.when !== "after") await pause(actions.hang.ms)
  if (actions.drop === "before") return cut(response)
  if (actions.answer !== undefined && actions.answer.when !== "after") return send(response, madeUp(actions.answer))

  const remembered = request.method === "GET" ? cache?.get(url.href) : undefined
  if (actions.stale && remembered !== undefined) return send(response, distort(asCached(remembered), actions))
  const answer = team.call(clock(), call, actions)
  if (request.method === "GET" && answer.status === 200) cache?.set(url.href, answer)

  if (actions.hang?.when === "after") await pause(actions.hang.ms)
  if (actions.drop === "after") return cut(response)
  if (actions.answer?.when === "after") return send(response, madeUp(actions.answer))
  return send(response, distort(answer, actions))
}

/** Closes the connection without another byte. */
export const cut = (response: ServerResponse): void => {
  response.socket?.destroy()
}

export const send = async (response: ServerResponse, reply: Reply): Promise<void> => {
  response.writeHead(reply.status, reply.headers)
  await pipeline(Readable.from(reply.body), response)
}

/** An answer that a scenario puts in the API's place. */
export const madeUp = ({ status, json: data, html: page, retry_after }: NonNullable<Actions["answer"]>): Reply => {
  const headers = retry_after === undefined ? {} : { "Retry-After": String(retry_after) }
  return page === undefined ? json(status, data ?? { message: "Server Error" }, headers) : html(status, page, headers)
}

const asCached = (answer: Answer): Answer => {
  const meta = answer.body["_meta"]
  const _meta = {
    ...(typeof meta === "object" ? meta : {}),
    _cache: { is_cached: true, note: "Served from the cache" }
  }
  return { ...answer, body: { ...answer.body, _meta } }
}

const subjectOf = (team: Team, { operation, id, body }: Call): Subject => {
  if (operation !== "create") return { target: operation, type: team.job(id)?.purchase.type }
  const type = typeof body === "object" && body !== null && "type" in body ? body.type : undefined
  return { target: operation, type: typeof type === "string" ? type : undefined }
}

const tokenOf = (request: IncomingMessage): string =>
  /^Bearer +(\S+) *$/i.exec(request.headers.authorization ?? "")?.[1] ?? ""

/** Laravel takes a body that it cannot read, or that is not called JSON, for an empty one: every required field is missing. */
const bodyOf = (request: IncomingMessage, text: string): unknown => {
  if (!/\bjson\b/.test(request.headers["content-type"] ?? "")) return undefined
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

const readBody = async (request: IncomingMessage): Promise<string | undefined> => {
  const chunks: Array<Buffer> = []
  let size = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length
    // The rest is read and thrown away, so that the caller gets to hear the answer.
    if (size <= MAX_BODY) chunks.push(chunk)
  }
  return size > MAX_BODY ? undefined : Buffer.concat(chunks).toString("utf8")
}
