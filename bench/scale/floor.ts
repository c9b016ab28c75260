/**
 * The least that a plan in node can do, with no more code than it takes: read the manifest, parse it with `yaml`, check it
 * with Ajv (compiled ahead, as ours is), hash every request, parse the state, and look each hash up.
 *
 *   node floor.mjs MANIFEST STATE    all of it; prints how many requests the state knows
 *   node floor.mjs STATE             the state alone
 */
import { hash } from "node:crypto"
import { readFileSync } from "node:fs"
import canonicalize from "canonicalize"
import { parse } from "yaml"
import { validate } from "../../src/manifest/validator.generated.mjs"

const known = (stateFile: string): ReadonlySet<string> => {
  const state: { records: ReadonlyArray<{ fingerprint: string }> } = JSON.parse(readFileSync(stateFile, "utf8"))
  return new Set(state.records.map(({ fingerprint }) => fingerprint))
}

const countKnown = (manifestFile: string, stateFile: string): number => {
  // Its own search for keys given twice takes time by the square of their number: minutes for a hundred thousand.
  const manifest: unknown = parse(readFileSync(manifestFile, "utf8"), { uniqueKeys: false })
  if (!validate(manifest)) throw new Error("the manifest is not valid")
  const accounts = new Map(Object.entries(manifest.accounts ?? {}))
  const fingerprints = known(stateFile)
  let count = 0
  for (const written of Object.values(manifest.exports)) {
    const { type, account_ids = [], start_date, end_date, file_type, export_columns, options } = written
    const request = {
      type,
      account_ids: [...account_ids].map((name) => accounts.get(name) ?? name),
      start_date: `${start_date}T00:00:00Z`,
      end_date: `${end_date}T23:59:59Z`,
      file_type,
      ...(export_columns === undefined ? {} : { export_columns }),
      ...(options === undefined ? {} : { options })
    }
    if (fingerprints.has(`v1:${hash("sha256", canonicalize(request) ?? "")}`)) count++
  }
  return count
}

const [first = "", second] = process.argv.slice(2)
console.log(second === undefined ? known(first).size : countKnown(first, second))
