/** URLs that an object store would sign: a path, good until a time, and proof that the owner of the secret said so. */
import { createHmac, timingSafeEqual } from "node:crypto"

/** `expires`: epoch ms; the URL carries whole seconds. */
export const signUrl = (origin: string, secret: string, path: string, expires: number): string => {
  const seconds = Math.floor(expires / 1_000)
  return `${origin}${path}?expires=${seconds}&signature=${signature(secret, path, seconds)}`
}

export type UrlVerdict = "good" | "expired" | "forged"

export const checkUrl = (secret: string, url: URL, now: number): UrlVerdict => {
  const expires = url.searchParams.get("expires") ?? ""
  const given = Buffer.from(url.searchParams.get("signature") ?? "")
  const proper = Buffer.from(signature(secret, url.pathname, Number(expires)))
  if (!/^\d+$/.test(expires) || given.length !== proper.length || !timingSafeEqual(given, proper)) return "forged"
  return now < Number(expires) * 1_000 ? "good" : "expired"
}

const signature = (secret: string, path: string, seconds: number): string =>
  createHmac("sha256", secret).update(`${path}\n${seconds}`).digest("hex")
