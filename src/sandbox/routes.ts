/** Which URL is which call. */
import type { Operation } from "./World.ts"

export type Route =
  | { readonly kind: "api"; readonly operation: Operation; readonly id: string }
  | { readonly kind: "download"; readonly id: string; readonly path: string }
  /** For tests and the curious: what really happened. Neither authorized nor limited. */
  | { readonly kind: "oracle"; readonly view: "stats" | "exports" }
  | { readonly kind: "not found" }
  | { readonly kind: "wrong method"; readonly allowed: ReadonlyArray<string> }

type Resource = Readonly<Record<string, Operation>>

const COLLECTION: Resource = { GET: "list", HEAD: "list", POST: "create" }
const ITEM: Resource = { GET: "get", HEAD: "get", DELETE: "cancel" }

export const routeOf = (method: string, path: string): Route => {
  const [, item, verb] = /^\/api\/data-exports(?:\/([^/]+)(?:\/(start|retry))?)?\/?$/.exec(path) ?? [undefined]
  if (path.replace(/\/$/, "") === "/api/data-exports") return apiRoute(COLLECTION, method, "")
  if (item !== undefined && (verb === "start" || verb === "retry")) return apiRoute({ POST: verb }, method, item)
  if (item !== undefined) return apiRoute(ITEM, method, item)
  if (method === "GET" || method === "HEAD") {
    const file = /^\/files\/([a-z0-9_]+)\.[a-z]+$/.exec(path)?.[1]
    if (file !== undefined) return { kind: "download", id: file, path }
    if (path === "/__sandbox/stats") return { kind: "oracle", view: "stats" }
    if (path === "/__sandbox/exports") return { kind: "oracle", view: "exports" }
  }
  return { kind: "not found" }
}

const apiRoute = (resource: Resource, method: string, id: string): Route => {
  const operation = resource[method]
  return operation === undefined
    ? { kind: "wrong method", allowed: Object.keys(resource) }
    : { kind: "api", operation, id: safeDecode(id) }
}

const safeDecode = (part: string): string => {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}
