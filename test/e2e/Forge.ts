/**
 * A stand-in for GitHub and GitLab, as far as the jobs of `ci/` use them: Git over HTTP, requests with their comments, and
 * who may do what. One repository, on one server of its own.
 */
import { spawn } from "node:child_process"
import { readFile } from "node:fs/promises"
import type { IncomingMessage, RequestListener, ServerResponse } from "node:http"

export interface Comment {
  readonly id: number
  readonly author: string
  body: string
}

/** A pull or merge request. */
export interface Request {
  readonly number: number
  /** Where its commits are. */
  readonly branch: string
  head: string
  /** The commit that it was merged as. */
  merged?: string
  readonly comments: Array<Comment>
}

/** What a token may do, in GitHub's words. */
export interface Rights {
  readonly contents?: "read" | "write"
  readonly "pull-requests"?: "read" | "write"
}

export interface Forge {
  readonly listener: RequestListener
  readonly requests: Array<Request>
  /** By token. */
  readonly rights: Map<string, Rights>
  /** What jobs of GitLab have uploaded: a folder for each. */
  readonly artifacts: Map<string, string>
  /** Instead of an answer to what begins so. */
  readonly failures: Map<string, number>
}

/** Who writes with the token of a job. */
const BOT = "github-actions[bot]"

export const forge = (bare: string): Forge => {
  const requests: Array<Request> = []
  const rights = new Map<string, Rights>()
  const artifacts = new Map<string, string>()
  const failures = new Map<string, number>()
  let lastId = 1_000

  const commentsOf = (number: string): Array<Comment> =>
    requests.find((request) => request.number === Number(number))?.comments ?? []

  const api = async (method: string, url: URL, rightsOf: Rights, text: string): Promise<unknown> => {
    const may = rightsOf["pull-requests"]
    const body = () => String((JSON.parse(text) as { body: unknown }).body)
    const page = <A>(items: ReadonlyArray<A>): ReadonlyArray<A> => {
      const size = Number(url.searchParams.get("per_page") ?? 30)
      const from = (Number(url.searchParams.get("page") ?? 1) - 1) * size
      return items.slice(from, from + size)
    }
    const routes: ReadonlyArray<readonly [RegExp, (id: string, part: string) => unknown]> = [
      [/^GET \/api\/v4\/user$/, () => ({ id: BOT })],
      [
        /^GET .*\/(?:issues|merge_requests)\/(\d+)\/(?:comments|notes)$/,
        (number) =>
          may &&
          page(
            commentsOf(number).map(({ id, body, author }) => ({
              id,
              body,
              user: { login: author },
              author: { id: author }
            }))
          )
      ],
      [
        /^POST .*\/(?:issues|merge_requests)\/(\d+)\/(?:comments|notes)$/,
        (number) => may === "write" && commentsOf(number).push({ id: ++lastId, author: BOT, body: body() })
      ],
      [
        /^(?:PATCH|PUT) .*\/(?:issues\/comments|merge_requests\/\d+\/notes)\/(\d+)$/,
        (id) => {
          const found = requests.flatMap(({ comments }) => comments).find((comment) => comment.id === Number(id))
          if (may !== "write" || found?.author !== BOT) return undefined
          found.body = body()
          return found
        }
      ],
      [
        /^GET .*\/commits\/(\w+)\/(?:pulls|merge_requests)$/,
        (sha) =>
          may &&
          page(
            requests.flatMap(({ number, head, merged = null }) =>
              merged === sha || head === sha
                ? [
                    {
                      number,
                      iid: number,
                      state: merged === null ? "opened" : "merged",
                      merged_at: merged && "2026-01-01T00:00:00Z",
                      merge_commit_sha: merged,
                      head: { sha: head },
                      sha: head
                    }
                  ]
                : []
            )
          )
      ],
      [
        /^GET \/api\/v4\/projects\/7\/jobs\/([\w-]+)\/artifacts\/(.+)$/,
        async (job, part) => may && readFile(`${artifacts.get(job) ?? ""}/${part}`).catch(() => undefined)
      ]
    ]
    for (const [route, answer] of routes) {
      const [, id = "", part = ""] = route.exec(`${method} ${url.pathname}`) ?? []
      if (id !== "" || route.test(`${method} ${url.pathname}`)) return answer(id, part)
    }
    return undefined
  }

  const listener: RequestListener = async (request, response) => {
    const { method = "", headers } = request
    const url = new URL(request.url ?? "", "http://forge")
    const failure = [...failures].find(([prefix]) => url.pathname.startsWith(prefix))?.[1]
    if (failure !== undefined) return void response.writeHead(failure).end("it cannot be said")
    const rightsOf = rights.get(tokenOf(headers)) ?? {}
    if (!url.pathname.startsWith("/api/")) return git(bare, rightsOf, url, request, response)
    let text = ""
    for await (const chunk of request) text += String(chunk)
    const answer = await api(method, url, rightsOf, text)
    if (!answer) return void response.writeHead(403).end()
    response.end(Buffer.isBuffer(answer) ? answer : JSON.stringify(answer))
  }
  return { listener, requests, rights, artifacts, failures }
}

const tokenOf = (headers: IncomingMessage["headers"]): string => {
  const { authorization = "", "private-token": token } = headers
  if (typeof token === "string") return token
  const [scheme = "", value = ""] = authorization.split(" ")
  return scheme.toLowerCase() === "basic" ? (Buffer.from(value, "base64").toString().split(":")[1] ?? "") : value
}

/** Git's own server, behind the rights of the token. */
const git = (
  bare: string,
  { contents }: Rights,
  url: URL,
  request: IncomingMessage,
  response: ServerResponse
): void => {
  const isWrite = url.search.includes("git-receive-pack") || url.pathname.endsWith("git-receive-pack")
  if (contents === undefined || (isWrite && contents !== "write")) return void response.writeHead(403).end()
  const backend = spawn("git", ["http-backend"], {
    env: {
      PATH: process.env["PATH"],
      GIT_PROJECT_ROOT: bare,
      GIT_HTTP_EXPORT_ALL: "1",
      REMOTE_USER: "somebody",
      PATH_INFO: url.pathname.replace(/^\/team\/exports(\.git)?/, ""),
      QUERY_STRING: url.search.slice(1),
      REQUEST_METHOD: request.method,
      CONTENT_TYPE: request.headers["content-type"] ?? "",
      HTTP_CONTENT_ENCODING: request.headers["content-encoding"] ?? "",
      GIT_PROTOCOL: String(request.headers["git-protocol"] ?? "")
    }
  })
  request.pipe(backend.stdin)
  backend.stdin.on("error", () => undefined)
  const chunks: Array<Buffer> = []
  backend.stdout.on("data", (chunk: Buffer) => chunks.push(chunk))
  backend.on("close", () => {
    const all = Buffer.concat(chunks)
    const end = all.indexOf("\r\n\r\n")
    let status = 200
    for (const line of all.subarray(0, end).toString().split("\r\n")) {
      const [name = "", value = ""] = line.split(": ")
      if (name === "Status") status = Number.parseInt(value, 10)
      else response.setHeader(name, value)
    }
    response.writeHead(status).end(all.subarray(end + 4))
  })
}
