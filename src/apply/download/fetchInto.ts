/** Streams a file into its part, going on where the part ends. */
import { constants } from "node:fs"
import { type FileHandle, open } from "node:fs/promises"
import type http from "node:http"
import type { FileType } from "../../domain.ts"
import type { DownloadJob } from "../Downloader.ts"
import { Appending } from "./Appending.ts"
import { disk, Failure } from "./Failure.ts"
import { type Measured, Meter, measure } from "./Meter.ts"
import { request } from "./request.ts"

export const fetchInto = async (
  part: string,
  job: DownloadJob,
  idleMs: number,
  signal: AbortSignal
): Promise<Measured> => {
  const file = await disk(() => open(part, constants.O_RDWR | constants.O_CREAT | constants.O_NOFOLLOW, 0o600))
  try {
    const begun = await measure(file, job.fileType, signal)
    const { response, body } = await request(job.url, begun.bytes, idleMs, signal)
    try {
      const meter = await continued(response, begun, file, job.fileType)
      const appending = new Appending(file, meter.bytes)
      if (response.statusCode !== 416)
        try {
          for await (const piece of body) {
            meter.update(piece.bytes)
            await appending.add(piece)
          }
        } finally {
          await appending.settled()
        }
      const { total } = rangeOf(response)
      if (total !== undefined && meter.bytes < total)
        throw new Failure("broken", `the answer ended after ${meter.bytes} of ${total} bytes`)
      await appending.finish()
      return meter.read()
    } finally {
      response.destroy()
    }
  } finally {
    await file.close()
  }
}

/** `Content-Range` (RFC 9110, section 14.4). */
const rangeOf = (response: http.IncomingMessage): { readonly from?: number; readonly total?: number } => {
  const [, from, total] = /^bytes (?:(\d+)-\d+|\*)\/(\d+|\*)$/.exec(response.headers["content-range"] ?? "") ?? []
  return {
    ...(from === undefined ? {} : { from: Number(from) }),
    ...(total === undefined || total === "*" ? {} : { total: Number(total) })
  }
}

/** Whether the answer goes on where the part file ends; where it begins anew, so does the file. */
const continued = async (
  response: http.IncomingMessage,
  begun: Meter,
  file: FileHandle,
  fileType: FileType
): Promise<Meter> => {
  const { from, total } = rangeOf(response)
  const anew = async () => {
    await disk(() => file.truncate(0))
    return new Meter(fileType)
  }
  switch (response.statusCode) {
    case 206:
      if (from === begun.bytes) return begun
      // What is there cannot be gone on with at this server: the next try asks for the whole.
      await anew()
      throw new Failure("server", "the file server answered with another range than was asked for")
    case 416:
      if (total === begun.bytes) return begun
      await anew()
      throw new Failure("broken", "what was there of the file did not belong to it")
    default:
      return begun.bytes === 0 ? begun : anew()
  }
}
