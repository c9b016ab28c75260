/** Whether a file is what it is called. */
import { open, unlink } from "node:fs/promises"
import type { FileType } from "../../domain.ts"
import { disk, Failure } from "./Failure.ts"

/** XLSX is a ZIP too. A ZIP begins with a local file header, and its directory at the end has a mark (APPNOTE 4.3). */
export const checkShape = async (part: string, fileType: FileType): Promise<void> => {
  if (fileType === "csv") return
  const file = await disk(() => open(part, "r"))
  try {
    const { size } = await disk(() => file.stat())
    const tail = Buffer.alloc(Math.min(size, 22 + 0xffff))
    const head = Buffer.alloc(4)
    await disk(() => file.read(head, 0, 4, 0))
    await disk(() => file.read(tail, 0, tail.length, size - tail.length))
    const whole = (head.equals(ZIP_FILE) || head.equals(ZIP_END)) && tail.includes(ZIP_END)
    if (whole) return
  } finally {
    await file.close()
  }
  await disk(() => unlink(part))
  throw new Failure("not-the-file", `what came is not a whole ${fileType.toUpperCase()} file`)
}

const ZIP_FILE = Buffer.from([0x50, 0x4b, 0x03, 0x04])
const ZIP_END = Buffer.from([0x50, 0x4b, 0x05, 0x06])
