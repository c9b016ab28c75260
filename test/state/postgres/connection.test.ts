import * as Either from "effect/Either"
import { describe, expect, it } from "vitest"
import { connectionOf } from "../../../src/state/postgres/connection.ts"

const sslOf = (url: string) => Either.map(connectionOf(url), ({ ssl }) => ssl)

describe("a URL", () => {
  it("is read part by part", () => {
    expect(Either.getOrThrow(connectionOf("postgres://u%40x:p%2Fw@db.example.com:5433/led%20ger"))).toMatchObject({
      host: "db.example.com",
      port: 5433,
      user: "u@x",
      password: "p/w",
      database: "led ger",
      name: "postgres://db.example.com:5433/led ger"
    })
  })

  it.each([
    ["postgres:///db", "localhost"],
    ["postgresql://[::1]/db", "::1"],
    ["postgres:///db?host=/var/run/postgresql&user=me", "/var/run/postgresql"],
    ["postgres://%2Fvar%2Frun%2Fpostgresql/db", "/var/run/postgresql"],
    ["postgres://127.1.2.3/db?sslmode=prefer", "127.1.2.3"],
    ["postgres://localhost/db?sslmode=disable", "localhost"]
  ])("%s stays on this machine, and may be plain text", (url, host) => {
    expect(Either.getOrThrow(connectionOf(url))).toMatchObject({ host, ssl: false })
  })

  it.each(["disable", "allow", "prefer"])("may not send plain text to another host: sslmode=%s", (mode) => {
    for (const host of ["db.example.com", "10.0.0.1", "127.0.0.1.example.com", "[fe80::1]"])
      expect(connectionOf(`postgres://u:secret@${host}/db?sslmode=${mode}`)).toMatchObject({
        left: { detail: expect.stringContaining("plain text") }
      })
    expect(connectionOf(`postgres://u@localhost/db?host=db.example.com&sslmode=${mode}`)._tag).toBe("Left")
  })

  it("is encrypted and verified to another host, unless it says otherwise", () => {
    expect(sslOf("postgres://db.example.com/db")).toMatchObject({ right: { rejectUnauthorized: true } })
    expect(sslOf("postgres://db.example.com/db?sslmode=verify-ca")).toMatchObject({
      right: { rejectUnauthorized: true }
    })
    expect(sslOf("postgres://db.example.com/db?sslmode=require")).toMatchObject({
      right: { rejectUnauthorized: false }
    })
    expect(sslOf("postgres://localhost/db?sslmode=require")).toMatchObject({ right: { rejectUnauthorized: false } })
  })

  it("is checked for its host, be it an address", () => {
    const check = (mode: string) => {
      const { ssl } = Either.getOrThrow(connectionOf(`postgres://10.0.0.1/db?sslmode=${mode}`))
      return ssl === false
        ? undefined
        : ssl.checkServerIdentity?.("localhost", {
            subject: { CN: "localhost" },
            subjectaltname: "DNS:localhost"
          } as never)
    }
    expect(check("verify-full")).toMatchObject({ code: "ERR_TLS_CERT_ALTNAME_INVALID" })
    expect(check("verify-ca")).toBeUndefined()
  })

  it.each([
    "nonsense",
    "mysql://u:secret@h/d",
    "postgres://u:secret@h:port/d",
    "postgres://u:secret@h/d?sslmode=sure",
    "postgres://u:secret@h/d?channel_binding=require",
    "postgres://u:secret@h/d?sslrootcert=/nowhere/ca.pem",
    "postgres://u:secret%@h/d"
  ])("that cannot be used is not shown: %s", (url) => {
    const problem = Either.getOrThrow(Either.flip(connectionOf(url)))
    expect(problem.hint).not.toBe("")
    expect(JSON.stringify(problem)).not.toContain("secret")
  })
})
