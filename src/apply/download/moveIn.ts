/** The last step of a file: from its part to its name. */
import { constants, type Stats } from "node:fs"
import { link, lstat, mkdir, open, rename, unlink } from "node:fs/promises"
import path from "node:path"
import type { SavedFile } from "../../state/Record.ts"
import type { Place } from "../Downloader.ts"
import { codeOf, disk, Failure, wordsOf } from "./Failure.ts"
import { type Measured, measure } from "./Meter.ts"

/** Gives the finished file its name, without ever overwriting what exporter did not write. */
export const moveIn = async (
  part: string,
  root: string,
  place: Place,
  measured: Measured,
  signal: AbortSignal
): Promise<SavedFile> => {
  const target = path.join(root, place.output)
  const saved: SavedFile = { path: place.output, ...measured }
  const there = await shaOf(target, signal)
  if (there === saved.sha256) {
    await disk(() => unlink(part))
    return saved
  }
  const { recorded, earlier } = place
  if (there !== undefined && recorded === undefined && earlier === undefined) throw occupied()
  // Ours, as it was written: it may be replaced. Changed since: somebody's work is in it.
  const replaces = there !== undefined && there === recorded?.sha256
  if (there !== undefined && there === earlier?.sha256) await rest(target, path.join(root, earlier.rests))
  else if (there !== undefined && !replaces) await setAside(target)
  await disk(async () => {
    if (replaces) await rename(part, target)
    else await linkIn(part, target)
    const folder = await open(path.dirname(target), "r")
    await folder.sync().finally(() => folder.close())
  })
  return saved
}

const occupied = () =>
  new Failure("occupied", "a file that exporter did not write is there: move it, or change the output")

/** Unlike a rename, a link fails where a file has appeared meanwhile. */
const linkIn = async (part: string, target: string): Promise<void> => {
  try {
    await link(part, target)
  } catch (error) {
    switch (codeOf(error)) {
      case "EEXIST":
        throw occupied()
      case "EPERM":
      case "ENOTSUP":
      case "EOPNOTSUPP":
      case "ENOSYS":
        // File systems without hard links.
        return rename(part, target)
      default:
        throw error
    }
  }
  await unlink(part)
}

/** The file of an earlier generation makes way. What is there from a run that was killed meanwhile is this very file. */
const rest = async (target: string, place: string): Promise<void> => {
  try {
    await mkdir(path.dirname(place), { recursive: true })
    await link(target, place)
    await unlink(target)
  } catch (error) {
    switch (codeOf(error)) {
      case "EEXIST":
        return setAside(target)
      case "EPERM":
      case "ENOTSUP":
      case "EOPNOTSUPP":
      case "ENOSYS":
        return disk(() => rename(target, place))
      default:
        throw new Failure("disk", wordsOf(error))
    }
  }
}

const setAside = async (target: string): Promise<void> => {
  for (let n = 1; ; n++) {
    try {
      await link(target, `${target}.changed-${n}`)
      return await unlink(target)
    } catch (error) {
      if (codeOf(error) !== "EEXIST") throw new Failure("disk", wordsOf(error))
    }
  }
}

export const statOf = async (file: string): Promise<Stats | undefined> => {
  try {
    return await lstat(file)
  } catch (error) {
    if (codeOf(error) === "ENOENT") return undefined
    throw new Failure("disk", wordsOf(error))
  }
}

/** SHA-256 of the file at that path; `undefined`: there is none. */
const shaOf = async (file: string, signal: AbortSignal): Promise<string | undefined> => {
  const stat = await statOf(file)
  if (stat === undefined) return undefined
  if (!stat.isFile()) throw occupied()
  const handle = await disk(() => open(file, constants.O_RDONLY | constants.O_NOFOLLOW))
  try {
    return (await measure(handle, "zip", signal)).read().sha256
  } finally {
    await handle.close()
  }
}
