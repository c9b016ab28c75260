/**
 * Whether a webhook is the vendor's. Its `Signature` header is the HMAC-SHA256 of the raw body, in hexadecimal digits, with
 * the webhook's signing secret as the key (docs/webhooks.md names the source). Pure.
 *
 * No time is signed, so one that was sent once may be sent again by whoever has seen it: all that it can ask for is a look.
 */
import { createHmac, timingSafeEqual } from "node:crypto"

/** The header that carries it, in lower case. */
export const SIGNATURE_HEADER = "signature"

const HEX = /^[0-9a-f]{64}$/i

/** `body`: as it came, byte for byte. `signature`: the header, where there is one. Takes equally long for every wrong one. */
export const isSigned = (body: Uint8Array, signature: string | undefined, secret: string): boolean => {
  if (secret === "" || signature === undefined || !HEX.test(signature)) return false
  return timingSafeEqual(Buffer.from(signature, "hex"), createHmac("sha256", secret).update(body).digest())
}
