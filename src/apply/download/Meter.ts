/** What is known of a file by reading it: size, checksum, rows. */
import { createHash, type Hash } from "node:crypto"
import type { FileHandle } from "node:fs/promises"
import type { FileType } from "../../domain.ts"
import { CsvRows } from "../csvRows.ts"
import { disk } from "./Failure.ts"

export interface Measured {
  readonly bytes: number
  readonly sha256: string
  readonly rows?: number
}

/** Size, checksum and rows of bytes as they pass. */
export class Meter {
  readonly #hash: Hash = createHash("sha256")
  readonly #csv: CsvRows | undefined
  bytes = 0

  constructor(fileType: FileType) {
    this.#csv = fileType === "csv" ? new CsvRows() : undefined
  }

  update(chunk: Uint8Array): void {
    this.#hash.update(chunk)
    this.#csv?.update(chunk)
    this.bytes += chunk.length
  }

  read(): Measured {
    const sha256 = this.#hash.digest("hex")
    return { bytes: this.bytes, sha256, ...(this.#csv === undefined ? {} : { rows: this.#csv.rows }) }
  }
}

/** Reads a file from where its handle stands to its end. */
export const measure = async (file: FileHandle, fileType: FileType, signal: AbortSignal): Promise<Meter> => {
  const meter = new Meter(fileType)
  const buffer = Buffer.allocUnsafe(1 << 18)
  for (;;) {
    signal.throwIfAborted()
    const { bytesRead } = await disk(() => file.read(buffer, 0, buffer.length, null))
    if (bytesRead === 0) return meter
    meter.update(buffer.subarray(0, bytesRead))
  }
}

export const append = async (file: FileHandle, chunk: Uint8Array, position: number): Promise<void> => {
  for (let written = 0; written < chunk.length; )
    written += (await disk(() => file.write(chunk, written, chunk.length - written, position + written))).bytesWritten
}
