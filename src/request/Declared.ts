/** What is declared, checked and expanded. */
import type { Request } from "../domain.ts"
import type { Manifest } from "../manifest/Manifest.ts"
import type { Path, Place } from "../manifest/Problem.ts"

export interface Declared {
  readonly manifest: Manifest
  readonly requests: ReadonlyArray<Request>
  /** Those that this command is about. */
  readonly targets: ReadonlyArray<Request>
  /** Where an export says something, for what the server has to say of it. */
  readonly locate: (exportName: string, path: Path) => Place
}

export interface Scope {
  /** What this command is about. */
  readonly isTarget: (address: string) => boolean
  /** Folder below the output root for all files, or nothing. */
  readonly outputPrefix: string
}
