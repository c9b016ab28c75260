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

/** The environment of a hook: all but the API key, under whatever name. */
export const withoutKey = (env: Env, apiKey: string): Record<string, string> =>
  Object.fromEntries(
    Object.entries(env).flatMap(([name, value]) =>
      value === undefined || name === "ONLYFANSAPI_API_KEY" || (apiKey !== "" && value.includes(apiKey))
        ? []
        : [[name, value]]
    )
  )
