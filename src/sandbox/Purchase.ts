/** What was asked for, once it has been found valid: the sandbox's own form of a create body. */
import type { FileType, Json } from "./wire.ts"

export interface Purchase {
  readonly type: string
  readonly fileType: FileType
  /** In the given order; empty where the type takes none. */
  readonly accountIds: ReadonlyArray<string>
  /** Epoch ms. */
  readonly start: number
  readonly end: number
  /** Empty: every column of the type. */
  readonly columns: ReadonlyArray<string>
  readonly options: Readonly<Record<string, Json>>
  readonly autoStart: boolean
}
