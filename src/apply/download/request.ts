/** One GET of a signed URL, and what its status means. */
import http from "node:http"
import https from "node:https"
import { isSafeUrl } from "../../api/url.ts"
import { Failure } from "./Failure.ts"
import { agents, bodyOf, type Piece } from "./Intake.ts"

export interface Reply {
  readonly response: http.IncomingMessage
  /** To be given back in their order. */
  readonly body: AsyncIterable<Piece>
}

const MAX_REDIRECTS = 3

/** GET without any credentials: the URL is signed, and its host is not the API's. */
export const request = async (
  url: string,
  from: number,
  idleMs: number,
  signal: AbortSignal,
  redirects = 0
): Promise<Reply> => {
  if (!isSafeUrl(url))
    throw new Failure("refused", "its address is not HTTPS (nor on this machine), or has a password in it")
  const reply = await new Promise<Reply>((resolve, reject) => {
    const [get, agent] = url.startsWith("https:") ? [https.get, agents.https] : [http.get, agents.http]
    const headers = { "accept-encoding": "identity", ...(from > 0 ? { range: `bytes=${from}-` } : {}) }
    // As an option, and not by setTimeout, it covers the time until there is a connection too.
    const sent = get(url, { agent, signal, headers, timeout: idleMs }, (response) =>
      resolve({ response, body: bodyOf(response) })
    )
    sent.on("error", reject)
    sent.on("timeout", () => sent.destroy(new Failure("broken", `nothing came for ${idleMs / 1000} s`)))
  })
  const { response } = reply
  const status = response.statusCode ?? 0
  if (status === 200 || status === 206 || status === 416) {
    // Pages of proxies and words of APIs; an export is never any of these.
    if (
      status !== 416 &&
      /^(text\/html|(text|application)\/(xml|json))\b/i.test(response.headers["content-type"] ?? "")
    ) {
      response.destroy()
      throw new Failure("not-the-file", "a web page or a message came instead of the file")
    }
    return reply
  }
  response.destroy()
  const location = response.headers.location
  if (status >= 300 && status < 400 && URL.canParse(location ?? "", url) && redirects < MAX_REDIRECTS)
    return request(new URL(location ?? "", url).href, from, idleMs, signal, redirects + 1)
  // Object stores answer 403 when a signature has run out; 401 and 410 are said by others.
  if (status === 401 || status === 403 || status === 410)
    throw new Failure("expired", `the file server says that its address ran out (status ${status})`)
  if (status >= 500 || status === 429 || status === 408)
    throw new Failure("server", `the file server cannot for now (status ${status})`)
  throw new Failure("refused", `the file server will not give it (status ${status})`)
}
