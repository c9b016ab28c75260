/** Why a download ends, within the downloader; and the words for it, which never tell an address. */
import type { DownloadError } from "../Downloader.ts"

export class Failure extends Error {
  readonly reason: DownloadError["reason"]
  constructor(reason: DownloadError["reason"], message: string) {
    super(message)
    this.reason = reason
  }
}

/** A failure of the file system is one of the disk's, whatever else is going on. */
export const disk = async <A>(operation: () => Promise<A>): Promise<A> => {
  try {
    return await operation()
  } catch (error) {
    throw error instanceof Failure ? error : new Failure("disk", wordsOf(error))
  }
}

const WORDS: Readonly<Record<string, string>> = {
  ENOSPC: "no space is left on the disk",
  EDQUOT: "the disk quota is used up",
  EACCES: "permission denied",
  EPERM: "permission denied",
  EIO: "the disk reports an input/output error",
  EROFS: "the file system is read-only",
  EEXIST: "a file appeared there meanwhile",
  ENOTDIR: "a part of the path is a file",
  EISDIR: "it is a folder",
  ELOOP: "a symbolic link is in the way",
  ECONNRESET: "the connection broke",
  ERR_STREAM_PREMATURE_CLOSE: "the stream ended early",
  ECONNREFUSED: "the file server cannot be reached"
}

/** Error messages of streams can carry the URL, which is a secret: only known words and codes are passed on. */
export const wordsOf = (error: unknown): string => {
  const code = codeOf(error)
  return code === undefined ? "the stream broke" : (WORDS[code] ?? code)
}

export const codeOf = (error: unknown): string | undefined =>
  typeof error === "object" && error !== null && "code" in error ? String(error.code) : undefined
