/**
 * The API once more, written from its documentation alone and by another hand than the sandbox: wherever the documentation
 * leaves a choice, this one chooses otherwise. Nothing of `src` is imported here.
 *
 * Fields are null or missing that may be, and others are there that nobody knows; numbers come as text; times have another
 * offset; no `Date` header; the listing is oldest first, in part cached, without progress; a status has a new word; the limit
 * counts in windows from the first call, and is refused with an HTTP date; files lie at another origin, in chunks
 * without a length, and without ranges.
 */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http"

interface OtherOptions {
  /** Calls per window. */
  readonly calls: number
  readonly windowMs: number
  /** Of every export, in credits. */
  readonly price: number
}

interface Export {
  readonly id: string
  readonly body: { readonly type: string; readonly account_ids?: ReadonlyArray<string>; readonly file_type: string } & {
    readonly start_date: string
    readonly end_date: string
    readonly export_columns?: ReadonlyArray<string>
  }
  readonly createdAt: number
  /** Every uncached look at it brings it one step further. */
  looks: number
  started: boolean
}

export class OtherServer {
  readonly exports: Array<Export> = []
  readonly charges: Array<{ readonly id: string; readonly credits: number }> = []
  readonly creates: Array<unknown> = []
  refusedByLimit = 0
  balance = 5_000
  /** Of every export, in credits, from now on. */
  price: number

  readonly #api: Server
  readonly #store: Server
  readonly #options: OtherOptions
  #window = { opened: 0, calls: 0 }
  #lists = 0
  #cachedList: unknown

  constructor(options: OtherOptions) {
    this.#options = options
    this.price = options.price
    this.#api = createServer((request, response) => {
      this.#answer(request, response).catch(() => response.destroy())
    })
    this.#store = createServer((request, response) => this.#file(request, response))
  }

  async open(): Promise<{ readonly url: string }> {
    const [api] = await Promise.all([listen(this.#api), listen(this.#store)])
    return { url: api }
  }

  close(): void {
    for (const server of [this.#api, this.#store]) {
      server.close()
      server.closeAllConnections()
    }
  }

  /** The file of an export: a table with line breaks inside of quotes, or an archive. */
  bytesOf({ id, body }: Export): Buffer {
    if (body.file_type !== "csv") return emptyArchive(id)
    const rows = Array.from({ length: ROWS }, (_, i) => `${i},"a ""quoted"" text\r\nof two lines",${id}\r\n`)
    return Buffer.from(`id,text,export\r\n${rows.join("")}`)
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    response.sendDate = false
    const body = await read(request)
    const say = (status: number, answer: object, headers: Record<string, string> = {}) => {
      response.writeHead(status, { "content-type": "application/json", ...headers }).end(JSON.stringify(answer))
    }
    if (!/^Bearer .+/.test(request.headers.authorization ?? "")) return say(401, { message: "Unauthenticated." })
    const now = Date.now()
    const { calls, windowMs } = this.#options
    const { price } = this
    if (now - this.#window.opened >= windowMs) this.#window = { opened: now, calls: 0 }
    if (this.#window.calls >= calls) {
      this.refusedByLimit++
      const over = new Date(this.#window.opened + windowMs + 1_000).toUTCString()
      return say(429, { message: "Too Many Attempts." }, { "retry-after": over })
    }
    this.#window.calls++

    const url = new URL(request.url ?? "/", "http://other")
    const [, id, verb] = /^\/api\/data-exports(?:\/([^/]+)(?:\/(start))?)?$/.exec(url.pathname) ?? [undefined, "?"]
    const found = this.exports.find((one) => one.id === id)
    switch (`${request.method} ${id === undefined ? "all" : (verb ?? "one")}`) {
      case "POST all":
        return say(200, { data: this.#create(JSON.parse(body), now), _meta: this.#meta() })
      case "GET all": {
        // Every third answer is an old one.
        const isCached = ++this.#lists % 3 === 0 && this.#cachedList !== undefined
        if (!isCached) this.#cachedList = { ...this.#page(url.searchParams), _meta: this.#meta() }
        return say(
          200,
          isCached ? { ...(this.#cachedList as object), _meta: this.#meta(true) } : (this.#cachedList as object)
        )
      }
      case "GET one":
        if (found === undefined) return say(404, { message: "No query results for model." })
        return say(200, { data: this.#shown(found), _meta: this.#meta() })
      case "POST start": {
        if (found === undefined) return say(404, { message: "No query results for model." })
        if (found.started || statusOf(found) !== "calculating_credits_completed")
          return say(409, { message: "The export cannot be started." })
        found.started = true
        found.looks = 0
        this.charges.push({ id: found.id, credits: price })
        this.balance -= price
        return say(200, { data: { id: found.id, status: "pending", message: null }, _meta: this.#meta(false, price) })
      }
      default:
        return say(404, { message: "Not here." })
    }
  }

  #create(body: Export["body"], now: number): object {
    this.creates.push(body)
    const made: Export = {
      id: `data_export_${(this.exports.length + 7) ** 5}`,
      body,
      createdAt: now,
      looks: 0,
      started: false
    }
    this.exports.push(made)
    return {
      id: made.id,
      type: body.type,
      status: "calculating_credits",
      created_at: time(now),
      requires_scraping: null,
      credit_calculation_note: null,
      estimated_by: "a field that no client knows"
    }
  }

  #page(query: URLSearchParams): object {
    const perPage = Math.min(100, Number(query.get("per_page") ?? 15))
    const page = Number(query.get("page") ?? 1)
    const matching = this.exports.filter(({ body }) => (query.get("type") ?? body.type) === body.type)
    return {
      data: {
        data: matching.slice((page - 1) * perPage, page * perPage).map((one) => this.#shown(one)),
        meta: {
          current_page: `${page}`,
          last_page: `${Math.max(1, Math.ceil(matching.length / perPage))}`,
          total: null
        },
        links: { first: null }
      }
    }
  }

  #shown(one: Export): object {
    one.looks++
    const { id, body, createdAt } = one
    const status = statusOf(one)
    const isPriced = status !== "calculating_credits"
    const isOver = status === "completed"
    return {
      id,
      type: body.type,
      status,
      start_date: time(Date.parse(body.start_date)),
      end_date: time(Date.parse(body.end_date)),
      file_type: body.file_type,
      total_rows: isOver && body.file_type === "csv" ? String(ROWS) : null,
      rows_processed: null,
      credit_cost: isPriced ? this.price.toFixed(2) : null,
      export_columns: null,
      accounts: (body.account_ids ?? []).map((account) => ({ id: account, display_name: null })),
      created_at: time(createdAt),
      failed_reason: null,
      team: { id: 4 },
      ...(isOver
        ? { download_url: `${originOf(this.#store)}/bucket/${id}?X-Signature=abc`, download_url_expires_at: null }
        : {})
    }
  }

  #meta(isCached = false, used = 0): object {
    const { calls } = this.#options
    return {
      _credits: { used: String(used), balance: isCached ? 999_999 : this.balance },
      _cache: isCached ? { is_cached: true } : null,
      _rate_limits: {
        limit_minute: String(calls),
        remaining_minute: String(isCached ? calls : calls - this.#window.calls),
        limit_day: "10000",
        remaining_day: "9000"
      },
      request_id: "0b5e"
    }
  }

  #file(request: IncomingMessage, response: ServerResponse): void {
    const found = this.exports.find(({ id }) => request.url === `/bucket/${id}?X-Signature=abc`)
    if (found === undefined || request.headers.authorization !== undefined) {
      response.writeHead(403).end()
      return
    }
    const bytes = this.bytesOf(found)
    response.writeHead(200, { "content-type": "application/octet-stream" })
    response.write(bytes.subarray(0, 9))
    response.end(bytes.subarray(9))
  }
}

export const ROWS = 12

/** What an export looks like after so many looks at it. */
const statusOf = ({ looks, started }: Export): string => {
  if (!started) return looks < 2 ? "calculating_credits" : "calculating_credits_completed"
  return looks < 2 ? "pending" : looks < 3 ? "in_progress" : looks < 4 ? "packing_files" : "completed"
}

/** `2024-01-01T02:00:00+02:00` */
const time = (ms: number): string => `${new Date(ms + 7_200_000).toISOString().slice(0, 19)}+02:00`

/** The end-of-directory record alone (APPNOTE 4.3.16), with a comment. */
const emptyArchive = (comment: string): Buffer => {
  const record = Buffer.alloc(22)
  record.writeUInt32LE(0x06054b50, 0)
  record.writeUInt16LE(comment.length, 20)
  return Buffer.concat([record, Buffer.from(comment)])
}

const listen = (server: Server): Promise<string> =>
  new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(originOf(server))))

const originOf = (server: Server): string => {
  const address = server.address()
  return `http://127.0.0.1:${typeof address === "object" && address !== null ? address.port : 0}`
}

const read = async (request: IncomingMessage): Promise<string> => {
  const chunks: Array<Buffer> = []
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk)
  return Buffer.concat(chunks).toString()
}
