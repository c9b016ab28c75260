/** `exporter doctor`: what it says of a machine, a key and a server, and that it spends nothing. */
import { chmod } from "node:fs/promises"
import { Ajv2020 } from "ajv/dist/2020.js"
import { describe, expect } from "vitest"
import schema from "../../schema/doctor.schema.json" with { type: "json" }
import { ONE } from "./manifests.ts"
import { it, type Place, type RunOptions } from "./place.ts"

interface Check {
  readonly name: string
  readonly status: "ok" | "warning" | "problem"
  readonly message: string
  readonly hint: string | null
}

const describes = new Ajv2020({ strict: true, allowUnionTypes: true }).compile(schema)

/** What it found, by what was looked at; as text it says the same. */
const examined = async (place: Place, options: RunOptions, args: ReadonlyArray<string> = []) => {
  const [json, text] = await Promise.all([
    place.run(["doctor", "--json", ...args], options),
    place.run(["doctor", ...args], options)
  ])
  const document = JSON.parse(json.stdout) as { readonly checks: ReadonlyArray<Check> }
  expect(describes(document)).toBe(true)
  // Each of the two has asked for the time by itself.
  for (const { message, hint } of document.checks.filter(({ name }) => name !== "clock"))
    for (const words of [message, hint ?? ""].filter((one) => !/free|http/.test(one)))
      expect(text.stdout).toContain(words)
  expect(text.exitCode).toBe(json.exitCode)
  const bad = document.checks.some(({ status }) => status === "problem")
  expect(json.exitCode).toBe(bad ? 1 : 0)
  return Object.fromEntries(document.checks.map((check) => [check.name, check]))
}

describe.concurrent("exporter doctor", () => {
  it("finds all well, with one call that is free", async ({ place, sandbox }) => {
    const server = await sandbox({ balance: 321 })
    await place.write("exports.yaml", ONE)
    const checks = await examined(place, { server })
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
    const checks = await examined(place, {})
    expect(checks["key"]).toMatchObject({ status: "problem", message: "ONLYFANSAPI_API_KEY is not set" })
    expect(checks["manifest"]?.status).toBe("ok")
  })

  it("counts what is wrong with manifest, state and folders", async ({ place, sandbox }) => {
    const server = await sandbox({ balance: 0 })
    await place.write("exports.yaml", "version: 1\nexports: { a: { type: payout } }\n")
    await place.write("exports.state.json", "{")
    const checks = await examined(place, { server })
    expect(checks["manifest"]).toMatchObject({ status: "problem", hint: expect.stringContaining("exporter validate") })
    expect(checks["state"]).toMatchObject({ status: "problem", message: expect.stringContaining("cut short") })
    expect(checks["balance"]).toMatchObject({ status: "problem", message: "0 credits" })
  })

  it.for([
    [401, '{"message":"Unauthenticated."}', "key", "problem", /does not accept the API key/],
    [429, '{"message":"Too Many Attempts."}', "server", "warning", /Too Many Attempts/],
    [200, "<html>welcome</html>", "server", "problem", /is not one of the API/],
    [404, '{"message":"Not Found"}', "server", "problem", /Not Found/],
    [503, "<html>later</html>", "server", "problem", /later/]
  ] as const)("understands status %i", async ([status, body, name, verdict, says], { place, serve }) => {
    const server = await serve((_, response) => void response.writeHead(status).end(body))
    await place.write("exports.yaml", ONE)
    const checks = await examined(place, { server })
    expect(checks[name]).toMatchObject({ status: verdict, message: expect.stringMatching(says) })
    expect(checks["balance"]).toBeUndefined()
    expect(server.calls.map(({ method }) => method)).toEqual(["GET", "GET"])
  })

  it("sees a clock that is off", async ({ place, serve }) => {
    const server = await serve(
      (_, response) =>
        void response
          .writeHead(200, { date: new Date(Date.now() - 3_600_000).toUTCString() })
          .end('{"data":{"data":[],"meta":{"current_page":1,"last_page":1}},"_meta":{}}')
    )
    await place.write("exports.yaml", ONE)
    const checks = await examined(place, { server })
    expect(checks["clock"]).toMatchObject({
      status: "warning",
      message: expect.stringMatching(/^3[56]\d\d s ahead of/)
    })
    expect(checks["balance"]?.status).toBe("warning")
  })

  it("looks at the sandbox, too", async ({ place }) => {
    await place.write("exports.yaml", ONE)
    expect((await examined(place, {}, ["--sandbox", "--state", "elsewhere/state.json"]))["key"]?.status).toBe("ok")
  })

  it.skipIf(process.getuid?.() === 0)("sees a folder that cannot be written to", async ({ place, sandbox }) => {
    const server = await sandbox()
    await place.write("locked/exports.yaml", ONE)
    await chmod(place.path("locked"), 0o500)
    expect((await examined(place, { server }, ["-f", "locked/exports.yaml"]))["files"]?.status).toBe("problem")
  })
})
