/** What is wrong with a text that should be (a part of) a state: found by pure code, which knows no files and no commands. */
import type { StateError } from "./StateStore.ts"

export interface Fault {
  /** Which of the files it is. */
  readonly at: "state" | "journal"
  readonly reason: Extract<StateError["reason"], "damaged" | "newer" | "foreign">
  readonly detail: string
  /** 1-based: the first line that cannot be used. */
  readonly line?: number
}

/** The version of the files that this program writes: state and journal carry the same. */
export const VERSION = 1

export const newerFault = (at: Fault["at"], version: number): Fault => ({
  at,
  reason: "newer",
  detail: `was written by a later version of exporter (format ${version}, this one reads up to ${VERSION})`
})
