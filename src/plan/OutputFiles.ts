/** The port to what is on the disk now, below the output root. */
import * as Context from "effect/Context"
import type * as Effect from "effect/Effect"
import type { FileFacts } from "./diff.ts"

/** What lies below the output root: sizes in bytes. A path that is not in the answer does not exist. */
export class OutputFiles extends Context.Tag("exporter/OutputFiles")<
  OutputFiles,
  { readonly look: (paths: ReadonlyArray<string>) => Effect.Effect<FileFacts> }
>() {}
