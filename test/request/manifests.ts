/** Requests, or what is wrong, from the text of a manifest. */
import * as Either from "effect/Either"
import type { Instant, Request } from "../../src/domain.ts"
import type { Problem } from "../../src/manifest/Problem.ts"
import { readManifest } from "../../src/manifest/readManifest.ts"
import { expand } from "../../src/request/expand.ts"

export const AS_OF = "2024-06-15T12:00:00Z" as Instant

const expanded = (text: string, asOf: Instant): Either.Either<ReadonlyArray<Request>, ReadonlyArray<Problem>> => {
  const { manifest, locate } = Either.getOrThrowWith(
    readManifest([{ file: "exports.yaml", text }], {}),
    (problems) => new Error(`the manifest itself is wrong: ${JSON.stringify(problems)}`)
  )
  return expand(manifest, locate, asOf)
}

export const requestsOf = (text: string, asOf = AS_OF): ReadonlyArray<Request> =>
  Either.getOrThrowWith(expanded(text, asOf), (problems) => new Error(JSON.stringify(problems)))

/** Empty where there are none. */
export const problemsOf = (text: string, asOf = AS_OF): ReadonlyArray<Problem> =>
  Either.match(expanded(text, asOf), { onLeft: (problems) => problems, onRight: () => [] })

/** `line:column code`, in the order in which they are given. */
export const found = (problems: ReadonlyArray<Problem>): ReadonlyArray<string> =>
  problems.map(({ code, place }) => `${place?.line}:${place?.column} ${code}`)
