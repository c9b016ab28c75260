/**
 * What a webhook says, read leniently: `{ event, account_id, payload }`, where the payload of `data_exports.*` has the
 * export's `id`, `status`, `account_ids` and `credit_cost`. Events that are of something else, and fields that are not known,
 * are left alone. Pure.
 */
import type { AccountId, Credits, DataExportId } from "../../domain.ts"

/** That an export of the team has changed its status. May be late, doubled or out of order: the API is asked what is true. */
export interface ExportEvent {
  readonly id: DataExportId
  /** The last part of the event's name: `completed`, `in_progress`, … or a new word. */
  readonly change: string
  /** As its payload has it. */
  readonly status?: string
  readonly accountIds: ReadonlyArray<AccountId>
  /** Credits. */
  readonly creditCost?: Credits
}

export type Reading =
  | { readonly kind: "export"; readonly event: ExportEvent }
  /** Of something else. */
  | { readonly kind: "other" }
  /** No webhook at all. */
  | { readonly kind: "nonsense" }

const PREFIX = "data_exports."

/** The longest id that is taken for one, in characters: so many are remembered, and no more than so long. */
const LONGEST_ID = 128

export const readEvent = (text: string): Reading => {
  const body = parsed(text)
  if (!isObject(body)) return { kind: "nonsense" }
  const { event: name, payload } = body
  if (typeof name !== "string" || name === "") return { kind: "nonsense" }
  if (!name.startsWith(PREFIX) || !isObject(payload)) return { kind: "other" }
  const { id, status, account_ids: accounts, credit_cost: cost } = payload
  if (typeof id !== "string" || id === "" || id.length > LONGEST_ID) return { kind: "other" }
  return {
    kind: "export",
    event: {
      id: id as DataExportId,
      change: name.slice(PREFIX.length),
      ...(typeof status === "string" ? { status } : {}),
      accountIds: Array.isArray(accounts) ? accounts.filter((one): one is AccountId => typeof one === "string") : [],
      ...(typeof cost === "number" && cost >= 0 ? { creditCost: cost as Credits } : {})
    }
  }
}

/** Changes that nobody waits for: the price is not known yet, or the end is not reached. */
const UNDERWAY: ReadonlyArray<string> = ["calculating_credits", "pending", "in_progress"]

/** Whether somebody may be waiting for it, so that a call of the API is well spent. A new word may be the end. */
export const isWorthALook = ({ change }: ExportEvent): boolean => !UNDERWAY.includes(change)

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value)

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
