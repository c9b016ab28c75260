/** Progress as plain lines on standard error: one line for each thing that happened, and a sign of life in long waits. */
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import type { Reporter, RunEvent } from "../apply/Reporter.ts"
import { harmless, type Output } from "./Output.ts"
import { renderBytes, renderCredits } from "./render/amounts.ts"

/** Nobody waits longer than this without a word, in ms. */
const SILENCE_MS = 9_000

export const make = (output: Output) =>
  Effect.gen(function* () {
    const style = output.style("err")
    let begun = yield* Clock.currentTimeMillis
    let last = begun
    let running = false
    let done = 0
    let total = 0
    const waiting = new Map<string, string>()

    const line = (text: string) =>
      Effect.map(Clock.currentTimeMillis, (now) => {
        last = now
        output.err(`${style("dim", clock(now - begun))}  ${text}`)
      })

    const emit = (event: RunEvent): Effect.Effect<void> => {
      switch (event.type) {
        case "run-started":
          running = true
          total = event.addresses
          // A person may have thought about the plan for a while.
          return Effect.map(Clock.currentTimeMillis, (now) => {
            begun = now
            last = now
          })
        case "phase": {
          const price = event.credits === undefined ? "" : ` (${renderCredits(event.credits)})`
          if (event.phase === "created" || event.phase === "started") waiting.set(event.address, WAITING[event.phase])
          else waiting.delete(event.address)
          const words = WORDS[event.phase]
          return words === undefined ? Effect.void : line(`${harmless(event.address)}: ${words}${price}`)
        }
        case "saved": {
          const { path, bytes, rows } = event.file
          const count = rows === undefined ? "" : `, ${rows} rows`
          return line(`${harmless(event.address)}: saved ${harmless(path)} (${renderBytes(bytes)}${count})`)
        }
        case "progress": {
          const percent = event.percent === undefined ? "" : ` ${event.percent} %`
          waiting.set(event.address, `${harmless(event.status)}${percent}`)
          return Effect.void
        }
        case "retry":
          return line(
            `${event.address === undefined ? "" : `${harmless(event.address)}: `}${event.what} again in ${seconds(event.delay_ms)}: ${harmless(event.reason)}`
          )
        case "hook": {
          const whose = event.address === undefined ? "" : `${harmless(event.address)}: `
          const took = event.duration_ms === undefined ? "" : ` (${seconds(event.duration_ms)})`
          if (event.address !== undefined) {
            if (event.status === "started") waiting.set(event.address, `${harmless(event.program)} is running`)
            else waiting.delete(event.address)
          }
          // What failed is said with what it means.
          return event.status === "done" ? line(`${whose}ran ${harmless(event.program)}${took}`) : Effect.void
        }
        case "notice":
          return line(`${event.address === undefined ? "" : `${harmless(event.address)}: `}${harmless(event.message)}`)
        case "result":
          done++
          waiting.delete(event.result.address)
          return event.result.problem === null
            ? Effect.void
            : line(
                `${harmless(event.result.address)}: ${event.result.outcome}: ${harmless(event.result.problem.message)}`
              )
        case "run-finished":
          running = false
          return Effect.void
      }
    }

    const signOfLife = Effect.gen(function* () {
      const now = yield* Clock.currentTimeMillis
      if (!running || now - last < SILENCE_MS) return
      const [first] = waiting
      const example = first === undefined ? "" : `; ${harmless(first[0])}: ${first[1]}`
      yield* line(`${done} of ${total} done, ${waiting.size} under way${example}`)
    })
    yield* Effect.forkScoped(Effect.forever(Effect.zipRight(Effect.sleep(1_000), signOfLife)))
    const reporter: Reporter["Type"] = { emit }
    return reporter
  })

const WORDS: Partial<Readonly<Record<string, string>>> = {
  created: "created, its price is being calculated",
  priced: "priced",
  started: "started",
  ready: "ready"
}

const WAITING = { created: "its price is being calculated", started: "started" } as const

/** Minutes and seconds since the run began. */
const clock = (ms: number): string => {
  const s = Math.floor(ms / 1000)
  return `${String(Math.floor(s / 60)).padStart(2, "0")}:${String(s % 60).padStart(2, "0")}`
}

const seconds = (ms: number): string => (ms < 1_000 ? `${ms} ms` : `${(ms / 1000).toFixed(1)} s`)
