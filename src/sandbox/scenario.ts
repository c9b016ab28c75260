/**
 * The adversary: rules that say which calls go wrong, and how. What a rule does is decided here, as a value; the server
 * only carries it out.
 *
 * The shape is that of the file (schema/scenario.schema.json), so its keys are spelt as people write them.
 */
import type { Fate } from "./Job.ts"
import { mix } from "./random.ts"
import type { WindowKind } from "./rateLimit.ts"
import type { Operation } from "./World.ts"

export interface Scenario {
  readonly version: 1
  /** Of the probabilities. */
  readonly seed?: number
  readonly rules: ReadonlyArray<Rule>
}

export interface Rule {
  readonly on: Target | ReadonlyArray<Target>
  /** Export type; calls that concern no single export do not match. */
  readonly type?: string
  /** Which of the calls that match, counted from 1. */
  readonly nth?: number | ReadonlyArray<number>
  readonly every?: number
  /** 0..1 */
  readonly probability?: number
  /** It strikes at most so often. */
  readonly times?: number
  readonly do: Actions
}

/** `any`: every call; a webhook is none. */
export type Target = Operation | "download" | "webhook" | "any"

type When = "before" | "after"

/** What happens to one call; several may. `before` and `after`: the call was processed. */
export interface Actions {
  /** Milliseconds without an answer. `before`: it is processed once they are over, whether or not the caller waited. */
  readonly hang?: { readonly ms: number; readonly when?: When }
  /** The connection is cut; `after`: the answer is lost. */
  readonly drop?: When
  /** An answer that the API did not give. */
  readonly answer?: {
    readonly status: number
    readonly when?: When
    readonly json?: unknown
    readonly html?: string
    /** Value of the header, in either of its forms. */
    readonly retry_after?: number | string
  }
  /** The last answer to the same GET once more, marked as cached; where there was none, a fresh one. */
  readonly stale?: boolean
  /** An answer that is no JSON. */
  readonly garbage?: boolean
  /** An answer with so many bytes of padding. */
  readonly huge?: number
  /** Fields and `_meta` keys that no client knows. */
  readonly unknown_fields?: boolean
  /** Fields of these names are left out of the answer, wherever they stand in it. */
  readonly missing_fields?: ReadonlyArray<string>
  /** Signed URLs in the answer are expired; a download is refused as expired. */
  readonly expire_url?: boolean
  /** A download ends after so many bytes; `clean`: in an orderly answer of that length, else with a broken connection. */
  readonly truncate?: { readonly bytes: number; readonly clean?: boolean }
  /** Credits that somebody else spends (negative) or adds. */
  readonly move_balance?: number
  readonly set_limit?: { readonly kind?: WindowKind; readonly calls?: number; readonly window_ms?: number }
  /** Somebody else of the team asks for the same export just before this create, in the console say. */
  readonly lookalike?: boolean
  /** What becomes of the export that the call creates, reads or starts. */
  readonly fate?: Fate
  /** What becomes of a webhook. */
  readonly webhook?: {
    /** It is never sent. */
    readonly lost?: boolean
    /** It is sent so much later, ms. */
    readonly late_ms?: number
    /** It is sent so often. */
    readonly copies?: number
    /** It is sent after the next one. */
    readonly behind_next?: boolean
    /** Its signature is wrong. */
    readonly forged?: boolean
  }
}

/** A call, or a webhook, as rules see it. */
export interface Subject {
  readonly target: Operation | "download" | "webhook"
  /** Type of the export that it concerns, where there is one. */
  readonly type: string | undefined
}

/** Per rule: calls that matched it, and times that it struck. */
export interface Counters {
  readonly matched: ReadonlyArray<number>
  readonly struck: ReadonlyArray<number>
}

export const NO_CALLS: Counters = { matched: [], struck: [] }

/** The later of two rules that strike at once wins, action by action. */
export const decide = (
  scenario: Scenario,
  counters: Counters,
  subject: Subject
): { readonly actions: Actions; readonly counters: Counters } => {
  const matched: Array<number> = []
  const struck: Array<number> = []
  let actions: Actions = {}
  scenario.rules.forEach((rule, i) => {
    const matches = concerns(rule, subject)
    const call = (counters.matched[i] ?? 0) + (matches ? 1 : 0)
    const before = counters.struck[i] ?? 0
    const strikes = matches && before < (rule.times ?? Number.POSITIVE_INFINITY) && isTurn(rule, i, call, scenario.seed)
    matched.push(call)
    struck.push(before + (strikes ? 1 : 0))
    if (strikes) actions = { ...actions, ...rule.do }
  })
  return { actions, counters: { matched, struck } }
}

const concerns = (rule: Rule, { target, type }: Subject): boolean => {
  const targets: ReadonlyArray<Target> = typeof rule.on === "string" ? [rule.on] : rule.on
  const isAny = targets.includes("any") && target !== "webhook"
  return (isAny || targets.includes(target)) && (rule.type === undefined || rule.type === type)
}

const isTurn = (rule: Rule, index: number, call: number, seed = 0): boolean => {
  const { nth, every, probability } = rule
  if (nth !== undefined && !(typeof nth === "number" ? nth === call : nth.includes(call))) return false
  if (every !== undefined && call % every !== 0) return false
  return probability === undefined || mix(mix(seed, index), call) / 0x1_0000_0000 < probability
}
