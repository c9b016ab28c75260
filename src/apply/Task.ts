/** One purchase to be carried through, with every address that it serves. */

import type { Turn } from "../budget/turns.ts"
import type {
  Address,
  CanonicalRequest,
  Credits,
  DataExportId,
  Fingerprint,
  Instant,
  Request,
  RequestHooks
} from "../domain.ts"
import { isScraped } from "../manifest/catalog.ts"
import type { Prices } from "../manifest/Manifest.ts"
import { lower, worstCase } from "../plan/estimate.ts"
import { inOrder } from "../plan/order.ts"
import type { Action, ActionKind, Estimate, Plan } from "../plan/Plan.ts"
import { isNextDue } from "../plan/renewal.ts"
import { zoneOf } from "../request/dates.ts"
import type { StateRecord } from "../state/Record.ts"

export interface Task {
  readonly fingerprint: Fingerprint
  readonly request: CanonicalRequest
  /** The one that makes the purchase comes first. */
  readonly outputs: readonly [Output, ...ReadonlyArray<Output>]
  /** What the plan showed that it would cost. */
  readonly estimate: Estimate
  readonly autoStart: boolean
  readonly maxCredits?: Credits
  /** How often it is created anew after it failed at the server. */
  readonly retries: number
  /** The export of the team that is taken over for it. */
  readonly adopts?: DataExportId
  /** What is there is bought again. */
  readonly renews?: true
  readonly asOf: Instant
}

export interface Output {
  readonly address: Address
  /** Relative to the output root. */
  readonly path: string
  readonly action: ActionKind
  /** What is done with its file. */
  readonly hooks?: RequestHooks
}

/** The actions that ask for work, by purchase, in the order in which they are carried out. */
export const tasksOf = (
  plan: Plan,
  requests: ReadonlyArray<Request>,
  records: ReadonlyMap<Fingerprint, StateRecord>,
  timezone: string
): ReadonlyArray<Task> => {
  const declared = new Map(requests.map((request) => [request.address, request]))
  const groups = new Map<Fingerprint, Array<Action>>()
  for (const action of plan.actions) {
    if (action.output === null || !isWork(action)) continue
    const group = groups.get(action.fingerprint)
    if (group === undefined) groups.set(action.fingerprint, [action])
    else group.push(action)
  }
  /** It is the next purchase; what is created anew after a failure is not. */
  const renews = ({ address, action, fingerprint }: Action): boolean => {
    if (action !== "create" && action !== "refresh") return false
    const record = records.get(fingerprint)
    if (record?.phase !== "failed" && record?.phase !== "cancelled") return action === "refresh"
    const request = declared.get(address)
    return request !== undefined && isNextDue(request, record.as_of, plan.as_of, zoneOf(timezone))
  }
  const order = inOrder([...groups.values()].flat(), requests, records)
  return order.flatMap((fingerprint): ReadonlyArray<Task> => {
    const [first, ...rest] = groups.get(fingerprint) ?? []
    if (first === undefined) return []
    const outputOf = ({ address, output, action }: Action): Output => {
      const hooks = declared.get(address)?.hooks
      return { address, path: output ?? "", action, ...(hooks === undefined ? {} : { hooks }) }
    }
    const { autoStart = false, retries = 0, maxCredits } = declared.get(first.address) ?? {}
    return [
      {
        fingerprint,
        request: first.request,
        outputs: [outputOf(first), ...rest.map(outputOf)],
        estimate: first.estimate,
        autoStart,
        retries,
        ...(first.action === "adopt" && first.data_export_id !== undefined ? { adopts: first.data_export_id } : {}),
        ...(renews(first) ? { renews: true } : {}),
        ...(maxCredits === undefined ? {} : { maxCredits }),
        asOf: plan.as_of
      }
    ]
  })
}

/** The most that it can cost, where there is a bound before its price is known. */
export const boundOf = ({ request, maxCredits }: Task, prices: Prices): Credits | undefined =>
  lower(worstCase(request, prices), maxCredits)

/** Those that may ask the budget, in their order. `starts`: they are carried beyond their price. */
export const turnsOf = (tasks: ReadonlyArray<Task>, prices: Prices, starts: boolean): ReadonlyArray<Turn> =>
  tasks.flatMap((task): ReadonlyArray<Turn> => {
    const { fingerprint, estimate, autoStart, request } = task
    if (estimate.basis === "none" || !((starts && autoStart) || isScraped(request.type))) return []
    // What costs more than the plan promised is not started.
    const promised = estimate.basis === "exact" && estimate.high !== null ? estimate.high : undefined
    const most = lower(promised, boundOf(task, prices))
    return [{ fingerprint, most: most ?? Number.POSITIVE_INFINITY, likely: most ?? estimate.high ?? 0 }]
  })

export const isWork = ({ action }: Action): boolean =>
  action === "create" || action === "resume" || action === "download" || action === "adopt" || action === "refresh"
