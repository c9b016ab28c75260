/** Which server it is, by name: all that a plan needs to know of it. */
import * as Effect from "effect/Effect"
import { isSafeUrl } from "../api/url.ts"
import { type Failure, usage } from "./Failure.ts"

/** The vendor's own (docs/api.md). */
const DEFAULT_BASE_URL = "https://app.onlyfansapi.com"

export const baseUrl: Effect.Effect<string, Failure> = Effect.suspend(() => {
  const url = (process.env["ONLYFANSAPI_BASE_URL"]?.trim() || DEFAULT_BASE_URL).replace(/\/+$/, "")
  return isSafeUrl(url)
    ? Effect.succeed(url)
    : usage(
        `ONLYFANSAPI_BASE_URL is '${url}', and the key is only sent over HTTPS, or over HTTP to this machine`,
        "write it as https://host"
      )
})

/** Which server a plan is made for: known without a key, and without a call. A sandbox is the same one at any port. */
export const serverName = ({ sandbox }: { readonly sandbox: boolean }): Effect.Effect<string, Failure> =>
  sandbox ? Effect.succeed("sandbox") : baseUrl
