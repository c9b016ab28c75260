/** `exporter doctor`: what it says of a machine, a key and a server, and that it spends nothing. */
import { chmod, readdir } from "node:fs/promises"
import type { ServerResponse } from "node:http"
import { Ajv2020 } from "ajv/dist/2020.js"
import { describe, expect } from "vitest"
import schema from "../../schema/doctor.schema.json" with { type: "json" }
import { ONE } from "./manifests.ts"
import { type Ended, it, KEY, type Place, type RunOptions, until } from "./place.ts"

interface Check {
  readonly name: string
  readonly status: "ok" | "warning" | "problem"
  readonly message: string
  readonly hint: string | null
}

const json = (response: ServerResponse, body: object, headers: Record<string, string> = {}) =>
  void response.writeHead(200, { "content-type": "application/json", ...headers }).end(JSON.stringify(body))

const page = (meta: object) => ({ data: { data: [], meta: { current_page: 1, last_page: 1 } }, _meta: meta })

const describes = new Ajv2020({ strict: true, allowUnionTypes: true }).compile(schema)

/** What it found, by what was looked at. */
const examined = async (place: Place, options: RunOptions, args: ReadonlyArray<string> = []) =>
  checksOf(await place.run(["doctor", "--json", ...args], options))

const checksOf = ({ exitCode, stdout }: Ended) => {
  const { checks } = JSON.parse(stdout) as { readonly checks: ReadonlyArray<Check> }
  expect(describes(JSON.parse(stdout))).toBe(true)
  expect(exitCode).toBe(checks.some(({ status }) => status === "problem") ? 1 : 0)
  return Object.fromEntries(checks.map((check) => [check.name, check]))
}

/** The same, and as text it says the same. */
const examinedTwice = async (place: Place, options: RunOptions) => {
  const [json, text] = await Promise.all([place.run(["doctor", "--json"], options), place.run(["doctor"], options)])
  const checks = checksOf(json)
  // Each of the two has asked for the time by itself.
  for (const { message, hint } of Object.values(checks).filter(({ name }) => name !== "clock"))
    for (const words of [message, hint ?? ""].filter((one) => !/free|http|left now/.test(one)))
      expect(text.stdout).toContain(words)
  expect(text.exitCode).toBe(json.exitCode)
  return checks
}

describe.concurrent("exporter doctor", () => {
  it("finds all well, with one call that is free", async ({ place, sandbox }) => {
    const server = await sandbox({ balance: 321 })
    await place.write("exports.yaml", ONE)
    const checks = await examinedTwice(place, { server })
    expect(Object.keys(checks)).toEqual([
      "manifest",
      "state",
      "files",
      "disk",
      "key",
      "server",
      "balance",
      "limits",
      "clock"
    ])
    expect(checks["balance"]?.message).toBe("321 credits")
    expect(checks["limits"]?.message).toContain("400 calls")
    expect(server.stats()).toMatchObject({ exports: 0, calls: { list: 2, create: 0, start: 0 } })
  })

  it("says that there is no key, and still looks at what is here", async ({ place }) => {
    await place.write("exports.yaml", ONE)
    const checks = await examinedTwice(place, {})
    expect(checks["key"]).toMatchObject({ status: "problem", message: "ONLYFANSAPI_API_KEY is not set" })
    expect(checks["manifest"]?.status).toBe("ok")
  })

  it("counts what is wrong with manifest, state and folders", async ({ place, sandbox }) => {
    const server = await sandbox({ balance: 0 })
    await place.write("exports.yaml", "version: 1\nexports: { a: { type: payout } }\n")
    await place.write("exports.state.json", "{")
    const checks = await examinedTwice(place, { server })
    expect(checks["manifest"]).toMatchObject({ status: "problem", hint: expect.stringContaining("exporter validate") })
    expect(checks["state"]).toMatchObject({ status: "problem", message: expect.stringContaining("cut short") })
    expect(checks["balance"]).toMatchObject({ status: "problem", message: "0 credits" })
  })

  it.for([
    [401, '{"message":"Unauthenticated."}', { key: "problem", server: "ok" }, /does not accept the API key/],
    [403, '{"message":"This key may not."}', { key: "problem", server: "ok" }, /This key may not/],
    [402, '{"message":"Pay first."}', { key: "ok", server: "ok", balance: "problem" }, /Pay first[\s\S]*buy credits/],
    [429, '{"message":"Too Many Attempts."}', { key: "ok", server: "ok", limits: "warning" }, /used up: Too Many/],
    [200, "<html>welcome</html>", { key: "ok", server: "problem" }, /is not one of the API[\s\S]*check ONLY.*BASE_URL/],
    [200, '{"data":[]}', { key: "ok", server: "problem" }, /is not one of the API/],
    [200, "", { key: "ok", server: "problem" }, /an empty body/],
    [307, "", { key: "ok", server: "problem" }, /redirects elsewhere; the key is not sent there/],
    [404, '{"message":"Not Found"}', { key: "ok", server: "problem" }, /Not Found[\s\S]*no answer of the API/],
    [500, '{"message":"Server Error"}', { key: "ok", server: "problem" }, /Server Error[\s\S]*the trouble is there/],
    [503, "<html>later</html>", { key: "ok", server: "problem" }, /later/]
  ] as const)("understands status %i, %s", async ([status, body, verdicts, says], { place, serve }) => {
    const headers = { location: "https://elsewhere.example/", ...(status === 429 ? { "retry-after": "30" } : {}) }
    const server = await serve((_, response) => void response.writeHead(status, headers).end(body))
    await place.write("exports.yaml", ONE)
    const { manifest, state, files, disk, ...remote } = await examined(place, { server })
    expect(Object.fromEntries(Object.entries(remote).map(([name, { status }]) => [name, status]))).toEqual(verdicts)
    expect(
      Object.values(remote)
        .map(({ message, hint }) => `${message}\n${hint}`)
        .join("\n")
    ).toMatch(says)
    // Accepted is said of a key only where the API said so.
    expect(remote["key"]?.message).not.toBe("accepted")
    expect(server.calls.map(({ method }) => method)).toEqual(["GET"])
  })

  it("tells a server that cannot be reached from one that breaks off", async ({ place, sandbox, serve }) => {
    const gone = await sandbox()
    await gone.close()
    const broken = await serve((_, response) => void response.socket?.destroy())
    await place.write("exports.yaml", ONE)
    const [far, near] = await Promise.all([examined(place, { server: gone }), examined(place, { server: broken })])
    expect(far["server"]).toMatchObject({ status: "problem", message: expect.stringContaining("ECONNREFUSED") })
    expect(near["server"]).toMatchObject({ status: "problem", message: expect.stringContaining("connection broke") })
    expect(far["key"]?.message).toContain("set; whether it is accepted")
  })

  it("waits for a server that says nothing, or never comes to an end, for 15 s and no longer", async ({
    place,
    serve
  }) => {
    const silent = await serve(() => {})
    const endless = await serve((_, response) => {
      response.writeHead(200)
      const drip = setInterval(() => response.write(" "), 200)
      response.on("close", () => clearInterval(drip))
    })
    await place.write("exports.yaml", ONE)
    for (const checks of await Promise.all([silent, endless].map((server) => examined(place, { server }))))
      expect(checks["server"]).toMatchObject({ status: "problem", message: expect.stringContaining("within 15 s") })
  })

  it("is left with Ctrl-C at once", async ({ place, serve }) => {
    const server = await serve(() => {})
    await place.write("exports.yaml", ONE)
    const running = place.start(["doctor"], { server })
    await until(() => server.calls.length > 0)
    running.kill("SIGINT")
    expect((await running.ended).exitCode).toBe(130)
  })

  it("finds everything that is wrong with the environment, and shows no key", async ({ place }) => {
    await place.write("exports.yaml", ONE)
    const env = {
      ONLYFANSAPI_API_KEY: `${KEY}\n${KEY}`,
      ONLYFANSAPI_BASE_URL: "http://example.com",
      EXPORTER_RATE_WINDOW_MS: "soon"
    }
    const checks = await examinedTwice(place, { env })
    for (const name of ["key", "server", "limits"]) expect(checks[name]?.status, name).toBe("problem")
    expect(checks["key"]?.message).toContain("no key has")
  })

  it("says what is left of the limits, and what nothing is left of", async ({ place, serve }) => {
    const limits = { limit_minute: 60, remaining_minute: 41, remaining_day: 7 }
    const busy = await serve((_, response) =>
      json(response, page({ _credits: { balance: 90 }, _rate_limits: { ...limits, remaining_minute: 0 } }))
    )
    const calm = await serve((_, response) => json(response, page({ _credits: { balance: 90 }, _rate_limits: limits })))
    await place.write("exports.yaml", `${ONE}\nbudget: { keep_balance: 100 }\nrate: { reserve: 60 }\n`)
    const [now, later] = await Promise.all([examined(place, { server: busy }), examinedTwice(place, { server: calm })])
    expect(now["limits"]?.message).toBe("60 calls in 2 s for the whole team, 0 left now, 7 left today")
    expect(later["limits"]).toMatchObject({
      status: "warning",
      message: expect.stringContaining("41 left now"),
      hint: expect.stringContaining("rate.reserve (60)")
    })
    expect(later["balance"]).toMatchObject({ status: "warning", hint: expect.stringContaining("keep_balance (100)") })
  })

  it("says who has the state", async ({ place, sandbox }) => {
    const server = await sandbox()
    await place.write("exports.yaml", ONE)
    const holder = { id: "1", owner: "ann", host: "elsewhere", pid: 7, command: "apply", since: "2024-01-01T00:00:00Z" }
    await place.write("exports.state.lock", JSON.stringify({ ...holder, process: {} }))
    expect((await examined(place, { server }))["state"]).toMatchObject({
      status: "warning",
      message: "in use by ann@elsewhere (pid 7, `apply`) since 2024-01-01T00:00:00Z",
      hint: expect.stringContaining("exporter state unlock")
    })
  })

  it("sees a file where a folder is meant to be", async ({ place, sandbox }) => {
    const server = await sandbox()
    await place.write("exports.yaml", ONE)
    await place.write("data", "")
    expect((await examined(place, { server }))["files"]).toMatchObject({
      status: "problem",
      message: expect.stringMatching(/data' is a file/)
    })
  })

  it("sees a clock that is off", async ({ place, serve }) => {
    const server = await serve((_, response) =>
      json(response, page({}), { date: new Date(Date.now() - 3_600_000).toUTCString() })
    )
    await place.write("exports.yaml", ONE)
    const checks = await examined(place, { server })
    expect(checks["clock"]).toMatchObject({
      status: "warning",
      message: expect.stringMatching(/^3[56]\d\d s ahead of/)
    })
    expect(checks["balance"]?.status).toBe("warning")
  })

  it("looks at the sandbox, too, as it was left, and leaves nothing behind", async ({ place }) => {
    await place.write("exports.yaml", ONE)
    const args = ["--sandbox", "--state", "elsewhere/state.json"]
    const before = await examined(place, {}, args)
    expect(before["key"]?.status).toBe("ok")
    expect((await readdir(place.folder)).sort()).toEqual([".bin", "exports.yaml"])
    await place.run(["apply", "--sandbox", "--auto-approve"])
    const world = await place.read("sandbox/world.log")
    expect((await examined(place, {}, args))["balance"]).not.toEqual(before["balance"])
    expect(await place.read("sandbox/world.log")).toBe(world)
  })

  it.skipIf(process.getuid?.() === 0)("sees a folder that cannot be written to", async ({ place, sandbox }) => {
    const server = await sandbox()
    await place.write("locked/exports.yaml", ONE)
    await chmod(place.path("locked"), 0o500)
    expect((await examined(place, { server }, ["-f", "locked/exports.yaml"]))["files"]?.status).toBe("problem")
  })
})
