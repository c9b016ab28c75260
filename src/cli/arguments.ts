/**
 * The command line, read strictly by what help.ts says there is: where money is spent, a mistyped option must never be
 * taken for something else.
 */
import { parseArgs } from "node:util"
import * as Either from "effect/Either"
import { didYouMean } from "../manifest/nearest.ts"
import { type Failure, usage } from "./Failure.ts"
import {
  type ArgumentHelp,
  COMMANDS,
  type CommandHelp,
  type CommandName,
  commandOf,
  isOptionName,
  OPTIONS,
  type OptionHelp,
  type OptionName,
  optionOf
} from "./help.ts"

/** A command with its options and arguments, each as help.ts allows it. */
export class CommandLine {
  readonly command: CommandName
  readonly #options: ReadonlyMap<OptionName, ReadonlyArray<string>>
  readonly #arguments: ReadonlyArray<string>

  constructor(
    command: CommandName,
    options: ReadonlyMap<OptionName, ReadonlyArray<string>>,
    words: ReadonlyArray<string>
  ) {
    this.command = command
    this.#options = options
    this.#arguments = words
  }

  flag(name: OptionName): boolean {
    return this.#options.has(name)
  }

  texts(name: OptionName): ReadonlyArray<string> {
    return this.#options.get(name) ?? []
  }

  text(name: OptionName): string | undefined {
    return this.texts(name)[0]
  }

  /** Of an option that is `whole`. */
  whole(name: OptionName): number | undefined {
    const text = this.text(name)
    return text === undefined ? undefined : Number(text)
  }

  /** The n-th word that is no option, from 0. */
  argument(n: number): string | undefined {
    return this.#arguments[n]
  }
}

/** What the words of the command line say, or what is wrong with them. */
export const readCommandLine = (words: ReadonlyArray<string>): Either.Either<CommandLine, Failure> => {
  const command = commandOf(words)
  if (command === undefined) return Either.left(unknownCommand(words))
  const own = command.split(" ")
  if (own.some((word, index) => words[index] !== word))
    return Either.left(usage("the command comes first, its options after it", `exporter ${command} ${words[0]} …`))
  return readWords(command, words.slice(own.length))
}

const unknownCommand = (words: ReadonlyArray<string>): Failure => {
  const given = words.filter((word) => !word.startsWith("-")).slice(0, words[0] === "state" ? 2 : 1)
  if (given.join(" ") === "state") return usage("state needs one of its commands", "exporter state --help lists them")
  const { hint = "exporter --help lists the commands" } = didYouMean(given.join(" "), Object.keys(COMMANDS))
  return usage(given.length === 0 ? "no command was given" : `there is no command '${given.join(" ")}'`, hint)
}

const readWords = (command: CommandName, words: ReadonlyArray<string>): Either.Either<CommandLine, Failure> => {
  const known = new Set<OptionName>(COMMANDS[command].options)
  const given = new Map<OptionName, Array<string>>()
  const positionals: Array<string> = []
  for (const token of tokensOf(command, words)) {
    if (token.kind === "option-terminator") continue
    if (token.kind === "positional") {
      positionals.push(token.value)
      continue
    }
    const { name, rawName, value, inlineValue } = token
    if (!isOptionName(name) || !known.has(name)) return Either.left(unknownOption(command, rawName))
    const option = optionOf(command, name)
    const before = given.get(name)
    if (before !== undefined && !option.repeatable)
      return Either.left(usage(`${rawName} is given twice`, "leave one of them out"))
    if (option.value === undefined) {
      if (value !== undefined)
        return Either.left(usage(`${rawName} takes no value`, `write ${rawName}, or leave it out`))
      given.set(name, [])
      continue
    }
    // A value may begin with a dash, but not be one of the options: then it was forgotten.
    if (value === undefined || value === "" || (!inlineValue && isOption(value, known)))
      return Either.left(usage(`${rawName} needs a value`, `write ${rawName} ${option.value}`))
    const wanted = wantedBy(option, value)
    if (wanted !== undefined) {
      const { hint = `write ${rawName} ${option.value}` } = didYouMean(value, option.choices ?? [])
      return Either.left(usage(`${rawName} ${value}: it must be ${wanted}`, hint))
    }
    given.set(name, [...(before ?? []), value])
  }
  const [format] = given.get("format") ?? []
  if (given.has("json") && format !== undefined && format !== "json")
    return Either.left(usage(`--json and --format ${format} are two answers`, "leave one of them out"))
  const wrong = wrongArguments(command, positionals)
  return wrong === undefined ? Either.right(new CommandLine(command, given, positionals)) : Either.left(wrong)
}

const tokensOf = (command: CommandName, words: ReadonlyArray<string>) =>
  parseArgs({
    args: [...words],
    options: Object.fromEntries(COMMANDS[command].options.map((name) => [name, shapeOf(optionOf(command, name))])),
    // What is wrong is said here, in our own words.
    strict: false,
    allowPositionals: true,
    tokens: true
  }).tokens

const shapeOf = ({ short, value }: OptionHelp) => ({
  type: value === undefined ? ("boolean" as const) : ("string" as const),
  ...(short === undefined ? {} : { short })
})

const unknownOption = (command: CommandName, word: string): Failure => {
  const names = COMMANDS[command].options.map((name) => `--${name}`)
  const { hint = `exporter ${command} --help lists those that there are` } = didYouMean(word, names)
  return usage(`${command} has no option ${word}`, hint)
}

const isOption = (word: string, known: ReadonlySet<OptionName>): boolean =>
  [...known].some((name) => {
    const { short }: OptionHelp = OPTIONS[name]
    return word.split("=", 1)[0] === `--${name}` || word === `-${short}`
  })

/** What a value must be, in words, where it is not. */
const wantedBy = (option: OptionHelp, value: string): string | undefined => {
  if (option.whole && !/^-?\d+$/.test(value)) return "a whole number"
  if (option.choices !== undefined && !option.choices.includes(value)) return `one of ${option.choices.join(", ")}`
  return undefined
}

const wrongArguments = (command: CommandName, words: ReadonlyArray<string>): Failure | undefined => {
  const { arguments: expected = [] }: CommandHelp = COMMANDS[command]
  const help = `exporter ${command} --help`
  const missing = expected[words.length]
  if (missing !== undefined && !missing.optional)
    return usage(`${command} needs ${missing.name}: ${words.length === 0 ? "none" : "one more word"} was given`, help)
  const [extra] = words.slice(expected.length)
  if (extra !== undefined) return usage(`${command} does not know what to do with '${extra}'`, help)
  for (const [index, argument] of expected.entries()) {
    const { choices }: ArgumentHelp = argument
    const word = words[index]
    if (word !== undefined && choices !== undefined && !choices.includes(word))
      return usage(`'${word}' is none of ${choices.join(", ")}`, help)
  }
  return undefined
}
