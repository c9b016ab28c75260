import { describe, expect, it } from "vitest"
import { type Environment, isAsked, type Settings, settingsOf } from "../../src/telemetry/settings.ts"

const AT = { OTEL_EXPORTER_OTLP_ENDPOINT: "http://collector:4318" }
const of = (env: Environment): Settings => settingsOf({ ...AT, ...env })

describe("is asked for", () => {
  it.each<Environment>([
    AT,
    { OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: "http://c/t" },
    { OTEL_EXPORTER_OTLP_METRICS_ENDPOINT: "http://c/m" },
    { OTEL_TRACES_EXPORTER: "otlp" },
    { ...AT, OTEL_SDK_DISABLED: "false" }
  ])("by %j", (env) => expect(isAsked(env)).toBe(true))

  it.each<Environment>([
    {},
    { OTEL_EXPORTER_OTLP_ENDPOINT: " " },
    { OTEL_SERVICE_NAME: "x", OTEL_EXPORTER_OTLP_HEADERS: "a=b", OTEL_TRACES_EXPORTER: "none" },
    { ...AT, OTEL_SDK_DISABLED: "True" }
  ])("not by %j", (env) => {
    expect(isAsked(env)).toBe(false)
    expect(settingsOf(env)).toMatchObject({ warnings: [] })
    expect(settingsOf(env).traces ?? settingsOf(env).metrics).toBeUndefined()
  })
})

it("one endpoint for both signals, which have their paths, and the defaults of OpenTelemetry", () => {
  const common = { protocol: "http/protobuf", headers: {}, timeoutMs: 10_000 }
  expect(of({})).toEqual({
    traces: { ...common, url: "http://collector:4318/v1/traces", intervalMs: 5_000 },
    metrics: { ...common, url: "http://collector:4318/v1/metrics", intervalMs: 60_000 },
    serviceName: "exporter",
    attributes: {},
    warnings: []
  })
})

it("what is said for one signal goes before what is said for both, and its address is taken as it is", () => {
  const { traces, metrics } = of({
    OTEL_EXPORTER_OTLP_ENDPOINT: "https://collector/otlp/?tenant=1",
    OTEL_EXPORTER_OTLP_METRICS_ENDPOINT: "https://elsewhere/in",
    OTEL_EXPORTER_OTLP_PROTOCOL: "http/json",
    OTEL_EXPORTER_OTLP_TRACES_PROTOCOL: "http/protobuf",
    OTEL_EXPORTER_OTLP_HEADERS: "a=1",
    OTEL_EXPORTER_OTLP_TRACES_HEADERS: "Authorization=Basic%20eDp5, b = 2=3",
    OTEL_EXPORTER_OTLP_TIMEOUT: "500",
    OTEL_METRIC_EXPORT_INTERVAL: "1000",
    OTEL_BSP_SCHEDULE_DELAY: "200"
  })
  expect(traces).toEqual({
    url: "https://collector/otlp/v1/traces?tenant=1",
    protocol: "http/protobuf",
    headers: { authorization: "Basic eDp5", b: "2=3" },
    timeoutMs: 500,
    intervalMs: 200
  })
  expect(metrics).toEqual({
    url: "https://elsewhere/in",
    protocol: "http/json",
    headers: { a: "1" },
    timeoutMs: 500,
    intervalMs: 1_000
  })
})

it("a signal of its own alone, or none", () => {
  expect(settingsOf({ OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: "http://c/t" }).metrics).toBeUndefined()
  expect(of({ OTEL_TRACES_EXPORTER: "none" })).toMatchObject({ metrics: {}, warnings: [] })
  expect(of({ OTEL_TRACES_EXPORTER: "none" }).traces).toBeUndefined()
  expect(of({ OTEL_METRICS_EXPORTER: "none" }).metrics).toBeUndefined()
  expect(settingsOf({ OTEL_METRICS_EXPORTER: "otlp" }).metrics?.url).toBe("http://localhost:4318/v1/metrics")
})

it("whose service it is", () => {
  const attributes = "service.name=a,deployment.environment=p%20q"
  expect(of({ OTEL_RESOURCE_ATTRIBUTES: attributes })).toMatchObject({
    serviceName: "a",
    attributes: { "deployment.environment": "p q" }
  })
  expect(of({ OTEL_RESOURCE_ATTRIBUTES: attributes, OTEL_SERVICE_NAME: "b" }).serviceName).toBe("b")
})

describe("TRACEPARENT", () => {
  const [traceId, spanId] = ["0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331"]

  it("is the parent of what is traced", () => {
    expect(of({ TRACEPARENT: `00-${traceId}-${spanId}-01` }).parent).toEqual({ traceId, spanId })
  })

  it("that is not recorded asks for no traces", () => {
    expect(of({ TRACEPARENT: `00-${traceId}-${spanId}-00` })).toMatchObject({ metrics: {}, warnings: [] })
    expect(of({ TRACEPARENT: `00-${traceId}-${spanId}-00` }).traces).toBeUndefined()
  })

  it.each([`00-${"0".repeat(32)}-${spanId}-01`, "00-12-34-01", "x"])("%s is none", (TRACEPARENT) => {
    const { parent, traces, warnings } = of({ TRACEPARENT })
    expect([parent, traces?.url, warnings.length]).toEqual([undefined, "http://collector:4318/v1/traces", 1])
  })
})

const BOTH = { traces: true, metrics: true }
const NEITHER = { traces: false, metrics: false }
const METRICS_ONLY = { traces: false, metrics: true }

describe("what cannot be followed is told once, and without its value", () => {
  it.each<readonly [Environment, RegExp, typeof BOTH]>([
    [{ OTEL_EXPORTER_OTLP_PROTOCOL: "grpc" }, /PROTOCOL is grpc.*traces and metrics are not/, NEITHER],
    [{ OTEL_EXPORTER_OTLP_TRACES_PROTOCOL: "secret-1" }, /TRACES_PROTOCOL is none.*: traces are/, METRICS_ONLY],
    [{ OTEL_EXPORTER_OTLP_ENDPOINT: "secret-1:4318" }, /ENDPOINT is no http/, NEITHER],
    [{ OTEL_EXPORTER_OTLP_ENDPOINT: "https://u:secret-1@c" }, /user or a password/, NEITHER],
    [{ OTEL_TRACES_EXPORTER: "console" }, /TRACES_EXPORTER is neither/, METRICS_ONLY],
    [{ OTEL_EXPORTER_OTLP_HEADERS: "secret-1" }, /HEADERS has a part/, BOTH],
    [{ OTEL_EXPORTER_OTLP_HEADERS: "a=secret-1%0a" }, /HEADERS has a part/, BOTH],
    [{ OTEL_RESOURCE_ATTRIBUTES: "secret-1" }, /RESOURCE_ATTRIBUTES has/, BOTH],
    [{ OTEL_EXPORTER_OTLP_TIMEOUT: "secret-1" }, /TIMEOUT is no number/, BOTH],
    [{ OTEL_EXPORTER_OTLP_COMPRESSION: "gzip" }, /COMPRESSION is not/, BOTH],
    [{ OTEL_TRACES_SAMPLER: "traceidratio" }, /SAMPLER is not/, BOTH],
    [{ OTEL_EXPORTER_OTLP_CERTIFICATE: "secret-1" }, /CERTIFICATE is not.*NODE_EXTRA/, BOTH]
  ])("%j", (env, says, sent) => {
    const { warnings, traces, metrics } = of(env)
    expect(warnings).toEqual([expect.stringMatching(says)])
    expect(warnings.join()).not.toContain("secret-1")
    expect({ traces: traces !== undefined, metrics: metrics !== undefined }).toEqual(sent)
  })
})
