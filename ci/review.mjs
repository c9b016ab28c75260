// @ts-check
/**
 * The comment on a pull or merge request that shows the plan, and the way back from a merged commit to the plan that was
 * reviewed there.
 *
 *   review.mjs comment FOLDER   the plan in FOLDER becomes the one comment, made or updated in place
 *   review.mjs find             prints, as lines `name=value`, where the plan lies that belongs to the commit
 *   review.mjs fetch FOLDER     GitLab: the plan file itself, into FOLDER (on GitHub, actions/download-artifact does that)
 *
 * GitHub: GITHUB_TOKEN and what every job has (GITHUB_API_URL, GITHUB_REPOSITORY, GITHUB_SHA, GITHUB_EVENT_PATH).
 * GitLab: EXPORTER_GITLAB_TOKEN and what every job has (CI_API_V4_URL, CI_PROJECT_ID, CI_COMMIT_SHA, CI_JOB_ID).
 * Both: EXPORTER_PROJECT, where a repository has several manifests with comments of their own.
 *
 * The last line of the comment says, for `find`, which commit and which plan (by its digest) it is about. What is read
 * back is the comment of the author that wrote it, and no other: anybody may write the like.
 */
import { appendFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs"
import path from "node:path"

const MARKER = "<!-- exporter plan -->"
const MOST_CHARACTERS = 65_536
/** Exit code of exporter for a plan that is not the one that was approved. */
const REFUSED = 6

const { env } = process
const project = env["EXPORTER_PROJECT"] ?? ""

/** A failure that is said in words, without a stack. */
class Refusal extends Error {
  /** @param {string} message @param {string} hint */
  constructor(message, hint) {
    super(message)
    this.hint = hint
  }
}

/** @param {string} name */
const needed = (name) => {
  const value = env[name]
  if (value === undefined || value === "") throw new Refusal(`${name} is not set`, "see docs/github.md or docs/gitlab.md")
  return value
}

class Denied extends Error {}

/**
 * @param {string} url @param {Record<string, string>} headers @param {string} [method] @param {unknown} [body]
 * @returns {Promise<Response>}
 */
const call = async (url, headers, method = "GET", body) => {
  for (let attempt = 1; ; attempt++) {
    const response = await fetch(url, {
      method,
      headers: { ...headers, ...(body === undefined ? {} : { "content-type": "application/json" }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(30_000)
    }).catch((/** @type {unknown} */ error) => error)
    if (response instanceof Response && response.ok) return response
    const isFinal = response instanceof Response && response.status < 500 && response.status !== 429
    if (isFinal || attempt === 4) {
      // No body of it: it is somebody else's text, and may be long.
      const said = response instanceof Response ? `status ${response.status}` : "no answer"
      const message = `${method} ${new URL(url).pathname}: ${said}`
      throw response instanceof Response && [401, 403, 404].includes(response.status)
        ? new Denied(message)
        : new Refusal(message, "run this again")
    }
    await new Promise((resolve) => setTimeout(resolve, Number(env["EXPORTER_RETRY_SECONDS"] ?? attempt * 2) * 1_000))
  }
}

/**
 * All pages of a list.
 *
 * @param {string} url @param {Record<string, string>} headers
 * @returns {Promise<ReadonlyArray<any>>}
 */
const all = async (url, headers) => {
  const items = []
  for (let page = 1; ; page++) {
    const response = await call(`${url}${url.includes("?") ? "&" : "?"}per_page=100&page=${page}`, headers)
    const answer = /** @type {any} */ (await response.json())
    const found = Array.isArray(answer) ? answer : answer.artifacts
    items.push(...found)
    if (found.length < 100) return items
  }
}

/**
 * @typedef {{ project: string, head: string, digest: string, job: string }} Meta what the comment is about
 * @typedef {{ id: string, body: string }} Comment
 * @typedef {{
 *   head: () => string,
 *   job: () => string,
 *   number: () => string,
 *   comments: (number: string) => Promise<ReadonlyArray<Comment>>,
 *   write: (number: string, comment: string | undefined, body: string) => Promise<void>,
 *   merged: () => Promise<{ number: string, head: string } | undefined>,
 *   place: (meta: Meta) => Promise<Record<string, string>>
 * }} Host
 */

/** @returns {Host} */
const github = () => {
  const api = `${needed("GITHUB_API_URL")}/repos/${needed("GITHUB_REPOSITORY")}`
  const headers = {
    accept: "application/vnd.github+json",
    authorization: `Bearer ${needed("GITHUB_TOKEN")}`,
    "user-agent": "exporter",
    "x-github-api-version": "2022-11-28"
  }
  const author = env["EXPORTER_COMMENT_AUTHOR"] || "github-actions[bot]"
  const pull = () => {
    const event = JSON.parse(readFileSync(needed("GITHUB_EVENT_PATH"), "utf8"))
    if (event.pull_request === undefined)
      throw new Refusal("this run belongs to no pull request", "run `plan` on: pull_request")
    return event.pull_request
  }
  return {
    head: () => pull().head.sha,
    job: () => env["GITHUB_RUN_ID"] ?? "",
    number: () => String(pull().number),
    comments: async (number) =>
      (await all(`${api}/issues/${number}/comments`, headers))
        .filter(({ user }) => user?.login === author)
        .map(({ id, body }) => ({ id: String(id), body: String(body ?? "") })),
    write: async (number, comment, body) => {
      if (comment === undefined) await call(`${api}/issues/${number}/comments`, headers, "POST", { body })
      else await call(`${api}/issues/comments/${comment}`, headers, "PATCH", { body })
    },
    merged: async () => {
      const sha = needed("GITHUB_SHA")
      const pulls = (await all(`${api}/commits/${sha}/pulls`, headers)).filter(({ merged_at }) => merged_at !== null)
      const found = pulls.find(({ merge_commit_sha }) => merge_commit_sha === sha) ?? pulls[0]
      return found === undefined ? undefined : { number: String(found.number), head: found.head.sha }
    },
    place: async ({ head }) => {
      const name = artifactName(head)
      const found = (await all(`${api}/actions/artifacts?name=${encodeURIComponent(name)}`, headers))
        // Anybody's pull request may upload an artifact of that name: the digest of the comment decides in the end.
        .filter(({ expired, workflow_run }) => !expired && workflow_run?.head_sha === head)
        .sort((a, b) => b.id - a.id)[0]
      if (found === undefined)
        throw new Refusal(
          `the plan that was reviewed (artifact ${name}) is not there any more`,
          "nothing was bought; run the plan of the pull request again, or open a new one"
        )
      return { artifact: name, "run-id": String(found.workflow_run.id) }
    }
  }
}

/** @returns {Host} */
const gitlab = () => {
  const api = `${needed("CI_API_V4_URL")}/projects/${needed("CI_PROJECT_ID")}`
  const headers = { "private-token": needed("EXPORTER_GITLAB_TOKEN") }
  return {
    // In a pipeline of merged results the commit is one that nobody has seen.
    head: () => env["CI_MERGE_REQUEST_SOURCE_BRANCH_SHA"] || needed("CI_COMMIT_SHA"),
    job: () => needed("CI_JOB_ID"),
    number: () => needed("CI_MERGE_REQUEST_IID"),
    comments: async (number) => {
      const me = /** @type {any} */ (await (await call(`${needed("CI_API_V4_URL")}/user`, headers)).json()).id
      return (await all(`${api}/merge_requests/${number}/notes`, headers))
        .filter(({ author, system }) => !system && author?.id === me)
        .map(({ id, body }) => ({ id: String(id), body: String(body) }))
    },
    write: async (number, comment, body) => {
      const notes = `${api}/merge_requests/${number}/notes`
      if (comment === undefined) await call(notes, headers, "POST", { body })
      else await call(`${notes}/${comment}`, headers, "PUT", { body })
    },
    merged: async () => {
      const sha = needed("CI_COMMIT_SHA")
      const requests = (await all(`${api}/repository/commits/${sha}/merge_requests`, headers)).filter(
        ({ state }) => state === "merged"
      )
      const found =
        requests.find((one) => [one.merge_commit_sha, one.squash_commit_sha].includes(sha)) ?? requests[0]
      return found === undefined ? undefined : { number: String(found.iid), head: found.sha }
    },
    place: async ({ job }) => ({ job })
  }
}

/** @param {string} head */
const artifactName = (head) => `exporter-plan${project === "" ? "" : `-${project}`}-${head}`

/** @param {Meta} meta */
const lastLine = (meta) => `<!-- exporter ${JSON.stringify(meta)} -->`

/** @param {string} body @returns {Meta | undefined} */
const metaOf = (body) => {
  const found = /<!-- exporter (\{"project":.*\}) -->\s*$/.exec(body)?.[1]
  if (!body.startsWith(MARKER) || found === undefined) return undefined
  try {
    return /** @type {Meta} */ (JSON.parse(found))
  } catch {
    return undefined
  }
}

/** @param {ReadonlyArray<Comment>} comments */
const ours = (comments) => comments.find(({ body }) => metaOf(body)?.project === project)

/** @param {Host} host @param {string} folder */
const comment = async (host, folder) => {
  const { digest } = JSON.parse(readFileSync(path.join(folder, "plan.json"), "utf8"))
  const head = host.head()
  const text = readFileSync(path.join(folder, "plan.md"), "utf8").trimEnd()
  const [, ...rest] = text.split("\n")
  if (!text.startsWith(MARKER)) throw new Refusal("plan.md does not begin as a plan", "plan.sh writes it")
  const heading = project === "" ? [] : ["", `**${project}**`]
  const about = lastLine({ project, head, digest, job: host.job() })
  const body = [MARKER, ...heading, ...rest, "", `<sub>Of commit ${head.slice(0, 12)}.</sub>`, about].join("\n")
  if (body.length > MOST_CHARACTERS)
    throw new Refusal(`the plan is too long for a comment (${body.length} characters)`, "report this: it should be folded")
  const number = host.number()
  const before = ours(await host.comments(number))
  if (before?.body !== body) await host.write(number, before?.id, body)
  process.stderr.write(`The plan is ${before === undefined ? "a new comment" : "the comment"} on number ${number}.\n`)
}

/** @param {Host} host @returns {Promise<Record<string, string>>} */
const find = async (host) => {
  const merged = await host.merged()
  if (merged === undefined)
    throw new Refusal(
      "this commit was not merged from a request with a plan, so nobody has approved what it would buy",
      "nothing was bought; open a request, or apply with approve: budget"
    )
  const meta = metaOf(ours(await host.comments(merged.number))?.body ?? "")
  if (meta === undefined)
    throw new Refusal(
      `number ${merged.number} has no comment with a plan`,
      "nothing was bought; its plan must have run before it is merged"
    )
  if (meta.head !== merged.head)
    throw new Refusal(
      `the plan on number ${merged.number} is of commit ${meta.head.slice(0, 12)}, and ${merged.head.slice(0, 12)} was merged`,
      "nothing was bought; wait for the plan of the last commit before merging"
    )
  return { number: merged.number, head: meta.head, digest: meta.digest, ...(await host.place(meta)) }
}

/** @param {string} folder */
const fetchPlan = async (folder) => {
  const found = await find(gitlab())
  const url = `${needed("CI_API_V4_URL")}/projects/${needed("CI_PROJECT_ID")}/jobs/${found["job"]}/artifacts/exporter-plan/plan.json`
  const plan = await (await call(url, { "private-token": needed("EXPORTER_GITLAB_TOKEN") })).text()
  mkdirSync(folder, { recursive: true })
  writeFileSync(path.join(folder, "plan.json"), plan, { mode: 0o600 })
  return found
}

const host = () => (env["GITLAB_CI"] === undefined ? github() : gitlab())

/** @param {Record<string, string>} values */
const print = (values) => process.stdout.write(Object.entries(values).map(([name, value]) => `${name}=${value}\n`).join(""))

const [command, folder = ""] = process.argv.slice(2)
try {
  if (command === "comment") await comment(host(), folder)
  else if (command === "find") print(await find(host()))
  else if (command === "fetch") print(await fetchPlan(folder))
  else throw new Refusal("usage: review.mjs comment FOLDER | find | fetch FOLDER", "see its first lines")
} catch (error) {
  // A request from a fork may not write comments: its plan is in the summary of the job.
  if (error instanceof Denied && command === "comment") {
    process.stderr.write(`warning: the comment could not be written (${error.message}); the plan is in the summary\n`)
    if (env["GITHUB_STEP_SUMMARY"]) appendFileSync(env["GITHUB_STEP_SUMMARY"], readFileSync(path.join(folder, "plan.md")))
    process.exit(0)
  }
  const hint =
    error instanceof Refusal ? error.hint : error instanceof Denied ? "check the token and its permissions" : "run this again"
  process.stderr.write(`error: ${error instanceof Error ? error.message : String(error)}\n  = ${hint}\n`)
  process.exit(command === "find" || command === "fetch" ? REFUSED : 1)
}
