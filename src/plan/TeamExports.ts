/** What the team has bought elsewhere (in the vendor's console, by another runner), as far as the plan needs it. */
import type { Credits, DataExportId, Fingerprint, Instant } from "../domain.ts"

/** The export of the team that serves a request best. */
export interface TeamExport {
  readonly id: DataExportId
  /** The server's `created_at`. */
  readonly createdAt: Instant
  /** It was started, so it is paid for. */
  readonly isPaid: boolean
  /** Its price, once the server has named it. */
  readonly credits: Credits | null
  /** What the listing leaves open, in words: then it may be another purchase. Left out: it is proven to be the same. */
  readonly doubt?: string
}

/** By what they could serve: only requests that nothing is known of in the state. */
export type TeamExports = ReadonlyMap<Fingerprint, TeamExport>
