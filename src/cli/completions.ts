/** Completions for shells, out of what help.ts says there is: commands, their options, the values that these take. */
import { type ArgumentHelp, COMMANDS, type CommandHelp, type CommandName, type OptionHelp, optionOf } from "./help.ts"

export const SHELLS = ["bash", "zsh", "fish"] as const
export type Shell = (typeof SHELLS)[number]

export const completions = (shell: Shell): string => {
  switch (shell) {
    case "bash":
      return bash()
    case "zsh":
      return zsh()
    case "fish":
      return fish()
  }
}

interface Option {
  readonly name: string
  readonly help: OptionHelp
}

interface Command {
  /** `plan`, `state rm` */
  readonly name: CommandName
  readonly help: CommandHelp
  readonly options: ReadonlyArray<Option>
}

const names = Object.keys(COMMANDS) as ReadonlyArray<CommandName>

const commands: ReadonlyArray<Command> = names.map((name) => {
  const help: CommandHelp = COMMANDS[name]
  return { name, help, options: help.options.map((option) => ({ name: option, help: optionOf(name, option) })) }
})

/** The first words, each once, with what they say of themselves. */
const firstWords: ReadonlyArray<readonly [word: string, summary: string]> = [
  ...new Map(
    commands.map(({ name, help }): readonly [string, string] =>
      name.startsWith("state ") ? ["state", "what is known to have happened"] : [name, help.summary]
    )
  )
]

const stateCommands = commands.flatMap(({ name, help }) =>
  name.startsWith("state ") ? [[name.slice("state ".length), help.summary] as const] : []
)

/** Values that are files: shells know best how to complete those. */
const isFile = ({ value }: OptionHelp): boolean => value === "PATH" || value === "FILE"

const argumentsOf = ({ help }: Command): ReadonlyArray<ArgumentHelp> => help.arguments ?? []

const choicesOf = (command: Command): ReadonlyArray<string> =>
  argumentsOf(command).flatMap(({ choices = [] }) => choices)

/** A plan file, as opposed to an address. */
const takesFile = (command: Command): boolean => argumentsOf(command).some(({ name }) => name.endsWith("FILE"))

// ------------------------------------------------------------------------------------------------------------ bash

const bash = (): string => {
  const cases = commands.map((command) => {
    const { name, options } = command
    const words = options.flatMap(({ name: option, help }) => [
      `--${option}`,
      ...(help.short === undefined ? [] : [`-${help.short}`])
    ])
    const files = options.flatMap(({ name: option, help }) =>
      isFile(help) ? [`--${option}`, ...(help.short === undefined ? [] : [`-${help.short}`])] : []
    )
    const chosen = options.flatMap(({ name: option, help }) =>
      help.choices === undefined ? [] : [`        --${option}) _exporter_words "${help.choices.join(" ")}"; return ;;`]
    )
    const free = options.flatMap(({ name: option, help }) =>
      help.value === undefined || isFile(help) || help.choices !== undefined ? [] : [`--${option}`]
    )
    return [
      `    "${name}")`,
      '      case "$prev" in',
      ...(files.length === 0 ? [] : [`        ${files.join("|")}) _exporter_files; return ;;`]),
      ...chosen,
      ...(free.length === 0 ? [] : [`        ${free.join("|")}) return ;;`]),
      "      esac",
      `      if [[ $cur == -* ]]; then _exporter_words "${words.join(" ")} --help"; return; fi`,
      ...(choicesOf(command).length === 0 ? [] : [`      _exporter_words "${choicesOf(command).join(" ")}"`]),
      ...(takesFile(command) ? ["      _exporter_files"] : []),
      "      ;;"
    ].join("\n")
  })
  return `# Completions of exporter for bash. In ~/.bashrc: eval "$(exporter completions bash)"
_exporter_words() { mapfile -t COMPREPLY < <(compgen -W "$1" -- "$cur"); }
_exporter_files() { compopt -o filenames 2>/dev/null; mapfile -t COMPREPLY < <(compgen -f -- "$cur"); }
_exporter() {
  local cur=\${COMP_WORDS[COMP_CWORD]} prev=\${COMP_WORDS[COMP_CWORD-1]} command=\${COMP_WORDS[1]}
  COMPREPLY=()
  if ((COMP_CWORD == 1)); then _exporter_words "${firstWords.map(([word]) => word).join(" ")} help --help --version"; return; fi
  if [[ $command == state ]]; then
    if ((COMP_CWORD == 2)); then _exporter_words "${stateCommands.map(([word]) => word).join(" ")}"; return; fi
    command="state \${COMP_WORDS[2]}"
  fi
  case "$command" in
${cases.join("\n")}
  esac
}
complete -F _exporter exporter
`
}

// ------------------------------------------------------------------------------------------------------------- zsh

/** Within single quotes, in a place where a colon and brackets mean something to _arguments. */
const zshText = (text: string): string => text.replaceAll("'", "'\\''").replace(/[[\]:]/g, "\\$&")

const zshValue = ({ value, choices }: OptionHelp): string => {
  if (value === undefined) return ""
  if (choices !== undefined) return `:${value}:(${choices.join(" ")})`
  return `:${value}:${value === "PATH" || value === "FILE" ? "_files" : " "}`
}

const zshOption = ({ name, help }: Option): ReadonlyArray<string> => {
  const repeat = help.repeatable ? "*" : ""
  const text = `[${zshText(help.text)}]${zshValue(help)}`
  return [`'${repeat}--${name}${text}'`, ...(help.short === undefined ? [] : [`'${repeat}-${help.short}${text}'`])]
}

const zshArgument = (command: Command): ReadonlyArray<string> =>
  argumentsOf(command).map(({ name, choices, optional }, index) => {
    const action = choices !== undefined ? `(${choices.join(" ")})` : name.endsWith("FILE") ? "_files" : " "
    return `'${index + 1}:${optional ? ":" : ""}${name}:${action}'`
  })

const zsh = (): string => {
  const described = (words: ReadonlyArray<readonly [string, string]>) =>
    words.map(([word, summary]) => `'${word}:${zshText(summary)}'`).join(" ")
  const cases = commands.map((command) => {
    const specs = [...command.options.flatMap(zshOption), "'--help[say more]'", ...zshArgument(command)]
    return `    '${command.name}') _arguments ${specs.join(" ")} ;;`
  })
  return `#compdef exporter
# Completions of exporter for zsh. As a file _exporter in a folder of $fpath, or in ~/.zshrc: eval "$(exporter completions zsh)"
_exporter() {
  local -a list
  local command=$words[2] shifted=1
  if ((CURRENT == 2)); then
    list=(${described(firstWords)})
    _describe command list
    return
  fi
  if [[ $command == state ]]; then
    if ((CURRENT == 3)); then
      list=(${described(stateCommands)})
      _describe command list
      return
    fi
    command="state $words[3]"
    shifted=2
  fi
  shift $shifted words
  ((CURRENT -= shifted))
  case $command in
${cases.join("\n")}
  esac
}
if [[ $funcstack[1] == _exporter ]]; then _exporter "$@"; else compdef _exporter exporter; fi
`
}

// ------------------------------------------------------------------------------------------------------------ fish

const fishText = (text: string): string => `'${text.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}'`

const fish = (): string => {
  const first = firstWords.map(([word]) => word)
  const begin = `not __fish_seen_subcommand_from ${first.join(" ")}`
  const inState = `__fish_seen_subcommand_from state; and not __fish_seen_subcommand_from ${stateCommands.map(([word]) => word).join(" ")}`
  const line = (condition: string, rest: string) => `complete -c exporter -n ${fishText(condition)} ${rest}`
  const lines = commands.flatMap((command) => {
    const condition = command.name
      .split(" ")
      .map((word) => `__fish_seen_subcommand_from ${word}`)
      .join("; and ")
    const options = command.options.map(({ name, help }) => {
      const short = help.short === undefined ? "" : ` -s ${help.short}`
      const value =
        help.value === undefined
          ? ""
          : help.choices !== undefined
            ? ` -x -a ${fishText(help.choices.join(" "))}`
            : isFile(help)
              ? " -r -F"
              : " -x"
      return line(condition, `-l ${name}${short}${value} -d ${fishText(help.text)}`)
    })
    const choices = choicesOf(command)
    return [
      ...options,
      ...(choices.length === 0 ? [] : [line(condition, `-a ${fishText(choices.join(" "))}`)]),
      ...(takesFile(command) ? [line(condition, "-F")] : [])
    ]
  })
  return [
    "# Completions of exporter for fish: exporter completions fish > ~/.config/fish/completions/exporter.fish",
    "complete -c exporter -f",
    ...firstWords.map(([word, summary]) => line(begin, `-a ${word} -d ${fishText(summary)}`)),
    ...stateCommands.map(([word, summary]) => line(inState, `-a ${word} -d ${fishText(summary)}`)),
    ...lines,
    ""
  ].join("\n")
}
