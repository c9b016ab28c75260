/** Databases for tests: one for each, on the server that all of them share. */
import { randomBytes } from "node:crypto"
import { Client } from "pg"
import { inject } from "vitest"
import { PASSWORD, SUPERUSER, WITH_PASSWORD } from "./Postgres.ts"

export interface Server {
  readonly folder: string
  readonly port: number
}

export interface Database {
  /** By its socket. */
  readonly url: string
  readonly name: string
  /** As the superuser. */
  readonly query: (sql: string) => Promise<ReadonlyArray<Record<string, unknown>>>
  /** Makes the user that has to give a password. */
  readonly admit: () => Promise<void>
  readonly drop: () => Promise<void>
}

/** `undefined`: there is no PostgreSQL for this platform. */
export const sharedServer = async (): Promise<Server | undefined> => {
  const answer = await fetch(inject("postgres"))
  if (!answer.ok) throw new Error(await answer.text())
  return ((await answer.json()) as Server | null) ?? undefined
}

export const urlOf = ({ folder, port }: Server, database: string): string =>
  `postgres:///${database}?host=${encodeURIComponent(folder)}&port=${port}&user=${SUPERUSER}`

const asking = async <A>(server: Server, database: string, work: (client: Client) => Promise<A>): Promise<A> => {
  const client = new Client({ host: server.folder, port: server.port, user: SUPERUSER, database })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

export const newDatabase = async (server: Server): Promise<Database> => {
  const name = `test_${randomBytes(6).toString("hex")}`
  const administer = (sql: string) => asking(server, "postgres", (client) => client.query(sql))
  await administer(`CREATE DATABASE ${name}`)
  return {
    url: urlOf(server, name),
    name,
    query: (sql) => asking(server, name, async (client) => (await client.query(sql)).rows),
    admit: async () =>
      void (await administer(`DO $$ BEGIN CREATE ROLE ${WITH_PASSWORD} LOGIN PASSWORD '${PASSWORD}';
        EXCEPTION WHEN duplicate_object OR unique_violation THEN END $$`)),
    drop: async () => void (await administer(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`))
  }
}
