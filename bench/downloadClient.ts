/** A process that downloads with the program's own downloader: a folder, and addresses of files, all of them at once. */
import * as Effect from "effect/Effect"
import * as DownloaderHttp from "../src/apply/Downloader.http.ts"
import { Downloader, type DownloadJob } from "../src/apply/Downloader.ts"

const [, , root = ".", ...urls] = process.argv

const jobOf = (url: string, index: number): DownloadJob => {
  const fileType = url.endsWith(".csv") ? "csv" : "zip"
  const source = `data_export_${index}` as DownloadJob["source"]
  return { url, output: `${index}.${fileType}`, fileType, source }
}

const download = Effect.gen(function* () {
  const downloader = yield* Downloader
  return yield* Effect.forEach(urls.map(jobOf), downloader.download, { concurrency: "unbounded" })
})

const layer = DownloaderHttp.layer({ root, idleMs: 60_000 })
console.log(JSON.stringify(await Effect.runPromise(Effect.provide(download, layer))))
