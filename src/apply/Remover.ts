/** The port to the removal of files that exporter has written. */
import * as Context from "effect/Context"
import * as Data from "effect/Data"
import type * as Effect from "effect/Effect"
import type { SavedFile } from "../state/Record.ts"

/**
 *  - `removed`: it was as recorded, and is gone for good
 *  - `gone`: there was no such file
 *  - `changed`: it is not what was recorded, and was left
 */
export type Removal = "removed" | "gone" | "changed"

/** The file system would not. */
export class RemoveError extends Data.TaggedError("RemoveError")<{
  readonly path: string
  /** In words. */
  readonly detail: string
}> {}

/** Removes what exporter has written, and nothing else. */
export class Remover extends Context.Tag("exporter/Remover")<
  Remover,
  {
    /** Removes a file that is still as recorded, by its size and SHA-256. Its removal is durable. */
    readonly remove: (file: SavedFile) => Effect.Effect<Removal, RemoveError>
  }
>() {}
