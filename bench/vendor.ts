/**
 * The server of one benchmark run, in a process of its own: the sandbox, and a note of each request that it answered.
 * It prints its address, serves until its standard input ends, and then prints what it saw.
 */
import { channel } from "node:diagnostics_channel"
import { IncomingMessage, ServerResponse } from "node:http"
import { observe } from "../src/sandbox/Job.ts"
import { type RunningSandbox, type SandboxOptions, start } from "../src/sandbox/server.ts"
import { jobsOf } from "../src/sandbox/World.ts"

export interface Seen {
  /** Calls that were answered, in order; requests for files are none. */
  readonly calls: ReadonlyArray<SeenCall>
  readonly exports: ReadonlyArray<SeenExport>
}

interface SeenCall {
  /** Epoch ms; so are the others. */
  readonly at: number
  readonly key: string
  /** `GET`, `POST`, `POST start`, … */
  readonly what: string
  readonly status: number
}

interface SeenExport {
  readonly createdAt: number
  readonly startedAt: number | null
  readonly readyAt: number | null
  /** Its file was asked for. */
  readonly fetchedAt: number | undefined
}

const main = async (): Promise<void> => {
  const options = JSON.parse(process.argv[2] ?? "{}") as SandboxOptions
  const calls: Array<SeenCall> = []
  const fetched = new Map<string, number>()
  channel("http.server.response.finish").subscribe((message) => {
    if (typeof message !== "object" || message === null || !("request" in message) || !("response" in message)) return
    const { request, response } = message
    if (!(request instanceof IncomingMessage) || !(response instanceof ServerResponse)) return
    const { method = "", url = "", headers } = request
    const at = Date.now()
    const file = /^\/files\/(\w+)/.exec(url)?.[1]
    if (file !== undefined) {
      if (!fetched.has(file)) fetched.set(file, at)
      return
    }
    const verb = /\/(start|retry)$/.exec(url)?.[1]
    const item = /\/data-exports\/\w+$/.test(url) ? "item" : undefined
    const what = [method, verb ?? item].filter((word) => word !== undefined).join(" ")
    calls.push({ at, key: headers.authorization?.slice("Bearer ".length) ?? "", what, status: response.statusCode })
  })
  const sandbox = await start(options)
  console.log(sandbox.url)
  process.stdin.resume()
  process.stdin.on("end", () => {
    console.log(JSON.stringify({ calls, exports: exportsOf(sandbox, fetched) } satisfies Seen))
    void sandbox.close()
  })
}

const exportsOf = (sandbox: RunningSandbox, fetched: ReadonlyMap<string, number>): ReadonlyArray<SeenExport> =>
  jobsOf(sandbox.world()).map((job) => ({
    createdAt: job.createdAt,
    startedAt: job.startedAt,
    readyAt: observe(job, Date.now()).completedAt,
    fetchedAt: fetched.get(job.id)
  }))

await main()
