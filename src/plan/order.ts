/**
 * The order in which purchases are carried out, and in which they ask the budget. Pure.
 *
 *  1. What an earlier run has left in doubt, or has paid for: a lost answer must be settled before anything like it is
 *     bought, and what may be charged counts under every cap whether or not it comes first.
 *  2. By `priority`, the higher first; what is only priced has no advantage over what was never asked for.
 *  3. By the order of the exports in the manifest.
 *  4. Within an export window by window, oldest or newest first, each window for all accounts before the next one.
 *
 * A purchase of several addresses goes where the first of them stands.
 */
import type { Fingerprint, Request } from "../domain.ts"
import { isScraped } from "../manifest/catalog.ts"
import type { StateRecord } from "../state/Record.ts"
import type { Action } from "./Plan.ts"

/** The purchases of the actions, each once. `requests`: what is declared, in the order of the manifest. */
export const inOrder = (
  actions: ReadonlyArray<Pick<Action, "address" | "action" | "fingerprint">>,
  requests: ReadonlyArray<Request>,
  records: ReadonlyMap<Fingerprint, StateRecord>
): ReadonlyArray<Fingerprint> => {
  const exports = new Map<string, number>()
  const declared = new Map<string, Place>()
  for (const [index, { address, export: name, priority = 0, window, newestFirst }] of requests.entries()) {
    if (!exports.has(name)) exports.set(name, exports.size)
    declared.set(address, {
      priority,
      of: exports.get(name) ?? 0,
      window: window === undefined ? 0 : Date.parse(window.start) * (newestFirst ? -1 : 1),
      index
    })
  }
  const places = actions.map(({ address, action, fingerprint }, index) => ({
    fingerprint,
    isFirst: action === "resume" && isUnsettled(records.get(fingerprint)),
    ...(declared.get(address) ?? { priority: 0, of: exports.size, window: 0, index })
  }))
  places.sort(
    (a, b) =>
      Number(b.isFirst) - Number(a.isFirst) ||
      b.priority - a.priority ||
      a.of - b.of ||
      a.window - b.window ||
      a.index - b.index
  )
  return [...new Set(places.map(({ fingerprint }) => fingerprint))]
}

interface Place {
  readonly priority: number
  /** The number of its export. */
  readonly of: number
  /** The begin of its window, ms; the smaller comes first. */
  readonly window: number
  readonly index: number
}

/** Of a create that is not scraped, and of a price, nothing can have been charged. */
const isUnsettled = (record: StateRecord | undefined): boolean =>
  record !== undefined && record.phase !== "priced" && !(record.phase === "created" && !isScraped(record.request.type))
