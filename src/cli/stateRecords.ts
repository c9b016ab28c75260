/** Records of the state by the name that a person gives: an address, or a fingerprint. */
import * as Effect from "effect/Effect"
import type { StateRecord } from "../state/Record.ts"
import type { State } from "../state/State.ts"
import { type Failure, usage } from "./Failure.ts"

export const byAddress = (state: State): ReadonlyArray<StateRecord> =>
  [...state.records.values()].sort((a, b) => (a.address < b.address ? -1 : a.address > b.address ? 1 : 0))

/** At least one: an address may have had several purchases. */
export const find = (state: State, name: string): Effect.Effect<ReadonlyArray<StateRecord>, Failure> => {
  const found = byAddress(state).filter(({ address, fingerprint }) => address === name || fingerprint === name)
  return found.length > 0
    ? Effect.succeed(found)
    : usage(`the state has no record of '${name}'`, "`exporter state list` shows what it has")
}

export const findOne = (state: State, name: string): Effect.Effect<StateRecord, Failure> =>
  Effect.flatMap(find(state, name), (found) => {
    const [only] = found
    return found.length === 1 && only !== undefined
      ? Effect.succeed(only)
      : usage(
          `${found.length} records have the address ${name}`,
          `name one by its fingerprint: ${found.map(({ fingerprint }) => fingerprint).join(", ")}`
        )
  })
