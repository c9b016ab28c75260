/** One purchase to be carried through, with every address that it serves. */
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
import type { Action, ActionKind, Estimate, Plan } from "../plan/Plan.ts"

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

/** The actions that ask for work, by purchase. What is begun goes first: what was lost must be settled before it is bought again. */
export const tasksOf = (plan: Plan, requests: ReadonlyArray<Request>): ReadonlyArray<Task> => {
  const declared = new Map(requests.map((request) => [request.address, request]))
  const groups = new Map<Fingerprint, Array<Action>>()
  for (const action of plan.actions) {
    if (action.output === null || !isWork(action)) continue
    const group = groups.get(action.fingerprint)
    if (group === undefined) groups.set(action.fingerprint, [action])
    else group.push(action)
  }
  const tasks = [...groups.values()].flatMap(([first, ...rest]): ReadonlyArray<Task> => {
    if (first === undefined) return []
    const outputOf = ({ address, output, action }: Action): Output => {
      const hooks = declared.get(address)?.hooks
      return { address, path: output ?? "", action, ...(hooks === undefined ? {} : { hooks }) }
    }
    const { autoStart = false, retries = 0, maxCredits } = declared.get(first.address) ?? {}
    return [
      {
        fingerprint: first.fingerprint,
        request: first.request,
        outputs: [outputOf(first), ...rest.map(outputOf)],
        estimate: first.estimate,
        autoStart,
        retries,
        ...(first.action === "adopt" && first.data_export_id !== undefined ? { adopts: first.data_export_id } : {}),
        ...(first.action === "refresh" ? { renews: true } : {}),
        ...(maxCredits === undefined ? {} : { maxCredits }),
        asOf: plan.as_of
      }
    ]
  })
  const rank = (task: Task) => (task.outputs[0].action === "resume" ? 0 : 1)
  return tasks.sort((a, b) => rank(a) - rank(b))
}

export const isWork = ({ action }: Action): boolean =>
  action === "create" || action === "resume" || action === "download" || action === "adopt" || action === "refresh"
