/**
 * What is counted and measured, with its unit (UCUM, as OpenTelemetry has them). Each is kept by Effect, added to by the
 * stages, and read by whoever exports them. docs/telemetry.md lists them for those who make dashboards.
 */
import * as Metric from "effect/Metric"
import * as MetricBoundaries from "effect/MetricBoundaries"
import * as MetricKey from "effect/MetricKey"
import type * as MetricKeyType from "effect/MetricKeyType"
import * as MetricLabel from "effect/MetricLabel"

type Labels = Readonly<Record<string, string>>

/**
 * One metric for each combination of labels; there are few of them, and each is made once. The labels are a part of its key:
 * those that are put on a metric are looked up anew at every update.
 */
const byLabels = <Type extends MetricKeyType.MetricKeyType<number, unknown>>(
  key: MetricKey.MetricKey<Type>,
  unit: string
) => {
  const make = (labels: Labels) =>
    // The unit travels as a label: it is told apart where they are exported.
    Metric.fromMetricKey(
      MetricKey.taggedWithLabels(
        key,
        Object.entries({ ...labels, unit }).map(([name, value]) => MetricLabel.make(name, value))
      )
    )
  const made = new Map<string, ReturnType<typeof make>>()
  return (labels: Labels = {}) => {
    const name = Object.values(labels).join("\n")
    const known = made.get(name)
    if (known !== undefined) return known
    const metric = make(labels)
    made.set(name, metric)
    return metric
  }
}

const counter = (name: string, unit: string, description: string) =>
  byLabels(MetricKey.counter(name, { description, incremental: true }), unit)

/** It goes up and down: its value is the sum of what was added. */
const upDownCounter = (name: string, unit: string, description: string) =>
  byLabels(MetricKey.counter(name, { description }), unit)

const gauge = (name: string, unit: string, description: string) =>
  byLabels(MetricKey.gauge(name, { description }), unit)

const histogram = (name: string, unit: string, description: string, bounds: ReadonlyArray<number>) =>
  byLabels(MetricKey.histogram(name, MetricBoundaries.fromIterable(bounds), description), unit)

/** `exporter.api.operation`, `exporter.api.outcome` */
export const calls = counter("exporter.api.calls", "{call}", "Calls to the API, by what came of them.")

/** `exporter.api.operation` */
export const rateLimited = counter("exporter.api.rate_limited", "{call}", "Calls that were answered with 429.")

/** `exporter.api.operation` */
export const callDuration = histogram(
  "exporter.api.call.duration",
  "s",
  "From sending a call to its answer.",
  [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10, 30, 60]
)

/** `exporter.api.operation` */
export const waitDuration = histogram(
  "exporter.api.wait.duration",
  "s",
  "How long a call waited for its turn under the rate limit.",
  [0.005, 0.05, 0.25, 1, 2.5, 5, 10, 30, 60, 120, 300, 600]
)

export const rateUsed = gauge("exporter.api.rate_limit.used", "{call}", "Calls that count against the rate limit now.")

export const rateLimit = gauge("exporter.api.rate_limit.limit", "{call}", "Calls per window of the rate limit.")

/** `exporter.export.type` */
export const creditsCharged = counter(
  "exporter.credits.charged",
  "{credit}",
  "Credits charged, as the ledger has them."
)

/** `exporter.budget.cap` */
export const budgetRemaining = gauge(
  "exporter.budget.remaining",
  "{credit}",
  "What is left under a cap, less what is charged and reserved."
)

export const balance = gauge("exporter.balance", "{credit}", "The balance of the team, as last told.")

/** `exporter.outcome` */
export const purchases = counter("exporter.purchases", "{purchase}", "Purchases that ended, by what came of them.")

/** `exporter.phase` */
export const activePurchases = upDownCounter(
  "exporter.purchases.active",
  "{purchase}",
  "Purchases under way, by phase."
)

export const readyDuration = histogram(
  "exporter.purchase.ready.duration",
  "s",
  "From the answer to a create until the export is ready.",
  [1, 5, 10, 30, 60, 120, 300, 600, 1800, 3600, 7200, 14400, 28800, 86400]
)

export const downloaded = counter("exporter.download.io", "By", "Bytes of files that were downloaded and verified.")
