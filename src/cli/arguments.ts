/**
 * Options for @effect/cli, out of their descriptions, and a strict look at the command line before it reads it: where
 * money is spent, a mistyped option must never be taken for something else.
 */
import * as Options from "@effect/cli/Options"
import * as Either from "effect/Either"
import { didYouMean } from "../manifest/nearest.ts"
import { type Failure, usage } from "./Failure.ts"
import { COMMANDS, type CommandName, commandOf, OPTIONS, type OptionHelp, type OptionName } from "./help.ts"

const described = <A>(name: OptionName, option: Options.Options<A>): Options.Options<A> => {
  const { short }: OptionHelp = OPTIONS[name]
  return short === undefined ? option : Options.withAlias(option, short)
}

export const flag = (name: OptionName) => described(name, Options.boolean(name))
export const text = (name: OptionName) => described(name, Options.text(name))
export const integer = (name: OptionName) => described(name, Options.integer(name))
export const choice = <const C extends ReadonlyArray<string>>(name: OptionName, choices: C) =>
  described(name, Options.choice(name, choices))
/** Words that stand for values. */
export const choiceOf = <A>(name: OptionName, choices: Readonly<Record<string, A>>) =>
  described(name, Options.choiceWithValue(name, Object.entries(choices)))

/**
 * The words of the command line as @effect/cli understands them (`--name=value` as two words), or what is wrong with
 * them, as far as the names of commands and options and the shape of values tell.
 */
export const readWords = (words: ReadonlyArray<string>): Either.Either<ReadonlyArray<string>, Failure> => {
  const command = commandOf(words)
  if (command !== undefined) return readOptions(words, command)
  if (words[0]?.startsWith("-") && commandOf(words.slice(1)) !== undefined)
    return Either.left(usage("the command comes first, its options after it", `exporter COMMAND ${words[0]} …`))
  const given = words.filter((word) => !word.startsWith("-")).slice(0, words[0] === "state" ? 2 : 1)
  const { hint = "exporter --help lists the commands" } = didYouMean(given.join(" "), Object.keys(COMMANDS))
  return Either.left(
    usage(given.length === 0 ? "no command was given" : `there is no command '${given.join(" ")}'`, hint)
  )
}

const readOptions = (
  words: ReadonlyArray<string>,
  command: CommandName
): Either.Either<ReadonlyArray<string>, Failure> => {
  const known = knownOptions(command)
  const read: Array<string> = []
  const seen = new Set<OptionHelp>()
  for (let index = 0; index < words.length; index++) {
    const word = words[index] ?? ""
    if (word === "--") return Either.right([...read, ...words.slice(index)])
    if (!word.startsWith("-") || word === "-") {
      read.push(word)
      continue
    }
    const equals = word.indexOf("=")
    const name = equals === -1 ? word : word.slice(0, equals)
    const option = known.get(name)
    if (option === undefined) {
      const { hint = `exporter ${command} --help lists those that there are` } = didYouMean(name, known.keys())
      return Either.left(usage(`${command} has no option ${name}`, hint))
    }
    if (seen.has(option) && !option.repeatable)
      return Either.left(usage(`${name} is given twice`, "leave one of them out"))
    seen.add(option)
    read.push(name)
    if (option.value === undefined) {
      if (equals !== -1) return Either.left(usage(`${name} takes no value`, `write ${name}, or leave it out`))
      continue
    }
    const next = words[index + 1]
    // A value may begin with a dash, but not be one of the options: then it was forgotten.
    const value =
      equals !== -1 ? word.slice(equals + 1) : next !== undefined && isOption(next, known) ? undefined : next
    if (value === undefined || value === "")
      return Either.left(usage(`${name} needs a value`, `write ${name} ${option.value}`))
    const wanted = wantedBy(option, value)
    if (wanted !== undefined)
      return Either.left(usage(`${name} ${value}: it must be ${wanted}`, `write ${name} ${option.value}`))
    read.push(value)
    if (equals === -1) index++
  }
  return Either.right(read)
}

const knownOptions = (command: CommandName): ReadonlyMap<string, OptionHelp> =>
  new Map(
    COMMANDS[command].options.flatMap((name): ReadonlyArray<readonly [string, OptionHelp]> => {
      const option: OptionHelp = OPTIONS[name]
      return option.short === undefined
        ? [[`--${name}`, option]]
        : [
            [`--${name}`, option],
            [`-${option.short}`, option]
          ]
    })
  )

const isOption = (word: string, known: ReadonlyMap<string, OptionHelp>): boolean =>
  known.has(word.split("=", 1)[0] ?? word)

/** What a value must be, in words, where it is not. */
const wantedBy = (option: OptionHelp, value: string): string | undefined => {
  if (option.whole && !/^-?\d+$/.test(value)) return "a whole number"
  if (option.choices !== undefined && !option.choices.includes(value)) return `one of ${option.choices.join(", ")}`
  return undefined
}
