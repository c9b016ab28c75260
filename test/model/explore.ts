/**
 * A small model checker: visits every state that can be reached, breadth first, so that what leads to a broken invariant
 * is told by the fewest moves. The invariants hold in each state; without further faults each state comes to an end.
 */
import { setImmediate } from "node:timers/promises"

export interface Model<S> {
  readonly initial: S
  readonly moves: (state: S) => ReadonlyArray<Move<S>>
  /** By what they say. */
  readonly invariants: Readonly<Record<string, (state: S) => boolean>>
  /** Nothing is left to be done here, or only a person can. */
  readonly isEnd: (state: S) => boolean
}

export interface Move<S> {
  readonly name: string
  /** It need not happen: what must come to an end does so without it. */
  readonly isFault: boolean
  readonly to: S
}

export interface Exploration {
  readonly states: number
  readonly transitions: number
  /** Moves on the shortest way to the state that is farthest. */
  readonly depth: number
  readonly seconds: number
  readonly violation?: Violation
}

export interface Violation {
  /** The invariant, `DEAD_END` or `ENDLESS`. */
  readonly broken: string
  /** The names of the moves that lead there. */
  readonly trace: ReadonlyArray<string>
}

export const DEAD_END = "something can always be done, until the end"
export const ENDLESS = "nothing goes on for ever"

/** What a test prints, and fails with. */
export const figures = ({ states, transitions, depth, seconds }: Exploration): string =>
  `${states} states, ${transitions} transitions, depth ${depth}, ${seconds.toFixed(1)} s`

interface Visited<S> {
  readonly state: S
  readonly depth: number
  readonly from: number | undefined
  readonly by: string
}

/** More would fill the memory: the model counts something without end. */
const MAX_STATES = 1_500_000
/** After so many states others have their turn: a search of minutes must not pass for a test runner that hangs. */
const STATES_A_TURN = 10_000

export const explore = async <S extends object>({
  initial,
  moves,
  invariants,
  isEnd
}: Model<S>): Promise<Exploration> => {
  const begun = performance.now()
  const visited: Array<Visited<S>> = []
  const indices = new Map<string, number>()
  const keyOf = makeKeyOf<S>()
  /** Of each state, those that come to it without a fault, and how many ways lead on from it without one. */
  const before: Array<Array<number>> = []
  const waysOn: Array<number> = []
  let transitions = 0

  const visit = (state: S, from: number | undefined, by: string): number => {
    const key = keyOf(state)
    const known = indices.get(key)
    if (known !== undefined) return known
    const index = visited.length
    if (index === MAX_STATES) throw new Error(`more than ${MAX_STATES} states, the last by: ${by}`)
    indices.set(key, index)
    visited.push({ state, depth: from === undefined ? 0 : (visited[from]?.depth ?? 0) + 1, from, by })
    before.push([])
    waysOn.push(0)
    return index
  }
  const traceTo = (index: number): ReadonlyArray<string> => {
    const at = visited[index]
    return at?.from === undefined ? [] : [...traceTo(at.from), at.by]
  }
  const result = (violation?: Violation): Exploration => ({
    states: visited.length,
    transitions,
    depth: visited.at(-1)?.depth ?? 0,
    seconds: (performance.now() - begun) / 1_000,
    ...(violation === undefined ? {} : { violation })
  })

  visit(initial, undefined, "")
  // The list grows while it is read: that is the search.
  for (const [index, { state }] of visited.entries()) {
    if (index % STATES_A_TURN === 0) await setImmediate()
    for (const [name, holds] of Object.entries(invariants))
      if (!holds(state)) return result({ broken: name, trace: traceTo(index) })
    for (const move of moves(state)) {
      transitions++
      const to = visit(move.to, index, move.name)
      if (move.isFault || to === index) continue
      before[to]?.push(index)
      waysOn[index] = (waysOn[index] ?? 0) + 1
    }
  }

  const sinks = [...visited.keys()].filter((index) => waysOn[index] === 0)
  const stuck = sinks.find((index) => {
    const at = visited[index]
    return at !== undefined && !isEnd(at.state)
  })
  if (stuck !== undefined) return result({ broken: DEAD_END, trace: traceTo(stuck) })

  // Backwards from where nothing goes on: a state comes to an end once all its ways were walked back; what is left goes round.
  const ending = [...sinks]
  for (const index of ending)
    for (const previous of before[index] ?? []) {
      waysOn[previous] = (waysOn[previous] ?? 0) - 1
      if (waysOn[previous] === 0) ending.push(previous)
    }
  const round = waysOn.findIndex((ways) => ways > 0)
  return round === -1 ? result() : result({ broken: ENDLESS, trace: traceTo(round) })
}

/** Equal texts for equal states. A move leaves most of a state as it was: each part is spelt out once, and then has a number. */
const makeKeyOf = <S extends object>(): ((state: S) => string) => {
  const numbers = new Map<string, number>()
  const numbered = new WeakMap<object, number>()
  const numberOf = (part: unknown): number => {
    const known = typeof part === "object" && part !== null ? numbered.get(part) : undefined
    if (known !== undefined) return known
    const text = JSON.stringify(part)
    const number = numbers.get(text) ?? numbers.size
    numbers.set(text, number)
    if (typeof part === "object" && part !== null) numbered.set(part, number)
    return number
  }
  return (state) =>
    Object.entries(state)
      .map(([name, part]) => `${name} ${Array.isArray(part) ? part.map(numberOf).join() : numberOf(part)}`)
      .join("; ")
}
