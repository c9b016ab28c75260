/**
 * The body of a large answer, read from the connection straight into a few buffers that are used again and again.
 *
 * ```
 *  connection ── read ──> slab, slab, slab ── take ──> the disk, the checksum, the rows
 *       └── head of the answer, and bodies that are small or of unknown length ──> node:http
 * ```
 *
 * A stream makes two new buffers of every read: for a file of gigabytes this is half of the time, and tens of megabytes
 * that wait to be collected.
 */
import http from "node:http"
import https from "node:https"
import net from "node:net"
import { constVoid } from "effect/Function"

const SLAB = 1 << 18

/** With less room than this in it, a slab is full: what TLS has decrypted comes in one go. */
const LEAST_ROOM = 1 << 16

/**
 * With so many full slabs waiting, the connection is left alone, and the server with it. Sooner is dearer: where the
 * system's own buffer is full, packets are dropped and sent again.
 */
const MOST_WAITING = 8

/** From this size on the body is read past node:http, and its connection is given up for it. */
const LARGE = 1 << 20

/** Bytes that are good until they are given back. */
export interface Piece {
  readonly bytes: Uint8Array
  readonly release: () => void
}

/** What comes in over one connection. */
class Intake {
  #socket: net.Socket | undefined
  #slab: Buffer = Buffer.allocUnsafeSlow(SLAB)
  #filled = 0
  #taken = 0
  readonly #waiting: Array<Uint8Array> = []
  readonly #free: Array<Buffer> = []
  #direct = false
  #paused = false
  #failure: Error | undefined
  #wake: () => void = () => {}

  /** How node reads into it; a read may come even after it was told to pause, so there always is a buffer. */
  readonly onread: net.OnReadOpts = {
    buffer: () => (this.#direct ? this.#slab.subarray(this.#filled) : this.#slab),
    callback: (length, bytes) => {
      if (this.#direct) return this.#arrived(length)
      this.#socket?.push(Buffer.from(bytes.subarray(0, length)))
      return true
    }
  }

  of(socket: net.Socket): void {
    this.#socket = socket
  }

  /** From the next read on, what comes is for `take`. */
  begin(): void {
    this.#direct = true
  }

  fail(error: Error): void {
    this.#failure ??= error
    this.#wake()
  }

  /** What has come. Rejects once the connection has failed, and all that came was taken. */
  async take(): Promise<Piece> {
    const last = this.#waiting.shift()
    if (this.#paused && this.#waiting.length < MOST_WAITING) {
      this.#paused = false
      this.#socket?.resume()
    }
    // With the last piece of a slab the slab is given back: those before it are written before it.
    if (last !== undefined) return { bytes: last, release: () => this.#free.push(Buffer.from(last.buffer)) }
    if (this.#filled > this.#taken) return { bytes: this.#rest(), release: constVoid }
    if (this.#failure !== undefined) throw this.#failure
    await new Promise<void>((resolve) => {
      this.#wake = resolve
    })
    return this.take()
  }

  #arrived(length: number): boolean {
    this.#filled += length
    if (SLAB - this.#filled < LEAST_ROOM) {
      this.#waiting.push(this.#rest())
      this.#slab = this.#free.pop() ?? Buffer.allocUnsafeSlow(SLAB)
      this.#filled = 0
      this.#taken = 0
    }
    this.#wake()
    this.#paused = this.#waiting.length >= MOST_WAITING
    return !this.#paused
  }

  #rest(): Uint8Array {
    const rest = this.#slab.subarray(this.#taken, this.#filled)
    this.#taken = this.#filled
    return rest
  }
}

const intakes = new WeakMap<net.Socket, Intake>()

/** Makes the connection of an agent with an intake. */
const withIntake = <A, C>(options: A, connect: (options: A & net.ConnectOpts) => C): C => {
  const intake = new Intake()
  const socket = connect({ ...options, onread: intake.onread })
  if (socket instanceof net.Socket) {
    intake.of(socket)
    intakes.set(socket, intake)
  }
  return socket
}

class HttpAgent extends http.Agent {
  override createConnection(...[options, callback]: Parameters<http.Agent["createConnection"]>) {
    return withIntake(options, (it) => super.createConnection(it, callback))
  }
}

class HttpsAgent extends https.Agent {
  override createConnection(...[options, callback]: Parameters<https.Agent["createConnection"]>) {
    return withIntake(options, (it) => super.createConnection(it, callback))
  }
}

/** What node's own agents are by default. */
const settings = { keepAlive: true, scheduling: "lifo", timeout: 5_000 } as const

export const agents = { http: new HttpAgent(settings), https: new HttpsAgent(settings) }

/** To be called as soon as there is an answer. Pieces are to be given back in their order. */
export const bodyOf = (response: http.IncomingMessage): AsyncIterable<Piece> => {
  const intake = intakes.get(response.socket)
  const length = Number(response.headers["content-length"] ?? 0)
  // Of what was read already, something may still be on its way to node:http.
  if (intake === undefined || length < LARGE || response.socket.readableLength > 0) return streamed(response)
  intake.begin()
  response.on("error", (error) => intake.fail(error))
  return direct(response, intake, length)
}

async function* streamed(response: http.IncomingMessage): AsyncIterable<Piece> {
  for await (const bytes of response) yield { bytes, release: constVoid }
}

async function* direct(response: http.IncomingMessage, intake: Intake, length: number): AsyncIterable<Piece> {
  let left = length
  // What came together with the head.
  for (let bytes = response.read(); bytes !== null; bytes = response.read()) {
    left -= bytes.length
    yield { bytes, release: constVoid }
  }
  while (left > 0) {
    const { bytes, release } = await intake.take()
    yield { bytes: bytes.subarray(0, left), release }
    left -= bytes.length
  }
}
