/** Which server it is, by name: all that a plan needs to know of it. */
import * as Effect from "effect/Effect"
import { isSafeUrl } from "../api/url.ts"
import { type Failure, usage } from "./Failure.ts"

/** The vendor's own (docs/api.md). */
const DEFAULT_BASE_URL = "https://app.onlyfansapi.com"

export const baseUrl: Effect.Effect<string, Failure> = Effect.suspend(() => {
  const url = (process.env["ONLYFANSAPI_BASE_URL"]?.trim() || DEFAULT_BASE_URL).replace(/\/+$/, "")
  const hint = "write it as https://host"
  if (!URL.canParse(url)) return usage("ONLYFANSAPI_BASE_URL is no address of a server", hint)
  // What stands before and behind its host may be a password, and is not said again.
  const { protocol, host, username, password, search, hash } = new URL(url)
  if (`${username}${password}${search}${hash}` !== "")
    return usage(`ONLYFANSAPI_BASE_URL has a name, a password or a query in it beside ${host}`, hint)
  return isSafeUrl(url)
    ? Effect.succeed(url)
    : usage(
        `ONLYFANSAPI_BASE_URL is '${protocol}//${host}', and the key is only sent over HTTPS, or over HTTP to this machine`,
        hint
      )
})

/** Which server a plan is made for: known without a key, and without a call. A sandbox is the same one at any port. */
export const serverName = ({ sandbox }: { readonly sandbox: boolean }): Effect.Effect<string, Failure> =>
  sandbox ? Effect.succeed("sandbox") : baseUrl
