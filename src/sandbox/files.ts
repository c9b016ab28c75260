/**
 * The bytes of a finished export. They are the same at every download, also after a restart, so that a broken download
 * can be resumed.
 *
 * A table in CSV is never held in memory once it is large: it is written row by row, once to learn its size and once for
 * every download.
 */
import { createHash } from "node:crypto"
import { setImmediate } from "node:timers/promises"
import { type Job, rowsInFile } from "./Job.ts"
import { mediaBytes, planMedia } from "./media.ts"
import { type Table, tableOf } from "./rows.ts"

export interface RemoteFile {
  readonly size: number
  readonly etag: string
  readonly contentType: string
  /** The bytes from `start` to `end`, both included. */
  readonly read: (start: number, end: number) => AsyncIterable<Uint8Array>
}

/** A CSV up to this size is kept once it was written. */
const KEPT = 16_000_000
const CHUNK = 64_000

export const fileOf = async (job: Job): Promise<RemoteFile> => {
  const { purchase, seed } = job
  if (purchase.type === "media_vault") return held("application/zip", await zip(job))
  const table = tableOf(purchase, seed, rowsInFile(job))
  return purchase.fileType === "csv"
    ? csv(table)
    : held("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", await xlsx(table))
}

const held = (contentType: string, bytes: Buffer): RemoteFile => ({
  size: bytes.length,
  etag: etagOf(createHash("sha256").update(bytes).digest("hex")),
  contentType,
  async *read(start, end) {
    for (let at = start; at <= end; at += CHUNK) yield bytes.subarray(at, Math.min(at + CHUNK, end + 1))
  }
})

const etagOf = (sha256: string): string => `"${sha256.slice(0, 32)}"`

const csv = async (table: Table): Promise<RemoteFile> => {
  const contentType = "text/csv; charset=utf-8"
  const digest = createHash("sha256")
  const kept: Array<Buffer> = []
  let size = 0
  for await (const chunk of csvChunks(table)) {
    digest.update(chunk)
    size += chunk.length
    if (size <= KEPT) kept.push(chunk)
  }
  if (size <= KEPT) return held(contentType, Buffer.concat(kept))
  const etag = etagOf(digest.digest("hex"))
  return { size, etag, contentType, read: (start, end) => slice(csvChunks(table), start, end) }
}

async function* csvChunks(table: Table): AsyncIterable<Buffer> {
  let lines = csvLine(table.header)
  for (const row of table.rows()) {
    lines += csvLine(row)
    if (lines.length >= CHUNK) {
      yield Buffer.from(lines)
      lines = ""
      // Other requests are served meanwhile.
      await setImmediate()
    }
  }
  yield Buffer.from(lines)
}

const csvLine = (cells: ReadonlyArray<unknown>): string => `${cells.map(csvCell).join(",")}\n`

const csvCell = (cell: unknown): string => {
  const text = cell === null ? "" : String(cell)
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

async function* slice(chunks: AsyncIterable<Buffer>, start: number, end: number): AsyncIterable<Buffer> {
  let at = 0
  for await (const chunk of chunks) {
    if (at > end) return
    const piece = chunk.subarray(Math.max(0, start - at), Math.max(0, end + 1 - at))
    if (piece.length > 0) yield piece
    at += chunk.length
  }
}

const xlsx = async (table: Table): Promise<Buffer> => {
  const { default: writeXlsxFile } = await import("write-excel-file/node")
  const rows = Array.from(table.rows(), (row) => [...row])
  return withoutTimes(await writeXlsxFile([[...table.header], ...rows], { sheet: "Export" }).toBuffer())
}

const zip = async (job: Job): Promise<Buffer> => {
  const { default: yazl } = await import("yazl")
  const archive = new yazl.ZipFile()
  const files = planMedia(job.purchase, job.seed)
  for (const file of files.slice(0, rowsInFile(job))) {
    // Media are compressed already.
    archive.addBuffer(mediaBytes(file), file.path, { compress: false, mtime: new Date(job.purchase.end) })
  }
  archive.end()
  const chunks: Array<Buffer> = []
  for await (const chunk of archive.outputStream) chunks.push(Buffer.from(chunk))
  return withoutTimes(Buffer.concat(chunks))
}

/** 1 January 1980, midnight, as MS-DOS writes time and date: the earliest that an archive can name. */
const NO_TIME = Buffer.from([0x00, 0x00, 0x21, 0x00])

/**
 * The archive with every entry's time set to the earliest: writers put in the time of writing, or local time.
 * Walks the central directory (APPNOTE.TXT, 4.3.12 and 4.3.16); these archives have no comment and no ZIP64 part.
 */
const withoutTimes = (archive: Buffer): Buffer => {
  const bytes = Buffer.from(archive)
  const end = bytes.length - 22
  let entry = bytes.readUInt32LE(end + 16)
  for (let left = bytes.readUInt16LE(end + 10); left > 0; left--) {
    NO_TIME.copy(bytes, entry + 12)
    NO_TIME.copy(bytes, bytes.readUInt32LE(entry + 42) + 10)
    entry += 46 + bytes.readUInt16LE(entry + 28) + bytes.readUInt16LE(entry + 30) + bytes.readUInt16LE(entry + 32)
  }
  return bytes
}
