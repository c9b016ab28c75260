/** Manifests as they were parsed, found again by their bytes. */
import { createHash } from "node:crypto"
import * as Context from "effect/Context"
import type { Env } from "../manifest/env.ts"
import type { ParsedFile } from "../manifest/Source.ts"
import { keyIn } from "../manifest/secrets.ts"
import type { Cache } from "./cache.ts"
import { VERSION } from "./version.ts"

type Value = ParsedFile["value"]

interface Kept {
  readonly value: Value
  /** Nothing in it depends on the environment: it names no variable, and has no key in it. */
  readonly isPlain: boolean
}

export class KeptManifests extends Context.Tag("exporter/KeptManifests")<
  KeptManifests,
  {
    readonly find: (bytes: Uint8Array) => Kept | undefined
    readonly keep: (bytes: Uint8Array, value: Value) => void
  }
>() {}

export const keptIn = (cache: Cache, env: Env): KeptManifests["Type"] => ({
  find: (bytes) => {
    const text = cache.get(nameOf(bytes))?.toString("utf8")
    if (text === undefined) return undefined
    const key = keyIn(env)
    const hasKey = key !== undefined && text.includes(JSON.stringify(key).slice(1, -1))
    return { value: JSON.parse(text) as Value, isPlain: !hasKey && !text.includes("${env:") }
  },
  keep: (bytes, value) => cache.put(nameOf(bytes), Buffer.from(JSON.stringify(value)))
})

/** Another version of the program may read the same text otherwise. */
const nameOf = (bytes: Uint8Array): string =>
  `manifest-${createHash("sha256").update(`${VERSION}\0`).update(bytes).digest("hex")}`
