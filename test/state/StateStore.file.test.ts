import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs"
import { mkdir } from "node:fs/promises"
import { tmpdir } from "node:os"
import { basename, join } from "node:path"
import { describe, expect, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import { nodeDisk } from "../../src/state/file/Disk.ts"
import { encodeChange, encodeHeader } from "../../src/state/journal.ts"
import type { Migration } from "../../src/state/migration.ts"
import type { State } from "../../src/state/State.ts"
import * as FileStore from "../../src/state/StateStore.file.ts"
import type { StateStore } from "../../src/state/StateStore.ts"
import { encodeState } from "../../src/state/statefile.ts"
import { sumOf } from "../../src/state/sum.ts"
import { failure, MemoryDisk } from "./file/MemoryDisk.ts"
import { processesOf } from "./file/processes.ts"
import { stateStoreContract } from "./StateStore.suite.ts"
import { names, put, records, stateOf } from "./samples.ts"

const folder = Effect.acquireRelease(
  Effect.sync(() => mkdtempSync(join(tmpdir(), "exporter-state-"))),
  (it) => Effect.sync(() => rmSync(it, { recursive: true }))
)

stateStoreContract(
  "file",
  Effect.map(folder, (it) => {
    const file = join(it, "exports.state.json")
    return { store: FileStore.make(file), other: FileStore.make(file) }
  })
)

/** The same operations on a disk in memory, where 200 starters interleave in another way. */
stateStoreContract(
  "file, on a file system without hard links",
  Effect.sync(() => {
    const disk = new MemoryDisk().disk((operation) =>
      operation.startsWith("link") ? Effect.fail(failure("ENOTSUP", operation)) : Effect.yieldNow()
    )
    const store = () => FileStore.make("/project/exports.state.json", { disk, processes: processesOf(process.pid) })
    return { store: store(), other: store() }
  })
)

const recordsOf = (count: number): State["records"] =>
  new Map(
    Array.from({ length: count }, (_, index) => {
      const { record } = put(`${index}`)
      return [record.fingerprint, record]
    })
  )

/** A journal of one change that builds on the state of this text. */
const journalOf = (text: string): string => {
  const { lineage, serial }: State = JSON.parse(text)
  const header = encodeHeader({ lineage, serial, lock: "1" })
  return header + encodeChange(header, 1, put("journaled"))
}

/** The text of a state as version 0, which never was, would have written it. */
const asVersion0 = (state: State): string => {
  const { kind, lineage, serial, records, ledger, applied_plans } = JSON.parse(encodeState(state))
  const head = { kind, version: 0, lineage, serial }
  const sums = (list: ReadonlyArray<{ readonly sum: string }>) => list.map(({ sum }) => sum)
  const sum = sumOf(JSON.stringify([head, sums(records), sums(ledger), applied_plans]))
  return JSON.stringify({ ...head, records, ledger, applied_plans, sum })
}

const commit = (store: StateStore["Type"], ...changes: ReadonlyArray<string>) =>
  Effect.scoped(
    Effect.flatMap(store.open("apply"), (writer) =>
      Effect.forEach(changes, (it) => writer.commit(put(it)), { discard: true })
    )
  )

describe("the files", () => {
  it.scopedLive("are for their owner alone, during a run and after it", () =>
    Effect.gen(function* () {
      const at = yield* folder
      const store = FileStore.make(join(at, "sub", "folder", "exports.state.json"))
      const modes = () =>
        Object.fromEntries(
          readdirSync(join(at, "sub", "folder"), { recursive: true, withFileTypes: true })
            .filter((entry) => entry.isFile())
            .map((entry) => [entry.name, statSync(join(entry.parentPath, entry.name)).mode & 0o777])
        )
      yield* Effect.scoped(
        Effect.gen(function* () {
          const writer = yield* store.open("apply")
          yield* writer.commit(put("a"))
          expect(modes()).toEqual({ "exports.state.journal": 0o600, "exports.state.lock": 0o600, owner: 0o600 })
        })
      )
      expect(modes()).toEqual({ "exports.state.json": 0o600, "exports.state.backup": 0o600 })
      yield* commit(store, "b")
      expect(modes()).toEqual({ "exports.state.json": 0o600, "exports.state.backup": 0o600 })
    })
  )

  it.scopedLive("are not touched by reading, nor by a run without changes", () =>
    Effect.gen(function* () {
      const at = yield* folder
      const file = join(at, "exports.state.json")
      const store = FileStore.make(file)
      yield* store.read
      yield* commit(store)
      expect(readdirSync(at)).toEqual([])
      yield* commit(store, "a")
      const before = statSync(file, { bigint: true })
      yield* store.read
      yield* commit(store)
      expect(statSync(file, { bigint: true })).toMatchObject({ ino: before.ino, mtimeNs: before.mtimeNs })
    })
  )

  it.scopedLive("lie beside the target of a symbolic link, which stays a link", () =>
    Effect.gen(function* () {
      const at = yield* folder
      const [real, other] = [join(at, "real"), join(at, "other")]
      yield* Effect.promise(() => Promise.all([mkdir(real), mkdir(other)]))
      const link = join(other, "exports.state.json")
      symlinkSync("../real/kept.json", link)
      const store = FileStore.make(link)
      yield* commit(store, "a")
      yield* commit(store, "b")
      expect(readdirSync(other)).toEqual(["exports.state.json"])
      expect(readdirSync(real).sort()).toEqual(["kept.backup", "kept.json"])
      expect(names(yield* FileStore.make(join(real, "kept.json")).read)).toEqual(["a", "b"])
      yield* Effect.scoped(
        Effect.gen(function* () {
          yield* store.open("apply")
          const second = FileStore.make(join(real, "kept.json"))
          expect(yield* Effect.flip(Effect.scoped(second.open("apply")))).toMatchObject({ reason: "locked" })
        })
      )
    })
  )

  it.scopedLive("of a name without .json get their endings all the same", () =>
    Effect.gen(function* () {
      const at = yield* folder
      yield* commit(FileStore.make(join(at, "state")), "a")
      expect(readdirSync(at).sort()).toEqual(["state", "state.backup"])
    })
  )
})

describe("a commit", () => {
  it.effect("costs one line, also with 10,000 records", () =>
    Effect.gen(function* () {
      const memory = new MemoryDisk()
      const many: State = { ...stateOf(), records: recordsOf(10_000) }
      memory.set("/project/exports.state.json", encodeState(many))
      const operations: Array<string> = []
      const disk = memory.disk((operation) => {
        operations.push(operation.split(" ")[0] ?? "")
        return Effect.yieldNow()
      })
      const store = FileStore.make("/project/exports.state.json", { disk, processes: processesOf(1) })
      yield* Effect.scoped(
        Effect.gen(function* () {
          const writer = yield* store.open("apply")
          yield* writer.commit(put("first"))
          for (const name of ["second", "third"]) {
            const before = memory.written
            operations.length = 0
            yield* writer.commit(put(name))
            expect(memory.written - before).toBeLessThan(1_500)
            // The lock is looked at before and after.
            expect(operations).toEqual(["read", "write", "sync", "read"])
          }
          operations.length = 0
          const many = Array.from({ length: 500 }, (_, index) => writer.commit(put(`more ${index}`)))
          yield* Effect.all(many, { concurrency: 50, discard: true })
          // 50 at a time share a write and a sync, and go on sharing them.
          expect(operations.filter((it) => it === "sync").length).toBeLessThanOrEqual(20)
        })
      )
    })
  )
})

describe("a state that cannot be used", () => {
  const file = "/project/exports.state.json"
  const good = encodeState({ ...stateOf(...records), serial: 7 })

  const storeWith = (files: Readonly<Record<string, string>>) => {
    const memory = new MemoryDisk()
    for (const [name, text] of Object.entries(files)) memory.set(`/project/${name}`, text)
    return { memory, store: FileStore.make(file, { disk: memory.disk(), processes: processesOf(1) }) }
  }

  const cases: ReadonlyArray<readonly [string, Readonly<Record<string, string>>, object]> = [
    [
      "empty",
      { "exports.state.json": "" },
      {
        reason: "damaged",
        file,
        detail: "is empty, and a state file never is",
        hint: expect.stringMatching(/^There is no backup\. .*mv .*away/)
      }
    ],
    [
      "empty, with a backup",
      { "exports.state.json": "", "exports.state.backup": good },
      {
        reason: "damaged",
        hint: "Nothing was bought. Its backup is whole (serial 7): cp /project/exports.state.backup /project/exports.state.json"
      }
    ],
    [
      "cut short, with a backup that is cut too",
      { "exports.state.json": good.slice(0, 500), "exports.state.backup": good.slice(0, 400) },
      {
        reason: "damaged",
        detail: "is cut short: its end is missing",
        hint: expect.stringMatching(/^Its backup cannot be used either\./)
      }
    ],
    [
      "missing, with a backup",
      { "exports.state.backup": good },
      {
        reason: "damaged",
        file,
        detail: "is missing, though there was one",
        hint: expect.stringMatching(/serial 7.: cp /)
      }
    ],
    ["of another program", { "exports.state.json": '{"version":4}' }, { reason: "foreign", file }],
    [
      "of a later version",
      { "exports.state.json": '{"kind":"exporter-state","version":2}', "exports.state.backup": good },
      {
        reason: "newer",
        file,
        hint: "Nothing was bought. Install a later version of exporter: this one does not touch the file."
      }
    ],
    [
      "missing beside a journal",
      { "exports.state.journal": "garbage\n" },
      {
        reason: "damaged",
        file: "/project/exports.state.journal",
        hint: expect.stringContaining("mv /project/exports.state.journal")
      }
    ]
  ]

  it.effect.each(cases)("says so when it is %s, and changes nothing", ([, files, expected]) =>
    Effect.gen(function* () {
      const { memory, store } = storeWith(files)
      expect(yield* Effect.flip(store.read)).toMatchObject(expected)
      expect(yield* Effect.flip(Effect.scoped(store.open("apply")))).toMatchObject(expected)
      expect(memory.files().map((name) => basename(name))).toEqual(Object.keys(files).sort())
      for (const [name, text] of Object.entries(files)) expect(memory.text(`/project/${name}`)).toBe(text)
    })
  )

  it.effect("says how far a damaged journal can be used, in a command that works", () =>
    Effect.gen(function* () {
      const broken = storeWith({ "exports.state.json": good, "exports.state.journal": `${journalOf(good)}garbage\n` })
      const error = yield* Effect.flip(broken.store.read)
      expect(error).toMatchObject({ reason: "damaged", file: "/project/exports.state.journal" })
      expect(error.detail).toBe("line 3: is not what was committed there")
      expect(error.hint).toContain("head -n 2 /project/exports.state.journal > /project/exports.state.journal.good")
      broken.memory.set("/project/exports.state.journal", journalOf(good))
      expect((yield* broken.store.read).records.size).toBe(records.length + 1)
    })
  )

  it.scopedLive("says what the file system says", () =>
    Effect.gen(function* () {
      const at = yield* folder
      const asFolder = FileStore.make(at)
      expect(yield* Effect.flip(asFolder.read)).toMatchObject({
        reason: "unreadable",
        file: at,
        detail: "cannot be read: it is a folder"
      })
      writeFileSync(join(at, "file"), "")
      const below = FileStore.make(join(at, "file", "exports.state.json"))
      expect(yield* Effect.flip(below.read)).toMatchObject({ reason: "unreadable" })
      const readOnly = FileStore.make(join(at, "exports.state.json"), {
        disk: { ...nodeDisk, makeFolder: (it) => Effect.fail(failure("EROFS", it)) }
      })
      expect((yield* readOnly.read).serial).toBe(0)
      expect(yield* Effect.flip(Effect.scoped(readOnly.open("apply")))).toMatchObject({
        reason: "unwritable",
        detail: "cannot be written: the file system is read-only"
      })
    })
  )
})

describe("a state of an earlier version", () => {
  const from0: Migration = {
    from: 0,
    record: (it) => ({ ...(it as object), phase: "refused", reason: "migrated" }),
    charge: (it) => it
  }

  it.scopedLive("is read as it is, and kept beside the new one once that is written", () =>
    Effect.gen(function* () {
      const at = yield* folder
      const file = join(at, "exports.state.json")
      const old = asVersion0({ ...stateOf(...records.slice(0, 2)), ledger: [], appliedPlans: [] })
      writeFileSync(file, old)
      expect(yield* Effect.flip(FileStore.make(file).read)).toMatchObject({ reason: "damaged" })
      const store = FileStore.make(file, { migrations: [from0] })
      expect([...(yield* store.read).records.values()].map((it) => it.phase)).toEqual(["refused", "refused"])
      yield* commit(store)
      expect(readFileSync(file, "utf8")).toBe(old)
      yield* commit(store, "a")
      expect(readFileSync(join(at, "exports.state.v0.bak"), "utf8")).toBe(old)
      expect(JSON.parse(readFileSync(file, "utf8"))).toMatchObject({ version: 1, serial: 8 })
      expect(names(yield* FileStore.make(file).read)).toEqual(["a", "creating", "refused"])
    })
  )
})
