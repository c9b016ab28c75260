/** What is declared, checked and expanded. Plain data. */
import type { Request } from "../domain.ts"
import type { Manifest } from "../manifest/Manifest.ts"

/** A manifest and the requests that it expands into. */
export interface Whole {
  readonly manifest: Manifest
  readonly requests: ReadonlyArray<Request>
}

/** A manifest as one command sees it. */
export interface Declared extends Whole {
  /** Those that this command is about. */
  readonly targets: ReadonlyArray<Request>
  /** Hooks are not run: this is a trial. */
  readonly leavesHooks?: boolean
}

/** What of a manifest a command is about. */
export interface Scope {
  /** What this command is about. */
  readonly isTarget: (address: string) => boolean
  /** Folder below the output root for all files, or nothing. */
  readonly outputPrefix: string
  readonly leavesHooks?: boolean
}
