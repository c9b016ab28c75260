/** A folder of its own, a downloader into it, and servers of one file. */
import { createHash } from "node:crypto"
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises"
import type http from "node:http"
import { tmpdir } from "node:os"
import path from "node:path"
import * as Effect from "effect/Effect"
import type * as Scope from "effect/Scope"
import * as DownloaderHttp from "../../src/apply/Downloader.http.ts"
import { type DownloadError, Downloader, type DownloadJob } from "../../src/apply/Downloader.ts"
import type { DataExportId } from "../../src/domain.ts"
import type { SavedFile } from "../../src/state/Record.ts"
import { type RawServer, rawServer } from "../api/rawServer.ts"

export const shaOf = (bytes: string | Uint8Array): string => createHash("sha256").update(bytes).digest("hex")

/** Signed: no failure may tell it. */
export const QUERY = "?signature=s3cr3t&expires=1"

export const SOURCE = "data_export_1" as DataExportId

export interface Place {
  readonly root: string
  readonly read: (file: string) => Promise<string>
  /** Names of the files, the hidden ones too. */
  readonly names: (folder?: string) => Promise<ReadonlyArray<string>>
  readonly downloader: Downloader["Type"]
  readonly download: (url: string, job?: Partial<DownloadJob>) => Effect.Effect<SavedFile, DownloadError>
}

export const makePlace = (idleMs = 5_000): Effect.Effect<Place, never, Scope.Scope> =>
  Effect.gen(function* () {
    const root = yield* Effect.acquireRelease(
      Effect.promise(() => mkdtemp(path.join(tmpdir(), "exporter-download-"))),
      (folder) => Effect.promise(() => rm(folder, { recursive: true, force: true }))
    )
    const downloader = yield* Effect.provide(Downloader, DownloaderHttp.layer({ root, idleMs }))
    return {
      root,
      read: (file) => readFile(path.join(root, file), "utf8"),
      names: async (folder = ".") => (await readdir(path.join(root, folder))).sort(),
      downloader,
      download: (url, job = {}) =>
        downloader.download({ output: "a.csv", fileType: "csv", source: SOURCE, ...job, url: url + QUERY })
    }
  })

/** As an object store serves a file: whole, or from the byte that is asked for. */
export const serveFile = (response: http.ServerResponse, bytes: Buffer, range: string | undefined): void => {
  const from = Number(/^bytes=(\d+)-$/.exec(range ?? "")?.[1] ?? 0)
  if (range !== undefined && from >= bytes.length) {
    response.writeHead(416, { "content-range": `bytes */${bytes.length}` }).end()
    return
  }
  response.writeHead(range === undefined ? 200 : 206, {
    "content-type": "text/csv",
    "content-length": bytes.length - from,
    ...(range === undefined ? {} : { "content-range": `bytes ${from}-${bytes.length - 1}/${bytes.length}` })
  })
  response.end(bytes.subarray(from))
}

export const fileServer = (file: string | Buffer): Effect.Effect<RawServer, never, Scope.Scope> =>
  rawServer((response, { headers }) => serveFile(response, Buffer.from(file), headers["range"]))

/** Sends the first bytes of an answer, and cuts the connection. */
export const cutAfter = (
  response: http.ServerResponse,
  bytes: string | Buffer,
  headers: http.OutgoingHttpHeaders = {}
) => {
  response.writeHead(200, { "content-type": "text/csv", ...headers })
  // What was written still arrives.
  response.write(bytes, () => response.socket?.destroySoon())
}
