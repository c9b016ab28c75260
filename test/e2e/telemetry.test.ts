/** What a collector is told of the program, and that a run does not care whether there is one. */
import { describe, expect } from "vitest"
import { Collector, type Span } from "./Collector.ts"
import { reportOf } from "./documents.ts"
import { FOUR } from "./manifests.ts"
import { expectPresentable, it, KEY, until } from "./place.ts"

const [TRACE, PARENT] = ["0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331"]
const TOKEN = "collectors-token-0123456789"
const PASSWORD = "password-of-another-0123"
const SIGNED = "https://store.test/f.csv?X-Amz-Signature=0badc0de5167a7e0"

const warningsIn = (stderr: string): ReadonlyArray<string> => stderr.match(/^warning: .*$/gm) ?? []

describe.concurrent("telemetry", () => {
  it("tells of each purchase step by step, counts what the server counts, and holds no secret", async ({
    place,
    sandbox,
    serve
  }) => {
    const collector = new Collector()
    const { url } = await serve(collector.listener)
    const server = await sandbox({
      scenario: {
        version: 1,
        rules: [
          { on: "create", nth: 2, do: { answer: { status: 429, retry_after: 1 } } },
          {
            on: "create",
            type: "chargebacks",
            times: 1,
            do: { fate: { run_fails: `${KEY} may not, nor ${PASSWORD}; see ${SIGNED}` } }
          }
        ]
      }
    })
    await place.write("exports.yaml", `${FOUR}budget: { per_run: 100 }\n`)
    const ended = await place.run(["apply", "--auto-approve", "--json", "--log-level", "debug"], {
      server,
      env: {
        OTEL_EXPORTER_OTLP_ENDPOINT: url,
        OTEL_EXPORTER_OTLP_PROTOCOL: "http/json",
        OTEL_EXPORTER_OTLP_HEADERS: `authorization=Bearer%20${TOKEN}`,
        OTEL_RESOURCE_ATTRIBUTES: "deployment.environment=test",
        OTEL_SERVICE_NAME: "nightly",
        TRACEPARENT: `00-${TRACE}-${PARENT}-01`,
        OTHER_PASSWORD: PASSWORD
      }
    })
    expect({ exitCode: ended.exitCode, warnings: warningsIn(ended.stderr) }).toEqual({ exitCode: 5, warnings: [] })
    const report = reportOf(ended)
    const truth = server.stats()

    // What it is of, and who may read it.
    expect(new Set(collector.deliveries.map(({ headers }) => headers["authorization"]))).toEqual(
      new Set([`Bearer ${TOKEN}`])
    )
    expect(collector.resource).toMatchObject({ "service.name": "nightly", "deployment.environment": "test" })
    for (const secret of [KEY, TOKEN, PASSWORD, "Signature=", "store.test"])
      expect(collector.text).not.toContain(secret)

    // The tree of spans.
    const { spans } = collector
    expect(new Set(spans.map(({ traceId }) => traceId))).toEqual(new Set([TRACE]))
    const one = (name: string, address?: string): Span => {
      const found = spans.filter(
        (span) => span.name === name && (address === undefined || span.attributes["exporter.address"] === address)
      )
      expect([name, found.length]).toEqual([name, 1])
      return found[0] as Span
    }
    const below = ({ spanId }: Span): ReadonlyArray<string> =>
      spans.filter(({ parentSpanId }) => parentSpanId === spanId).map(({ name }) => name)
    const command = one("exporter apply")
    expect(command).toMatchObject({ parentSpanId: PARENT, attributes: { "exporter.exit_code": 5 } })
    const run = one("exporter.run")
    expect(run).toMatchObject({
      parentSpanId: command.spanId,
      attributes: { "exporter.run.id": report.run_id, "exporter.credits": truth.charged, "exporter.outcomes.failed": 1 }
    })
    expect(below(run).filter((name) => name === "exporter.purchase")).toHaveLength(4)
    const purchase = one("exporter.purchase", "ledger")
    expect(purchase.attributes).toMatchObject({
      "exporter.export.type": "transactions",
      "exporter.phase": "done",
      "exporter.credits": report.results.find(({ address }) => address === "ledger")?.credits
    })
    expect(below(purchase).filter((name) => name !== "exporter.state.commit")).toEqual(
      expect.arrayContaining([
        "exporter.create",
        "exporter.await_price",
        "exporter.authorize",
        "exporter.start",
        "exporter.await_ready",
        "exporter.download"
      ])
    )
    const start = spans.find(({ name, parentSpanId }) => name === "exporter.start" && parentSpanId === purchase.spanId)
    expect(start === undefined ? [] : below(start).toSorted()).toEqual([
      "exporter.api.start",
      "exporter.state.commit",
      "exporter.state.commit"
    ])
    expect(spans.find(({ name }) => name === "exporter.api.create")).toMatchObject({
      kind: 3,
      attributes: {
        "http.request.method": "POST",
        "server.address": "127.0.0.1",
        "exporter.api.wait_ms": expect.any(Number)
      }
    })
    expect(
      spans
        .filter(({ attributes }) => attributes["http.response.status_code"] === 429)
        .map(({ name, status, attributes }) => [name, status.code, attributes["exporter.api.effect"]])
    ).toEqual([["exporter.api.create", 2, "refused"]])
    expect(one("exporter.purchase", "chargebacks")).toMatchObject({
      status: { code: 2, message: expect.stringContaining("(the key) may not") },
      attributes: { "exporter.outcome": "failed", "error.type": "failed-at-server" }
    })

    // The measures, against what really happened.
    const { measures } = collector
    expect([...measures.keys()].filter((name) => !name.startsWith("exporter."))).toEqual([])
    const sumOf = (name: string, labels: Readonly<Record<string, string>> = {}) =>
      (measures.get(name)?.points ?? [])
        .filter((point) => Object.entries(labels).every(([key, value]) => point.labels[key] === value))
        .reduce((sum, { value }) => sum + value, 0)
    for (const [operation, count] of Object.entries(truth.calls))
      expect([
        operation,
        sumOf("exporter.api.calls", { "exporter.api.operation": operation, "exporter.api.outcome": "ok" })
      ]).toEqual([operation, count])
    expect(sumOf("exporter.api.calls", { "exporter.api.outcome": "refused" })).toBe(1)
    expect(sumOf("exporter.api.rate_limited")).toBe(1)
    expect(sumOf("exporter.api.call.duration")).toBe(sumOf("exporter.api.calls"))
    expect(sumOf("exporter.api.wait.duration")).toBe(sumOf("exporter.api.calls"))
    expect(sumOf("exporter.credits.charged")).toBe(truth.charged)
    expect(sumOf("exporter.budget.remaining", { "exporter.budget.cap": "per_run" })).toBe(100 - truth.charged)
    expect(sumOf("exporter.balance")).toBe(truth.balance)
    expect(sumOf("exporter.purchases", { "exporter.outcome": "done" })).toBe(3)
    expect(sumOf("exporter.purchases", { "exporter.outcome": "failed" })).toBe(1)
    expect(measures.get("exporter.purchases.active")?.points.map(({ value }) => value)).toEqual(
      expect.arrayContaining([0])
    )
    expect(sumOf("exporter.purchases.active")).toBe(0)
    expect(sumOf("exporter.purchase.ready.duration")).toBe(3)
    expect(sumOf("exporter.api.rate_limit.limit")).toBe(400)
    expect(sumOf("exporter.download.io")).toBe(
      report.results.reduce((sum, { output }) => sum + (output?.bytes ?? 0), 0)
    )
    expect(Object.fromEntries([...measures].map(([name, { unit }]) => [name, unit]))).toMatchObject({
      "exporter.credits.charged": "{credit}",
      "exporter.api.call.duration": "s",
      "exporter.download.io": "By"
    })
  })

  it("a collector that is away: one warning, and the run as ever", async ({ place, sandbox }) => {
    await place.write("exports.yaml", FOUR)
    const { exitCode, stdout, stderr } = await place.run(["apply", "--auto-approve"], {
      server: await sandbox(),
      // Nobody listens there: a port that only a superuser could open.
      env: { OTEL_EXPORTER_OTLP_ENDPOINT: "http://127.0.0.1:1", OTEL_BSP_SCHEDULE_DELAY: "100" }
    })
    expect({ exitCode, warnings: warningsIn(stderr) }).toEqual({
      exitCode: 0,
      warnings: [expect.stringMatching(/telemetry does not get to http:\/\/127\.0\.0\.1:1\/v1\/(traces|metrics)/)]
    })
    expect(stdout).toContain("4 done")
  })

  it("a collector that never answers: a run that is told to stop is out in time", async ({ place, sandbox, serve }) => {
    const { url } = await serve(() => undefined)
    await place.write("exports.yaml", FOUR)
    const server = await sandbox({ speed: 0.2 })
    const run = place.start(["apply", "--auto-approve"], { server, env: { OTEL_EXPORTER_OTLP_ENDPOINT: url } })
    await until(() => server.stats().calls.start > 0 || server.stats().calls.create > 3)
    const signalledAt = Date.now()
    run.kill("SIGINT")
    const ended = await run.ended
    expect(Date.now() - signalledAt).toBeLessThan(5_500)
    expectPresentable(ended)
    expect({ exitCode: ended.exitCode, warnings: warningsIn(ended.stderr) }).toEqual({
      exitCode: 130,
      warnings: [expect.stringContaining("no answer in time")]
    })
    await expect(place.read("exports.state.lock")).rejects.toThrow(/ENOENT/)
  })

  it("plan --quote, in protobuf", async ({ place, sandbox, serve }) => {
    const collector = new Collector()
    const { url } = await serve(collector.listener)
    await place.write("exports.yaml", FOUR)
    const { exitCode } = await place.run(["plan", "--quote"], {
      server: await sandbox(),
      env: { OTEL_EXPORTER_OTLP_ENDPOINT: url }
    })
    expect(exitCode).toBe(0)
    expect(collector.deliveries.map(({ path, headers }) => [path, headers["content-type"]]).toSorted()).toEqual([
      ["/v1/metrics", "application/x-protobuf"],
      ["/v1/traces", "application/x-protobuf"]
    ])
    for (const name of ["exporter plan", "exporter.purchase", "exporter.await_price", "exporter.api.calls", "{call}"])
      expect(collector.text).toContain(name)
    for (const { body } of collector.deliveries) expect(fieldsOf(body)).toEqual([1])
  })
})

/** The numbers of the fields of a message of which all are messages themselves, to its very end. */
const fieldsOf = (body: Buffer): ReadonlyArray<number> => {
  const fields: Array<number> = []
  let at = 0
  const varint = (): number => {
    let value = 0
    for (let shift = 1; ; shift *= 128) {
      const byte = body.readUInt8(at++)
      value += (byte % 128) * shift
      if (byte < 128) return value
    }
  }
  while (at < body.length) {
    const tag = varint()
    expect(tag % 8).toBe(2)
    fields.push(Math.floor(tag / 8))
    const length = varint()
    at += length
  }
  expect(at).toBe(body.length)
  return fields
}
