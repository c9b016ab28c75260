/** The Git repository around a folder, as far as its files tell. */
import { existsSync, readFileSync } from "node:fs"
import path from "node:path"

export interface Repository {
  /** The folder itself, where there is none. Absolute. */
  readonly root: string
  /** The one that others are merged into. */
  readonly branch: string
}

export const repositoryOf = (folder: string): Repository => {
  const root = rootOf(folder)
  return root === undefined ? { root: folder, branch: "main" } : { root, branch: branchOf(path.join(root, ".git")) }
}

const rootOf = (folder: string): string | undefined => {
  if (existsSync(path.join(folder, ".git"))) return folder
  const above = path.dirname(folder)
  return above === folder ? undefined : rootOf(above)
}

/** What the remote says; else the current one, where it bears one of the usual names. */
const branchOf = (git: string): string =>
  refIn(path.join(git, "refs/remotes/origin/HEAD"), "refs/remotes/origin/") ??
  (refIn(path.join(git, "HEAD"), "refs/heads/") === "master" ? "master" : "main")

const refIn = (file: string, prefix: string): string | undefined => {
  try {
    const [, ref] = /^ref: (.*)$/m.exec(readFileSync(file, "utf8")) ?? []
    return ref?.startsWith(prefix) ? ref.slice(prefix.length).trim() : undefined
  } catch {
    return undefined
  }
}
