/** What an answer to `exporter init` means, be it an option or typed at a terminal, or what is wrong with it. */
import * as Either from "effect/Either"
import { knownTypes } from "../../manifest/catalog.ts"
import { didYouMean } from "../../manifest/nearest.ts"
import type { Account } from "./starter.ts"

export interface Wrong {
  readonly message: string
  readonly hint: string
}

export type Answer<A> = Either.Either<A, Wrong>

const wrong = (message: string, hint: string) => Either.left({ message, hint })

/** The words of a line: blanks and commas part them. */
export const wordsIn = (line: string): ReadonlyArray<string> => line.split(/[\s,]+/).filter((word) => word !== "")

/** Names, or numbers as they stand in the list of all. */
export const typesFrom = (words: ReadonlyArray<string>): Answer<ReadonlyArray<string>> => {
  const types = new Set<string>()
  for (const word of words) {
    const type = knownTypes.includes(word) ? word : knownTypes[Number(word) - 1]
    if (type === undefined) {
      const { hint = `the types: ${knownTypes.join(", ")}` } = didYouMean(word, knownTypes)
      return wrong(`'${word}' is not a type of data`, hint)
    }
    types.add(type)
  }
  return types.size === 0 ? wrong("no type was named", "name one or more of them") : Either.right([...types])
}

const NAME = /^(?!all$|acct?_)[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$/
const ID = /^acct?_[A-Za-z0-9_-]+$/

/** `NAME=ID`, or ids alone, which are given names. */
export const accountsFrom = (words: ReadonlyArray<string>): Answer<ReadonlyArray<Account>> => {
  const accounts: Array<Account> = []
  for (const [index, word] of words.entries()) {
    const equals = word.indexOf("=")
    const name = equals !== -1 ? word.slice(0, equals) : words.length === 1 ? "main" : `account-${index + 1}`
    const id = word.slice(equals + 1)
    if (!ID.test(id)) return wrong(`'${id}' is not the id of an account`, "write NAME=ID; an id begins with acct_")
    if (!NAME.test(name))
      return wrong(
        `'${name}' cannot be the name of an account`,
        "it has letters, digits, `_`, `.` and `-`, begins with a letter or digit, and is not `all`"
      )
    if (accounts.some((other) => other.name === name))
      return wrong(`two accounts are called '${name}'`, "give each a name of its own")
    accounts.push({ name, id })
  }
  return accounts.length === 0
    ? wrong("no account was named", "write NAME=ID: the console of the API shows the ids")
    : Either.right(accounts)
}

export const timezoneFrom = (zone: string): Answer<string> => {
  const known = ["UTC", ...Intl.supportedValuesOf("timeZone")]
  if (known.includes(zone)) return Either.right(zone)
  const { hint = "write an IANA name such as Europe/Berlin, or UTC" } = didYouMean(zone, known)
  return wrong(`'${zone}' is not a time zone`, hint)
}
