/** An export that somebody else made, taken for a purchase of this state. Pure. */
import type { RemoteExport } from "../api/ExportApi.ts"
import type { Address, CanonicalRequest, Fingerprint, Instant } from "../domain.ts"
import type { Event } from "../state/transition.ts"
import { type RemoteStage, stageOf } from "./status.ts"

/** The nearer to its file the better. What is over serves nobody, and what an unknown word means nobody knows. */
const USABLE: ReadonlyArray<RemoteStage> = ["completed", "running", "priced", "calculating"]

/** It has a file, or can still come to one. */
export const isUsable = (one: RemoteExport): boolean => USABLE.includes(stageOf(one))

/** Lower is nearer to its file. Of usable ones only. */
export const distance = (one: RemoteExport): number => USABLE.indexOf(stageOf(one))

/** It was started, so the team has paid for it. */
export const isPaid = (one: RemoteExport): boolean => ["completed", "running"].includes(stageOf(one))

export interface Subject {
  readonly fingerprint: Fingerprint
  readonly request: CanonicalRequest
  readonly address: Address
  readonly asOf: Instant
}

/** An adopted purchase is as old as the export: that is how things were. */
export const adoptedEvent = ({ fingerprint, request, address, asOf }: Subject, one: RemoteExport): Event => ({
  type: "adopted",
  fingerprint,
  request,
  address,
  as_of: one.createdAt ?? asOf,
  data_export_id: one.id,
  ...(one.createdAt === undefined ? {} : { created_at: one.createdAt }),
  charged: isPaid(one),
  credits: one.creditCost ?? null
})
