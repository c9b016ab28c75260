/** Identity: equal fingerprints are the same purchase. */
import { createHash } from "node:crypto"
import canonicalize from "canonicalize"
import type { CanonicalRequest, Fingerprint } from "../domain.ts"

/** Version of the canonical form. A change of what is left out, sorted or resolved needs a new one. */
export const CANONICAL_VERSION = 1

/** SHA-256 of the canonical request as RFC 8785 writes it, behind the version of the canonical form. */
export const fingerprintOf = (request: CanonicalRequest): Fingerprint =>
  `v${CANONICAL_VERSION}:${createHash("sha256")
    .update(canonicalize(request) ?? "")
    .digest("hex")}` as Fingerprint

/** A fingerprint as people are shown it. Long enough to tell purchases apart at a glance, not to identify one. */
export const shortFingerprint = (fingerprint: Fingerprint): string =>
  fingerprint.slice(fingerprint.indexOf(":") + 1).slice(0, 8)
