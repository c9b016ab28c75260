/** What the variables of OpenTelemetry ask for. One that cannot be followed is told in a warning, never with its value. */

export type Environment = Readonly<Record<string, string | undefined>>

export interface Signal {
  /** Absolute, with the path of its signal. */
  readonly url: string
  readonly protocol: "http/json" | "http/protobuf"
  readonly headers: Readonly<Record<string, string>>
  /** Longest that one delivery may take, in ms. */
  readonly timeoutMs: number
  /** Between two deliveries, in ms. */
  readonly intervalMs: number
}

/** The span of another program that this one is part of. */
export interface Parent {
  readonly traceId: string
  readonly spanId: string
}

export interface Settings {
  readonly traces?: Signal
  readonly metrics?: Signal
  readonly serviceName: string
  readonly attributes: Readonly<Record<string, string>>
  readonly parent?: Parent
  readonly warnings: ReadonlyArray<string>
}

/** Where a collector of this machine listens. */
const DEFAULT_ENDPOINT = "http://localhost:4318"

/** Whether they ask for anything at all. */
export const isAsked = (env: Environment): boolean =>
  !isTrue(env["OTEL_SDK_DISABLED"]) &&
  (["OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "OTEL_EXPORTER_OTLP_METRICS_ENDPOINT"].some(
    (name) => given(env, name) !== undefined
  ) ||
    // Named outright, it goes where a collector is by default.
    ["OTEL_TRACES_EXPORTER", "OTEL_METRICS_EXPORTER"].some((name) => given(env, name) === "otlp"))

/** An empty variable is one that is not set. */
const given = (env: Environment, name: string): string | undefined => {
  const value = env[name]?.trim()
  return value === "" ? undefined : value
}

const isTrue = (value: string | undefined): boolean => value?.trim().toLowerCase() === "true"

/** What each of them asks for. */
export const settingsOf = (env: Environment): Settings => {
  const warnings: Array<string> = []
  const warn = (text: string): undefined => void warnings.push(text)
  if (!isAsked(env)) return { serviceName: SERVICE, attributes: {}, warnings }
  const traceparent = parentOf(env, warn)
  const traces = samples(env, warn) && traceparent !== "unsampled" ? signalOf(env, "TRACES", warn) : undefined
  const metrics = signalOf(env, "METRICS", warn)
  for (const [name, instead] of UNSUPPORTED)
    if (given(env, name) !== undefined) warn(`${name} is not supported: ${instead}`)
  const { "service.name": named, ...attributes } = resourceOf(env, warn)
  return {
    ...(traces === undefined ? {} : { traces }),
    ...(metrics === undefined ? {} : { metrics }),
    serviceName: given(env, "OTEL_SERVICE_NAME") ?? named ?? SERVICE,
    attributes,
    ...(typeof traceparent === "object" ? { parent: traceparent } : {}),
    // Both signals may say the same of a variable that they share.
    warnings: [...new Set(warnings)]
  }
}

const SERVICE = "exporter"

type Warn = (text: string) => undefined

const UNSUPPORTED = [
  ["OTEL_EXPORTER_OTLP_CERTIFICATE", "NODE_EXTRA_CA_CERTS names further certificates"],
  ["OTEL_EXPORTER_OTLP_CLIENT_KEY", "send to a collector that needs none"]
] as const

type Kind = "TRACES" | "METRICS"

const signalOf = (env: Environment, kind: Kind, warn: Warn): Signal | undefined => {
  const exporter = given(env, `OTEL_${kind}_EXPORTER`)
  if (exporter === "none") return undefined
  if (exporter !== undefined && exporter !== "otlp")
    return warn(`OTEL_${kind}_EXPORTER is neither otlp nor none: ${WORDS[kind]} are not sent`)
  const url = urlOf(env, kind, exporter === "otlp", warn)
  const protocol = url === undefined ? undefined : protocolOf(env, kind, warn)
  if (url === undefined || protocol === undefined) return undefined
  if (![undefined, "none"].includes(either(env, kind, "COMPRESSION")?.value))
    warn("OTEL_EXPORTER_OTLP_COMPRESSION is not supported: what is sent is not compressed")
  return {
    url,
    protocol,
    headers: headersOf(env, kind, warn),
    timeoutMs: msOf(env, either(env, kind, "TIMEOUT")?.name, 10_000, warn),
    intervalMs:
      kind === "TRACES"
        ? msOf(env, "OTEL_BSP_SCHEDULE_DELAY", 5_000, warn)
        : msOf(env, "OTEL_METRIC_EXPORT_INTERVAL", 60_000, warn)
  }
}

const WORDS = { TRACES: "traces", METRICS: "metrics" } as const

/** What is not sent for want of a variable: one that both signals share is told of once. */
const lostBy = (name: string, kind: Kind): string =>
  `${name.includes(kind) ? WORDS[kind] : "traces and metrics"} are not sent`

/** The variable of the signal goes before the one of all signals. */
const either = (env: Environment, kind: Kind, what: string) =>
  [`OTEL_EXPORTER_OTLP_${kind}_${what}`, `OTEL_EXPORTER_OTLP_${what}`].flatMap((name) => {
    const value = given(env, name)
    return value === undefined ? [] : [{ name, value }]
  })[0]

/** That of a signal is taken as it is; that of all signals, and the default, get the path of the signal. */
const urlOf = (env: Environment, kind: Kind, isDefaulted: boolean, warn: Warn): string | undefined => {
  const found = either(env, kind, "ENDPOINT") ?? (isDefaulted ? { name: "", value: DEFAULT_ENDPOINT } : undefined)
  if (found === undefined) return undefined
  const url = URL.canParse(found.value) ? new URL(found.value) : undefined
  if (url === undefined || !/^https?:$/.test(url.protocol))
    return warn(`${found.name} is no http:// or https:// address: ${lostBy(found.name, kind)}`)
  if (url.username !== "" || url.password !== "")
    return warn(
      `${found.name} has a user or a password in it: ${lostBy(found.name, kind)}; OTEL_EXPORTER_OTLP_HEADERS is the place for it`
    )
  if (found.name.includes(kind)) return url.href
  url.pathname = `${url.pathname.replace(/\/+$/, "")}/v1/${WORDS[kind]}`
  return url.href
}

const protocolOf = (env: Environment, kind: Kind, warn: Warn): Signal["protocol"] | undefined => {
  const { name, value } = either(env, kind, "PROTOCOL") ?? { name: "", value: "http/protobuf" }
  if (value === "http/json" || value === "http/protobuf") return value
  return warn(
    `${name} is ${value === "grpc" ? "grpc" : "none that is known"}, and http/protobuf and http/json are supported: ${lostBy(name, kind)} (collectors listen for HTTP at port 4318)`
  )
}

/** `name=value,name=value`, the values as in an address. */
const headersOf = (env: Environment, kind: Kind, warn: Warn): Readonly<Record<string, string>> => {
  const found = either(env, kind, "HEADERS")
  if (found === undefined) return {}
  const { pairs, isWhole } = pairsOf(found.value)
  const fit = pairs.filter(([name, value]) => /^[\w!#$%&'*+.^`|~-]+$/.test(name) && /^[\x20-\x7e\t]*$/.test(value))
  if (!isWhole || fit.length < pairs.length)
    warn(`${found.name} has a part that is no name=value of a header: that part is left out`)
  return Object.fromEntries(fit.map(([name, value]) => [name.toLowerCase(), value]))
}

const resourceOf = (env: Environment, warn: Warn): Readonly<Record<string, string>> => {
  const { pairs, isWhole } = pairsOf(given(env, "OTEL_RESOURCE_ATTRIBUTES") ?? "")
  if (!isWhole) warn("OTEL_RESOURCE_ATTRIBUTES has a part that is no name=value: that part is left out")
  return Object.fromEntries(pairs)
}

const pairsOf = (text: string) => {
  const parts = text.split(",").filter((part) => part.trim() !== "")
  const pairs = parts.flatMap((part): ReadonlyArray<readonly [string, string]> => {
    const [, name, value] = /^\s*([^=\s]+)\s*=\s*(.*?)\s*$/.exec(part) ?? []
    return name === undefined || value === undefined ? [] : [[decoded(name), decoded(value)]]
  })
  return { pairs, isWhole: pairs.length === parts.length }
}

const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

const msOf = (env: Environment, name: string | undefined, otherwise: number, warn: Warn): number => {
  const text = name === undefined ? undefined : given(env, name)
  if (text === undefined) return otherwise
  const ms = Number(text)
  if (Number.isFinite(ms) && ms >= 1) return ms
  warn(`${name} is no number of milliseconds: ${otherwise} is taken`)
  return otherwise
}

/** `TRACEPARENT`, as the W3C has it. A parent that is not recorded asks the same of its children. */
const parentOf = (env: Environment, warn: Warn): Parent | "unsampled" | undefined => {
  const text = given(env, "TRACEPARENT")
  if (text === undefined) return undefined
  const [, traceId = "", spanId = "", flags = ""] =
    /^[0-9a-f]{2}-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})/.exec(text) ?? []
  if (/^0*$/.test(traceId) || /^0*$/.test(spanId)) return warn("TRACEPARENT is none: the trace begins here")
  return (Number.parseInt(flags, 16) & 1) === 1 ? { traceId, spanId } : "unsampled"
}

const samples = (env: Environment, warn: Warn): boolean => {
  const sampler = given(env, "OTEL_TRACES_SAMPLER")
  if (sampler === "always_off" || sampler === "parentbased_always_off") return false
  if (sampler !== undefined && sampler !== "always_on" && sampler !== "parentbased_always_on")
    warn("OTEL_TRACES_SAMPLER is not supported but for always_on and always_off: every trace is sent")
  return true
}
