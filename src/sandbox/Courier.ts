/** Sends webhooks: one for each change of an export's status, when it happens, unless the scenario wills otherwise. */
import { setTimeout as pause } from "node:timers/promises"
import type { Actions } from "./scenario.ts"
import type { Team } from "./Team.ts"
import { bodyOf, type Change, changesOf, headersOf } from "./webhooks.ts"

/** Where webhooks go. */
export interface WebhookOptions {
  /** `http` or `https`. */
  readonly url: string
  /** Signs them. Left out: they are not signed. */
  readonly secret?: string
}

/** How often one is sent that is not answered with 2xx, how long an answer may take, and how long it rests in between, ms. */
const ATTEMPTS = 3
const PATIENCE_MS = 10_000
const REST_MS = 500

/** The longest time that a timer takes, ms. */
const LONGEST_TIMER_MS = 0x7fff_ffff

const isAddress = (text: string): boolean => {
  if (!/^https?:\/\//.test(text) || !URL.canParse(text)) return false
  const { username, password } = new URL(text)
  return username === "" && password === ""
}

export class Courier {
  readonly #team: Team
  readonly #clock: () => number
  readonly #options: WebhookOptions
  readonly #closing = new AbortController()
  /** What happened up to then was told. */
  readonly #told = new Map<string, number>()
  readonly #timers = new Map<string, NodeJS.Timeout>()
  /** Those that wait for the next one to be sent. */
  #held: Array<() => void> = []
  readonly #begun: number

  /** Tells nothing of what was before. Throws where the address is none. */
  constructor(team: Team, clock: () => number, options: WebhookOptions) {
    if (!isAddress(options.url))
      throw new Error("the address of webhooks must begin with http:// or https://, and have no password in it")
    this.#team = team
    this.#clock = clock
    this.#options = options
    this.#begun = clock() - 1
    team.observe((ids) => {
      for (const id of ids) this.#await(id)
    })
  }

  close(): void {
    this.#closing.abort()
    for (const timer of this.#timers.values()) clearTimeout(timer)
    this.#timers.clear()
  }

  #untold(id: string): ReadonlyArray<Change> {
    const job = this.#team.job(id)
    const told = this.#told.get(id) ?? this.#begun
    return job === undefined ? [] : changesOf(job).filter(({ at }) => at > told)
  }

  /** Has the next change of this export told when it comes. */
  #await(id: string): void {
    clearTimeout(this.#timers.get(id))
    const [next] = this.#untold(id)
    if (next === undefined || this.#closing.signal.aborted) return
    const wait = Math.min(LONGEST_TIMER_MS, Math.max(0, next.at - this.#clock()))
    this.#timers.set(
      id,
      setTimeout(() => this.#tell(id), wait)
    )
  }

  #tell(id: string): void {
    const now = this.#clock()
    // What starts by itself does so by this; it is told of as any other change.
    this.#team.world(now)
    const job = this.#team.job(id)
    for (const change of this.#untold(id)) {
      if (change.at > now || job === undefined) break
      this.#told.set(id, change.at)
      this.#send(bodyOf(job, change), job.purchase.type)
    }
    this.#await(id)
  }

  #send(body: string, type: string): void {
    const fault = this.#team.disturb({ target: "webhook", type }).webhook ?? {}
    if (fault.lost) return
    const deliver = () => {
      for (let copy = 0; copy < (fault.copies ?? 1); copy++) this.#deliver(body, fault)
    }
    if (fault.behind_next) {
      this.#held.push(deliver)
      return
    }
    deliver()
    const held = this.#held
    this.#held = []
    // Behind this one, by more than the network may turn round.
    if (held.length === 0) return
    this.#later(50, () => {
      for (const one of held) one()
    })
  }

  #later(ms: number, act: () => unknown): void {
    pause(ms, undefined, { signal: this.#closing.signal }).then(act, () => {})
  }

  #deliver(body: string, fault: NonNullable<Actions["webhook"]>): void {
    this.#later(fault.late_ms ?? 0, async () => {
      const headers = headersOf(body, this.#options.secret, fault.forged ?? false)
      for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
        if (attempt > 1) await pause(REST_MS, undefined, { signal: this.#closing.signal }).catch(() => {})
        if (this.#closing.signal.aborted || (await this.#post(headers, body))) return
      }
    })
  }

  /** Whether it was taken. */
  #post(headers: Readonly<Record<string, string>>, body: string): Promise<boolean> {
    const signal = AbortSignal.any([this.#closing.signal, AbortSignal.timeout(PATIENCE_MS)])
    return fetch(this.#options.url, { method: "POST", redirect: "manual", headers, body, signal }).then(
      async (response) => {
        await response.body?.cancel()
        return response.ok
      },
      () => false
    )
  }
}
