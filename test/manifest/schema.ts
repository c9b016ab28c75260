/** The schema that editors read. */
import { readFileSync } from "node:fs"

export type Schema = Readonly<Record<string, unknown>>

export const schema: Schema = JSON.parse(
  readFileSync(new URL("../../schema/exports.schema.json", import.meta.url), "utf8")
)
