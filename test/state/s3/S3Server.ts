/**
 * The smallest S3 that keeps a state: GET, PUT, DELETE and ListObjectsV2 over HTTP, ETags, `If-Match` and `If-None-Match`,
 * and signatures (version 4), computed here anew from the vendor's description and not by the program's library.
 *
 * It stands in for a real store: none that honours conditional writes is to be had from npm or Debian 12.
 */
import { createHash, createHmac, timingSafeEqual } from "node:crypto"
import { createServer, type IncomingMessage, type ServerResponse } from "node:http"
import type { AddressInfo } from "node:net"
import * as Effect from "effect/Effect"

export const CREDENTIALS = {
  accessKeyId: "AKIDEXAMPLE00000",
  secretAccessKey: "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"
}
export const REGION = "eu-test-1"
export const BUCKET = "acme-exports"

/** What becomes of one request. `lost`: it is carried out, and its answer never comes. */
export type Fate = "answered" | "lost" | "unavailable" | "slow-down"

export interface S3Server {
  readonly url: string
  /** By key. */
  readonly objects: Map<string, { readonly text: string; readonly etag: string }>
  /** `PUT ledger/exports.lock`, in the order in which they came. */
  readonly requests: Array<string>
  /** Decides on each request, before it is carried out. */
  fate: (request: string) => Fate
  /** Whether it honours conditions. */
  honours: boolean
}

/** Lives as long as the scope. */
export const serve = Effect.acquireRelease(
  Effect.promise(async () => {
    const server: Omit<S3Server, "url"> & { url: string } = {
      url: "",
      objects: new Map(),
      requests: [],
      fate: () => "answered",
      honours: true
    }
    const http = createServer((request, response) => void answer(server, request, response))
    await new Promise<void>((resolve) => http.listen(0, "127.0.0.1", resolve))
    server.url = `http://127.0.0.1:${(http.address() as AddressInfo).port}`
    return { server, http }
  }),
  ({ http }) =>
    Effect.promise(
      () =>
        new Promise<void>((resolve) => {
          http.close(() => resolve())
          http.closeAllConnections()
        })
    )
).pipe(Effect.map(({ server }): S3Server => server))

const answer = async (server: S3Server, request: IncomingMessage, response: ServerResponse): Promise<void> => {
  const chunks: Array<Buffer> = []
  for await (const chunk of request) chunks.push(chunk)
  const body = Buffer.concat(chunks)
  const url = new URL(request.url ?? "/", server.url)
  const [, bucket, ...rest] = url.pathname.split("/")
  const key = rest.map(decodeURIComponent).join("/")
  const title = `${request.method} ${key === "" ? `list ${url.searchParams.get("prefix")}` : key}`
  server.requests.push(title)
  const refuse = (status: number, code: string) =>
    // A real store says more, and what it says has the key's id in it.
    reply(
      response,
      status,
      `<?xml version="1.0"?><Error><Code>${code}</Code><AWSAccessKeyId>${CREDENTIALS.accessKeyId}</AWSAccessKeyId></Error>`
    )
  const fate = server.fate(title)
  if (fate === "unavailable") return refuse(503, "ServiceUnavailable")
  if (fate === "slow-down") return refuse(503, "SlowDown")
  const refused = signatureProblem(request, url, body)
  if (refused !== undefined) return refuse(403, refused)
  if (bucket !== BUCKET) return refuse(404, "NoSuchBucket")
  // All that follows happens at once, as the store's own order of requests would have it.
  const done = carryOut(server, request, url, key, body)
  if (fate === "lost") return void request.socket.destroy()
  return "code" in done ? refuse(done.status, done.code) : reply(response, done.status, done.text ?? "", done.etag)
}

type Done =
  | { readonly status: number; readonly code: string }
  | { readonly status: number; readonly text?: string; readonly etag?: string }

const carryOut = (
  { objects, honours }: S3Server,
  { method, headers }: IncomingMessage,
  url: URL,
  key: string,
  body: Buffer
): Done => {
  if (method === "GET" && key === "") return list(objects, url)
  const found = objects.get(key)
  const [match, noneMatch] = [headers["if-match"], headers["if-none-match"]]
  switch (method) {
    case "GET":
      if (found === undefined) return { status: 404, code: "NoSuchKey" }
      return noneMatch === found.etag ? { status: 304, etag: found.etag } : { status: 200, ...found }
    case "PUT": {
      if (honours && noneMatch === "*" && found !== undefined) return { status: 412, code: "PreconditionFailed" }
      if (honours && match !== undefined && found === undefined) return { status: 404, code: "NoSuchKey" }
      if (honours && match !== undefined && found?.etag !== match) return { status: 412, code: "PreconditionFailed" }
      const etag = `"${createHash("md5").update(body).digest("hex")}"`
      objects.set(key, { text: body.toString("utf8"), etag })
      return { status: 200, etag }
    }
    case "DELETE":
      if (honours && match !== undefined && found !== undefined && found.etag !== match)
        return { status: 412, code: "PreconditionFailed" }
      objects.delete(key)
      return { status: 204 }
    default:
      return { status: 405, code: "MethodNotAllowed" }
  }
}

/** Few, so that pages are needed. */
const PAGE = 5

const list = (objects: S3Server["objects"], url: URL): Done => {
  const prefix = url.searchParams.get("prefix") ?? ""
  const after = url.searchParams.get("continuation-token") ?? ""
  const keys = [...objects.keys()].filter((key) => key.startsWith(prefix) && key > after).sort()
  const page = keys.slice(0, PAGE)
  const isCut = keys.length > PAGE
  const entries = page.map((key) => `<Contents><Key>${key.replaceAll("&", "&amp;")}</Key></Contents>`).join("")
  const next = isCut ? `<NextContinuationToken>${page.at(-1)}</NextContinuationToken>` : ""
  return {
    status: 200,
    text: `<?xml version="1.0"?><ListBucketResult><IsTruncated>${isCut}</IsTruncated>${next}${entries}</ListBucketResult>`
  }
}

const reply = (response: ServerResponse, status: number, text: string, etag?: string): void => {
  response.writeHead(status, { "content-type": "application/xml", ...(etag === undefined ? {} : { etag }) })
  response.end(status === 304 || status === 204 ? undefined : text)
}

// -------------------------------------------------------------------------------------------- signatures

const hmac = (key: string | Buffer, text: string): Buffer => createHmac("sha256", key).update(text).digest()
const sha256 = (data: string | Buffer): string => createHash("sha256").update(data).digest("hex")
const encoded = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`)

export interface Signable {
  readonly method: string
  readonly path: string
  readonly query: ReadonlyArray<readonly [string, string]>
  readonly headers: Readonly<Record<string, string>>
  readonly signedHeaders: ReadonlyArray<string>
  /** `20130524/us-east-1/s3/aws4_request` */
  readonly scope: string
  readonly secret: string
}

/** As the vendor describes it under "Signature Calculations for the Authorization Header". */
export const signatureOf = ({ method, path, query, headers, signedHeaders, scope, secret }: Signable): string => {
  const canonical = [
    method,
    path.split("/").map(encoded).join("/"),
    query
      .map(([name, value]) => `${encoded(name)}=${encoded(value)}`)
      .sort()
      .join("&"),
    ...signedHeaders.map((name) => `${name}:${(headers[name] ?? "").trim().replace(/\s+/g, " ")}`),
    "",
    signedHeaders.join(";"),
    headers["x-amz-content-sha256"] ?? ""
  ].join("\n")
  const toSign = ["AWS4-HMAC-SHA256", headers["x-amz-date"], scope, sha256(canonical)].join("\n")
  const key = scope.split("/").reduce<string | Buffer>(hmac, `AWS4${secret}`)
  return createHmac("sha256", key).update(toSign).digest("hex")
}

const signatureProblem = (request: IncomingMessage, url: URL, body: Buffer): string | undefined => {
  const match =
    /^AWS4-HMAC-SHA256 Credential=([^/]+)\/([^,]+), ?SignedHeaders=([^,]+), ?Signature=([0-9a-f]{64})$/.exec(
      request.headers.authorization ?? ""
    )
  if (match === null) return "AccessDenied"
  const [, id, scope = "", signed = "", signature = ""] = match
  if (id !== CREDENTIALS.accessKeyId) return "InvalidAccessKeyId"
  if (scope.split("/").slice(1).join("/") !== `${REGION}/s3/aws4_request`) return "AuthorizationHeaderMalformed"
  const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]))
  if (headers["x-amz-content-sha256"] !== sha256(body)) return "XAmzContentSHA256Mismatch"
  const signedHeaders = signed.split(";")
  const mustBeSigned = Object.keys(headers).filter((name) => name === "host" || /^(x-amz-|if-)/.test(name))
  if (!mustBeSigned.every((name) => signedHeaders.includes(name))) return "AccessDenied"
  const expected = signatureOf({
    method: request.method ?? "",
    path: url.pathname.split("/").map(decodeURIComponent).join("/"),
    query: [...url.searchParams],
    headers,
    signedHeaders,
    scope,
    secret: CREDENTIALS.secretAccessKey
  })
  return timingSafeEqual(Buffer.from(expected), Buffer.from(signature)) ? undefined : "SignatureDoesNotMatch"
}
