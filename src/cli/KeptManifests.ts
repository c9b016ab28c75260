/** Manifests as they were understood the last time, found again by the bytes of their files. */
import { createHash } from "node:crypto"
import * as Context from "effect/Context"
import type { Instant } from "../domain.ts"
import type { Env } from "../manifest/env.ts"
import { parseRelative } from "../manifest/relative.ts"
import { isSecretName, keyIn } from "../manifest/secrets.ts"
import type { Whole } from "../request/Declared.ts"
import { zoneOf } from "../request/dates.ts"
import { dayLabel } from "../request/relative.ts"
import type { Cache } from "./cache.ts"

export interface ManifestFile {
  /** As the user named it. */
  readonly file: string
  readonly bytes: Buffer
}

type Files = ReadonlyArray<ManifestFile>

export interface Kept {
  /** How many requests there are. */
  readonly count: number
  readonly read: () => Whole
}

/** What it depends on, beside its bytes. */
export interface KeptOf {
  /** The names of those variables of the environment that it names. */
  readonly variables: ReadonlyArray<string>
  readonly asOf: Instant
}

export class KeptManifests extends Context.Tag("exporter/KeptManifests")<
  KeptManifests,
  {
    readonly find: (files: Files, asOf: Instant) => Kept | undefined
    readonly keep: (files: Files, whole: Whole, of: KeptOf) => void
  }
>() {}

/** What is kept, on the line before it. */
interface Head {
  readonly count: number
  /** Digests of their values; `null` where one is not set. */
  readonly variables: Readonly<Record<string, string | null>>
  /** The day that its relative dates are relative to, and where it begins. `null`: it has none. */
  readonly day: { readonly zone: string; readonly label: string } | null
}

/** `build`: which program it is; another one may understand the same text otherwise. */
export const keptIn = (cache: Cache, env: Env, build: string): KeptManifests["Type"] => {
  const digestsOf = (names: ReadonlyArray<string>): Head["variables"] =>
    Object.fromEntries(names.map((name) => [name, env[name] === undefined ? null : digest(env[name])]))
  return {
    find: (files, asOf) => {
      const content = cache.get(nameOf(files, env, build))
      if (content === undefined) return undefined
      const end = content.indexOf("\n")
      const { count, variables, day } = JSON.parse(content.toString("utf8", 0, end)) as Head
      if (day !== null && day.label !== dayLabel(asOf, zoneOf(day.zone))) return undefined
      const now = digestsOf(Object.keys(variables))
      if (Object.keys(variables).some((name) => variables[name] !== now[name])) return undefined
      return { count, read: () => JSON.parse(content.toString("utf8", end + 1)) as Whole }
    },
    keep: (files, whole, { variables, asOf }) => {
      // What the environment calls a secret stays there.
      if (variables.some(isSecretName)) return
      const { exports, timezone: zone } = whole.manifest
      const isRelative = exports.some(({ startDate, endDate }) => [startDate, endDate].some(parseRelative))
      const day = isRelative ? { zone, label: dayLabel(asOf, zoneOf(zone)) } : null
      const head: Head = { count: whole.requests.length, variables: digestsOf(variables), day }
      cache.put(nameOf(files, env, build), Buffer.from(`${JSON.stringify(head)}\n${JSON.stringify(whole)}`))
    }
  }
}

/** With another API key in the environment, another text in the manifest would be a secret. */
const nameOf = (files: Files, env: Env, build: string): string => {
  const hash = createHash("sha256").update(JSON.stringify([build, digest(keyIn(env) ?? "")]))
  for (const { file, bytes } of files) hash.update(JSON.stringify([file, bytes.length])).update(bytes)
  return `manifest-${hash.digest("hex")}`
}

const digest = (text: string): string => createHash("sha256").update(text).digest("hex")
