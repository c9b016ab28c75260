/** What is wrong with a text that should be (a part of) a state: found by pure code, which knows no files and no commands. */
import type { StateError } from "./StateStore.ts"

export interface Fault {
  /** Which of the files it is. */
  readonly at: "state" | "journal"
  readonly reason: Extract<StateError["reason"], "damaged" | "newer" | "foreign" | "moved">
  readonly detail: string
  /** 1-based: the first line that cannot be used. */
  readonly line?: number
  /** Of one that has moved away. */
  readonly moved?: Moved
}

/** What is left where a state was that has moved to another place. */
export interface Moved {
  readonly lineage: string
  /** Of the state when it moved. */
  readonly serial: number
  /** Where it is now, in words that the command line prints. */
  readonly to: string
}

/** The version of the files that this program writes: state and journal carry the same. */
export const VERSION = 1

export const newerFault = (at: Fault["at"], version: number): Fault => ({
  at,
  reason: "newer",
  detail: `was written by a later version of exporter (format ${version}, this one reads up to ${VERSION})`
})
