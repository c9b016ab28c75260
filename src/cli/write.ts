/** Writing to the two streams of the terminal, for the front door as well. */
import { writeSync } from "node:fs"

/** What is behind standard output takes nothing more: a file on a full disk, say. */
export class NotWritten extends Error {
  override readonly name = "NotWritten"
}

/** Synchronous, so that nothing is cut off by the end of the process; a reader that went away ends the writing, quietly. */
export const write = (fd: 1 | 2, text: string): void => {
  const bytes = Buffer.from(text.endsWith("\n") ? text : `${text}\n`)
  for (let at = 0; at < bytes.length; ) {
    try {
      at += writeSync(fd, bytes, at)
    } catch (error) {
      const code = error instanceof Error && "code" in error ? String(error.code) : String(error)
      // A full pipe is waited for: the other side reads on.
      if (code === "EAGAIN") Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5)
      // There is nobody left to tell that standard error is gone.
      else if (code === "EPIPE" || fd === 2) return
      else throw new NotWritten(`standard output cannot be written (${code})`, { cause: error })
    }
  }
}
