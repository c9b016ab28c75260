/** The end of what a hook wrote, as it may be shown and kept: harmless, short, and without secrets. Pure. */
import { stripVTControlCharacters } from "node:util"
import { scrub } from "../api/scrub.ts"
import { isSecretName, secretsOf } from "../manifest/secrets.ts"

type Env = Readonly<Record<string, string | undefined>>

const LINES = 20

const LINE = 500

export const shownOutput = (text: string, apiKey: string, env: Env): string => {
  const hidden = secretsIn(env).reduce((rest, secret) => rest.replaceAll(secret, "***"), text)
  const lines = secretsOf(env)
    .redact(scrub(hidden, apiKey))
    .split(/\r?\n|\r/)
    .map((line) => stripVTControlCharacters(line).replace(CONTROLS, "").trimEnd())
    .filter((line) => line !== "")
  const shown = lines.slice(-LINES).map((line) => (line.length > LINE ? `${line.slice(0, LINE - 1)}…` : line))
  return [...(lines.length > shown.length ? ["…"] : []), ...shown].join("\n")
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const CONTROLS = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g

/** A shorter one would mask words. */
const SHORTEST = 6

/** What the environment calls a secret, the longest first: one may contain another. */
const secretsIn = (env: Env): ReadonlyArray<string> =>
  Object.entries(env)
    .flatMap(([name, value = ""]) => (isSecretName(name) && value.length >= SHORTEST ? [value] : []))
    .sort((a, b) => b.length - a.length)

/** What hooks do not inherit, beside the API key. */
export interface Withheld {
  /** Of variables. */
  readonly names: ReadonlyArray<string>
  /** Whatever variable contains one of them. */
  readonly secrets: ReadonlyArray<string>
}

/** A shorter secret of somebody may stand by chance in what is none, as `postgres` does in a path. */
const UNMISTAKABLE = 16

/** The environment of a hook: all but the API key, under whatever name, and what else is withheld. */
export const inherited = (env: Env, apiKey: string, withheld: Withheld): Record<string, string> => {
  const names = new Set(["ONLYFANSAPI_API_KEY", ...withheld.names])
  const others = withheld.secrets.filter(({ length }) => length >= UNMISTAKABLE)
  const secrets = apiKey === "" ? others : [apiKey, ...others]
  return Object.fromEntries(
    Object.entries(env).flatMap(([name, value]) =>
      value === undefined || names.has(name) || secrets.some((secret) => value.includes(secret)) ? [] : [[name, value]]
    )
  )
}
