/** The documents that the program prints, as far as the tests read them. Written down a second time on purpose. */
import { readFileSync } from "node:fs"
import { join } from "node:path"
import type { ValidateFunction } from "ajv"
import { Ajv2020 } from "ajv/dist/2020.js"
import { default as addFormats } from "ajv-formats"
import { expect, inject } from "vitest"
import type { Ended, Place } from "./place.ts"

export interface PlanDocument {
  readonly as_of: string
  readonly summary: Readonly<Record<string, number>>
  readonly credits: { readonly low: number; readonly high: number | null; readonly basis: string }
  readonly actions: ReadonlyArray<{
    readonly address: string
    readonly action: string
    readonly reason: string
    readonly fingerprint: string
    readonly request: Readonly<Record<string, unknown>>
    readonly estimate: PlanDocument["credits"]
    readonly output: string | null
    readonly data_export_id?: string
  }>
}

/** What `plan --show FILE --json` prints. */
export interface ShownPlanDocument {
  readonly digest: string
  readonly status: string
  readonly moved: ReadonlyArray<string>
  readonly plan: PlanDocument
}

export interface ReportDocument {
  readonly run_id: string
  readonly summary: Readonly<Record<string, number>>
  readonly credits: { readonly charged: number; readonly budget: number | null }
  readonly results: ReadonlyArray<{
    readonly address: string
    readonly fingerprint: string
    readonly outcome: string
    readonly phase: string
    readonly data_export_id: string | null
    readonly credits: number | null
    readonly output: {
      readonly path: string
      readonly bytes: number
      readonly sha256: string
      readonly rows?: number
    } | null
    readonly problem: { readonly code: string; readonly message: string; readonly hint?: string } | null
  }>
  readonly hooks?: {
    readonly done: number
    readonly failed: number
    readonly left_out: number
    readonly after_run: { readonly code: string; readonly message: string } | null
  }
  readonly stopped: { readonly code: string; readonly message: string; readonly hint?: string } | null
}

export interface ErrorDocument {
  readonly error: {
    readonly code: string
    readonly message: string
    readonly hint: string | null
    readonly problems: ReadonlyArray<{
      readonly code: string
      readonly place?: { readonly file: string; readonly line: number; readonly column: number }
    }>
  }
}

export const planOf = ({ stdout }: Ended): PlanDocument => JSON.parse(stdout) as PlanDocument
export const shownOf = ({ stdout }: Ended): ShownPlanDocument => JSON.parse(stdout) as ShownPlanDocument
export const reportOf = ({ stdout }: Ended): ReportDocument => JSON.parse(stdout) as ReportDocument
export const errorOf = ({ stdout }: Ended): ErrorDocument["error"] => (JSON.parse(stdout) as ErrorDocument).error

export type SchemaName = "plan" | "report" | "events" | "status" | "prune" | "last-run" | "doctor" | "commands"

/** Every one of the documents is what the schema that ships says. */
export const expectValid = async (schema: SchemaName, ...documents: ReadonlyArray<unknown>): Promise<void> => {
  const validate = validatorOf(schema)
  for (const document of documents) expect(validate(document) ? [] : validate.errors).toEqual([])
}

/** The text is one document, which is what the schema says, and a line break. */
export const expectValidText = (schema: SchemaName, text: string): void => {
  expect(text).toMatch(/^\{[\s\S]*\}\n$/)
  const document: unknown = JSON.parse(text)
  const validate = validatorOf(schema)
  expect(validate(document) ? [] : validate.errors, text).toEqual([])
}

const validators = new Map<SchemaName, ValidateFunction>()

const validatorOf = (schema: SchemaName): ValidateFunction => {
  const known = validators.get(schema)
  if (known !== undefined) return known
  const ajv = new Ajv2020({ allErrors: true, allowUnionTypes: true })
  addFormats.default(ajv)
  const text = readFileSync(join(inject("packageFolder"), `schema/${schema}.schema.json`), "utf8")
  const made = ajv.compile(JSON.parse(text))
  validators.set(schema, made)
  return made
}

/** Every file that a report names is there, and is what the report says. */
export const expectFilesAsReported = async (place: Place, report: ReportDocument): Promise<void> => {
  for (const { address, output } of report.results) {
    expect(output, address).not.toBeNull()
    if (output === null) continue
    expect({ path: output.path, sha256: await place.sha256(output.path) }).toEqual({
      path: output.path,
      sha256: output.sha256
    })
  }
}
