/**
 * Options, each declared once: for @effect/cli, which reads them, and for a strict look at the command line before it
 * does: a mistyped option must never be taken for something else where money is spent.
 */
import * as Options from "@effect/cli/Options"
import { didYouMean } from "../manifest/nearest.ts"
import { type Failure, usage } from "./Failure.ts"

interface Spec {
  readonly takesValue: boolean
}

/** What every command takes: @effect/cli's own. */
const BUILT_IN: Readonly<Record<string, Spec>> = {
  "--help": { takesValue: false },
  "-h": { takesValue: false },
  "--version": { takesValue: false },
  "--wizard": { takesValue: false },
  "--completions": { takesValue: true },
  "--log-level": { takesValue: true }
}

const specs = new Map<string, Spec>(Object.entries(BUILT_IN))

const register = (name: string, takesValue: boolean, alias?: string): void => {
  specs.set(`--${name}`, { takesValue })
  if (alias !== undefined) specs.set(`-${alias}`, { takesValue })
}

export const flag = (name: string, description: string): Options.Options<boolean> => {
  register(name, false)
  return Options.boolean(name).pipe(Options.withDescription(description))
}

export const text = (name: string, placeholder: string, description: string, alias?: string) => {
  register(name, true, alias)
  const option = Options.text(name).pipe(Options.withPseudoName(placeholder), Options.withDescription(description))
  return alias === undefined ? option : Options.withAlias(option, alias)
}

export const integer = (name: string, placeholder: string, description: string) => {
  register(name, true)
  return Options.integer(name).pipe(Options.withPseudoName(placeholder), Options.withDescription(description))
}

export const choice = <const C extends ReadonlyArray<string>>(name: string, choices: C, description: string) => {
  register(name, true)
  return Options.choice(name, choices).pipe(Options.withDescription(description))
}

/** What is wrong with the command line, as far as its options tell. */
export const checkOptions = (argv: ReadonlyArray<string>): Failure | undefined => {
  for (let index = 0; index < argv.length; index++) {
    const word = argv[index] ?? ""
    if (word === "--") return undefined
    if (!word.startsWith("-") || word === "-") continue
    const [name = word, value] = word.split("=", 2)
    const spec = specs.get(name)
    if (spec === undefined) {
      const { hint = "exporter COMMAND --help lists those that there are" } = didYouMean(name, specs.keys())
      return usage(`there is no option ${name}`, hint)
    }
    if (spec.takesValue && value === undefined) {
      const next = argv[index + 1]
      if (next === undefined || (next.startsWith("--") && specs.has(next)))
        return usage(`${name} needs a value`, "exporter COMMAND --help says which")
      index++
    }
  }
  return undefined
}
