/** The last step of a file: from its part to its name. */
import { constants, type Stats } from "node:fs"
import { copyFile, link, lstat, mkdir, open, rename, unlink } from "node:fs/promises"
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
  const { recorded, earlier } = place
  if (there === saved.sha256) {
    // Bought again, and nothing has changed: the earlier generation has its file nevertheless.
    if (there === earlier?.sha256) await alsoRest(target, path.join(root, earlier.rests))
    await disk(() => unlink(part))
    return saved
  }
  if (there !== undefined && recorded === undefined && earlier === undefined) throw occupied()
  // Ours, as it was written: it may be replaced. Changed since: somebody's work is in it.
  const replaces = there !== undefined && there === recorded?.sha256
  if (there !== undefined && there === earlier?.sha256)
    await rest(target, path.join(root, earlier.rests), there, signal)
  else if (there !== undefined && !replaces) await setAside(target)
  await disk(async () => {
    if (replaces) await rename(part, target)
    else await linkIn(part, target)
  })
  await syncFolder(path.dirname(target))
  return saved
}

const occupied = () =>
  new Failure("occupied", "a file that exporter did not write is there: move it, or change the output")

/** Unlike a rename, a link fails where a file has appeared meanwhile. */
const linkIn = async (part: string, target: string): Promise<void> => {
  switch (await linkTo(part, target)) {
    case "occupied":
      throw occupied()
    case "unsupported":
      return rename(part, target)
    case "linked":
      return unlink(part)
  }
}

/** The file of an earlier generation makes way. It is safe at its new place before it leaves the old one. */
const rest = async (target: string, place: string, sha256: string, signal: AbortSignal): Promise<void> => {
  await disk(() => mkdir(path.dirname(place), { recursive: true }))
  const linked = await disk(() => linkTo(target, place))
  if (linked === "unsupported") return disk(() => rename(target, place))
  // A run that was killed meanwhile has left this very file there. Anything else is somebody's.
  if (linked === "occupied" && (await shaOf(place, signal)) !== sha256) return setAside(target)
  for (const folder of [path.dirname(place), path.dirname(target)]) await syncFolder(folder)
  await disk(() => unlink(target))
}

/** The same bytes are those of two generations. */
const alsoRest = async (target: string, place: string): Promise<void> => {
  await disk(() => mkdir(path.dirname(place), { recursive: true }))
  const linked = await disk(() => linkTo(target, place))
  if (linked === "unsupported") await disk(() => copyFile(target, place, constants.COPYFILE_EXCL))
  await syncFolder(path.dirname(place))
}

const linkTo = async (from: string, to: string): Promise<"linked" | "occupied" | "unsupported"> => {
  try {
    await link(from, to)
    return "linked"
  } catch (error) {
    switch (codeOf(error)) {
      case "EEXIST":
        return "occupied"
      case "EPERM":
      case "ENOTSUP":
      case "EOPNOTSUPP":
      case "ENOSYS":
        return "unsupported"
      default:
        throw error
    }
  }
}

const syncFolder = (folder: string): Promise<void> =>
  disk(async () => {
    const handle = await open(folder, "r")
    await handle.sync().finally(() => handle.close())
  })

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
