/** What went wrong with a state in a bucket, as the person at the terminal is told. */
import type { Fault } from "../fault.ts"
import { StateError } from "../StateStore.ts"
import type { BucketError } from "./Bucket.ts"

const RIGHTS = "s3:GetObject, s3:PutObject, s3:DeleteObject and s3:ListBucket"

const HINTS: Readonly<Record<string, string>> = {
  unreachable:
    "Check the network, and `endpoint` and `region` under `state` in the manifest; then run the same command again.",
  NoSuchBucket: "Make the bucket, or correct `bucket` under `state` in the manifest; then run the same command again.",
  RequestTimeTooSkewed: "Set the clock of this machine, then run the same command again.",
  "no ETag": "Keep the state in a store that honours conditional writes, then run the same command again."
}

const hintOf = ({ code, status }: BucketError): string => {
  const known = HINTS[code]
  if (known !== undefined) return known
  if (status === 401 || status === 403)
    return `Check AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN, and that they may do ${RIGHTS} there.`
  if (status >= 300 && status < 400)
    return "Say under `state` in the manifest which `region` the bucket is in, then run the same command again."
  return "Run the same command again; if it stays so, ask whoever runs the store."
}

const wordsOf = ({ code }: BucketError): string =>
  code === "unreachable" ? "the store does not answer" : `the store answers ${code}`

export const unreadable =
  (name: string) =>
  (error: BucketError): StateError =>
    new StateError({
      reason: "unreadable",
      file: name,
      detail: `cannot be read: ${wordsOf(error)}`,
      hint: `Nothing was called or bought. ${hintOf(error)}`,
      cause: error
    })

export const unwritable =
  (name: string) =>
  (error: BucketError): StateError =>
    new StateError({
      reason: "unwritable",
      file: name,
      detail: `cannot be written: ${wordsOf(error)}`,
      hint: `Nothing that was recorded is lost, and nothing is bought that cannot be recorded. ${hintOf(error)}`,
      cause: error
    })

export const unconditional = (name: string): StateError =>
  new StateError({
    reason: "unwritable",
    file: name,
    detail: "cannot be kept safely: the store does not honour conditional writes (If-None-Match, If-Match)",
    hint: "Nothing was called or bought: two runs at once would each buy everything. Keep the state in another store, then run the same command again."
  })

/** It was written anew at each look. */
export const inMotion = (name: string): StateError =>
  new StateError({
    reason: "locked",
    file: name,
    detail: "keeps changing while it is read",
    hint: "Nothing was called or bought. Other runs use this state now: run the same command again once they have ended."
  })

export const faulty = (name: string, fault: Fault): StateError =>
  new StateError({ reason: fault.reason, file: name, detail: fault.detail, hint: wayOut(name, fault) })

const wayOut = (name: string, { reason, at }: Fault): string => {
  switch (reason) {
    case "moved":
      return "Nothing was bought. Declare under `state` in the manifest where it is now; `exporter state migrate` brings a file back here."
    case "newer":
      return "Nothing was bought. Install a later version of exporter: this one does not touch it."
    case "foreign":
      return "Nothing was bought. Correct `key` under `state` in the manifest, or remove what lies there."
    case "damaged":
      return at === "state"
        ? `Nothing was bought. Put back the last version of ${name} that the store keeps, or a file of \`exporter state pull\`. What only the lost one had recorded would be bought again: \`exporter plan --refresh\` shows first what the team has.`
        : `Nothing was bought. What is missing lies below ${name} in the journal: put back what was removed there, as the store keeps it. What only the journal had recorded would be bought again: \`exporter plan --refresh\` shows first what the team has.`
  }
}
