/** Output path templates: `data/{export}/{account}/{window}.{ext}`. */
import type { Address, Instant } from "../domain.ts"
import type { CellValues } from "../manifest/Manifest.ts"
import { zoneOf } from "./dates.ts"
import { dayLabel } from "./relative.ts"

export interface OutputVariables {
  readonly export: string
  readonly account: string
  readonly window: string
  /** First and last day, `YYYY-MM-DD`. */
  readonly start: string
  readonly end: string
  readonly type: string
  readonly ext: string
  readonly address: Address
  readonly fingerprint: string
}

/**
 * Fills in everything but `{as_of}`, and `{start}` and `{end}` where they move on: a file keeps the dates of its purchase,
 * which only the state knows, so these are filled in by `resolveOutput` once the plan has looked. `axes`: values of a matrix.
 */
export const fillOutput = (template: string, variables: OutputVariables, axes: CellValues = {}): string =>
  template.replace(/\{(\w+)\}/g, (whole, name: string) => {
    if (Object.hasOwn(variables, name)) return variables[name as keyof OutputVariables]
    return Object.hasOwn(axes, name) ? String(axes[name]) : whole
  })

/** When a purchase was made, and for which time. */
export interface Born {
  readonly asOf: Instant
  readonly start: Instant
  readonly end: Instant
}

/** The path of a purchase, or another text that names its dates. Days are those of the manifest's zone. */
export const resolveOutput = (output: string, { asOf, start, end }: Born, timezone: string): string => {
  if (!output.includes("{")) return output
  const day = (instant: Instant) => dayLabel(instant, zoneOf(timezone))
  return output
    .replaceAll("{as_of}", asOf.slice(0, 10))
    .replaceAll("{start}", () => day(start))
    .replaceAll("{end}", () => day(end))
}

/** Of what is recorded. */
export const bornWith = (record: {
  readonly as_of: Instant
  readonly request: { readonly start_date: Instant; readonly end_date: Instant }
}): Born => ({ asOf: record.as_of, start: record.request.start_date, end: record.request.end_date })

/** Why a path may not be written, or `undefined`. Names come from users and servers: none may leave the output root. */
export const escapes = (path: string): string | undefined => {
  if (path.startsWith("/") || /^[A-Za-z]:/.test(path)) return "it is absolute"
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
  if (/[\u0000-\u001f\u007f]/.test(path)) return "it has a control character"
  if (path.includes("\\")) return "it has a backslash"
  const parts = path.split("/")
  if (parts.includes("..")) return "it leads out of the output root (`..`)"
  if (parts.some((part) => part === "" || part === ".")) return "it has an empty part"
  if (parts.some((part) => Buffer.byteLength(part) > MAX_NAME_BYTES))
    return `a part is longer than ${MAX_NAME_BYTES} bytes`
  return undefined
}

/** File systems take 255 bytes; the temporary file beside the target needs some of them for its own name. */
const MAX_NAME_BYTES = 220
