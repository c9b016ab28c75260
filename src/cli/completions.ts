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

/** One that the state knows; an import brings one that it does not know. */
const takesAddress = (command: Command): boolean =>
  command.name !== "state import" && argumentsOf(command).some(({ name }) => name === "ADDRESS")

/** Reads the addresses out of `exporter state list --json`, without those that only the ledger remembers. */
const SED = String.raw`sed -n -e '/^  "ledger"/q' -e 's/^ *"address": "\(.*\)",*$/\1/p'`

const wordsOf = ({ name, help }: Option): ReadonlyArray<string> => [
  `--${name}`,
  ...(help.short === undefined ? [] : [`-${help.short}`])
]

// ------------------------------------------------------------------------------------------------------------ bash

/** For the bash of macOS too, which is 3.2: no `mapfile`, and no `compopt`. */
const bash = (): string => {
  const cases = commands.map((command) => {
    const { name, options } = command
    const files = options.filter(({ help }) => isFile(help)).flatMap(wordsOf)
    const chosen = options.flatMap((option) =>
      option.help.choices === undefined
        ? []
        : [`        ${wordsOf(option).join("|")}) _exporter_words "${option.help.choices.join(" ")}"; return ;;`]
    )
    const free = options
      .filter(({ help }) => help.value !== undefined && !isFile(help) && help.choices === undefined)
      .flatMap(wordsOf)
    return [
      `    "${name}")`,
      '      case "$prev" in',
      ...(files.length === 0 ? [] : [`        ${files.join("|")}) _exporter_files; return ;;`]),
      ...chosen,
      ...(free.length === 0 ? [] : [`        ${free.join("|")}) return ;;`]),
      "      esac",
      `      if [[ $cur == -* ]]; then _exporter_words "${options.flatMap(wordsOf).join(" ")} --help"; return; fi`,
      ...(choicesOf(command).length === 0 ? [] : [`      _exporter_words "${choicesOf(command).join(" ")}"`]),
      ...(takesFile(command) ? ["      _exporter_files"] : []),
      ...(takesAddress(command) ? ["      _exporter_addresses"] : []),
      "      ;;"
    ].join("\n")
  })
  return `# Completions of exporter for bash. In ~/.bashrc: eval "$(exporter completions bash)"
_exporter_offer() { local line; while IFS= read -r line; do COMPREPLY+=("$line"); done; }
_exporter_words() { _exporter_offer < <(compgen -W "$1" -- "$cur"); }
_exporter_files() { compopt -o filenames 2>/dev/null; _exporter_offer < <(compgen -f -- "$cur"); }
_exporter_addresses() {
  local word before= options=()
  for word in "\${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    case "$before" in -f|--file|--state) options+=("$before" "$word") ;; esac
    if [[ $word == --sandbox ]]; then options+=("$word"); fi
    before=$word
  done
  _exporter_words "$("\${COMP_WORDS[0]}" state list --json "\${options[@]}" 2>/dev/null | ${SED})"
}
_exporter() {
  local cur=\${COMP_WORDS[COMP_CWORD]} prev=\${COMP_WORDS[COMP_CWORD-1]} command=\${COMP_WORDS[1]}
  COMPREPLY=()
  # --option=value comes as three words.
  if [[ $cur == = ]]; then cur=; elif [[ $prev == = ]]; then prev=\${COMP_WORDS[COMP_CWORD-2]}; fi
  if ((COMP_CWORD == 1)); then _exporter_words "${firstWords.map(([word]) => word).join(" ")} help --help --version"; return; fi
  if [[ $command == help && COMP_CWORD -eq 2 ]]; then _exporter_words "${firstWords.map(([word]) => word).join(" ")}"; return; fi
  if [[ $command == state ]]; then
    if ((COMP_CWORD == 2)); then _exporter_words "${stateCommands.map(([word]) => word).join(" ")} --help"; return; fi
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
const zshText = (text: string): string => text.replace(/[[\]:\\]/g, "\\$&").replaceAll("'", "'\\''")

const zshValue = ({ value, choices }: OptionHelp): string => {
  if (value === undefined) return ""
  if (choices !== undefined) return `:${value}:(${choices.join(" ")})`
  return `:${value}:${value === "PATH" || value === "FILE" ? "_files" : " "}`
}

const zshOption = ({ name, help }: Option): ReadonlyArray<string> => {
  const text = `[${zshText(help.text)}]${zshValue(help)}`
  const long = `--${name}${help.value === undefined ? "" : "="}`
  if (help.short === undefined) return [`'${help.repeatable ? "*" : ""}${long}${text}'`]
  const either = help.repeatable ? "'*'" : `'(-${help.short} --${name})'`
  return [`${either}{-${help.short},${long}}'${text}'`]
}

const zshArgument = (command: Command): ReadonlyArray<string> =>
  argumentsOf(command).map(({ name, choices, optional }, index) => {
    const action =
      choices !== undefined
        ? `(${choices.join(" ")})`
        : name.endsWith("FILE")
          ? "_files"
          : name === "ADDRESS" && takesAddress(command)
            ? "_exporter_addresses"
            : " "
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
# Completions of exporter for zsh. In ~/.zshrc, below compinit: eval "$(exporter completions zsh)"
# Or as a file _exporter in a folder of $fpath.
_exporter_addresses() {
  local -a options found
  local option
  for option in -f --file --state; do
    [[ -n \${opt_args[$option]} ]] && options+=($option \${(Q)opt_args[$option]})
  done
  (( \${+opt_args[--sandbox]} )) && options+=(--sandbox)
  found=(\${(f)"$(exporter state list --json $options 2>/dev/null | ${SED})"})
  _describe address found
}
_exporter() {
  local -a list
  local -A opt_args
  local command=$words[2] shifted=1
  if ((CURRENT == 2)) || [[ $command == help ]]; then
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
  const line = (condition: string, rest: string) => `complete -c exporter -n ${fishText(condition)} ${rest}`
  const lines = commands.flatMap((command) => {
    const condition = `__exporter_is ${command.name}`
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
      line(condition, "-l help -d 'say more'"),
      ...(choices.length === 0 ? [] : [line(condition, `-a ${fishText(choices.join(" "))}`)]),
      ...(takesFile(command) ? [line(condition, "-F")] : []),
      ...(takesAddress(command) ? [line(condition, "-a '(__exporter_addresses)'")] : [])
    ]
  })
  return `# Completions of exporter for fish: exporter completions fish > ~/.config/fish/completions/exporter.fish
function __exporter_is
    set -l words (commandline -opc)
    set -l last (math (count $argv) + 1)
    test (count $words) -ge $last; and test "$words[2..$last]" = "$argv"
end
function __exporter_begins
    test (count (commandline -opc)) -eq 1; or __exporter_is help
end
function __exporter_begins_state
    test (count (commandline -opc)) -eq 2; and __exporter_is state
end
function __exporter_addresses
    set -l options
    set -l before
    for word in (commandline -opc)
        if contains -- "$before" -f --file --state
            set -a options $before $word
        end
        if test "$word" = --sandbox
            set -a options $word
        end
        set before $word
    end
    exporter state list --json $options 2>/dev/null | ${SED}
end
complete -c exporter -f
${[
  ...firstWords.map(([word, summary]) => line("__exporter_begins", `-a ${word} -d ${fishText(summary)}`)),
  line("__exporter_begins", "-l version -d 'print the version'"),
  ...stateCommands.map(([word, summary]) => line("__exporter_begins_state", `-a ${word} -d ${fishText(summary)}`)),
  ...lines
].join("\n")}
`
}
