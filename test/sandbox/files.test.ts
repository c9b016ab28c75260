import { createHash } from "node:crypto"
import { buffer } from "node:stream/consumers"
import { describe, expect, it } from "vitest"
import { fromBufferPromise } from "yauzl"
import { CATALOG } from "../../src/sandbox/catalog.ts"
import { columnsOf } from "../../src/sandbox/columns.ts"
import { fileOf, type RemoteFile } from "../../src/sandbox/files.ts"
import type { Fate, Job } from "../../src/sandbox/Job.ts"
import type { Purchase } from "../../src/sandbox/Purchase.ts"
import { seedOf, volumeOf } from "../../src/sandbox/volume.ts"
import { NOON } from "./fixtures.ts"

const purchaseOf = (type: string, rest: Partial<Purchase> = {}): Purchase => ({
  type,
  fileType: type === "media_vault" ? "zip" : "csv",
  accountIds: type === "public_profiles" ? [] : ["acct_1", "acct_2"],
  start: Date.parse("2024-01-01T00:00:00Z"),
  end: Date.parse("2024-01-31T23:59:59Z"),
  columns: [],
  options: type === "media_vault" ? { mediaType: "all" } : {},
  autoStart: false,
  ...rest
})

const jobOf = (purchase: Purchase, fate: Fate = {}): Job => {
  const seed = seedOf(purchase, 1)
  const { rows, credits } = volumeOf(purchase, seed, fate.rows)
  return {
    id: "data_export_1",
    sequence: 0,
    purchase,
    originalId: null,
    seed,
    rows,
    credits,
    createdAt: NOON,
    calculationMs: 0,
    pendingMs: 0,
    runMs: 0,
    startsItself: false,
    startedAt: NOON,
    cancelledAt: null,
    fate
  }
}

const bytesOf = async (file: RemoteFile, start = 0, end = file.size - 1): Promise<Buffer> => {
  const chunks: Array<Uint8Array> = []
  for await (const chunk of file.read(start, end)) chunks.push(chunk)
  return Buffer.concat(chunks)
}

const textOf = async (job: Job): Promise<string> => (await bytesOf(await fileOf(job))).toString("utf8")

/** RFC 4180, and nothing that is not in it. */
const parseCsv = (text: string): ReadonlyArray<ReadonlyArray<string>> => {
  const rows: Array<Array<string>> = []
  let row: Array<string> = []
  let at = 0
  while (at < text.length) {
    const cell = /(?:"((?:[^"]|"")*)"|([^",\n]*))(,|\n)/y
    cell.lastIndex = at
    const found = cell.exec(text)
    if (found === null) throw new Error(`no cell at ${at}: ${text.slice(at, at + 40)}`)
    row.push(found[1]?.replaceAll('""', '"') ?? found[2] ?? "")
    at = cell.lastIndex
    if (found[3] === "\n") {
      rows.push(row)
      row = []
    }
  }
  return rows
}

const unzip = async (bytes: Buffer): Promise<ReadonlyMap<string, Buffer>> => {
  const archive = await fromBufferPromise(bytes)
  const files = new Map<string, Buffer>()
  for await (const entry of archive.eachEntry())
    files.set(entry.fileName, await buffer(await archive.openReadStreamPromise(entry)))
  return files
}

const tables = Object.keys(CATALOG).filter((type) => type !== "media_vault")

describe("a CSV file", () => {
  it.each(tables)(
    "of %s has its columns, as many rows as it is priced for, and times inside the window",
    async (type) => {
      const job = jobOf(purchaseOf(type))
      const [header, ...rows] = parseCsv(await textOf(job))
      expect(header).toEqual(Object.keys(columnsOf(type)))
      expect(rows).toHaveLength(job.rows)
      expect(job.credits).toBe(Math.ceil(job.rows / 20))
      expect(job.rows).toBeGreaterThan(0)
      const time = (header ?? []).findIndex((column) => /^(created_at|date|subscribed_at|followed_at)$/.test(column))
      const times = rows.map((row) => row[time] ?? "")
      expect(times).toEqual([...times].sort())
      expect(times.every((at) => at >= "2024-01-01" && at < "2024-02-01")).toBe(true)
      expect(new Set(rows.map((row) => row.length))).toEqual(new Set([header?.length]))
    }
  )

  it("has the columns that were asked for, in that order, with the same values", async () => {
    const all = parseCsv(await textOf(jobOf(purchaseOf("transactions"))))
    const two = parseCsv(await textOf(jobOf(purchaseOf("transactions", { columns: ["created_at", "amount"] }))))
    const [amount, time] = ["amount", "created_at"].map((name) => (all[0] ?? []).indexOf(name))
    expect(two).toEqual(all.map((row) => [row[time ?? -1], row[amount ?? -1]]))
  })

  it("spreads its rows over the window and the accounts, none like another", async () => {
    const rows = parseCsv(await textOf(jobOf(purchaseOf("transactions"), { rows: 62 }))).slice(1)
    expect(new Set(rows.map((row) => row.at(-1)?.slice(0, 10))).size).toBe(31)
    expect(new Set(rows.map(([id]) => id)).size).toBe(62)
    expect(rows.filter(([, account]) => account === "acct_1")).toHaveLength(31)
  })

  it("survives commas, quotes and line breaks in its cells", async () => {
    const text = await textOf(jobOf(purchaseOf("chat_messages", { options: { maxMessages: 500 } })))
    const cells = parseCsv(text).map((row) => row[5])
    expect(cells).toContain('She said "see you on Friday" 😊')
    expect(cells).toContain("First line\nsecond line")
    expect(text.split("\n").length).toBeGreaterThan(cells.length + 1)
  })

  it("shows the filters of the request", async () => {
    const chats = parseCsv(
      await textOf(jobOf(purchaseOf("chat_messages", { options: { maxMessages: 50, chatIds: [7, "8"] } })))
    )
    expect(new Set(chats.slice(1).map((row) => row[2]))).toEqual(new Set(["7", "8"]))
    const fans = parseCsv(await textOf(jobOf(purchaseOf("fans", { options: { type: "active" } }))))
    const status = fans[0]?.indexOf("status") ?? -1
    expect(new Set(fans.slice(1).map((row) => row[status]))).toEqual(new Set(["active"]))
  })

  it("is short by the rows that fate withholds", async () => {
    const job = jobOf(purchaseOf("transactions"), { rows: 50, missing_rows: 8 })
    expect(job.rows).toBe(50)
    expect(parseCsv(await textOf(job))).toHaveLength(1 + 42)
  })

  it("is the same in whole and in parts, also when it is too large to be kept", async () => {
    const file = await fileOf(jobOf(purchaseOf("transactions"), { rows: 130_000 }))
    expect(file.size).toBeGreaterThan(16_000_000)
    const whole = await bytesOf(file)
    expect(whole.length).toBe(file.size)
    expect(file.etag).toBe(`"${createHash("sha256").update(whole).digest("hex").slice(0, 32)}"`)
    for (const [start, end] of [
      [0, 0],
      [63_990, 64_100],
      [file.size - 5, file.size - 1],
      [10_000_000, 10_200_000]
    ] as const) {
      expect((await bytesOf(file, start, end)).equals(whole.subarray(start, end + 1))).toBe(true)
    }
  })

  it("holds other data for another request or seed", async () => {
    const one = await textOf(jobOf(purchaseOf("transactions")))
    expect(await textOf(jobOf(purchaseOf("transactions")))).toBe(one)
    expect(await textOf(jobOf(purchaseOf("transactions", { accountIds: ["acct_1"] })))).not.toBe(one)
    expect(await textOf({ ...jobOf(purchaseOf("transactions")), seed: 2 })).not.toBe(one)
  })
})

describe("an XLSX file", () => {
  it("is a workbook with a row for each row, the same bytes each time", async () => {
    const job = jobOf(purchaseOf("payouts", { fileType: "xlsx" }), { rows: 30 })
    const bytes = await bytesOf(await fileOf(job))
    const files = await unzip(bytes)
    const sheet = files.get("xl/worksheets/sheet1.xml")?.toString("utf8") ?? ""
    expect(sheet.match(/<row /g)).toHaveLength(31)
    expect(files.get("xl/sharedStrings.xml")?.toString("utf8")).toContain("payout_id")
    // Entries of an archive carry the time of writing to two seconds: other bytes there would show here.
    const { fileNames, times } = await entryTimes(bytes)
    expect(fileNames).toEqual([...files.keys()])
    expect(new Set(times)).toEqual(new Set([0x0021_0000]))
    expect((await bytesOf(await fileOf(job))).equals(bytes)).toBe(true)
  })
})

const entryTimes = async (bytes: Buffer) => {
  const archive = await fromBufferPromise(bytes)
  const fileNames: Array<string> = []
  const times: Array<number> = []
  for await (const entry of archive.eachEntry()) {
    fileNames.push(entry.fileName)
    times.push(
      entry.lastModFileDate * 0x1_0000 + entry.lastModFileTime,
      bytes.readUInt32LE(entry.relativeOffsetOfLocalHeader + 10)
    )
  }
  return { fileNames, times }
}

const MAGIC: Readonly<Record<string, string>> = { jpg: "\xff\xd8\xff", gif: "GIF89a", mp4: "ftyp", wav: "RIFF" }
const END: Readonly<Record<string, string>> = { jpg: "\xff\xd9", gif: "\x3b" }

describe("a ZIP file", () => {
  it("holds media of each kind, as many bytes as it is priced for, the same each time", async () => {
    const job = jobOf(purchaseOf("media_vault"))
    const bytes = await bytesOf(await fileOf(job))
    const files = await unzip(bytes)
    expect(files.size).toBe(job.rows)
    const total = [...files.values()].reduce((sum, { length }) => sum + length, 0)
    expect(job.credits).toBe(Math.ceil((total * 3) / 1_000_000))
    expect(new Set([...files.keys()].map((name) => name.split("/")[1]))).toEqual(
      new Set(["photo", "gif", "video", "audio"])
    )
    for (const [name, content] of files) {
      const extension = name.slice(name.lastIndexOf(".") + 1)
      expect(content.subarray(0, 12).toString("latin1")).toContain(MAGIC[extension])
      expect(content.toString("latin1").endsWith(END[extension] ?? "")).toBe(true)
    }
    expect(new Set((await entryTimes(bytes)).times)).toEqual(new Set([0x0021_0000]))
    expect((await bytesOf(await fileOf(job))).equals(bytes)).toBe(true)
  })

  it("holds only the kind that was asked for, and less when fate withholds files", async () => {
    const photos = jobOf(purchaseOf("media_vault", { options: { mediaType: "photo" } }), { missing_rows: 2 })
    const files = await unzip(await bytesOf(await fileOf(photos)))
    expect(files.size).toBe(photos.rows - 2)
    expect([...files.keys()].every((name) => name.endsWith(".jpg"))).toBe(true)
  })
})
