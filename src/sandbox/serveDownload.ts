/** One download, as an object store answers it: signed URLs only, ranges, no credentials of others. */
import type { IncomingMessage, ServerResponse } from "node:http"
import { Readable } from "node:stream"
import { pipeline } from "node:stream/promises"
import { filePath } from "./answers.ts"
import { fileOf, type RemoteFile } from "./files.ts"
import { type Job, observe } from "./Job.ts"
import { type Range, rangeOf } from "./range.ts"
import { xml } from "./reply.ts"
import type { Actions } from "./scenario.ts"
import { cut, madeUp, type Serving, send } from "./serveApi.ts"
import { checkUrl } from "./signedUrl.ts"

/** Files of the latest downloads: ranges of one file come close together. */
export class FileCache {
  readonly #files = new Map<string, Promise<RemoteFile>>()

  get(job: Job): Promise<RemoteFile> {
    const found = this.#files.get(job.id) ?? fileOf(job)
    this.#files.delete(job.id)
    this.#files.set(job.id, found)
    const oldest = this.#files.keys().next().value
    if (this.#files.size > 8 && oldest !== undefined) this.#files.delete(oldest)
    return found
  }
}

export const serveDownload = async (
  { team, clock, pause }: Serving,
  files: FileCache,
  secret: string,
  id: string,
  request: IncomingMessage,
  response: ServerResponse,
  url: URL
): Promise<void> => {
  const job = team.job(id)
  const actions = team.disturb({ target: "download", type: job?.purchase.type })
  if (actions.hang !== undefined) await pause(actions.hang.ms)
  if (actions.drop !== undefined) return cut(response)
  if (actions.answer !== undefined) return send(response, madeUp(actions.answer))
  if (request.headers.authorization !== undefined) {
    return send(response, xml(400, "InvalidArgument", "A signed URL takes no Authorization header."))
  }
  const verdict = checkUrl(secret, url, clock())
  if (verdict === "forged")
    return send(response, xml(403, "SignatureDoesNotMatch", "The signature is not of this URL."))
  if (verdict === "expired" || actions.expire_url) {
    return send(response, xml(403, "AccessDenied", "Request has expired."))
  }
  if (job === undefined || filePath(job) !== url.pathname || observe(job, clock()).status !== "completed") {
    return send(response, xml(404, "NoSuchKey", "There is no such file."))
  }
  await sendFile(await files.get(job), request, response, actions)
}

const sendFile = async (
  file: RemoteFile,
  request: IncomingMessage,
  response: ServerResponse,
  { truncate }: Actions
): Promise<void> => {
  const { range: asked, "if-range": ifRange } = request.headers
  const range: Range = ifRange === undefined || ifRange === file.etag ? rangeOf(asked, file.size) : { kind: "whole" }
  response.setHeader("ETag", file.etag)
  response.setHeader("Accept-Ranges", "bytes")
  if (range.kind === "unsatisfiable") {
    response.setHeader("Content-Range", `bytes */${file.size}`)
    return send(response, xml(416, "InvalidRange", "The requested range is not satisfiable."))
  }
  const { start, end } = range.kind === "part" ? range : { start: 0, end: file.size - 1 }
  const length = end - start + 1
  const sent = Math.min(length, truncate?.bytes ?? length)
  response.setHeader("Content-Type", file.contentType)
  response.setHeader("Content-Length", truncate?.clean ? sent : length)
  if (range.kind === "part") response.setHeader("Content-Range", `bytes ${start}-${end}/${file.size}`)
  response.writeHead(range.kind === "part" ? 206 : 200)
  if (request.method === "HEAD") return void response.end()
  await pipeline(Readable.from(file.read(start, start + sent - 1)), response, { end: false })
  if (sent === length || truncate?.clean) response.end()
  // What was written still arrives.
  else response.socket?.destroySoon()
}
