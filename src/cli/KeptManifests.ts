/** Manifests as they were understood the last time, found again by the bytes of their files. */
import { createHash } from "node:crypto"
import * as Context from "effect/Context"
import type { Env } from "../manifest/env.ts"
import { isSecretName, keyIn } from "../manifest/secrets.ts"
import type { Whole } from "../request/Declared.ts"
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

export class KeptManifests extends Context.Tag("exporter/KeptManifests")<
  KeptManifests,
  {
    readonly find: (files: Files) => Kept | undefined
    /** `variables`: the names of those of the environment that it depends on. */
    readonly keep: (files: Files, whole: Whole, variables: ReadonlyArray<string>) => void
  }
>() {}

/** What is kept, on the line before it. */
interface Head {
  readonly count: number
  /** Digests of their values; `null` where one is not set. */
  readonly variables: Readonly<Record<string, string | null>>
}

/** `build`: which program it is; another one may understand the same text otherwise. */
export const keptIn = (cache: Cache, env: Env, build: string): KeptManifests["Type"] => {
  const digestsOf = (names: ReadonlyArray<string>): Head["variables"] =>
    Object.fromEntries(names.map((name) => [name, env[name] === undefined ? null : digest(env[name])]))
  return {
    find: (files) => {
      const content = cache.get(nameOf(files, env, build))
      if (content === undefined) return undefined
      const end = content.indexOf("\n")
      const { count, variables } = JSON.parse(content.toString("utf8", 0, end)) as Head
      const now = digestsOf(Object.keys(variables))
      if (Object.keys(variables).some((name) => variables[name] !== now[name])) return undefined
      return { count, read: () => JSON.parse(content.toString("utf8", end + 1)) as Whole }
    },
    keep: (files, whole, variables) => {
      // What the environment calls a secret stays there.
      if (variables.some(isSecretName)) return
      const head: Head = { count: whole.requests.length, variables: digestsOf(variables) }
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
