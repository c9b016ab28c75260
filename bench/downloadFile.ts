/** The bytes that are downloaded: made up, never held as a whole, the same every time. */

export type FileType = "csv" | "zip"

const MEGABYTE = 1_000_000

export function* fileOf(type: FileType, size: number): Iterable<Uint8Array> {
  const { head, body, tail } = PARTS[type]()
  yield head
  for (let left = size - head.length - tail.length; left > 0; left -= body.length)
    yield left < body.length ? body.subarray(0, left) : body
  yield tail
}

interface Parts {
  readonly head: Uint8Array
  /** Again and again. */
  readonly body: Uint8Array
  readonly tail: Uint8Array
}

const PARTS: Readonly<Record<FileType, () => Parts>> = {
  csv: () => ({
    head: Buffer.from("id,created_at,fan,type,amount,net,currency,text\n"),
    body: rows(),
    tail: Buffer.from("\n0,2024-01-31T23:59:59Z,u0,tip,1.00,0.80,USD,the last one\n")
  }),
  // The first mark of an archive and the last: what is between them is compressed, so it looks like noise.
  zip: () => ({
    head: Buffer.from("PK\u0003\u0004", "latin1"),
    body: noise(),
    tail: Buffer.concat([Buffer.from("PK\u0005\u0006", "latin1"), Buffer.alloc(18)])
  })
}

/** Every tenth text is quoted, and every hundredth has a line break in it. */
const rows = (): Uint8Array => {
  let text = ""
  for (let i = 0; text.length < MEGABYTE; i++) {
    const said = i % 100 === 0 ? '"two lines:\n""yes"", and no"' : i % 10 === 0 ? '"well, thanks"' : "thank you so much"
    text += `${100_000 + i},2024-01-${10 + (i % 20)}T12:${10 + (i % 50)}:00Z,u${(i * 7919) % 100_003},tip,${i % 300}.00,${(i % 300) * 0.8},USD,${said}\n`
  }
  return Buffer.from(text)
}

const noise = (): Uint8Array => {
  const bytes = Buffer.alloc(MEGABYTE)
  let x = 1
  for (let i = 0; i < bytes.length; i++) {
    x = (Math.imul(x, 1_103_515_245) + 12_345) >>> 0
    bytes[i] = x >>> 24
  }
  return bytes
}
