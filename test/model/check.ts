/** What the tests of the model ask for: an exploration of one setup, with all invariants or some of them. */
import { type Exploration, explore } from "./explore.ts"
import { type InvariantName, invariantsOf, isEnd } from "./invariants.ts"
import { movesOf } from "./moves.ts"
import { AS_WRITTEN } from "./rules.ts"
import { initialOf, type Setup } from "./State.ts"

/** One purchase, of a team of one, with a vendor that refuses nothing. */
const CALM: Setup = {
  purchases: 1,
  colleague: 0,
  failures: 0,
  late: 0,
  startThemselves: false,
  rules: AS_WRITTEN
}

export const check = (setup: Partial<Setup>, only?: ReadonlyArray<InvariantName>): Promise<Exploration> => {
  const whole: Setup = { ...CALM, ...setup }
  const invariants = Object.entries(invariantsOf(whole)).filter(([name]) => only?.some((one) => one === name) ?? true)
  return explore({
    initial: initialOf(whole),
    moves: movesOf(whole),
    invariants: Object.fromEntries(invariants),
    isEnd
  })
}

/** A setup as the title of a test tells it. */
export const titleOf = (setup: Partial<Setup>): string =>
  Object.entries(setup)
    .flatMap(([name, value]) => (name === "rules" ? [] : [`${name}: ${value}`]))
    .join(", ") || "no trouble but crashes and lost answers"
