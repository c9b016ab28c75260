/** The state in a real PostgreSQL, which the tests start. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { connect, createServer, type Socket } from "node:net"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { SqlClient } from "@effect/sql/SqlClient"
import { describe, expect, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import type { Migration } from "../../src/state/migration.ts"
import { MIGRATIONS } from "../../src/state/postgres/schema.ts"
import * as PostgresStore from "../../src/state/StateStore.postgres.ts"
import type { StateStore } from "../../src/state/StateStore.ts"
import { CERTIFICATE } from "../postgres/certificate.ts"
import { type Database, newDatabase, type Server, sharedServer } from "../postgres/database.ts"
import { PASSWORD, WITH_PASSWORD } from "../postgres/Postgres.ts"
import { stateStoreContract } from "./StateStore.suite.ts"
import { charge, names, put } from "./samples.ts"

const found = await sharedServer()
const server: Server = found ?? { folder: "/nowhere", port: 1 }

/** A database of a test's own. */
const database = Effect.acquireRelease(
  Effect.promise(() => newDatabase(server)),
  ({ drop }) => Effect.promise(drop)
)

const storeIn = ({ url }: { readonly url: string }, options: Partial<PostgresStore.Options> = {}) =>
  PostgresStore.make({ url, name: "exports", ...options })

const asking = (it: Database, sql: string) => Effect.promise(() => it.query(sql))

const commit = (store: StateStore["Type"], ...changes: ReadonlyArray<string>) =>
  Effect.scoped(
    Effect.flatMap(store.open("apply"), (writer) =>
      Effect.forEach(changes, (it) => writer.commit(put(it)), { discard: true })
    )
  )

/** What a state that cannot be used refuses. */
const refusedBy = ({ read, open }: StateStore["Type"]) => [
  Effect.asVoid(read),
  Effect.asVoid(Effect.scoped(open("apply")))
]

/** Ends every connection to a database, as a network does that breaks. */
const CUT =
  "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"

describe.skipIf(found === undefined)("PostgreSQL", () => {
  let states = 0
  let shared: Promise<Database> | undefined
  stateStoreContract(
    "postgres",
    // Each test has a state of its own, and all of them are in one database.
    Effect.map(
      Effect.promise(() => (shared ??= newDatabase(server))),
      ({ url }) => {
        const name = `state-${++states}`
        return { store: storeIn({ url }, { name }), other: storeIn({ url }, { name }) }
      }
    )
  )

  describe("the connection", () => {
    it.scopedLive("may be lost: the writer goes on where nobody took its lock", () =>
      Effect.gen(function* () {
        const at = yield* database
        const store = storeIn(at)
        yield* Effect.scoped(
          Effect.gen(function* () {
            const writer = yield* store.open("apply")
            yield* writer.commit(put("a"))
            yield* asking(at, CUT)
            yield* writer.commit(put("b"))
            yield* asking(at, CUT)
            yield* writer.assertHeld
          })
        )
        const state = yield* store.read
        expect([names(state), state.ledger, state.serial]).toEqual([["a", "b"], [charge("a"), charge("b")], 1])
        expect(yield* asking(at, "SELECT * FROM exporter.locks")).toEqual([])
      })
    )

    it.scopedLive("was the sign of life: once it is lost the next one need not wait, and the first one is out", () =>
      Effect.gen(function* () {
        const at = yield* database
        yield* Effect.scoped(
          Effect.gen(function* () {
            const first = yield* storeIn(at).open("apply")
            yield* first.commit(put("a"))
            expect(yield* storeIn(at).holder).toMatchObject({ command: "apply" })
            yield* asking(at, CUT)
            expect(yield* storeIn(at).holder).toBeUndefined()
            const second = yield* storeIn(at).open("state rm")
            const error = yield* Effect.flip(first.commit(put("b")))
            expect(error).toMatchObject({ reason: "lost-lock", lock: { command: "state rm" } })
            expect(yield* Effect.flip(first.assertHeld)).toBe(error)
            yield* second.commit(put("c"))
          })
        )
        expect(names(yield* storeIn(at).read)).toEqual(["a", "c"])
      })
    )

    it.scopedLive("may be lost with the answer to a commit: it is not made twice", () =>
      Effect.gen(function* () {
        const at = yield* database
        const proxy = yield* proxyTo(server.port)
        const store = storeIn({ url: `postgres://exporter@127.0.0.1:${proxy.port}/${at.name}` })
        yield* Effect.scoped(
          Effect.gen(function* () {
            const writer = yield* store.open("apply")
            yield* writer.commit(put("a"))
            for (const name of ["b", "c"]) {
              proxy.cutNextAnswer()
              yield* writer.commit(put(name))
            }
          })
        )
        expect(proxy.cuts()).toBe(2)
        const state = yield* store.read
        expect(names(state)).toEqual(["a", "b", "c"])
        expect(state.ledger).toEqual([charge("a"), charge("b"), charge("c")])
      })
    )

    it.scopedLive("may lead to a server that has lost what was confirmed: then nothing more is done", () =>
      Effect.gen(function* () {
        const at = yield* database
        for (const next of ["commit", "assertHeld"] as const) {
          const error = yield* Effect.scoped(
            Effect.gen(function* () {
              const writer = yield* storeIn(at).open("apply")
              yield* writer.commit(put("a"))
              yield* asking(at, "UPDATE exporter.locks SET commits = 0")
              return yield* Effect.flip(next === "commit" ? writer.commit(put("b")) : writer.assertHeld)
            })
          )
          expect(error).toMatchObject({
            reason: "damaged",
            detail: expect.stringContaining("lost what it had confirmed")
          })
        }
        expect(names(yield* storeIn(at).read)).toEqual(["a"])
      })
    )

    it.scopedLive("that does not come back ends the run, and nothing is committed", () =>
      Effect.gen(function* () {
        const at = yield* database
        const proxy = yield* proxyTo(server.port)
        const store = storeIn(
          { url: `postgres://exporter:secret@127.0.0.1:${proxy.port}/${at.name}` },
          { patience: "100 millis" }
        )
        const error = yield* Effect.scoped(
          Effect.gen(function* () {
            const writer = yield* store.open("apply")
            proxy.close()
            return yield* Effect.flip(writer.commit(put("a")))
          })
        )
        expect(error).toMatchObject({ reason: "unwritable", hint: expect.stringContaining("nothing is bought") })
        expect((yield* storeIn(at).read).records.size).toBe(0)
      })
    )
  })

  describe("a writer that shows no sign of life", () => {
    it.scopedLive("loses its lock, and what it sends later is not taken", () =>
      Effect.gen(function* () {
        const at = yield* database
        yield* Effect.scoped(
          Effect.gen(function* () {
            const silent = yield* storeIn(at).open("apply")
            yield* silent.commit(put("a"))
            expect(yield* Effect.flip(Effect.scoped(storeIn(at).open("x")))).toMatchObject({ reason: "locked" })
            yield* asking(at, "UPDATE exporter.locks SET renewed_at = now() - interval '61 s'")
            const next = yield* storeIn(at).open("apply")
            // As many as the silent one had made: the number of its next commit alone would not keep that out.
            yield* next.commit(put("c"))
            expect(yield* Effect.flip(silent.commit(put("b")))).toMatchObject({ reason: "lost-lock" })
          })
        )
        expect(names(yield* storeIn(at).read)).toEqual(["a", "c"])
      })
    )

    it.scopedLive("is one that stands still: the others keep theirs", () =>
      Effect.gen(function* () {
        const at = yield* database
        const store = storeIn(at, { life: "300 millis" })
        yield* Effect.scoped(
          Effect.gen(function* () {
            const writer = yield* store.open("apply")
            const outlived = "SELECT renewed_at > since::timestamptz + interval '600 ms' AS so FROM exporter.locks"
            yield* Effect.repeat(asking(at, outlived), { until: ([row]) => row?.["so"] === true })
            expect(yield* Effect.flip(Effect.scoped(store.open("x")))).toMatchObject({ reason: "locked" })
            yield* writer.commit(put("a"))
          })
        )
      })
    )
  })

  it.scopedLive("makes commits that come at the same time durable together", () =>
    Effect.gen(function* () {
      const at = yield* database
      yield* Effect.scoped(
        Effect.gen(function* () {
          const writer = yield* storeIn(at).open("apply")
          const all = Array.from({ length: 500 }, (_, index) => writer.commit(put(`${index}`)))
          yield* Effect.all(all, { concurrency: 50, discard: true })
          const [lock] = yield* asking(at, "SELECT commits::int FROM exporter.locks")
          expect(Number(lock?.["commits"])).toBeLessThanOrEqual(20)
        })
      )
      expect((yield* storeIn(at).read).ledger).toHaveLength(500)
    })
  )

  describe("the tables", () => {
    const later = {
      ...MIGRATIONS,
      "3_notes": Effect.flatMap(SqlClient, (sql) =>
        Effect.asVoid(sql`ALTER TABLE exporter.states ADD COLUMN note text NOT NULL DEFAULT 'none'`)
      )
    }

    it.scopedLive("are made once, by whoever comes first of many", () =>
      Effect.gen(function* () {
        const at = yield* database
        const all = ["a", "b", "c", "d", "e", "f"].map((name) => commit(storeIn(at, { name }), name))
        yield* Effect.all(all, { concurrency: "unbounded" })
        for (const name of ["a", "f"]) expect(names(yield* storeIn(at, { name }).read)).toEqual([name])
      })
    )

    it.scopedLive("of an earlier version are read as they are, and migrated by the next writer", () =>
      Effect.gen(function* () {
        const at = yield* database
        yield* commit(storeIn(at), "a")
        const versions = "SELECT migration_id FROM exporter.migrations ORDER BY 1"
        const newer = storeIn(at, { schema: later })
        expect(names(yield* newer.read)).toEqual(["a"])
        expect(yield* asking(at, versions)).toHaveLength(2)
        yield* commit(storeIn(at), "b")
        yield* commit(newer, "c")
        expect(yield* asking(at, versions)).toHaveLength(3)
        expect(names(yield* newer.read)).toEqual(["a", "b", "c"])
        for (const refused of refusedBy(storeIn(at)))
          expect(yield* Effect.flip(refused)).toMatchObject({
            reason: "newer",
            hint: expect.stringContaining("Install a later version")
          })
      })
    )

    it.scopedLive("stay as they were where their migration fails", () =>
      Effect.gen(function* () {
        const at = yield* database
        yield* commit(storeIn(at), "a")
        const failing = { ...later, "4_wrong": Effect.flatMap(SqlClient, (sql) => Effect.asVoid(sql`SELECT 1 / 0`)) }
        const error = yield* Effect.flip(commit(storeIn(at, { schema: failing }), "b"))
        expect(error.detail).toContain("division by zero")
        expect(names(yield* storeIn(at).read)).toEqual(["a"])
        yield* commit(storeIn(at), "b")
      })
    )

    it.scopedLive("hold records of an earlier format: those are read, and rewritten by the next writer", () =>
      Effect.gen(function* () {
        const at = yield* database
        yield* commit(storeIn(at), "a")
        yield* asking(at, "UPDATE exporter.states SET format = 0")
        const from0: Migration = {
          from: 0,
          record: (old) => ({ ...(old as object), address: "migrated" }),
          charge: (old) => old
        }
        expect(yield* Effect.flip(storeIn(at).read)).toMatchObject({ reason: "damaged" })
        const store = storeIn(at, { migrations: [from0] })
        expect([...(yield* store.read).records.values()].map(({ address }) => address)).toEqual(["migrated"])
        yield* commit(store, "b")
        const state = yield* storeIn(at).read
        expect([...state.records.values()].map(({ address }) => address)).toEqual(["migrated", "grüße/b"])
        expect(state.ledger).toEqual([charge("a"), charge("b")])
        yield* asking(at, "UPDATE exporter.states SET format = 2")
        expect(yield* Effect.flip(storeIn(at).read)).toMatchObject({ reason: "newer" })
      })
    )

    const spoilt: ReadonlyArray<readonly [string, string, string]> = [
      ["of another program", "CREATE SCHEMA exporter; CREATE TABLE exporter.locks (id int)", "foreign"],
      ["that lack one", "DROP TABLE exporter.ledger", "foreign"],
      [
        "with a record that was edited",
        `UPDATE exporter.records SET record = replace(record::text, '12.5', '99')::json`,
        "damaged"
      ],
      [
        "with a charge that was edited",
        `UPDATE exporter.ledger SET charge = replace(charge::text, '12.5', '99')::json`,
        "damaged"
      ]
    ]
    for (const [which, sql, reason] of spoilt)
      it.scopedLive(`${which} are not used`, () =>
        Effect.gen(function* () {
          const at = yield* database
          if (!sql.startsWith("CREATE")) yield* commit(storeIn(at), "a")
          yield* asking(at, sql)
          for (const refused of refusedBy(storeIn(at))) expect(yield* Effect.flip(refused)).toMatchObject({ reason })
        })
      )
  })

  describe("what is in the way", () => {
    const secured = Effect.tap(database, ({ admit }) => Effect.promise(admit))
    const by = (at: Database, password: string, more = "") =>
      storeIn({ url: `postgres://${WITH_PASSWORD}:${password}@127.0.0.1:${server.port}/${at.name}${more}` })

    it.scopedLive("is nothing for a user who may only read, and reads", () =>
      Effect.gen(function* () {
        const at = yield* secured
        yield* commit(storeIn(at), "a")
        yield* asking(
          at,
          `GRANT USAGE ON SCHEMA exporter TO ${WITH_PASSWORD}; GRANT SELECT ON ALL TABLES IN SCHEMA exporter TO ${WITH_PASSWORD}`
        )
        expect(names(yield* by(at, PASSWORD).read)).toEqual(["a"])
        expect(yield* by(at, PASSWORD).holder).toBeUndefined()
      })
    )

    it.scopedLive("is said, with what to do, and without the password", () =>
      Effect.gen(function* () {
        const at = yield* secured
        const closed = storeIn({ url: `postgres://exporter:${PASSWORD}@127.0.0.1:1/x` })
        const cases: ReadonlyArray<readonly [StateStore["Type"], object]> = [
          [by(at, `${PASSWORD}x`), { reason: "unreadable", detail: "the server refuses this user or password" }],
          [by({ ...at, name: "nowhere" }, PASSWORD), { reason: "unreadable", detail: "there is no such database" }],
          [by(at, PASSWORD), { reason: "unwritable", detail: expect.stringContaining("permission denied") }],
          [closed, { reason: "unreadable", detail: expect.stringContaining("nothing listens there") }],
          [
            storeIn({ url: `mysql://u:${PASSWORD}@h/d` }),
            { reason: "unreadable", hint: expect.stringContaining("postgres://") }
          ]
        ]
        for (const [store, expected] of cases) {
          const error = yield* Effect.flip(Effect.scoped(store.open("apply")))
          expect(error).toMatchObject(expected)
          expect(error.hint).not.toBe("")
          expect(`${error.message} ${error.hint} ${JSON.stringify(error)}`).not.toContain(PASSWORD)
        }
        yield* asking(at, `GRANT CREATE ON DATABASE ${at.name} TO ${WITH_PASSWORD}`)
        yield* commit(by(at, PASSWORD), "a")
      })
    )

    it.scopedLive("a certificate that nobody vouches for", () =>
      Effect.gen(function* () {
        const at = yield* database
        const folder = yield* Effect.acquireRelease(
          Effect.sync(() => mkdtempSync(join(tmpdir(), "exporter-tls-"))),
          (it) => Effect.sync(() => rmSync(it, { recursive: true }))
        )
        writeFileSync(join(folder, "ca.pem"), CERTIFICATE)
        const root = `sslrootcert=${join(folder, "ca.pem")}`
        const over = (host: string, mode: string) =>
          storeIn({ url: `postgres://exporter@${host}:${server.port}/${at.name}?sslmode=${mode}` })
        expect(yield* Effect.flip(over("127.0.0.1", "verify-full").read)).toMatchObject({
          reason: "unreadable",
          detail: expect.stringContaining("not trusted"),
          hint: expect.stringContaining("sslrootcert")
        })
        for (const mode of ["require", `verify-ca&${root}`, `verify-full&${root}`]) yield* over("127.0.0.1", mode).read
        yield* Effect.scoped(
          Effect.gen(function* () {
            yield* over("127.0.0.1", `verify-full&${root}`).open("apply")
            expect(
              yield* asking(
                at,
                "SELECT ssl FROM pg_stat_ssl JOIN pg_stat_activity USING (pid) WHERE application_name = 'exporter' AND datname = current_database()"
              )
            ).toEqual([{ ssl: true }])
          })
        )
      })
    )
  })
})

/** Passes everything on, and loses an answer when it is told to, with the connection. */
const proxyTo = (port: number) =>
  Effect.acquireRelease(
    Effect.promise(async () => {
      const sockets = new Set<Socket>()
      let armed = false
      let cuts = 0
      const proxy = createServer((client) => {
        const behind = connect(port, "127.0.0.1")
        for (const [from, to] of [
          [client, behind],
          [behind, client]
        ] as const) {
          sockets.add(from)
          from.on("error", () => {})
          from.on("close", () => to.destroy())
          from.on("data", (chunk) => {
            if (from === behind && armed) {
              armed = false
              cuts++
              client.destroy()
            } else to.write(chunk)
          })
        }
      })
      await new Promise<void>((resolve) => proxy.listen(0, "127.0.0.1", resolve))
      const address = proxy.address()
      const close = () => {
        proxy.close()
        for (const socket of sockets) socket.destroy()
      }
      return {
        port: typeof address === "object" ? (address?.port ?? 0) : 0,
        cutNextAnswer: () => {
          armed = true
        },
        cuts: () => cuts,
        close
      }
    }),
    ({ close }) => Effect.sync(close)
  )
