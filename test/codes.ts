/** The codes of everything that can go wrong, as the source has them. */
import { readdirSync, readFileSync } from "node:fs"
import path from "node:path"
import type { Answer } from "../src/apply/Approval.ts"
import { RECOVERY_CODES } from "../src/apply/recover.ts"
import { REQUEST_PROBLEM_CODES, type StopReason } from "../src/apply/report.ts"
import { problemCodes } from "../src/manifest/Problem.ts"
import type { StateError } from "../src/state/StateStore.ts"

const ROOT = path.resolve(import.meta.dirname, "..")

export const manifestCodes: ReadonlyArray<string> = problemCodes

export const requestCodes: ReadonlyArray<string> = REQUEST_PROBLEM_CODES

// These two do not compile when a code is added, until it stands here.
const stops: Record<StopReason["code"], true> = {
  interrupted: true,
  unauthenticated: true,
  unreachable: true,
  "not-the-api": true,
  state: true,
  rejected: true
}
const states: Record<StateError["reason"], true> = {
  locked: true,
  "lost-lock": true,
  damaged: true,
  newer: true,
  foreign: true,
  moved: true,
  unwritable: true,
  unreadable: true
}

export const stopCodes: ReadonlyArray<string> = Object.keys(stops)

/** As commands print them. */
export const stateCodes: ReadonlyArray<string> = Object.keys(states).map((reason) => `state-${reason}`)

/** The codes that a text of the source gives to `Failure`s, other than those of the state. */
export const failureCodesIn = (source: string): ReadonlyArray<string> =>
  [...source.matchAll(/new Failure\(\{[^}]*?\bcode: "([a-z-]+)"/g)].flatMap(([, code]) => code ?? [])

// As above.
const answers: Record<Exclude<Answer, "approved">, true> = { declined: true, interrupted: true }

/** Of the commands themselves; they pass on why a run did not begin. */
export const commandCodes: ReadonlyArray<string> = [
  ...new Set([
    ...RECOVERY_CODES,
    ...Object.keys(answers),
    ...stopCodes.filter((code) => code !== "state"),
    ...readdirSync(path.join(ROOT, "src/cli"), { recursive: true, encoding: "utf8" })
      .filter((file) => file.endsWith(".ts"))
      .flatMap((file) => failureCodesIn(readFileSync(path.join(ROOT, "src/cli", file), "utf8")))
  ])
].sort()
