/** What a URL says of a database, and how far its server is to be trusted. */
import { readFileSync } from "node:fs"
import { type ConnectionOptions, checkServerIdentity } from "node:tls"
import * as Either from "effect/Either"
import { isLoopback } from "../../loopback.ts"

/** Without its password it can be shown to anybody. */
export interface Connection {
  readonly host: string
  readonly port: number
  readonly user: string | undefined
  readonly password: string | undefined
  readonly database: string | undefined
  /** `false`: as plain text, to this machine alone. */
  readonly ssl: ConnectionOptions | false
  /** As messages name it. */
  readonly name: string
}

/** Why a URL cannot be used. It says nothing of what the URL holds: there may be a password in it. */
export interface Unusable {
  readonly name: string
  readonly detail: string
  readonly hint: string
}

const DEFAULT_PORT = 5432

const SSL_MODES = ["disable", "allow", "prefer", "require", "verify-ca", "verify-full"] as const
type SslMode = (typeof SSL_MODES)[number]

/** The parameters of libpq that are understood. Any other is refused: what it asks for would silently not be so. */
const PARAMETERS = new Set(["host", "port", "user", "sslmode", "sslrootcert", "sslcert", "sslkey"])

const FORM = "Write it as postgres://USER:PASSWORD@HOST:PORT/DATABASE, with reserved characters of its parts as %XX."

/** @param url `postgres://…`, with the parameters that libpq knows */
export const connectionOf = (url: string): Either.Either<Connection, Unusable> =>
  Either.gen(function* () {
    const parsed = yield* parse(url)
    const { searchParams } = parsed
    const unknown = [...searchParams.keys()].find((key) => !PARAMETERS.has(key))
    if (unknown !== undefined)
      return yield* unusable(`its URL has a parameter that is not known: ${unknown}`, "Leave that parameter out.")
    const host = searchParams.get("host") ?? (parsed.host === "" ? "localhost" : parsed.host)
    const port = Number(searchParams.get("port") ?? parsed.port)
    const { database } = parsed
    const name = `postgres://${host.startsWith("/") ? "" : host}${port === DEFAULT_PORT ? "" : `:${port}`}/${database ?? ""}`
    const ssl = yield* tlsOf(name, host, searchParams)
    return { host, port, user: searchParams.get("user") ?? parsed.user, password: parsed.password, database, ssl, name }
  })

interface Parsed {
  readonly host: string
  readonly port: number
  readonly user: string | undefined
  readonly password: string | undefined
  readonly database: string | undefined
  readonly searchParams: URLSearchParams
}

const parse = (url: string): Either.Either<Parsed, Unusable> =>
  Either.try({
    try: () => {
      const it = new URL(url)
      if (it.protocol !== "postgres:" && it.protocol !== "postgresql:") throw new Error("another protocol")
      const part = (text: string) => (text === "" ? undefined : decodeURIComponent(text))
      return {
        // An address of IPv6 stands in brackets.
        host: decodeURIComponent(it.hostname).replace(/^\[(.*)\]$/, "$1"),
        port: it.port === "" ? DEFAULT_PORT : Number(it.port),
        user: part(it.username),
        password: part(it.password),
        database: part(it.pathname.slice(1)),
        searchParams: it.searchParams
      }
    },
    catch: () => ({ name: "the state", detail: "its URL is not one of a PostgreSQL database", hint: FORM })
  })

const unusable = (detail: string, hint: string, name = "the state"): Either.Either<never, Unusable> =>
  Either.left({ name, detail, hint })

/**
 * Encrypted and verified to any other host, unless its URL says `require`: then encrypted, and verified only against the
 * `sslrootcert` that it names, as libpq does.
 */
const tlsOf = (name: string, host: string, parameters: URLSearchParams): Either.Either<Connection["ssl"], Unusable> => {
  const local = isLocal(host)
  const given = parameters.get("sslmode") ?? (local ? "prefer" : "verify-full")
  const mode = SSL_MODES.find((it) => it === given)
  if (mode === undefined)
    return unusable(
      `its URL has an sslmode that does not exist: ${given}`,
      `Write one of ${SSL_MODES.join(", ")}.`,
      name
    )
  if (isLax(mode)) {
    if (local) return Either.right(false)
    return unusable(
      `sslmode=${mode} would send the state to another host as plain text`,
      "Nothing was sent. Leave sslmode out, or write verify-full; `require` encrypts without a look at the certificate.",
      name
    )
  }
  return Either.try({
    try: (): ConnectionOptions => {
      const [ca, cert, key] = ["sslrootcert", "sslcert", "sslkey"].map((it) => {
        const file = parameters.get(it)
        return file === null || file === "system" ? undefined : readFileSync(file, "utf8")
      })
      return {
        ...(ca === undefined ? {} : { ca }),
        ...(cert === undefined ? {} : { cert }),
        ...(key === undefined ? {} : { key }),
        rejectUnauthorized: mode !== "require" || ca !== undefined,
        // The driver names no host where it is an address, and `localhost` would be looked for.
        checkServerIdentity: (_, certificate) =>
          mode === "verify-full" ? checkServerIdentity(host, certificate) : undefined
      }
    },
    catch: () => ({
      name,
      detail: "a certificate or key that its URL names cannot be read",
      hint: "Correct sslrootcert, sslcert or sslkey: each is the path of a PEM file."
    })
  })
}

const isLax = (mode: SslMode): boolean => mode === "disable" || mode === "allow" || mode === "prefer"

/** A socket, or loopback. */
const isLocal = (host: string): boolean => host.startsWith("/") || isLoopback(host)
