/** A folder in which all of a manifest was bought long ago: its state says so, and the files are there. */
import { createHash } from "node:crypto"
import { mkdirSync, writeFileSync } from "node:fs"
import { dirname, join } from "node:path"
import * as Brand from "effect/Brand"
import * as Either from "effect/Either"
import type { Credits, DataExportId, Instant, Request } from "../../src/domain.ts"
import { readManifest } from "../../src/manifest/readManifest.ts"
import { atOnce } from "../../src/pieces.ts"
import { declaring } from "../../src/pipeline.ts"
import type { Done, LedgerEntry } from "../../src/state/Record.ts"
import { encodeState } from "../../src/state/statefile.ts"
import { pieces, type Scaled, textOf } from "./manifests.ts"

export interface Place {
  readonly folder: string
  readonly manifest: string
  readonly state: string
  readonly manifestBytes: number
  readonly stateBytes: number
}

export const buyAll = (folder: string, scaled: Scaled): Place => {
  const requests = requestsOf(scaled)
  const records = requests.map(recordOf)
  const state = encodeState({
    lineage: "6b1f3c52-8a0e-4d8e-9f0b-0c2a7d5e4f11",
    serial: 1,
    records: new Map(records.map((record) => [record.fingerprint, record])),
    ledger: records.map(chargeOf),
    appliedPlans: []
  })
  writeFiles(folder, requests)
  const text = textOf(scaled)
  const place = { folder, manifest: join(folder, "exports.yaml"), state: join(folder, "exports.state.json") }
  writeFileSync(place.manifest, text)
  writeFileSync(place.state, state)
  return { ...place, manifestBytes: Buffer.byteLength(text), stateBytes: Buffer.byteLength(state) }
}

const requestsOf = (scaled: Scaled): ReadonlyArray<Request> =>
  pieces(scaled).flatMap(
    (piece) =>
      Either.getOrThrowWith(
        Either.flatMap(readManifest([piece], {}), (judged) => atOnce(declaring(judged, BOUGHT))),
        (problems) => new Error(`the benchmark's manifest is not valid: ${problems[0]?.message}`)
      ).requests
  )

const CONTENT = "a,b\n1,2\n3,"
const SHA_256 = createHash("sha256").update(CONTENT).digest("hex")

const instant = Brand.nominal<Instant>()
const credits = Brand.nominal<Credits>()
const dataExportId = Brand.nominal<DataExportId>()
const BOUGHT = instant("2026-01-05T08:00:00Z")

const recordOf = ({ fingerprint, canonical, address, output }: Request, index: number): Done => ({
  phase: "done",
  fingerprint,
  request: canonical,
  address,
  as_of: BOUGHT,
  attempt: 1,
  data_export_id: dataExportId(`data_export_${(0x10000000 + index).toString(16)}`),
  created_at: BOUGHT,
  credits: credits(8),
  completed_at: BOUGHT,
  total_rows: 2,
  files: [{ path: output, bytes: CONTENT.length, sha256: SHA_256, rows: 2 }]
})

const chargeOf = ({ fingerprint, address, data_export_id, as_of, credits, request }: Done): LedgerEntry => ({
  fingerprint,
  address,
  data_export_id,
  as_of,
  credits,
  type: request.type,
  account_ids: request.account_ids ?? []
})

const writeFiles = (folder: string, requests: ReadonlyArray<Request>): void => {
  for (const path of new Set(requests.map(({ output }) => dirname(output))))
    mkdirSync(join(folder, path), { recursive: true })
  for (const { output } of requests) writeFileSync(join(folder, output), CONTENT)
}
