/**
 * Writes to the end of a file, one after another, while what comes next is received and checked. Little is on its way at a
 * time, and what is written goes to the disk early, so that the last sync finds little to do.
 */
import type { FileHandle } from "node:fs/promises"
import { disk } from "./Failure.ts"
import type { Piece } from "./Intake.ts"
import { append } from "./Meter.ts"

/** Pieces on their way: the disk has something to do while the next one is checked. */
const MOST = 4

/** So many bytes are sent to the disk at a time. */
const SYNC_EVERY = 128_000_000

export class Appending {
  readonly #file: FileHandle
  /** Where the next piece goes. */
  #end: number
  #synced: number
  #last: Promise<void> = Promise.resolve()
  readonly #pending: Array<Promise<void>> = []
  #syncing: Promise<void> | undefined

  constructor(file: FileHandle, end: number) {
    this.#file = file
    this.#end = end
    this.#synced = end
  }

  /** Returns while it is being written; rejects when what was added before could not be. */
  async add(piece: Piece): Promise<void> {
    if (this.#pending.length >= MOST) await this.#pending.shift()
    const at = this.#end
    this.#end += piece.bytes.length
    this.#last = handled(
      this.#last.then(async () => {
        await append(this.#file, piece.bytes, at)
        piece.release()
      })
    )
    this.#pending.push(this.#last)
    if (this.#end - this.#synced >= SYNC_EVERY && this.#syncing === undefined) this.#sync()
  }

  /** Nothing is on its way any more. */
  async settled(): Promise<void> {
    await Promise.allSettled([this.#last, this.#syncing])
  }

  /** All is on the disk. */
  async finish(): Promise<void> {
    await this.#last
    await this.#syncing
    await disk(() => this.#file.sync())
  }

  /** A failure to sync is told once, so it must not be lost: it stays here for the end. */
  #sync(): void {
    this.#synced = this.#end
    this.#syncing = handled(
      disk(() => this.#file.datasync()).then(() => {
        this.#syncing = undefined
      })
    )
  }
}

/** Its failure is looked at later. */
const handled = <A>(promise: Promise<A>): Promise<A> => {
  promise.catch(() => {})
  return promise
}
