import { chmod, mkdtemp, readdir, readFile, rename, rm, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterEach, beforeEach, describe, expect, it } from "vitest"
import { type Cache, openCache } from "../../src/cli/cache.ts"

let home: string

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), "exporter-cache-"))
})

afterEach(() => rm(home, { recursive: true, force: true }))

const open = (env: Readonly<Record<string, string>> = {}): Cache => openCache(env, () => home)
const content = Buffer.from("what took long to make")
const fileOf = (name: string) => join(home, ".cache/exporter", name)
const keyFile = () => join(home, ".local/state/exporter/cache.key")

describe("what was kept", () => {
  it("is there the next time, under its name alone", () => {
    open().put("manifest-1", content)
    expect(open().get("manifest-1")).toEqual(content)
    expect(open().get("manifest-2")).toBeUndefined()
  })

  it("is this user's alone to read", async () => {
    open().put("manifest-1", content)
    const { stat } = await import("node:fs/promises")
    expect((await stat(fileOf("manifest-1"))).mode & 0o077).toBe(0)
    expect((await stat(keyFile())).mode & 0o077).toBe(0)
  })

  it("is replaced by what is kept later", () => {
    open().put("manifest-1", content)
    open().put("manifest-1", Buffer.from("newer"))
    expect(open().get("manifest-1")?.toString()).toBe("newer")
  })

  it("lies where EXPORTER_CACHE says, or nowhere", async () => {
    const env = { EXPORTER_CACHE: join(home, "elsewhere") }
    open(env).put("manifest-1", content)
    expect(await readdir(join(home, "elsewhere"))).toEqual(["manifest-1"])
    open({ EXPORTER_CACHE: "off" }).put("manifest-2", content)
    expect(open({ EXPORTER_CACHE: "off" }).get("manifest-1")).toBeUndefined()
    expect(await readdir(home)).not.toContain(".cache")
  })

  it("is of the youngest only, kind by kind", async () => {
    open().put("code-1", content)
    for (let n = 0; n < 40; n++) open().put(`manifest-${n}`, content)
    const names = await readdir(join(home, ".cache/exporter"))
    expect(names).toHaveLength(17)
    expect(names).toEqual(expect.arrayContaining(["code-1", "manifest-39"]))
  })
})

describe("what is not as it was kept is not there", () => {
  it("cut at any byte, or with any byte changed", async () => {
    open().put("manifest-1", content)
    const whole = await readFile(fileOf("manifest-1"))
    for (let length = 0; length < whole.length; length++) {
      await writeFile(fileOf("manifest-1"), whole.subarray(0, length))
      expect(open().get("manifest-1")).toBeUndefined()
      const changed = Buffer.from(whole)
      changed[length] = (whole[length] ?? 0) ^ 1
      await writeFile(fileOf("manifest-1"), changed)
      expect(open().get("manifest-1")).toBeUndefined()
    }
    await writeFile(fileOf("manifest-1"), Buffer.concat([whole, Buffer.from("x")]))
    expect(open().get("manifest-1")).toBeUndefined()
    await writeFile(fileOf("manifest-1"), Buffer.alloc(whole.length))
    expect(open().get("manifest-1")).toBeUndefined()
  })

  it("under another name", async () => {
    open().put("manifest-1", content)
    await rename(fileOf("manifest-1"), fileOf("manifest-2"))
    expect(open().get("manifest-2")).toBeUndefined()
  })

  it("brought along from another user's folder: its key is not ours", () => {
    const shared = join(home, "shared")
    open({ EXPORTER_CACHE: shared, XDG_STATE_HOME: join(home, "theirs") }).put("manifest-1", content)
    const ours = open({ EXPORTER_CACHE: shared, XDG_STATE_HOME: join(home, "ours") })
    expect(ours.get("manifest-1")).toBeUndefined()
    ours.put("manifest-1", content)
    expect(ours.get("manifest-1")).toEqual(content)
  })

  it("once others can read the key, or it is none", async () => {
    open().put("manifest-1", content)
    await chmod(keyFile(), 0o644)
    expect(open().get("manifest-1")).toBeUndefined()
    open().put("manifest-2", content)
    expect(open().get("manifest-2")).toBeUndefined()
    await chmod(keyFile(), 0o600)
    await writeFile(keyFile(), "short")
    expect(open().get("manifest-1")).toBeUndefined()
  })
})

it("a folder that cannot be made or read costs nothing but the cache", async () => {
  await writeFile(join(home, ".cache"), "a file is in the way")
  const cache = open()
  expect(() => cache.put("manifest-1", content)).not.toThrow()
  expect(cache.get("manifest-1")).toBeUndefined()
  await rm(join(home, ".cache"))
  await rm(join(home, ".local"), { recursive: true })
  await writeFile(join(home, ".local"), "a file is in the way")
  expect(() => open().put("manifest-1", content)).not.toThrow()
  expect(open().get("manifest-1")).toBeUndefined()
})
