/** What the vendor pushes for each change of an export's status, as values: when, in which words, and how it is signed. */
import { createHash, createHmac } from "node:crypto"
import { calculatedAt, type Job, observe, priceOf, turnsOf } from "./Job.ts"
import { isoSeconds, type Status } from "./wire.ts"

/** A change of status that the vendor has an event of. `at`: epoch ms. */
export interface Change {
  readonly at: number
  readonly status: Status
}

/** `pending` has no event, nor has a word of a scenario. */
const EVENTS: ReadonlyArray<string> = [
  "calculating_credits",
  "calculating_credits_completed",
  "calculating_credits_failed",
  "in_progress",
  "completed",
  "failed",
  "cancelled"
] satisfies ReadonlyArray<Status>

const hasEvent = (status: string): status is Status => EVENTS.includes(status)

/** All changes of a job in their order, those to come included, as far as they are certain now. */
export const changesOf = (job: Job): ReadonlyArray<Change> => {
  const priced = calculatedAt(job)
  const before = { at: priced, status: observe({ ...job, startedAt: null, cancelledAt: null }, priced).status }
  const seen = [
    ...(priced > job.createdAt ? [{ at: job.createdAt, status: "calculating_credits" }] : []),
    before,
    ...turnsOf(job).map((at) => ({ at, status: observe({ ...job, cancelledAt: null }, at).status }))
  ]
  const { cancelledAt } = job
  const kept = cancelledAt === null ? seen : seen.filter(({ at }) => at < cancelledAt)
  const all = cancelledAt === null ? kept : [...kept, { at: cancelledAt, status: "cancelled" }]
  return all.flatMap(({ at, status }, i) => (hasEvent(status) && status !== all[i - 1]?.status ? [{ at, status }] : []))
}

/** The text that is sent, and signed. */
export const bodyOf = (job: Job, { at, status }: Change): string =>
  JSON.stringify({
    event: `data_exports.${status}`,
    account_id: null,
    payload: {
      id: job.id,
      type: job.purchase.type,
      status,
      account_ids: job.purchase.accountIds,
      credit_cost: at < calculatedAt(job) || status === "calculating_credits_failed" ? null : priceOf(job),
      created_at: isoSeconds(job.createdAt),
      changed_at: isoSeconds(at)
    }
  })

/** `forged`: the signature is of the right kind, and wrong. */
export const headersOf = (
  body: string,
  secret: string | undefined,
  forged: boolean
): Readonly<Record<string, string>> => ({
  "Content-Type": "application/json",
  "User-Agent": "exporter-sandbox",
  "X-OFAPI-Idempotency-Key": `evt_${createHash("sha256").update(body).digest("hex").slice(0, 40)}`,
  ...(secret === undefined ? {} : { Signature: signature(body, forged ? `not ${secret}` : secret) })
})

const signature = (body: string, secret: string): string => createHmac("sha256", secret).update(body).digest("hex")
