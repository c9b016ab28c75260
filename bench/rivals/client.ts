/** What every rival does with the API: one call, said plainly. None of this waits, counts or repeats. */

export interface Body {
  readonly type: string
  readonly account_ids: ReadonlyArray<string>
  readonly start_date: string
  readonly end_date: string
  readonly file_type: string
  readonly auto_start: false
}

export interface Export {
  readonly id: string
  readonly status: string
  readonly download_url: string | null
}

export class TooManyRequests extends Error {
  override readonly name = "TooManyRequests"
}

/** What all rivals are given: the server, the requests, and how long its minute is. */
export interface Job {
  readonly url: string
  readonly bodies: ReadonlyArray<Body>
  readonly windowMs: number
  /** Calls per window. */
  readonly limit: number
}

const call = async (job: Job, method: string, path: string, body?: Body): Promise<unknown> => {
  const response = await fetch(`${job.url}/api/data-exports${path}`, {
    method,
    headers: { authorization: "Bearer us", "content-type": "application/json" },
    ...(body === undefined ? {} : { body: JSON.stringify(body) })
  })
  if (response.status === 429) {
    await response.arrayBuffer()
    throw new TooManyRequests()
  }
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`)
  const { data } = (await response.json()) as { readonly data: unknown }
  return data
}

export const create = async (job: Job, body: Body): Promise<Export> => (await call(job, "POST", "", body)) as Export
export const get = async (job: Job, id: string): Promise<Export> => (await call(job, "GET", `/${id}`)) as Export
export const start = async (job: Job, id: string): Promise<Export> =>
  (await call(job, "POST", `/${id}/start`)) as Export
export const list = async (job: Job, page: number): Promise<ReadonlyArray<Export>> =>
  ((await call(job, "GET", `?per_page=100&page=${page}`)) as { readonly data: ReadonlyArray<Export> }).data

export const download = async ({ download_url }: Export): Promise<void> => {
  await (await fetch(download_url ?? "")).arrayBuffer()
}

export const sleep = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms))

/** A second of the server's minute, in ms. */
export const second = ({ windowMs }: Job): number => windowMs / 60

export const isPriced = ({ status }: Export): boolean => status === "calculating_credits_completed"
export const isCompleted = ({ status }: Export): boolean => status === "completed"
