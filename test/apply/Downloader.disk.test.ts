/** Disks that will not: the calls of the file system fail here as they do on a full, a read-only or a foreign one. */
import { readdirSync } from "node:fs"
import * as realFs from "node:fs/promises"
import path from "node:path"
import { afterAll, afterEach, beforeEach, expect, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import { vi } from "vitest"
import { fileServer, makePlace, shaOf } from "./downloading.ts"

// Other files of this worker must neither have loaded the downloader with the real calls, nor find it with these.
vi.hoisted(() => vi.resetModules())
afterAll(() => {
  vi.resetModules()
})

/** Thrown by the named call of the file system, from its nth on. */
let fault: { readonly call: string; readonly code: string; readonly from: number } | undefined
let calls = 0

const maybeFail = (call: string): void => {
  if (fault?.call !== call || ++calls < fault.from) return
  throw Object.assign(new Error(`${fault.code}: ${call}`), { code: fault.code })
}

vi.mock("node:fs/promises", async (original) => {
  const real = await original<typeof realFs>()
  const failing =
    <A extends ReadonlyArray<unknown>, B>(name: string, call: (...args: A) => Promise<B>) =>
    async (...args: A): Promise<B> => {
      maybeFail(name)
      return call(...args)
    }
  const open: typeof real.open = async (...args) => {
    maybeFail("open")
    const file = await real.open(...args)
    return new Proxy(file, {
      get: (target, key) => {
        const value: unknown = Reflect.get(target, key)
        return typeof value !== "function"
          ? value
          : (...rest: ReadonlyArray<unknown>) => {
              if (key === "write" || key === "sync") maybeFail(key)
              return Reflect.apply(value, target, rest)
            }
      }
    })
  }
  return {
    ...real,
    open,
    link: failing("link", real.link),
    rename: failing("rename", real.rename),
    unlink: failing("unlink", real.unlink),
    mkdir: failing("mkdir", real.mkdir)
  }
})

beforeEach(() => {
  calls = 0
})

afterEach(() => {
  fault = undefined
})

const CSV = "id,amount\n1,10.00\n"
const SAVED = { path: "a.csv", bytes: CSV.length, sha256: shaOf(CSV), rows: 1 }

const openFiles = () => readdirSync("/proc/self/fd").length

it.scopedLive.each([
  ["write", "ENOSPC", "no space is left on the disk"],
  ["write", "EDQUOT", "the disk quota is used up"],
  ["write", "EIO", "the disk reports an input/output error"],
  ["sync", "ENOSPC", "no space is left on the disk"],
  ["open", "EROFS", "the file system is read-only"],
  ["open", "EACCES", "permission denied"],
  ["mkdir", "EROFS", "the file system is read-only"],
  ["link", "EMLINK", "EMLINK"]
] as const)("%s fails with %s: said as it is, and once there is room the download goes on", ([call, code, detail]) =>
  Effect.gen(function* () {
    const place = yield* makePlace()
    const server = yield* fileServer(CSV)
    fault = { call, code, from: 1 }
    const error = yield* Effect.flip(place.download(server.url))
    expect(error).toMatchObject({ reason: "disk", detail, output: "a.csv" })
    fault = undefined
    expect(yield* place.download(server.url)).toEqual(SAVED)
    expect(yield* Effect.promise(() => place.names())).toEqual(["a.csv"])
  })
)

it.scopedLive("a disk that is full in the middle: what fitted is kept, and no file stays open", () =>
  Effect.gen(function* () {
    const place = yield* makePlace()
    const bytes = Buffer.alloc(3_000_000, "a,b\n")
    const server = yield* fileServer(bytes)
    const before = openFiles()
    fault = { call: "write", code: "ENOSPC", from: 5 }
    expect(yield* Effect.flip(place.download(server.url))).toMatchObject({ reason: "disk" })
    yield* Effect.promise(() => expect.poll(openFiles).toBeLessThanOrEqual(before))
    fault = undefined
    expect((yield* place.download(server.url)).sha256).toBe(shaOf(bytes))
    const [, again] = server.asked.map(({ headers }) => headers["range"])
    expect(Number(again?.slice("bytes=".length, -1))).toBeGreaterThan(0)
  })
)

it.scopedLive.each(["EPERM", "ENOTSUP", "EOPNOTSUPP", "ENOSYS"])(
  "a file system without hard links (%s): the file gets there all the same",
  (code) =>
    Effect.gen(function* () {
      const place = yield* makePlace()
      const server = yield* fileServer(CSV)
      fault = { call: "link", code, from: 1 }
      expect(yield* place.download(server.url)).toEqual(SAVED)
      expect(yield* Effect.promise(() => place.names())).toEqual(["a.csv"])
    })
)

it.scopedLive("a file that appears in the last moment is not overwritten", () =>
  Effect.gen(function* () {
    const place = yield* makePlace()
    const server = yield* fileServer(CSV)
    fault = { call: "link", code: "EEXIST", from: 1 }
    expect(yield* Effect.flip(place.download(server.url))).toMatchObject({ reason: "occupied" })
  })
)

it.scopedLive("our file is there, old or new, at every moment of its replacement", () =>
  Effect.gen(function* () {
    const place = yield* makePlace()
    const target = path.join(place.root, "a.csv")
    yield* Effect.promise(() => realFs.writeFile(target, "old\n"))
    const server = yield* fileServer(CSV)
    fault = { call: "rename", code: "EIO", from: 1 }
    const recorded = { path: "a.csv", bytes: 4, sha256: shaOf("old\n") }
    expect(yield* Effect.flip(place.download(server.url, { recorded }))).toMatchObject({ reason: "disk" })
    expect(yield* Effect.promise(() => place.read("a.csv"))).toBe("old\n")
    fault = undefined
    expect(yield* place.download(server.url, { recorded })).toEqual(SAVED)
    expect(yield* Effect.promise(() => place.read("a.csv"))).toBe(CSV)
  })
)
