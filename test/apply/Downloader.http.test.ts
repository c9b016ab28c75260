import { spawnSync } from "node:child_process"
import { lstatSync, readdirSync, statSync } from "node:fs"
import { mkdir, readFile, readlink, symlink, writeFile } from "node:fs/promises"
import path from "node:path"
import * as FetchHttpClient from "@effect/platform/FetchHttpClient"
import { describe, expect, it } from "@effect/vitest"
import * as Cause from "effect/Cause"
import * as Deferred from "effect/Deferred"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Fiber from "effect/Fiber"
import { DownloadError } from "../../src/apply/Downloader.ts"
import type { DataExportId } from "../../src/domain.ts"
import * as Sandbox from "../../src/sandbox/Sandbox.ts"
import type { Rule } from "../../src/sandbox/scenario.ts"
import { closedPort, rawServer } from "../api/rawServer.ts"
import { cutAfter, fileServer, makePlace, type Place, QUERY, SOURCE, serveFile, shaOf } from "./downloading.ts"

const CSV = "id,amount\n1,10.00\n2,20.00\n3,30.00\n"
const SAVED = { path: "a.csv", bytes: CSV.length, sha256: shaOf(CSV), rows: 3 }

/** The smallest ZIP with nothing in it (APPNOTE 4.3.16), and one that has a file. */
const EMPTY_ZIP = Buffer.concat([Buffer.from("PK\u0005\u0006", "latin1"), Buffer.alloc(18)])
const ZIP = Buffer.concat([Buffer.from("PK\u0003\u0004 a file ", "latin1"), EMPTY_ZIP])

/** The failure of a download, which must not tell the signed URL, however it is looked at. */
const failureOf = <A>(download: Effect.Effect<A, DownloadError>) =>
  Effect.gen(function* () {
    const exit = yield* Effect.exit(download)
    if (Exit.isSuccess(exit)) return yield* Effect.die(`it succeeded: ${JSON.stringify(exit.value)}`)
    const error = Cause.squash(exit.cause)
    if (!(error instanceof DownloadError)) return yield* Effect.die(error)
    const told = [
      Cause.pretty(exit.cause, { renderErrorCause: true }),
      JSON.stringify(exit),
      JSON.stringify(error),
      error.stack
    ]
    for (const secret of ["signature", "s3cr3t", "127.0.0.1", "http:"]) expect(told.join("\n")).not.toContain(secret)
    return error
  })

const write = (place: Place, file: string, text: string | Buffer, mode = 0o600) =>
  Effect.promise(async () => {
    await mkdir(path.dirname(path.join(place.root, file)), { recursive: true })
    await writeFile(path.join(place.root, file), text, { mode })
  })

/** Cuts a download short, so that a part of it is left behind. */
const leavePart = (place: Place, bytes: string | Buffer, source = SOURCE) =>
  Effect.gen(function* () {
    const server = yield* rawServer((response) => cutAfter(response, bytes, { "content-length": bytes.length + 1 }))
    expect((yield* failureOf(place.download(server.url, { source }))).reason).toBe("broken")
  })

const isPart = (name: string) => /^\.a\.csv\.[0-9a-f]{8}\.part$/.test(name)

/** Files that this process has open below a folder. */
const openBelow = async (folder: string): Promise<ReadonlyArray<string>> => {
  const links = readdirSync("/proc/self/fd").map((fd) => readlink(`/proc/self/fd/${fd}`).catch(() => ""))
  return (await Promise.all(links)).filter((target) => target.startsWith(folder))
}

describe("a download", () => {
  it.scopedLive("saves the file, for its owner alone, and leaves nothing else behind", () =>
    Effect.gen(function* () {
      const place = yield* makePlace()
      const server = yield* fileServer(CSV)
      expect(yield* place.download(server.url, { rows: 3 })).toEqual(SAVED)
      expect(yield* Effect.promise(() => place.read("a.csv"))).toBe(CSV)
      expect(yield* Effect.promise(() => place.names())).toEqual(["a.csv"])
      expect(statSync(path.join(place.root, "a.csv")).mode & 0o777).toBe(0o600)
      expect(yield* Effect.promise(() => openBelow(place.root))).toEqual([])
    })
  )

  it.scopedLive("sends no credentials, and says what it is asked for", () =>
    Effect.gen(function* () {
      const place = yield* makePlace()
      const server = yield* fileServer(CSV)
      yield* place.download(server.url)
      const [asked] = server.asked
      expect([asked?.method, asked?.url]).toEqual(["GET", `/${QUERY}`])
      expect(Object.keys(asked?.headers ?? {}).sort()).toEqual(["accept-encoding", "connection", "host"])
    })
  )

  it.scopedLive.each(["data/2024/ledger.csv", "data/Büro – 名前/🦊.csv", `${"x".repeat(200)}.csv`, "a b/c'd\"e.csv"])(
    "goes to %s",
    (output) =>
      Effect.gen(function* () {
        const place = yield* makePlace()
        const server = yield* fileServer(CSV)
        expect(yield* place.download(server.url, { output })).toEqual({ ...SAVED, path: output })
        expect(yield* Effect.promise(() => place.read(output))).toBe(CSV)
        expect(yield* Effect.promise(() => place.names(path.dirname(output)))).toEqual([path.basename(output)])
      })
  )

  it.scopedLive.each(["../a.csv", "a/../../b.csv", "/etc/a.csv", "a//b.csv", "a/./b.csv", "", "a\u0000.csv"])(
    "does not go to '%s': that is no path within the output root",
    (output) =>
      Effect.gen(function* () {
        const place = yield* makePlace()
        const server = yield* fileServer(CSV)
        expect((yield* failureOf(place.download(server.url, { output }))).reason).toBe("disk")
        expect(server.asked).toEqual([])
      })
  )

  it.scopedLive("of nothing is a file of nothing, where no row was promised", () =>
    Effect.gen(function* () {
      const place = yield* makePlace()
      const server = yield* fileServer("")
      expect(yield* place.download(server.url, { rows: 0 })).toEqual({
        path: "a.csv",
        bytes: 0,
        sha256: shaOf(""),
        rows: 0
      })
      expect(yield* failureOf(place.download(server.url, { output: "b.csv", rows: 1 }))).toMatchObject({
        reason: "short",
        detail: "0 of 1 rows"
      })
      expect(yield* Effect.promise(() => place.names())).toEqual(["a.csv"])
    })
  )

  it.scopedLive("of a compressed file counts no rows", () =>
    Effect.gen(function* () {
      const place = yield* makePlace()
      const server = yield* fileServer(ZIP)
      const saved = yield* place.download(server.url, { output: "a.zip", fileType: "zip", rows: 1_000 })
      expect(saved).toEqual({ path: "a.zip", bytes: ZIP.length, sha256: shaOf(ZIP) })
    })
  )
})

describe("a large file, which is read past the streams", () => {
  /** No two of its kilobytes are alike. */
  const bytesOf = (size: number): Buffer => {
    const bytes = Buffer.alloc(size)
    for (let i = 0; i + 4 <= size; i += 4) bytes.writeUInt32LE(Math.imul(i, 2_654_435_761) >>> 0, i)
    return bytes
  }

  it.scopedLive.each([
    [(1 << 20) - 1, 70_001],
    [1 << 20, 70_001],
    [(1 << 20) + 1, 1_000],
    [5_000_003, 333_333],
    [5_000_003, 5_000_003]
  ] as const)("of %i bytes, sent %i at a time, is what was sent", ([size, piece]) =>
    Effect.gen(function* () {
      const place = yield* makePlace()
      const bytes = bytesOf(size)
      const server = yield* rawServer(async (response) => {
        response.writeHead(200, { "content-length": size })
        for (let at = 0; at < size; at += piece)
          await new Promise((sent) => response.write(bytes.subarray(at, at + piece), sent))
        response.end()
      })
      for (const output of ["a.csv", "b.csv"]) {
        const saved = yield* place.download(server.url, { output })
        expect([saved.bytes, saved.sha256]).toEqual([size, shaOf(bytes)])
        const there = yield* Effect.promise(() => readFile(path.join(place.root, output)))
        expect(there.equals(bytes)).toBe(true)
      }
    })
  )

  it.scopedLive("cut short keeps all that came, and goes on from there", () =>
    Effect.gen(function* () {
      const place = yield* makePlace()
      const bytes = bytesOf(4_000_000)
      yield* leavePart(place, bytes.subarray(0, 3_000_001))
      const server = yield* fileServer(bytes)
      expect((yield* place.download(server.url)).sha256).toBe(shaOf(bytes))
      expect(server.asked.map(({ headers }) => headers["range"])).toEqual(["bytes=3000001-"])
    })
  )

  it.scopedLive("from which nothing comes any more is broken, and what came is kept", () =>
    Effect.gen(function* () {
      const place = yield* makePlace(100)
      const bytes = bytesOf(4_000_000)
      const stuck = yield* rawServer((response) => {
        response.writeHead(200, { "content-length": bytes.length })
        response.write(bytes.subarray(0, 2_000_000))
      })
      expect(yield* failureOf(place.download(stuck.url))).toMatchObject({ reason: "broken" })
      const server = yield* fileServer(bytes)
      expect((yield* place.download(server.url)).sha256).toBe(shaOf(bytes))
      expect(server.asked.map(({ headers }) => headers["range"])).toEqual(["bytes=2000000-"])
    })
  )

  it.scopedLive("of unknown length comes as well", () =>
    Effect.gen(function* () {
      const place = yield* makePlace()
      const bytes = bytesOf(3_000_000)
      const server = yield* rawServer((response) => {
        response.write(bytes.subarray(0, 2_000_000))
        response.end(bytes.subarray(2_000_000))
      })
      expect((yield* place.download(server.url)).sha256).toBe(shaOf(bytes))
    })
  )

  it.scopedLive("several at once do not mix", () =>
    Effect.gen(function* () {
      const place = yield* makePlace()
      const sizes = [2_000_000, 3_000_000, 4_000_000, 5_000_000]
      const saved = yield* Effect.forEach(
        sizes,
        (size) =>
          Effect.flatMap(fileServer(bytesOf(size)), (server) => place.download(server.url, { output: `${size}.csv` })),
        { concurrency: "unbounded" }
      )
      expect(saved.map(({ sha256 }) => sha256)).toEqual(sizes.map((size) => shaOf(bytesOf(size))))
    })
  )
})

describe("a download that was cut short", () => {
  it.scopedLive("keeps what came, and the next try goes on from there", () =>
    Effect.gen(function* () {
      const place = yield* makePlace()
      yield* leavePart(place, CSV.slice(0, 13))
      const [part = ""] = yield* Effect.promise(() => place.names())
      expect(part).toSatisfy(isPart)
      expect(yield* Effect.promise(() => place.read(part))).toBe(CSV.slice(0, 13))

      const server = yield* fileServer(CSV)
      expect(yield* place.download(server.url, { rows: 3 })).toEqual(SAVED)
      expect(server.asked.map(({ headers }) => headers["range"])).toEqual(["bytes=13-"])
      expect(yield* Effect.promise(() => place.read("a.csv"))).toBe(CSV)
      expect(yield* Effect.promise(() => place.names())).toEqual(["a.csv"])
    })
  )

  it.scopedLive("goes on again and again, byte by byte if need be", () =>
    Effect.gen(function* () {
      const place = yield* makePlace()
      const server = yield* rawServer((response, { headers }) => {
        const from = Number(/^bytes=(\d+)-$/.exec(headers["range"] ?? "")?.[1] ?? 0)
        response.writeHead(from === 0 ? 200 : 206, {
          "content-length": CSV.length - from,
          ...(from === 0 ? {} : { "content-range": `bytes ${from}-${CSV.length - 1}/${CSV.length}` })
        })
        if (from === CSV.length - 1) response.end(CSV.slice(from))
        else response.write(CSV.slice(from, from + 1), () => response.socket?.destroySoon())
      })
      const saved = yield* place.download(server.url, { rows: 3 }).pipe(Effect.retry({ times: CSV.length }))
      expect(saved).toEqual(SAVED)
      expect(server.asked).toHaveLength(CSV.length)
    })
  )

  it.scopedLive("goes on only with what came of the same export", () =>
    Effect.gen(function* () {
      const place = yield* makePlace()
      yield* leavePart(place, "another,file\n", "data_export_2" as DataExportId)
      const server = yield* fileServer(CSV)
      expect(yield* place.download(server.url)).toEqual(SAVED)
      expect(server.asked.map(({ headers }) => headers["range"])).toEqual([undefined])
    })
  )

  it.scopedLive("begins anew where the server does not know ranges", () =>
    Effect.gen(function* () {
      const place = yield* makePlace()
      yield* leavePart(place, `${CSV.slice(0, 13)}, and something else that is longer than the whole`)
      const server = yield* rawServer((response) => serveFile(response, Buffer.from(CSV), undefined))
      expect(yield* place.download(server.url)).toEqual(SAVED)
      expect(yield* Effect.promise(() => place.read("a.csv"))).toBe(CSV)
    })
  )

  it.scopedLive("asks for no more where all had come already", () =>
    Effect.gen(function* () {
      const place = yield* makePlace()
      yield* leavePart(place, CSV)
      const server = yield* fileServer(CSV)
      expect(yield* place.download(server.url, { rows: 3 })).toEqual(SAVED)
      expect(server.asked.map(({ headers }) => headers["range"])).toEqual([`bytes=${CSV.length}-`])
    })
  )

  it.scopedLive("begins anew with the next try where more had come than there is", () =>
    Effect.gen(function* () {
      const place = yield* makePlace()
      yield* leavePart(place, `${CSV}${CSV}`)
      const server = yield* fileServer(CSV)
      expect(yield* failureOf(place.download(server.url))).toMatchObject({ reason: "broken" })
      expect(yield* place.download(server.url)).toEqual(SAVED)
      expect(server.asked.map(({ headers }) => headers["range"])).toEqual([`bytes=${2 * CSV.length}-`, undefined])
    })
  )

  it.scopedLive.each(["bytes 0-34/35", "bytes 14-34/35", "bytes 13-", "chunks 13-34/35", undefined])(
    "begins anew with the next try where the server answers with another range: %s",
    (range) =>
      Effect.gen(function* () {
        const place = yield* makePlace()
        yield* leavePart(place, CSV.slice(0, 13))
        const server = yield* rawServer((response, { headers }) => {
          if (headers["range"] === undefined) return serveFile(response, Buffer.from(CSV), undefined)
          response.writeHead(206, range === undefined ? {} : { "content-range": range }).end(CSV)
        })
        expect(yield* failureOf(place.download(server.url))).toMatchObject({ reason: "server" })
        expect(yield* place.download(server.url)).toEqual(SAVED)
      })
  )

  it.scopedLive("is not taken for whole where the answer has less of the range than there is", () =>
    Effect.gen(function* () {
      const place = yield* makePlace()
      yield* leavePart(place, CSV.slice(0, 13))
      const server = yield* rawServer((response, { headers }, nth) => {
        if (nth > 1) return serveFile(response, Buffer.from(CSV), headers["range"])
        response.writeHead(206, { "content-range": `bytes 13-19/${CSV.length}` }).end(CSV.slice(13, 20))
      })
      expect(yield* failureOf(place.download(server.url))).toMatchObject({
        reason: "broken",
        detail: `the answer ended after 20 of ${CSV.length} bytes`
      })
      expect(yield* place.download(server.url, { rows: 3 })).toEqual(SAVED)
      expect(server.asked.map(({ headers }) => headers["range"])).toEqual(["bytes=13-", "bytes=20-"])
    })
  )

  it.scopedLive("without a word on its length is seen by its rows, thrown away, and begun anew", () =>
    Effect.gen(function* () {
      const place = yield* makePlace()
      const server = yield* rawServer((response, _, nth) => {
        if (nth > 1) return serveFile(response, Buffer.from(CSV), undefined)
        response.writeHead(200, { connection: "close" })
        response.end(CSV.slice(0, 26))
      })
      expect(yield* failureOf(place.download(server.url, { rows: 3 }))).toMatchObject({
        reason: "short",
        detail: "2 of 3 rows"
      })
      expect(yield* Effect.promise(() => place.names())).toEqual([])
      expect(yield* place.download(server.url, { rows: 3 })).toEqual(SAVED)
      expect(server.asked.map(({ headers }) => headers["range"])).toEqual([undefined, undefined])
    })
  )

  it.scopedLive("in the middle of a chunked answer is broken", () =>
    Effect.gen(function* () {
      const place = yield* makePlace()
      const server = yield* rawServer((response) => cutAfter(response, CSV))
      expect(yield* failureOf(place.download(server.url, { rows: 3 }))).toMatchObject({ reason: "broken" })
    })
  )

  it.scopedLive.each(["before the answer", "within it"])("because nothing comes any more, %s, is broken", (when) =>
    Effect.gen(function* () {
      const place = yield* makePlace(60)
      const server = yield* rawServer((response) => {
        if (when === "within it") response.write(CSV.slice(0, 13))
      })
      expect(yield* failureOf(place.download(server.url))).toMatchObject({ reason: "broken" })
      yield* Effect.promise(() => server.hungUp)
    })
  )
})

describe("what is not the file", () => {
  it.scopedLive.each(["text/html; charset=utf-8", "TEXT/HTML", "application/json", "application/xml"])(
    "is a web page or a message, by its type %s",
    (type) =>
      Effect.gen(function* () {
        const place = yield* makePlace()
        const server = yield* rawServer((response) => response.writeHead(200, { "content-type": type }).end(CSV))
        expect(yield* failureOf(place.download(server.url))).toMatchObject({ reason: "not-the-file" })
        expect(yield* Effect.promise(() => place.names())).not.toContain("a.csv")
        // What it was is not gone on with.
        const good = yield* fileServer(CSV)
        expect(yield* place.download(good.url)).toEqual(SAVED)
      })
  )

  it.scopedLive.each([
    ["xlsx", CSV],
    ["xlsx", ""],
    ["zip", ZIP.subarray(0, -EMPTY_ZIP.length)],
    ["zip", Buffer.concat([Buffer.from("x"), ZIP])]
  ] as const)("is no whole %s, by its shape", ([fileType, bytes]) =>
    Effect.gen(function* () {
      const place = yield* makePlace()
      const server = yield* fileServer(Buffer.from(bytes))
      const error = yield* failureOf(place.download(server.url, { output: "a.bin", fileType }))
      expect(error).toMatchObject({
        reason: "not-the-file",
        detail: `what came is not a whole ${fileType.toUpperCase()} file`
      })
      expect(yield* Effect.promise(() => place.names())).toEqual([])
    })
  )

  it.scopedLive.each([ZIP, EMPTY_ZIP, Buffer.concat([ZIP, Buffer.alloc(60_000)])])("but this is a ZIP", (bytes) =>
    Effect.gen(function* () {
      const place = yield* makePlace()
      const server = yield* fileServer(bytes)
      const saved = yield* place.download(server.url, { output: "a.zip", fileType: "zip" })
      expect(saved.sha256).toBe(shaOf(bytes))
    })
  )
})

describe("a file server that will not", () => {
  it.scopedLive.each([
    [401, "expired"],
    [403, "expired"],
    [410, "expired"],
    [400, "refused"],
    [404, "refused"],
    [304, "refused"],
    [408, "server"],
    [429, "server"],
    [500, "server"],
    [503, "server"]
  ] as const)("says %i: %s", ([status, reason]) =>
    Effect.gen(function* () {
      const place = yield* makePlace()
      const server = yield* rawServer((response) => {
        response.writeHead(status, { "content-type": "application/xml" })
        response.end(`<Error><Resource>http://127.0.0.1/${QUERY}</Resource></Error>`)
      })
      const error = yield* failureOf(place.download(server.url))
      expect(error.reason).toBe(reason)
      expect(error.message).toContain(`(status ${status})`)
    })
  )

  it.scopedLive("is not there", () =>
    Effect.gen(function* () {
      const place = yield* makePlace()
      expect(yield* failureOf(place.download(yield* closedPort))).toMatchObject({
        reason: "broken",
        detail: "the file server cannot be reached"
      })
    })
  )

  it.scopedLive.each(["http://store.test/a", "ftp://localhost/a", "nonsense", "http://name:s3cr3t@localhost/a"])(
    "is not asked at %s",
    (url) =>
      Effect.gen(function* () {
        const place = yield* makePlace()
        expect((yield* failureOf(place.download(url))).reason).toBe("refused")
      })
  )
})

describe("redirects", () => {
  const redirecting = (to: (nth: number) => string, status = 302) =>
    rawServer((response, _, nth) => response.writeHead(status, { location: to(nth) }).end())

  it.scopedLive.each([301, 302, 303, 307, 308])("%i on this machine are followed, ranges and all", (status) =>
    Effect.gen(function* () {
      const place = yield* makePlace()
      yield* leavePart(place, CSV.slice(0, 13))
      const server = yield* fileServer(CSV)
      const first = yield* redirecting(() => `${server.url}/other${QUERY}`, status)
      expect(yield* place.download(first.url)).toEqual(SAVED)
      expect(server.asked.map(({ url, headers }) => [url, headers["range"]])).toEqual([[`/other${QUERY}`, "bytes=13-"]])
    })
  )

  it.scopedLive("relative ones are", () =>
    Effect.gen(function* () {
      const place = yield* makePlace()
      const server = yield* rawServer((response, { url, headers }) => {
        if (url === "/there") serveFile(response, Buffer.from(CSV), headers["range"])
        else response.writeHead(302, { location: "/there" }).end()
      })
      expect(yield* place.download(server.url)).toEqual(SAVED)
    })
  )

  it.scopedLive.each(["http://store.test/a", "file:///etc/passwd", "http://name:pw@127.0.0.1/a", "http://[", ""])(
    "to '%s' are not",
    (location) =>
      Effect.gen(function* () {
        const place = yield* makePlace()
        const server = yield* redirecting(() => location)
        expect((yield* failureOf(place.download(server.url))).reason).toBe("refused")
        expect(server.asked.length).toBeLessThanOrEqual(4)
      })
  )

  it.scopedLive("that go round in circles end", () =>
    Effect.gen(function* () {
      const place = yield* makePlace()
      const server = yield* redirecting((nth) => `/${nth}`)
      expect((yield* failureOf(place.download(server.url))).reason).toBe("refused")
      expect(server.asked).toHaveLength(4)
    })
  )
})

describe("a place where something is already", () => {
  const ours = { path: "a.csv", bytes: 4, sha256: shaOf("old\n"), rows: 0 }

  it.scopedLive("of somebody else: it is not touched, and what came is kept for the next try", () =>
    Effect.gen(function* () {
      const place = yield* makePlace()
      yield* write(place, "a.csv", "mine")
      const server = yield* fileServer(CSV)
      expect(yield* failureOf(place.download(server.url))).toMatchObject({ reason: "occupied" })
      expect(yield* Effect.promise(() => place.read("a.csv"))).toBe("mine")
      const names = yield* Effect.promise(() => place.names())
      expect(names).toEqual([expect.toSatisfy(isPart), "a.csv"])
    })
  )

  it.scopedLive("that is the same file: nothing is to be done, and nothing is left", () =>
    Effect.gen(function* () {
      const place = yield* makePlace()
      yield* write(place, "a.csv", CSV)
      const server = yield* fileServer(CSV)
      expect(yield* place.download(server.url)).toEqual(SAVED)
      expect(yield* Effect.promise(() => place.names())).toEqual(["a.csv"])
    })
  )

  it.scopedLive("of ours, as it was written: it is replaced", () =>
    Effect.gen(function* () {
      const place = yield* makePlace()
      yield* write(place, "a.csv", "old\n")
      const server = yield* fileServer(CSV)
      expect(yield* place.download(server.url, { recorded: ours })).toEqual(SAVED)
      expect(yield* Effect.promise(() => place.read("a.csv"))).toBe(CSV)
      expect(yield* Effect.promise(() => place.names())).toEqual(["a.csv"])
    })
  )

  it.scopedLive("of ours, changed since: it is set aside, however many were before", () =>
    Effect.gen(function* () {
      const place = yield* makePlace()
      const server = yield* fileServer(CSV)
      for (const work of ["first", "second"]) {
        yield* write(place, "a.csv", work)
        expect(yield* place.download(server.url, { recorded: ours })).toEqual(SAVED)
      }
      expect(yield* Effect.promise(() => place.names())).toEqual(["a.csv", "a.csv.changed-1", "a.csv.changed-2"])
      expect(yield* Effect.promise(() => place.read("a.csv.changed-1"))).toBe("first")
      expect(yield* Effect.promise(() => place.read("a.csv.changed-2"))).toBe("second")
      expect(yield* Effect.promise(() => place.read("a.csv"))).toBe(CSV)
    })
  )

  it.scopedLive.each(["folder", "link", "broken link", "pipe"])(
    "that is a %s: it stays, and nothing is asked for",
    (kind) =>
      Effect.gen(function* () {
        const place = yield* makePlace()
        const target = path.join(place.root, "a.csv")
        const elsewhere = path.join(place.root, "elsewhere")
        yield* write(place, "elsewhere", CSV)
        yield* Effect.promise(async () => {
          if (kind === "folder") await mkdir(target)
          else if (kind === "link") await symlink(elsewhere, target)
          else if (kind === "broken link") await symlink("nowhere", target)
          else expect(spawnSync("mkfifo", [target]).status).toBe(0)
        })
        const server = yield* fileServer("id\n1\n")
        const before = lstatSync(target)
        expect(yield* failureOf(place.download(server.url, { recorded: ours }))).toMatchObject({ reason: "occupied" })
        expect([lstatSync(target).ino, lstatSync(target).mode]).toEqual([before.ino, before.mode])
        expect(yield* Effect.promise(() => place.read("elsewhere"))).toBe(CSV)
        expect(server.asked).toEqual([])
      })
  )

  it.scopedLive("in place of a folder on the way: said as it is", () =>
    Effect.gen(function* () {
      const place = yield* makePlace()
      yield* write(place, "data", "a file")
      const server = yield* fileServer(CSV)
      for (const output of ["data/a.csv", "data/2024/a.csv"])
        expect(yield* failureOf(place.download(server.url, { output }))).toMatchObject({
          reason: "disk",
          detail: expect.stringMatching(/a file/)
        })
    })
  )

  it.scopedLive("a link where the part would be is not followed", () =>
    Effect.gen(function* () {
      const place = yield* makePlace()
      yield* leavePart(place, "x")
      const [part = ""] = yield* Effect.promise(() => place.names())
      yield* write(place, "elsewhere", "precious")
      yield* Effect.promise(async () => {
        const { unlink } = await import("node:fs/promises")
        await unlink(path.join(place.root, part))
        await symlink(path.join(place.root, "elsewhere"), path.join(place.root, part))
      })
      const server = yield* fileServer(CSV)
      expect(yield* failureOf(place.download(server.url))).toMatchObject({
        reason: "disk",
        detail: "a symbolic link is in the way"
      })
      expect(yield* Effect.promise(() => place.read("elsewhere"))).toBe("precious")
    })
  )
})

describe("a download that is told to stop", () => {
  it.scopedLive("keeps what came, has closed its file and its connection by then, and goes on another time", () =>
    Effect.gen(function* () {
      const place = yield* makePlace()
      const sent = yield* Deferred.make<void>()
      const slow = yield* rawServer((response) => {
        response.writeHead(200, { "content-length": CSV.length })
        response.write(CSV.slice(0, 13), () => Effect.runFork(Deferred.succeed(sent, undefined)))
      })
      const fiber = yield* Effect.fork(place.download(slow.url))
      yield* Deferred.await(sent)
      yield* Effect.promise(() => expect.poll(() => partSize(place.root)).toBe(13))
      yield* Fiber.interrupt(fiber)
      expect(yield* Effect.promise(() => openBelow(place.root))).toEqual([])
      yield* Effect.promise(() => slow.hungUp)

      const server = yield* fileServer(CSV)
      expect(yield* place.download(server.url)).toEqual(SAVED)
      expect(server.asked.map(({ headers }) => headers["range"])).toEqual(["bytes=13-"])
    })
  )

  const partSize = (root: string): number => {
    const [part] = readdirSync(root)
    return part === undefined ? 0 : statSync(path.join(root, part)).size
  }
})

describe("a copy", () => {
  const to = { output: "copies/b.csv", fileType: "csv", source: SOURCE } as const

  it.scopedLive("is the same file at a further place", () =>
    Effect.gen(function* () {
      const place = yield* makePlace()
      yield* write(place, "a.csv", CSV)
      expect(yield* place.downloader.copy(SAVED, to)).toEqual({ ...SAVED, path: to.output })
      expect(yield* Effect.promise(() => place.read(to.output))).toBe(CSV)
      expect(yield* Effect.promise(() => place.names("copies"))).toEqual(["b.csv"])
      expect(statSync(path.join(place.root, to.output)).mode & 0o777).toBe(0o600)
      expect(yield* Effect.promise(() => openBelow(place.root))).toEqual([])
    })
  )

  it.scopedLive("of a file that was changed since, or is gone, is not made", () =>
    Effect.gen(function* () {
      const place = yield* makePlace()
      expect(yield* failureOf(place.downloader.copy(SAVED, to))).toMatchObject({ reason: "not-the-file" })
      yield* write(place, "a.csv", `${CSV}4,40.00\n`)
      expect(yield* failureOf(place.downloader.copy(SAVED, to))).toMatchObject({ reason: "not-the-file" })
      yield* Effect.promise(async () => {
        await mkdir(path.join(place.root, "folder"))
        await symlink("a.csv", path.join(place.root, "link.csv"))
      })
      for (const file of ["folder", "link.csv"])
        expect(yield* failureOf(place.downloader.copy({ ...SAVED, path: file }, to))).toMatchObject({
          reason: "not-the-file"
        })
      expect(yield* Effect.promise(() => place.names("copies"))).toEqual([])
    })
  )

  it.scopedLive("does not overwrite what is not ours", () =>
    Effect.gen(function* () {
      const place = yield* makePlace()
      yield* write(place, "a.csv", CSV)
      yield* write(place, to.output, "mine")
      expect(yield* failureOf(place.downloader.copy(SAVED, to))).toMatchObject({ reason: "occupied" })
      expect(yield* Effect.promise(() => place.read(to.output))).toBe("mine")
    })
  )
})

describe("from the sandbox", () => {
  /** A finished export: where its file is. */
  const exported = (rules: ReadonlyArray<Rule> = []) =>
    Effect.gen(function* () {
      const sandbox = yield* Sandbox.scoped({ calculateMs: 0, runMs: 0, rows: 500, scenario: { version: 1, rules } })
      const fetch = yield* Effect.provideService(FetchHttpClient.Fetch, FetchHttpClient.Fetch, globalThis.fetch)
      const headers = { authorization: "Bearer k", "content-type": "application/json" }
      const call = (target: string, method: string, body?: unknown) =>
        Effect.promise(async () => {
          const init = { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) }
          const response = await fetch(`${sandbox.url}/api/data-exports${target}`, init)
          return ((await response.json()) as { readonly data: Readonly<Record<string, unknown>> }).data
        })
      const { id } = yield* call("", "POST", {
        type: "transactions",
        account_ids: ["acct_1"],
        start_date: "2024-01-01T00:00:00Z",
        end_date: "2024-01-31T23:59:59Z",
        file_type: "csv"
      })
      yield* call(`/${id}/start`, "POST")
      return { sandbox, url: String((yield* call(`/${id}`, "GET"))["download_url"]) }
    })

  const downloadFrom = (place: Place, url: string, rows = 500) =>
    place.downloader.download({ output: "a.csv", fileType: "csv", source: SOURCE, url, rows })

  it.scopedLive("every row of a signed file, in one go", () =>
    Effect.gen(function* () {
      const place = yield* makePlace()
      const { url } = yield* exported()
      expect((yield* downloadFrom(place, url)).rows).toBe(500)
    })
  )

  it.scopedLive("cut again and again: as many pieces, one file", () =>
    Effect.gen(function* () {
      const place = yield* makePlace()
      const { sandbox, url } = yield* exported([{ on: "download", times: 3, do: { truncate: { bytes: 5_000 } } }])
      const saved = yield* downloadFrom(place, url).pipe(Effect.retry({ times: 5 }))
      const bytes = yield* Effect.promise(() => readFile(path.join(place.root, "a.csv")))
      expect([saved.rows, saved.bytes, saved.sha256]).toEqual([500, bytes.length, shaOf(bytes)])
      expect(sandbox.stats().downloads).toBe(4)
    })
  )

  it.scopedLive("a short answer that looks whole: seen by its rows", () =>
    Effect.gen(function* () {
      const place = yield* makePlace()
      const { url } = yield* exported([{ on: "download", nth: 1, do: { truncate: { bytes: 5_000, clean: true } } }])
      expect((yield* failureOf(downloadFrom(place, url))).reason).toBe("short")
      expect((yield* downloadFrom(place, url)).rows).toBe(500)
    })
  )

  it.scopedLive("an address that ran out, and one that was tampered with", () =>
    Effect.gen(function* () {
      const place = yield* makePlace()
      const { url } = yield* exported([{ on: "download", nth: 1, do: { expire_url: true } }])
      expect((yield* failureOf(downloadFrom(place, url))).reason).toBe("expired")
      expect((yield* failureOf(downloadFrom(place, `${url}0`))).reason).toBe("expired")
      expect((yield* downloadFrom(place, url)).rows).toBe(500)
    })
  )
})
