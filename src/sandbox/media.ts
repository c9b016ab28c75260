/** The files of a `media_vault`: tiny, but what their names say, and exactly as long as they were planned (and priced). */
import type { Purchase } from "./Purchase.ts"
import { between, type NonEmpty, pick, unit } from "./random.ts"

export interface MediaFile {
  /** Path inside the archive. */
  readonly path: string
  readonly kind: MediaKind
  readonly bytes: number
}

export type MediaKind = "photo" | "gif" | "video" | "audio"

const KINDS: NonEmpty<MediaKind> = ["photo", "photo", "photo", "video", "gif", "audio"]
const EXTENSION: Readonly<Record<MediaKind, string>> = { photo: "jpg", gif: "gif", video: "mp4", audio: "wav" }
const FILES_PER_ACCOUNT = [12, 40] as const
const BYTES: Readonly<Record<MediaKind, readonly [number, number]>> = {
  photo: [3_000, 20_000],
  gif: [2_000, 30_000],
  video: [20_000, 90_000],
  audio: [8_000, 30_000]
}

export const planMedia = (purchase: Purchase, seed: number): ReadonlyArray<MediaFile> => {
  const asked = purchase.options["mediaType"]
  return purchase.accountIds.flatMap((account) => {
    const count = between(unit(seed, `media ${account}`), ...FILES_PER_ACCOUNT)
    const all = Array.from({ length: count }, (_, i): MediaFile => {
      const key = `media ${account} ${i}`
      const kind = pick(unit(seed, key), KINDS)
      const path = `${account}/${kind}/${String(i + 1).padStart(4, "0")}.${EXTENSION[kind]}`
      return { path, kind, bytes: between(unit(seed, `${key} bytes`), ...BYTES[kind]) }
    })
    return asked === "all" ? all : all.filter(({ kind }) => kind === asked)
  })
}

export const mediaBytes = ({ kind, bytes }: MediaFile): Buffer => {
  switch (kind) {
    case "photo":
      return jpeg(bytes)
    case "gif":
      return gif(bytes)
    case "video":
      return mp4(bytes)
    case "audio":
      return wav(bytes)
  }
}

/** The start of an image, up to where comments may stand. */
const JPEG_HEAD = Buffer.from("ffd8", "hex")
/** One grey pixel: flat quantization, one component, and Huffman tables with a single code each. */
const JPEG_REST = Buffer.from(
  [
    `ffdb004300${"01".repeat(64)}`,
    "ffc0000b080001000101011100",
    `ffc400140001${"00".repeat(16)}`,
    `ffc400141001${"00".repeat(16)}`,
    "ffda0008010100003f00",
    "3f",
    "ffd9"
  ].join(""),
  "hex"
)
/** One pixel. */
const GIF = Buffer.from("R0lGODlhAQABAIAAAP///wAAACwAAAAAAQABAAACAkQBADs=", "base64")

/** Padded with comment segments (FF FE, a length that counts itself, text). */
const jpeg = (bytes: number): Buffer => {
  const comments: Array<Buffer> = []
  const largest = 60_000
  for (let left = bytes - JPEG_HEAD.length - JPEG_REST.length; left > 0; ) {
    // A segment has four bytes at least, so fewer must never be left over.
    const length = left > largest ? Math.min(largest, left - 4) : left
    const segment = Buffer.alloc(length, 0x20)
    segment.writeUInt16BE(0xfffe, 0)
    segment.writeUInt16BE(length - 2, 2)
    comments.push(segment)
    left -= length
  }
  return Buffer.concat([JPEG_HEAD, ...comments, JPEG_REST])
}

/** Padded with a comment extension (21 FE, sub-blocks, 00) before the trailer. */
const gif = (bytes: number): Buffer => {
  const blocks: Array<Buffer> = []
  for (let left = bytes - GIF.length - 3; left > 0; ) {
    // A sub-block is a length of 1..255 and that many bytes, so one byte alone must never be left over.
    const length = left > 256 ? Math.min(256, left - 2) : left
    const block = Buffer.alloc(length, 0x20)
    block[0] = length - 1
    blocks.push(block)
    left -= length
  }
  return Buffer.concat([GIF.subarray(0, -1), Buffer.from([0x21, 0xfe]), ...blocks, Buffer.from([0]), GIF.subarray(-1)])
}

const box = (type: string, content: Buffer): Buffer => {
  const head = Buffer.alloc(8)
  head.writeUInt32BE(8 + content.length, 0)
  head.write(type, 4, "latin1")
  return Buffer.concat([head, content])
}

/** A file type, a header of a movie without tracks, and free space. */
const mp4 = (bytes: number): Buffer => {
  const movieHeader = Buffer.alloc(100)
  movieHeader.writeUInt32BE(1_000, 12)
  movieHeader.writeUInt32BE(0x0001_0000, 20)
  movieHeader.writeUInt16BE(0x0100, 24)
  for (const [offset, value] of [
    [36, 0x0001_0000],
    [52, 0x0001_0000],
    [68, 0x4000_0000],
    [96, 1]
  ] as const) {
    movieHeader.writeUInt32BE(value, offset)
  }
  const head = Buffer.concat([
    box("ftyp", Buffer.from("isom\0\0\x02\0isomiso2mp41", "latin1")),
    box("moov", box("mvhd", movieHeader))
  ])
  return Buffer.concat([head, box("free", Buffer.alloc(bytes - head.length - 8))])
}

/** Silence: 8 kHz, mono, 8 bits. */
const wav = (bytes: number): Buffer => {
  const head = Buffer.alloc(44)
  head.write("RIFF", 0, "latin1")
  head.writeUInt32LE(bytes - 8, 4)
  head.write("WAVEfmt ", 8, "latin1")
  head.writeUInt32LE(16, 16)
  head.writeUInt16LE(1, 20)
  head.writeUInt16LE(1, 22)
  head.writeUInt32LE(8_000, 24)
  head.writeUInt32LE(8_000, 28)
  head.writeUInt16LE(1, 32)
  head.writeUInt16LE(8, 34)
  head.write("data", 36, "latin1")
  head.writeUInt32LE(bytes - 44, 40)
  return Buffer.concat([head, Buffer.alloc(bytes - 44, 0x80)])
}
