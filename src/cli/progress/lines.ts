/** What an event says to people, in one line; nothing, where it only moves the numbers. Pure. */
import type { RunEvent } from "../../apply/Reporter.ts"
import type { Address } from "../../domain.ts"
import { type Format, harmless } from "../Output.ts"
import { renderBytes, renderCredits } from "../render/amounts.ts"

export interface Line {
  readonly text: string
  /** The same where there is little room: paths mostly say what they are of. */
  readonly short?: string
  readonly format: Format | undefined
  /**
   *  - `step`: one of the steps of a purchase on its way
   *  - `file`: a file is there
   *  - `trouble`: something went wrong, or is told once
   */
  readonly kind: "step" | "file" | "trouble"
}

export const lineOf = (event: RunEvent): Line | undefined => {
  switch (event.type) {
    case "phase": {
      const words = STEPS[event.phase]
      if (words === undefined) return undefined
      const price = event.credits === undefined ? "" : ` (${renderCredits(event.credits)})`
      return { text: `${of(event.address)}${words}${price}`, format: undefined, kind: "step" }
    }
    case "saved": {
      const { path, bytes, rows } = event.file
      const count = rows === undefined ? "" : `, ${rows} rows`
      const short = `saved ${harmless(path)} (${renderBytes(bytes)}${count})`
      return {
        text: `${of(event.address)}${short}`,
        short,
        format: undefined,
        kind: "file"
      }
    }
    case "hook": {
      // What failed is told with what it means.
      if (event.status !== "done") return undefined
      const took = event.duration_ms === undefined ? "" : ` (${seconds(event.duration_ms)})`
      return { text: `${of(event.address)}ran ${harmless(event.program)}${took}`, format: undefined, kind: "file" }
    }
    case "retry":
      return {
        text: `${of(event.address)}${harmless(event.what)} again in ${seconds(event.delay_ms)}: ${harmless(event.reason)}`,
        format: "yellow",
        kind: "trouble"
      }
    case "notice":
      return { text: `${of(event.address)}${harmless(event.message)}`, format: "yellow", kind: "trouble" }
    case "result": {
      const { address, outcome, problem } = event.result
      if (problem === null) return undefined
      return { text: `${of(address)}${outcome}: ${harmless(problem.message)}`, format: "red", kind: "trouble" }
    }
    default:
      return undefined
  }
}

const STEPS: Partial<Readonly<Record<string, string>>> = {
  created: "created, its price is being calculated",
  priced: "priced",
  started: "started",
  ready: "ready"
}

const of = (address: Address | undefined): string => (address === undefined ? "" : `${harmless(address)}: `)

const seconds = (ms: number): string => (ms < 1_000 ? `${ms} ms` : `${(ms / 1000).toFixed(1)} s`)

/** Minutes and seconds since the run began. */
export const clock = (ms: number): string => {
  const s = Math.floor(ms / 1000)
  const minutes = Math.floor(s / 60)
  const two = (n: number) => String(n).padStart(2, "0")
  return minutes < 60
    ? `${two(minutes)}:${two(s % 60)}`
    : `${Math.floor(minutes / 60)}:${two(minutes % 60)}:${two(s % 60)}`
}
