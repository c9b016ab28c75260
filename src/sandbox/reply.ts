/** An HTTP answer as a value, and what a scenario makes of it before it is sent. */
import type { Actions } from "./scenario.ts"
import type { Answer } from "./World.ts"

export interface Reply {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: Iterable<Buffer>
}

export const json = (status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): Reply =>
  whole(status, "application/json", JSON.stringify(body), headers)

export const html = (status: number, page: string, headers: Readonly<Record<string, string>> = {}): Reply =>
  whole(status, "text/html; charset=UTF-8", page, headers)

export const xml = (status: number, code: string, message: string): Reply =>
  whole(
    status,
    "application/xml",
    `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>${message}</Message></Error>`,
    {}
  )

const whole = (status: number, contentType: string, text: string, headers: Readonly<Record<string, string>>): Reply => {
  const body = Buffer.from(text)
  return {
    status,
    headers: { ...headers, "Content-Type": contentType, "Content-Length": String(body.length) },
    body: [body]
  }
}

export const distort = (answer: Answer, { garbage, huge, missing_fields, unknown_fields }: Actions): Reply => {
  const told = missing_fields === undefined ? answer.body : without(missing_fields, answer.body)
  const body = unknown_fields ? withUnknownFields(told) : told
  const headers = { ...answer.headers, "Content-Type": "application/json" }
  if (garbage) {
    const text = JSON.stringify(body)
    return { status: answer.status, headers, body: [Buffer.from(text.slice(0, text.length / 2))] }
  }
  return huge === undefined
    ? json(answer.status, body, answer.headers)
    : { status: answer.status, headers, body: padded(JSON.stringify(body), huge) }
}

function* padded(object: string, bytes: number): Iterable<Buffer> {
  yield Buffer.from(`${object.slice(0, -1)},"padding":"`)
  for (let left = bytes; left > 0; left -= 64_000) yield Buffer.alloc(Math.min(64_000, left), "x")
  yield Buffer.from('"}')
}

const without = (names: ReadonlyArray<string>, body: Answer["body"]): Answer["body"] =>
  JSON.parse(JSON.stringify(body, (key, value) => (names.includes(key) ? undefined : value)))

const NEWS = { future_field: { since: "a later version", values: [1, null, "x"] } }

const withUnknownFields = (body: Answer["body"]): Answer["body"] =>
  Object.fromEntries([
    ...Object.entries(body).map(([key, value]) => [key, key === "errors" ? value : withNews(value)]),
    ...Object.entries(NEWS)
  ])

/** Every object in it, and in the lists in it, gets a field more. */
const withNews = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(withNews)
  if (typeof value !== "object" || value === null) return value
  return { ...Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, withNews(inner)])), ...NEWS }
}
