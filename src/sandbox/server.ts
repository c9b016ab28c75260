/** The sandbox over HTTP, on loopback only. The wall clock is read here and nowhere else in the sandbox. */
import { createHash } from "node:crypto"
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http"
import { setTimeout } from "node:timers/promises"
import { Courier, type WebhookOptions } from "./Courier.ts"
import type { Limit, WindowKind } from "./rateLimit.ts"
import { json } from "./reply.ts"
import { routeOf } from "./routes.ts"
import { openStateLog, readStateLog } from "./StateLog.ts"
import type { Scenario } from "./scenario.ts"
import { type Serving, send, serveApi } from "./serveApi.ts"
import { FileCache, serveDownload } from "./serveDownload.ts"
import { signUrl } from "./signedUrl.ts"
import { type Stats, Team } from "./Team.ts"
import { empty, jobsOf, type Rules, type World } from "./World.ts"

/** How a sandbox behaves. Durations in ms, amounts in credits. */
export interface SandboxOptions {
  /** 0 (default): any that is free. */
  readonly port?: number
  /** The one key that is let in. Default: any key that is not empty. */
  readonly apiKey?: string
  /** Credits at the beginning; where a state file says otherwise, it wins. Default 10,000. */
  readonly balance?: number
  /** Calls per window. Default 60. */
  readonly limitPerWindow?: number
  /** Default 60,000. */
  readonly windowMs?: number
  /** Default `aligned`. */
  readonly windowKind?: WindowKind
  /** Default: none, as on the vendor's present plans. */
  readonly limitPerDay?: number
  /** Duration of every calculation, ms. Default: what type and rows suggest, 0.3 to 1.5 s. */
  readonly calculateMs?: number
  /** Duration of every run, ms. Default: what type and rows suggest, 0.5 to 3 s. */
  readonly runMs?: number
  /** Jobs run so many times faster. Default 1. */
  readonly speed?: number
  /** Of the data: equal seeds and equal requests yield equal files. Default 1. */
  readonly seed?: number
  /** Ids of the team's accounts. Default: every well-formed one. */
  readonly accounts?: ReadonlyArray<string>
  /** Rows of every table. Default: what the request suggests. */
  readonly rows?: number
  /** Types that the vendor may have added. */
  readonly addedTypes?: ReadonlyArray<string>
  /** Scraped exports start, and charge, by themselves once the scrape is done. Default `false`; the vendor does not say. */
  readonly scrapedStartThemselves?: boolean
  /** Keeps exports and credits between runs. */
  readonly stateFile?: string
  /** The state file is read only, and need not be there. Default `false`. */
  readonly keepsNothing?: boolean
  readonly scenario?: Scenario
  /** Where changes of status are told to. Default: nowhere. */
  readonly webhook?: WebhookOptions
  /** Epoch ms. Default: the wall clock. */
  readonly clock?: () => number
}

export interface RunningSandbox {
  /** `http://127.0.0.1:PORT` */
  readonly url: string
  readonly port: number
  readonly stats: () => Stats
  /** The model itself, for tests. */
  readonly world: () => World
  /** Cuts every connection. */
  readonly close: () => Promise<void>
}

/** Rejects when the port is taken, when the state file is something else, or when the address of webhooks is none. */
export const start = async (options: SandboxOptions = {}): Promise<RunningSandbox> => {
  const clock = options.clock ?? Date.now
  const scenario: Scenario = options.scenario ?? { version: 1, rules: [] }
  const seed = options.seed ?? 1
  // Not a secret worth the name: URLs that were given out stay good when the sandbox is started again.
  const secret = createHash("sha256").update(`exporter sandbox ${seed}`).digest("hex")
  const closing = new AbortController()
  const server = createServer()
  // A client's pool of connections must not find one closed that it has just chosen.
  server.keepAliveTimeout = 60_000

  const rules: Rules = {
    ...options,
    seed,
    speed: options.speed ?? 1,
    addedTypes: options.addedTypes ?? [],
    scrapedStartThemselves: options.scrapedStartThemselves ?? false,
    signUrl: (path, expires) => signUrl(originOf(server), secret, path, expires)
  }
  const initial = empty(options.balance ?? 10_000, limitOf(options))
  const openLog = options.keepsNothing ? readStateLog : openStateLog
  const log = options.stateFile === undefined ? undefined : openLog(options.stateFile, initial)
  const team = new Team(rules, initial, scenario, log)
  const courier = options.webhook === undefined ? undefined : new Courier(team, clock, options.webhook)
  const serving: Serving = {
    team,
    clock,
    pause: (ms) => setTimeout(ms, undefined, { signal: closing.signal }),
    cache: scenario.rules.some((rule) => rule.do.stale) ? new Map() : undefined
  }
  const files = new FileCache()

  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    response.setHeader("Date", new Date(clock()).toUTCString())
    const target = new URL(request.url ?? "/", originOf(server))
    const route = routeOf(request.method ?? "GET", target.pathname)
    switch (route.kind) {
      case "api":
        return serveApi(serving, route.operation, route.id, request, response, target)
      case "download":
        return serveDownload(serving, files, secret, route.id, request, response, target)
      case "oracle":
        return send(response, json(200, route.view === "stats" ? team.stats(clock()) : jobsOf(team.world(clock()))))
      case "not found":
        return send(response, json(404, { message: `The route ${target.pathname.slice(1)} could not be found.` }))
      case "wrong method": {
        const allowed = route.allowed.join(", ")
        const message = `The ${request.method} method is not supported for route ${target.pathname.slice(1)}. Supported methods: ${allowed}.`
        return send(response, json(405, { message }, { Allow: allowed }))
      }
    }
  }

  server.on("request", (request, response) => {
    serve(request, response).catch(() => {
      // The caller has gone, or the state file could not be written: then nothing has changed, and it must hear so.
      if (response.headersSent) response.destroy()
      else send(response, json(500, { message: "Server Error" })).catch(() => response.destroy())
    })
  })

  await listen(server, options.port ?? 0)
  return {
    url: originOf(server),
    port: portOf(server),
    stats: () => team.stats(clock()),
    world: () => team.world(clock()),
    close: async () => {
      closing.abort()
      courier?.close()
      await new Promise<void>((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      })
    }
  }
}

const listen = (server: Server, port: number): Promise<void> =>
  new Promise((resolve, reject) => {
    server.once("error", reject)
    server.listen(port, "127.0.0.1", () => {
      server.off("error", reject)
      resolve()
    })
  })

const portOf = (server: Server): number => {
  const address = server.address()
  return typeof address === "object" && address !== null ? address.port : 0
}

const originOf = (server: Server): string => `http://127.0.0.1:${portOf(server)}`

const limitOf = (options: SandboxOptions): Limit => ({
  kind: options.windowKind ?? "aligned",
  calls: options.limitPerWindow ?? 60,
  windowMs: options.windowMs ?? 60_000,
  callsPerDay: options.limitPerDay ?? null
})
