/**
 * The comment on a pull or merge request that shows the plan, and the way back from a merged commit to the plan that was
 * reviewed there.
 *
 *   review.mjs comment FOLDER   the plan in FOLDER becomes the one comment, made or updated in place
 *   review.mjs find FOLDER      which plan belongs to this commit: its digest goes into FOLDER, on GitLab the plan too
 *
 * Both print, as lines `name=value`, what the steps of a GitHub job need to upload or download the plan.
 *
 * From the environment: EXPORTER_TOKEN, EXPORTER_STATE_BRANCH (each manifest has one of its own, so it tells their comments
 * apart, wherever the state is), EXPORTER_STATE_BACKEND, and what every job of GitHub or GitLab has.
 *
 * The last line of the comment says which commit, which plan (by its digest) and which job it is of. It is believed only
 * where the author is the one that writes here: anybody may write the like.
 */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs"
import path from "node:path"

const MARKER = "<!-- exporter plan -->"
/** Exit code of exporter for a plan that is not the one that was approved. */
const REFUSED = 6
const ATTEMPTS = 4
const PAGE = 100

const { env } = process

/** @param {string} name */
const needed = (name) => {
  const value = env[name]
  if (value === undefined || value === "") throw new Error(`${name} is not set`)
  return value
}

/** The token may not do that. */
class Denied extends Error {}

/** Again where the server is busy or cannot be reached; a comment written twice is found and updated the next time. */
const call = async (url, headers, method = "GET", body) => {
  for (let attempt = 1; ; attempt++) {
    const response = await fetch(url, {
      method,
      headers: { ...headers, "content-type": "application/json" },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(30_000)
    }).catch(() => undefined)
    if (response?.ok) return response
    // Nothing of its body: that is somebody else's text.
    const message = `${method} ${new URL(url).pathname}: ${response === undefined ? "no answer" : `status ${response.status}`}`
    if ([401, 403, 404].includes(response?.status ?? 0)) throw new Denied(message)
    const isFinal = response !== undefined && response.status < 500 && response.status !== 429
    if (isFinal || attempt === ATTEMPTS) throw new Error(message)
    await new Promise((resolve) => setTimeout(resolve, Number(env.EXPORTER_RETRY_SECONDS ?? attempt * 2) * 1_000))
  }
}

/** All pages of a list. */
const all = async (url, headers) => {
  const items = []
  for (let page = 1; ; page++) {
    const found = await (await call(`${url}?per_page=${PAGE}&page=${page}`, headers)).json()
    items.push(...found)
    if (found.length < PAGE) return items
  }
}

const github = () => {
  const api = `${needed("GITHUB_API_URL")}/repos/${needed("GITHUB_REPOSITORY")}`
  const headers = { authorization: `Bearer ${needed("EXPORTER_TOKEN")}`, accept: "application/vnd.github+json" }
  const run = needed("GITHUB_RUN_ID")
  const artifactOf = (head) => `${branch.replace(/[^\w.-]/g, "-")}-plan-${head}`
  return {
    request: () => {
      const { pull_request } = JSON.parse(readFileSync(needed("GITHUB_EVENT_PATH"), "utf8"))
      return pull_request && { number: pull_request.number, head: pull_request.head.sha }
    },
    job: run,
    comments: async (number) =>
      (await all(`${api}/issues/${number}/comments`, headers)).filter(
        ({ user }) => user?.login === "github-actions[bot]"
      ),
    add: (number, body) => call(`${api}/issues/${number}/comments`, headers, "POST", { body }),
    update: (_, id, body) => call(`${api}/issues/comments/${id}`, headers, "PATCH", { body }),
    merged: async () => {
      const sha = needed("GITHUB_SHA")
      const pulls = await all(`${api}/commits/${sha}/pulls`, headers)
      const pull = pulls.find(({ merged_at, merge_commit_sha }) => merged_at !== null && merge_commit_sha === sha)
      return pull && { number: pull.number, head: pull.head.sha }
    },
    keep: ({ head }, folder) => ({ artifact: artifactOf(head), file: path.join(folder, "plan.json") }),
    fetch: ({ head, job }, folder) => ({ artifact: artifactOf(head), "run-id": job, folder })
  }
}

const gitlab = () => {
  const api = `${needed("CI_API_V4_URL")}/projects/${needed("CI_PROJECT_ID")}`
  if (!env.EXPORTER_TOKEN) throw new Denied("EXPORTER_TOKEN is not set here")
  const headers = { "private-token": env.EXPORTER_TOKEN }
  const notes = (number) => `${api}/merge_requests/${number}/notes`
  return {
    request: () => ({
      number: needed("CI_MERGE_REQUEST_IID"),
      // In a pipeline of merged results the commit is one that nobody has seen.
      head: env.CI_MERGE_REQUEST_SOURCE_BRANCH_SHA || needed("CI_COMMIT_SHA")
    }),
    job: needed("CI_JOB_ID"),
    comments: async (number) => {
      const me = await (await call(`${needed("CI_API_V4_URL")}/user`, headers)).json()
      return (await all(notes(number), headers)).filter(({ author }) => author?.id === me.id)
    },
    add: (number, body) => call(notes(number), headers, "POST", { body }),
    update: (number, id, body) => call(`${notes(number)}/${id}`, headers, "PUT", { body }),
    merged: async () => {
      const sha = needed("CI_COMMIT_SHA")
      const request = (await all(`${api}/repository/commits/${sha}/merge_requests`, headers)).find(
        (one) => one.state === "merged" && [one.merge_commit_sha, one.squash_commit_sha, one.sha].includes(sha)
      )
      return request && { number: request.iid, head: request.sha }
    },
    keep: () => ({}),
    fetch: async ({ job }, folder) => {
      const plan = await call(`${api}/jobs/${job}/artifacts/exporter-plan/plan.json`, headers)
      writeFileSync(path.join(folder, "plan.json"), await plan.text(), { mode: 0o600 })
      return {}
    }
  }
}

/** What the comment is of, as its last line. */
const lastLine = (meta) => `<!-- exporter ${JSON.stringify(meta)} -->`

const metaOf = ({ body }) => {
  const [, json] = /\n<!-- exporter (\{.*\}) -->\s*$/.exec(body) ?? []
  if (json === undefined || !body.startsWith(MARKER)) return undefined
  try {
    const meta = JSON.parse(json)
    return meta.branch === branch ? meta : undefined
  } catch {
    return undefined
  }
}

const comment = async (host, folder) => {
  const request = host.request()
  if (request === undefined) {
    process.stderr.write("This run belongs to no pull request: the plan is in the summary alone.\n")
    return {}
  }
  const { digest } = JSON.parse(readFileSync(path.join(folder, "plan.json"), "utf8"))
  const meta = { branch, head: request.head, digest, job: String(host.job) }
  // It begins with the marker.
  const plan = readFileSync(path.join(folder, "plan.md"), "utf8").trimEnd()
  const backend = env.EXPORTER_STATE_BACKEND || "file"
  const place = backend === "file" ? `on ${branch}` : `in ${backend}`
  const body = `${plan}\n\n<sub>Of commit ${request.head.slice(0, 12)}, state ${place}.</sub>\n\n${lastLine(meta)}\n`
  const before = (await host.comments(request.number)).find((one) => metaOf(one) !== undefined)
  if (before === undefined) await host.add(request.number, body)
  else await host.update(request.number, before.id, body)
  return host.keep(meta, folder)
}

const find = async (host, folder) => {
  const merged = await host.merged()
  if (merged === undefined) throw new Error("this commit was not merged from a request, so nobody has approved a plan")
  const meta = (await host.comments(merged.number)).map(metaOf).find((one) => one !== undefined)
  if (meta === undefined) throw new Error(`request ${merged.number} has no comment with a plan`)
  if (meta.head !== merged.head)
    throw new Error(`the plan on request ${merged.number} is of ${meta.head}, and ${merged.head} was merged`)
  mkdirSync(folder, { recursive: true })
  writeFileSync(path.join(folder, "digest"), meta.digest)
  return host.fetch(meta, folder)
}

const branch = needed("EXPORTER_STATE_BRANCH")
const [command, folder = ""] = process.argv.slice(2)
try {
  const host = env.GITLAB_CI ? gitlab() : github()
  const values = command === "comment" ? await comment(host, folder) : await find(host, folder)
  for (const [name, value] of Object.entries(values)) process.stdout.write(`${name}=${value}\n`)
} catch (error) {
  // A request from a fork may not write: people read its plan elsewhere, and it cannot be applied.
  const isHarmless = command === "comment" && error instanceof Denied
  process.stderr.write(
    isHarmless
      ? `warning: no comment could be written (${error.message}); the plan is in the summary or the log\n`
      : `error: ${error.message}\n`
  )
  process.exitCode = isHarmless ? 0 : command === "comment" ? 1 : REFUSED
}
