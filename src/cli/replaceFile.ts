/** Writes a file so that its readers see the old content or the new one, and never a half. */
import { renameSync, statSync, unlinkSync, writeFileSync } from "node:fs"

/** @param file a device or a pipe is written to as it is */
export const replaceFile = (file: string, text: string): void => {
  const there = statSync(file, { throwIfNoEntry: false })
  if (there !== undefined && !there.isFile()) {
    writeFileSync(file, text)
    return
  }
  const fresh = `${file}.${process.pid}.tmp`
  try {
    writeFileSync(fresh, text, { mode: 0o600 })
    renameSync(fresh, file)
  } catch (error) {
    try {
      unlinkSync(fresh)
    } catch {
      // It was not made.
    }
    throw error
  }
}

/** `ENOSPC`, or what else there is to say. */
export const codeOf = (error: unknown): string =>
  error instanceof Error && "code" in error ? String(error.code) : String(error)
