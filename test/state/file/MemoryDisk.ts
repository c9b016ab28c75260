/**
 * A disk in memory that knows the difference between written and durable: what a power cut leaves of it is what was synced,
 * file by file and folder by folder.
 */
import { dirname } from "node:path"
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import { type Disk, DiskError, type OpenFile } from "../../../src/state/file/Disk.ts"

interface Inode {
  content: Buffer
  durable: Buffer
  modified: number
}

/**
 * What is left after a crash: all of it when only the process died; what was synced when the power went; and in between, for
 * each thing that was not synced, whatever `random` (0 <= x < 1) says.
 */
export type Crash =
  | { readonly kind: "process" }
  | { readonly kind: "power" }
  | { readonly kind: "mixed"; readonly random: () => number }

/** Runs before every operation, and may make it fail, wait, or never come back. `half` = so much of a write as was done. */
export type Interrupter = (operation: string, half: Effect.Effect<void>) => Effect.Effect<void, DiskError>

export class MemoryDisk {
  readonly #names = new Map<string, Inode>()
  /** Folders, by when they were made. */
  readonly #folders = new Map<string, number>([["/", 0]])
  /** The names that a power cut leaves. */
  readonly #durable = new Map<string, Inode>()
  written = 0

  /** This disk as a process sees it, whose operations pass through `interrupter`. */
  disk(interrupter: Interrupter = () => Effect.void): Disk {
    const step = <A>(operation: string, file: string, run: () => A): Effect.Effect<A, DiskError> =>
      Effect.suspend(() => interrupter(`${operation} ${file}`, Effect.void)).pipe(
        Effect.andThen(Clock.currentTimeMillis),
        Effect.flatMap((now) =>
          Effect.try({
            try: () => {
              this.#now = now
              return run()
            },
            catch: (cause) => {
              if (cause instanceof DiskError) return cause
              throw cause
            }
          })
        )
      )

    const open = (file: string, inode: Inode): OpenFile => ({
      write: (text) =>
        interrupter(
          `write ${file}`,
          Effect.sync(() => this.#append(inode, Buffer.from(text).subarray(0, Math.ceil(text.length / 2))))
        ).pipe(Effect.andThen(Effect.sync(() => this.#append(inode, Buffer.from(text))))),
      sync: step("sync", file, () => {
        inode.durable = inode.content
      }),
      truncate: (length) =>
        step("truncate", file, () => {
          inode.content = inode.content.subarray(0, length)
        }),
      close: Effect.void
    })

    return {
      read: (file) => step("read", file, () => this.#get(file).content.toString()),
      create: (file) =>
        step("create", file, () => {
          if (this.#names.has(file)) throw failure("EEXIST", file)
          this.#inFolder(file)
          const inode = { content: Buffer.alloc(0), durable: Buffer.alloc(0), modified: this.#now }
          this.#names.set(file, inode)
          return open(file, inode)
        }),
      rename: (from, to) =>
        step("rename", to, () => {
          const inode = this.#get(from)
          this.#inFolder(to)
          this.#names.delete(from)
          this.#names.set(to, inode)
        }),
      link: (from, to) =>
        step("link", to, () => {
          const inode = this.#get(from)
          this.#inFolder(to)
          if (this.#names.has(to)) throw failure("EEXIST", to)
          this.#names.set(to, inode)
        }),
      remove: (file) =>
        step("remove", file, () => {
          this.#get(file)
          this.#names.delete(file)
        }),
      makeFolder: (folder) =>
        step("makeFolder", folder, () => {
          if (this.#folders.has(folder)) throw failure("EEXIST", folder)
          this.#inFolder(folder)
          this.#folders.set(folder, this.#now)
        }),
      ensureFolder: (folder) =>
        step("ensureFolder", folder, () => {
          this.#folders.set(folder, this.#now)
        }),
      removeFolder: (folder) =>
        step("removeFolder", folder, () => {
          this.#folders.delete(folder)
          for (const file of [...this.#names.keys()]) if (dirname(file) === folder) this.#names.delete(file)
        }),
      list: (folder) =>
        step("list", folder, () =>
          [...this.#names.keys(), ...this.#folders.keys()]
            .filter((file) => file !== folder && dirname(file) === folder)
            .map((file) => file.slice(folder.length + 1))
        ),
      syncFolder: (folder) =>
        step("syncFolder", folder, () => {
          for (const file of [...this.#durable.keys()])
            if (dirname(file) === folder && !this.#names.has(file)) this.#durable.delete(file)
          for (const [file, inode] of this.#names) if (dirname(file) === folder) this.#durable.set(file, inode)
        }),
      modified: (file) => step("modified", file, () => this.#folders.get(file) ?? this.#get(file).modified),
      touch: (file, time) =>
        step("touch", file, () => {
          this.#get(file).modified = time
        }),
      resolve: Effect.succeed
    }
  }

  /** A disk as it is found after a crash of the one that this was. */
  after(crash: Crash): MemoryDisk {
    const next = new MemoryDisk()
    for (const [folder, made] of this.#folders) next.#folders.set(folder, made)
    for (const file of new Set([...this.#names.keys(), ...this.#durable.keys()])) {
      const inode = kept(this.#names.get(file), this.#durable.get(file), crash)
      if (inode === undefined) continue
      const content = contentAfter(inode, crash)
      next.#put(file, { content, durable: content, modified: inode.modified })
    }
    return next
  }

  files(): ReadonlyArray<string> {
    return [...this.#names.keys()].sort()
  }

  folders(): ReadonlyArray<string> {
    return [...this.#folders.keys()].sort()
  }

  text(file: string): string | undefined {
    return this.#names.get(file)?.content.toString()
  }

  /** A file that is there, durably; `undefined` takes it away. */
  set(file: string, text: string | undefined): void {
    this.#names.delete(file)
    this.#durable.delete(file)
    if (text === undefined) return
    this.#folders.set(dirname(file), 0)
    this.#put(file, { content: Buffer.from(text), durable: Buffer.from(text), modified: 0 })
  }

  #now = 0

  #put(file: string, inode: Inode): void {
    this.#names.set(file, inode)
    this.#durable.set(file, inode)
  }

  #append(inode: Inode, bytes: Buffer): void {
    inode.content = Buffer.concat([inode.content, bytes])
    inode.modified = this.#now
    this.written += bytes.length
  }

  #get(file: string): Inode {
    const inode = this.#names.get(file)
    if (inode === undefined) throw failure("ENOENT", file)
    return inode
  }

  #inFolder(file: string): void {
    if (!this.#folders.has(dirname(file))) throw failure("ENOENT", file)
  }
}

const kept = (now: Inode | undefined, durable: Inode | undefined, crash: Crash): Inode | undefined => {
  if (now === durable || crash.kind === "process") return now
  if (crash.kind === "power") return durable
  return crash.random() < 0.5 ? now : durable
}

const contentAfter = ({ content, durable }: Inode, crash: Crash): Buffer => {
  if (content === durable || crash.kind === "process") return content
  if (crash.kind === "power") return durable
  // What was appended reaches the disk from its beginning on.
  const length = durable.length + Math.floor(crash.random() * (content.length - durable.length + 1))
  return content.length < durable.length ? content : content.subarray(0, length)
}

export const failure = (code: string, file: string): DiskError => new DiskError({ code, file })
