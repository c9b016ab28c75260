/** What went wrong with a state in PostgreSQL, as the person at the terminal is told. */
import type { SqlError } from "@effect/sql/SqlError"
import { holderOf } from "../file/errors.ts"
import { type LockInfo, StateError } from "../StateStore.ts"

/** The code of the server (SQLSTATE) or of the network, and what was said. */
const causeOf = (error: SqlError): { readonly code: string; readonly message: string } => {
  const cause: unknown = error.cause
  if (!(cause instanceof Error)) return { code: "", message: String(cause) }
  const code = "code" in cause && typeof cause.code === "string" ? cause.code : ""
  // Several addresses of one host were tried: what the first one answered stands for all.
  const [first]: ReadonlyArray<unknown> = cause instanceof AggregateError ? cause.errors : []
  return { code, message: first instanceof Error ? first.message : cause.message }
}

const NETWORK: Readonly<Record<string, string>> = {
  ECONNREFUSED: "nothing listens there",
  ENOENT: "there is no such socket",
  ENOTFOUND: "there is no host of that name",
  EAI_AGAIN: "the name of its host cannot be looked up now",
  ETIMEDOUT: "it does not answer",
  EHOSTUNREACH: "its host cannot be reached",
  ENETUNREACH: "its network cannot be reached",
  ECONNRESET: "the connection was cut",
  EPIPE: "the connection was cut"
}

/** The driver names no codes for these. */
const LOST = /Connection terminated|Client has encountered a connection error|not queryable|timeout|timed out|ended/i

/** Of class 57: the server shuts down, crashed, or starts. Of class 08: the connection failed. 53300: too many of them. */
const isAway = (code: string): boolean => /^(57P0[123]|08...|53300)$/.test(code)

/** The server may be there again in a moment. */
export const isConnectionLost = (error: SqlError): boolean => {
  const { code, message } = causeOf(error)
  return code in NETWORK || isAway(code) || (code === "" && LOST.test(message))
}

const CERTIFICATE = /^(ERR_TLS_|CERT_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_(VERIFY|GET)_|HOSTNAME_MISMATCH)/

interface Words {
  readonly reason: StateError["reason"]
  readonly detail: string
  readonly hint: string
}

const AGAIN = "then run the same command again."

const wordsOf = (error: SqlError): Words => {
  const { code, message } = causeOf(error)
  const unreadable = (detail: string, hint: string): Words => ({ reason: "unreadable", detail, hint })
  if (isConnectionLost(error))
    return code === "53300"
      ? unreadable("the server has no connection left", `Let others end, or raise max_connections, ${AGAIN}`)
      : unreadable(
          `the server does not answer: ${NETWORK[code] ?? oneLine(message)}`,
          `Nothing that was recorded is lost. See that the server runs and can be reached from here, ${AGAIN}`
        )
  if (CERTIFICATE.test(code))
    return unreadable(
      `the certificate of the server is not trusted: ${oneLine(message)}`,
      "Nothing was sent. Name the certificate of its authority in the URL: sslrootcert=FILE."
    )
  if (/does not support SSL/.test(message))
    return unreadable("the server offers no TLS", "Nothing was sent. Switch it on at the server (ssl = on).")
  switch (code) {
    case "28P01":
    case "28000":
      return unreadable(
        "the server refuses this user or password",
        `Correct the variable that the manifest's state.url names, ${AGAIN}`
      )
    case "3D000":
      return unreadable("there is no such database", `Create it (createdb), or correct its name in the URL, ${AGAIN}`)
    case "42501":
      return {
        reason: "unwritable",
        detail: `this user lacks a right: ${oneLine(message)}`,
        hint: `Let it use and create in the schema \`exporter\` (GRANT CREATE ON DATABASE, once), ${AGAIN}`
      }
    case "25006":
      return {
        reason: "unwritable",
        detail: "the database is read-only: a standby, or one that was set so",
        hint: "Name the primary server in the URL."
      }
    case "55P03":
      return {
        reason: "locked",
        detail: "the lock keeps changing hands",
        hint: `Nothing was bought. Others end first, ${AGAIN}`
      }
    case "53100":
      return { reason: "unwritable", detail: "the server's disk is full", hint: `Make space there, ${AGAIN}` }
    case "42P01":
    case "42703":
      return FOREIGN
    default:
      return unreadable(
        `the server answers: ${oneLine(message)}${code === "" ? "" : ` (${code})`}`,
        `Nothing that was recorded is lost. Mend it, ${AGAIN}`
      )
  }
}

const FOREIGN: Words = {
  reason: "foreign",
  detail: "has a schema `exporter` that is not as this program made it",
  hint: "Nothing was changed in it. Give the state a database of its own, or restore this one from its backup."
}

const oneLine = (text: string): string => text.replace(/\s+/g, " ").trim()

export const failed = (name: string, error: SqlError): StateError =>
  new StateError({ ...wordsOf(error), file: name, cause: error.cause })

/** Like `failed`, for what was to be written: money is spent on nothing that cannot be recorded. */
export const notCommitted = (name: string, error: SqlError): StateError =>
  new StateError({
    file: name,
    reason: "unwritable",
    detail: wordsOf(error).detail,
    hint: "Nothing that was recorded is lost, and nothing is bought that cannot be recorded. Once the server is there again, run the same command again.",
    cause: error.cause
  })

export const foreign = (name: string): StateError => new StateError({ ...FOREIGN, file: name })

export const newer = (name: string, what: string): StateError =>
  new StateError({
    reason: "newer",
    file: name,
    detail: `was written by a later version of exporter (${what})`,
    hint: "Nothing was bought. Install a later version of exporter: this one does not touch the state."
  })

export const damaged = (name: string, detail: string): StateError =>
  new StateError({
    reason: "damaged",
    file: name,
    detail,
    hint: "Nothing was called or bought. Restore the tables of the schema `exporter` from a backup of the database."
  })

export const rolledBack = (name: string): StateError =>
  new StateError({
    reason: "damaged",
    file: name,
    detail: "the database has lost what it had confirmed: a standby that lagged took over, or it crashed without fsync",
    hint: "This run records and buys nothing more. See that the right server answers, then run the same command again: it looks for what was bought and is not recorded."
  })

export const moved = (name: string, to: string): StateError =>
  new StateError({
    reason: "moved",
    file: name,
    detail: `was moved to ${to}`,
    hint: "Nothing was bought. Declare under `state` in the manifest where it is now."
  })

export const locked = (name: string, lock: LockInfo): StateError =>
  new StateError({
    reason: "locked",
    file: name,
    detail: `the state is in use by ${holderOf(lock)} since ${lock.since}`,
    hint: "Nothing was bought. Wait for that run to end, then run the same command again. When it is certain that it is dead: exporter state unlock",
    lock
  })
