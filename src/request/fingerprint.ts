/** Identity: equal fingerprints are the same purchase. */
import { hash } from "node:crypto"
import canonicalize from "canonicalize"
import type { CanonicalRequest, Fingerprint } from "../domain.ts"

/** Version of the canonical form. A change of what is left out, sorted or resolved needs a new one. */
export const CANONICAL_VERSION = 1

/** SHA-256 of the canonical request as RFC 8785 writes it, behind the version of the canonical form. */
export const fingerprintOf = (request: CanonicalRequest): Fingerprint =>
  `v${CANONICAL_VERSION}:${hash("sha256", canonicalText(request))}` as Fingerprint

/**
 * As RFC 8785 writes it: no blanks, keys in the order of their code units, texts and numbers as ECMAScript writes them.
 * What the API names is in that order here; options, whose names are the manifest's, are left to the library.
 */
const canonicalText = (request: CanonicalRequest): string => {
  const { account_ids, end_date, export_columns, file_type, options, start_date, type } = request
  const head = JSON.stringify({ account_ids, end_date, export_columns, file_type })
  const tail = JSON.stringify({ start_date, type })
  const middle = options === undefined ? "" : `"options":${canonicalize(options)},`
  return `${head.slice(0, -1)},${middle}${tail.slice(1)}`
}

/** A fingerprint as people are shown it. Long enough to tell purchases apart at a glance, not to identify one. */
export const shortFingerprint = (fingerprint: Fingerprint): string =>
  fingerprint.slice(fingerprint.indexOf(":") + 1).slice(0, 8)
