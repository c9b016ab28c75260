/** The one mutable thing: the present world of a running sandbox, its scenario and its file. Every change passes here. */
import type { Job } from "./Job.ts"
import type { StateLog } from "./StateLog.ts"
import { type Actions, type Counters, decide, NO_CALLS, type Scenario, type Subject } from "./scenario.ts"
import {
  type Answer,
  advance,
  type Call,
  type Charge,
  changeLimit,
  handle,
  jobOf,
  moveBalance,
  type Operation,
  type Rules,
  type World
} from "./World.ts"

/** What really happened, whatever the callers were told. */
export interface Stats {
  readonly balance: number
  /** Sum of the ledger. */
  readonly charged: number
  readonly ledger: ReadonlyArray<Charge>
  /** Calls that were let in, whatever their answer. */
  readonly calls: Readonly<Record<Operation, number>>
  /** Calls that were answered 429. */
  readonly throttled: number
  /** Requests for files, refused ones included. */
  readonly downloads: number
  /** Exports that were ever made. */
  readonly exports: number
}

export class Team {
  readonly #rules: Rules
  readonly #scenario: Scenario
  readonly #log: StateLog | undefined
  #world: World
  #counters: Counters = NO_CALLS
  #downloads = 0
  #observer: (ids: ReadonlyArray<string>) => void = () => {}

  constructor(rules: Rules, world: World, scenario: Scenario, log: StateLog | undefined) {
    this.#rules = rules
    this.#world = log?.world ?? world
    this.#scenario = scenario
    this.#log = log
  }

  /** The world as it stands at `now`. */
  world(now: number): World {
    const { world, touched } = advance(this.#world, now)
    this.#become(world, touched)
    return world
  }

  /** Is told the ids of exports that a call, or the clock, has changed. */
  observe(observer: (ids: ReadonlyArray<string>) => void): void {
    this.#observer = observer
  }

  job(id: string): Job | undefined {
    return jobOf(this.#world, id)
  }

  stats(now: number): Stats {
    const { balance, ledger, calls, throttled, sequence } = this.world(now)
    const charged = ledger.reduce((sum, { credits }) => sum + credits, 0)
    return { balance, charged, ledger, calls, throttled, downloads: this.#downloads, exports: sequence }
  }

  /** What the scenario does to a call, or to a webhook. To be asked once for each. */
  disturb(subject: Subject): Actions {
    if (subject.target === "download") this.#downloads++
    const { actions, counters } = decide(this.#scenario, this.#counters, subject)
    this.#counters = counters
    return actions
  }

  /** Carries a call out. When this returns, the change is in the file. */
  call(now: number, call: Call, actions: Actions): Answer {
    const moved = moveBalance(this.#world, actions.move_balance ?? 0)
    const { kind, calls, window_ms } = actions.set_limit ?? {}
    const limited = changeLimit(moved, {
      ...(kind === undefined ? {} : { kind }),
      ...(calls === undefined ? {} : { calls }),
      ...(window_ms === undefined ? {} : { windowMs: window_ms })
    })
    const step = handle(this.#rules, limited, now, call, {
      ...(actions.fate === undefined ? {} : { fate: actions.fate }),
      lookalike: actions.lookalike ?? false,
      expireUrls: actions.expire_url ?? false
    })
    this.#become(step.world, step.touched)
    return step.answer
  }

  #become(world: World, touched: ReadonlyArray<string>): void {
    this.#log?.append(this.#world, world, touched)
    this.#world = world
    this.#observer(touched)
  }
}
