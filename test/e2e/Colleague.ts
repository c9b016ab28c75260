/** Somebody else of the team: asks for exports, starts and cancels them, and does so without this program. */
import type { RunningSandbox } from "../../src/sandbox/server.ts"
import { KEY, type Place, until } from "./place.ts"

export class Colleague {
  readonly #server: RunningSandbox

  constructor(server: RunningSandbox) {
    this.#server = server
  }

  /** Asks for it; the id, once its price is known or its calculation has failed. */
  async ask(request: object): Promise<string> {
    const { id } = (await this.#call("POST", "", { ...request, auto_start: false })) as { readonly id: string }
    await until(async () => (await this.statusOf(id)) !== "calculating_credits")
    return id
  }

  /** Asks for it and starts it; the server works on it, or is done. */
  async buy(request: object): Promise<string> {
    const id = await this.ask(request)
    await this.#call("POST", `/${id}/start`)
    return id
  }

  async cancel(id: string): Promise<void> {
    await this.#call("DELETE", `/${id}`)
  }

  async statusOf(id: string): Promise<string> {
    return ((await this.#call("GET", `/${id}`)) as { readonly status: string }).status
  }

  async #call(method: string, path: string, body?: object): Promise<unknown> {
    const answer = await fetch(`${this.#server.url}/api/data-exports${path}`, {
      method,
      headers: { authorization: `Bearer ${KEY}`, "content-type": "application/json" },
      ...(body === undefined ? {} : { body: JSON.stringify(body) })
    })
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`)
    return ((await answer.json()) as { readonly data: unknown }).data
  }
}

/** What `ONE` and `FOUR` ask for of a type, as the API has it. Written down a second time on purpose. */
export const requestOf = (type: string, more: object = {}): object => ({
  type,
  account_ids: ["acct_9f2c41"],
  start_date: "2024-01-01T00:00:00Z",
  end_date: "2024-03-31T23:59:59Z",
  file_type: "csv",
  ...more
})

/** Ids of the exports that were charged, in the order of their charges. */
export const chargesOf = (server: RunningSandbox): ReadonlyArray<string> =>
  server.stats().ledger.map(({ data_export_id }) => data_export_id)

/** What the state of a place says that it has spent, and the phase of each address. */
export const booksOf = async (place: Place) => {
  const { stdout } = await place.run(["state", "list", "--json"])
  const { records, ledger } = JSON.parse(stdout) as {
    readonly records: ReadonlyArray<{
      readonly address: string
      readonly phase: string
      readonly data_export_id?: string
    }>
    readonly ledger: ReadonlyArray<{
      readonly address: string
      readonly data_export_id: string
      readonly credits: number
    }>
  }
  return {
    phases: Object.fromEntries(records.map(({ address, phase }) => [address, phase])),
    charged: ledger.reduce((sum, { credits }) => sum + credits, 0),
    charges: ledger.map(({ data_export_id }) => data_export_id)
  }
}
