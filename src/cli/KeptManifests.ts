/** Manifests as they were parsed, found again by their bytes. */
import { createHash } from "node:crypto"
import * as Context from "effect/Context"
import type { ParsedFile } from "../manifest/Source.ts"
import type { Cache } from "./cache.ts"
import { VERSION } from "./version.ts"

type Value = ParsedFile["value"]

export class KeptManifests extends Context.Tag("exporter/KeptManifests")<
  KeptManifests,
  {
    readonly find: (bytes: Uint8Array) => Value | undefined
    readonly keep: (bytes: Uint8Array, value: Value) => void
  }
>() {}

export const keptIn = (cache: Cache): KeptManifests["Type"] => ({
  find: (bytes) => {
    const content = cache.get(nameOf(bytes))
    return content === undefined ? undefined : (JSON.parse(content.toString("utf8")) as Value)
  },
  keep: (bytes, value) => cache.put(nameOf(bytes), Buffer.from(JSON.stringify(value)))
})

/** Another version of the program may read the same text otherwise. */
const nameOf = (bytes: Uint8Array): string =>
  `manifest-${createHash("sha256").update(`${VERSION}\0`).update(bytes).digest("hex")}`
