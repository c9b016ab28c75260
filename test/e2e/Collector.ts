/** A collector of OTLP/JSON: what it was sent, as far as the tests read it. */
import type { RequestListener } from "node:http"

type Value = Readonly<Record<string, unknown>>

interface Attribute {
  readonly key: string
  readonly value: Value
}

export interface Span {
  readonly traceId: string
  readonly spanId: string
  readonly parentSpanId?: string
  readonly name: string
  readonly kind: number
  readonly status: { readonly code: number; readonly message?: string }
  readonly attributes: Readonly<Record<string, unknown>>
}

interface Point {
  readonly labels: Readonly<Record<string, unknown>>
  /** Of a histogram, how often it was measured. */
  readonly value: number
}

export interface Measure {
  readonly unit: string
  readonly points: ReadonlyArray<Point>
  readonly sum: number
}

export interface Delivery {
  readonly path: string
  readonly headers: Readonly<Record<string, unknown>>
  readonly body: Buffer
}

export class Collector {
  readonly deliveries: Array<Delivery> = []

  readonly listener: RequestListener = (request, response) => {
    const chunks: Array<Buffer> = []
    request.on("data", (chunk: Buffer) => chunks.push(chunk))
    request.on("end", () => {
      this.deliveries.push({ path: request.url ?? "", headers: request.headers, body: Buffer.concat(chunks) })
      response.writeHead(200, { "content-type": "application/json" }).end("{}")
    })
  }

  get text(): string {
    return this.deliveries.map(({ body }) => body.toString("latin1")).join("\n")
  }

  #sent(path: string) {
    return this.deliveries.filter((one) => one.path === path).map(({ body }) => JSON.parse(body.toString("utf8")))
  }

  get resource(): Readonly<Record<string, unknown>> {
    return flat(this.#sent("/v1/traces")[0].resourceSpans[0].resource.attributes)
  }

  get spans(): ReadonlyArray<Span> {
    return this.#sent("/v1/traces").flatMap(({ resourceSpans }) =>
      resourceSpans[0].scopeSpans[0].spans.map((span: { attributes: ReadonlyArray<Attribute> }) => ({
        ...span,
        attributes: flat(span.attributes)
      }))
    )
  }

  /** As they were last told. */
  get measures(): ReadonlyMap<string, Measure> {
    const metrics: ReadonlyArray<Sent> = this.#sent("/v1/metrics").at(-1)?.resourceMetrics[0].scopeMetrics[0].metrics
    return new Map(
      metrics.map(({ name, unit, sum, gauge, histogram }) => {
        const { dataPoints = [] } = sum ?? gauge ?? histogram ?? {}
        const points = dataPoints.map(({ attributes, asDouble, asInt, count }) => ({
          labels: flat(attributes),
          value: asDouble ?? asInt ?? count ?? Number.NaN
        }))
        return [name, { unit, points, sum: points.reduce((total, { value }) => total + value, 0) }]
      })
    )
  }
}

interface Points {
  readonly dataPoints: ReadonlyArray<{
    readonly attributes: ReadonlyArray<Attribute>
    readonly asDouble?: number
    readonly asInt?: number
    readonly count?: number
  }>
}

interface Sent {
  readonly name: string
  readonly unit: string
  readonly sum?: Points
  readonly gauge?: Points
  readonly histogram?: Points
}

const flat = (attributes: ReadonlyArray<Attribute>): Readonly<Record<string, unknown>> =>
  Object.fromEntries(attributes.map(({ key, value }) => [key, Object.values(value)[0]]))
