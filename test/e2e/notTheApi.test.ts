/** Servers that are not the API, or will not have this key: one look, and the run ends before anything is asked for. */
import type { RequestListener, ServerResponse } from "node:http"
import { describe, expect } from "vitest"
import { reportOf } from "./documents.ts"
import { FOUR } from "./manifests.ts"
import { it, KEY } from "./place.ts"

interface Case {
  readonly name: string
  readonly answer: (response: ServerResponse) => void
  readonly stopped: string
  readonly says: RegExp
  /** It may be better in a moment: it is looked at again for a while. */
  readonly again?: true
}

const say =
  (status: number, body: string, type = "application/json", headers: Record<string, string> = {}) =>
  (response: ServerResponse) =>
    void response.writeHead(status, { "content-type": type, ...headers }).end(body)

const HTML = "<!doctype html><html><body><h1>It works!</h1>\n<script>alert(1)</script></body></html>"

const CASES: ReadonlyArray<Case> = [
  {
    name: "401",
    answer: say(401, '{"message":"Unauthenticated."}'),
    stopped: "unauthenticated",
    says: /Unauthenticated[\s\S]*ONLYFANSAPI_API_KEY/
  },
  {
    name: "403",
    answer: say(403, '{"message":"This key may not."}'),
    stopped: "unauthenticated",
    says: /This key may not[\s\S]*ONLYFANSAPI_API_KEY/
  },
  { name: "402", answer: say(402, '{"message":"Payment required."}'), stopped: "rejected", says: /Payment required/ },
  {
    name: "404",
    answer: say(404, '{"message":"The route could not be found."}'),
    stopped: "not-the-api",
    says: /does not answer as the API does[\s\S]*ONLYFANSAPI_BASE_URL/
  },
  {
    name: "422",
    answer: say(422, '{"message":"The per page is odd.","errors":{"per_page":["odd"]}}'),
    stopped: "rejected",
    says: /The per page is odd/
  },
  {
    name: "a 404 page",
    answer: say(404, HTML, "text/html"),
    stopped: "not-the-api",
    says: /It works![\s\S]*ONLYFANSAPI_BASE_URL/
  },
  {
    name: "500",
    answer: say(500, '{"message":"Server Error"}'),
    stopped: "unreachable",
    says: /Server Error[\s\S]*the same command again/,
    again: true
  },
  {
    name: "the page of a proxy",
    answer: say(502, HTML, "text/html"),
    stopped: "unreachable",
    says: /status 502/,
    again: true
  },
  { name: "a web page", answer: say(200, HTML, "text/html"), stopped: "not-the-api", says: /It works!/, again: true },
  {
    name: "garbage",
    answer: say(200, '{"data": {"data": [', "application/json"),
    stopped: "not-the-api",
    says: /is not one of the API/,
    again: true
  },
  {
    name: "another JSON",
    answer: say(200, '{"data":[],"hello":"world"}'),
    stopped: "not-the-api",
    says: /hello/,
    again: true
  },
  { name: "nothing", answer: say(200, ""), stopped: "not-the-api", says: /an empty body/, again: true },
  {
    name: "no answer",
    answer: (response) => void response.socket?.destroy(),
    stopped: "unreachable",
    says: /the connection broke/,
    again: true
  },
  {
    name: "escape codes and its caller's key",
    answer: say(401, JSON.stringify({ message: `\u001b[2J\u001b]0;title\u0007 bad key ${KEY}` })),
    stopped: "unauthenticated",
    says: /bad key/
  }
]

describe.concurrent("a server that is not the API", () => {
  it.for(CASES)("says $name", async ({ answer, stopped, says, again }, { place, serve }) => {
    const server = await serve((_, response) => answer(response))
    await place.write("exports.yaml", FOUR)
    const ended = await place.run(["apply", "--auto-approve", "--json"], { server })
    const report = reportOf(ended)
    expect(report.stopped).toMatchObject({ code: stopped, message: expect.stringMatching(/./) })
    expect(`${report.stopped?.message}\n${report.stopped?.hint}`).toMatch(says)
    expect(ended.exitCode).toBe(1)
    expect(report.summary).toMatchObject({ pending: 4, done: 0, failed: 0 })
    expect(report.credits.charged).toBe(0)
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what must not be there
    expect(ended.stderr).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f]/)
    expect(server.calls.filter(({ method }) => method !== "GET")).toEqual([])
    expect(server.calls.every(({ authorization }) => authorization === `Bearer ${KEY}`)).toBe(true)
    if (again) expect(server.calls.length).toBeGreaterThan(2)
    else expect(server.calls).toHaveLength(1)
  })

  it("sends elsewhere: the key does not go along", async ({ place, serve }) => {
    const elsewhere = await serve((_, response) => say(200, "{}")(response))
    const redirect: RequestListener = (request, response) =>
      say(307, "", "text/plain", { location: `${elsewhere.url}${request.url}` })(response)
    const server = await serve(redirect)
    await place.write("exports.yaml", FOUR)
    const ended = await place.run(["apply", "--auto-approve", "--json"], { server })
    expect(ended.exitCode).toBe(1)
    expect(reportOf(ended).stopped).toMatchObject({
      code: "rejected",
      message: expect.stringContaining("the key is not sent there")
    })
    expect(elsewhere.calls).toEqual([])
    expect(server.calls).toHaveLength(1)
  })

  it("is not there", async ({ place, sandbox }) => {
    const gone = await sandbox()
    await gone.close()
    await place.write("exports.yaml", FOUR)
    const [plain, ended] = await Promise.all([
      place.run(["apply", "--auto-approve"], { server: gone }),
      place.run(["apply", "--auto-approve", "--json", "--state", "other.json"], { server: gone })
    ])
    expect(reportOf(ended).stopped).toMatchObject({
      code: "unreachable",
      message: expect.stringContaining("ECONNREFUSED")
    })
    expect([plain.exitCode, ended.exitCode]).toEqual([1, 1])
    expect(plain.stdout).toMatch(
      /Stopped: the server does not answer[\s\S]*ECONNREFUSED[\s\S]*= nothing was created or charged/
    )
    expect((await place.run(["plan", "--detailed-exitcode"])).exitCode).toBe(2)
  })
})
