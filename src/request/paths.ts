/** Where the files of all requests go: below the output root, and each to a place of its own. */
import type { Request } from "../domain.ts"
import type { ProblemCode } from "../manifest/Problem.ts"
import type { Pieces } from "../pieces.ts"
import type { Key, Report, Variant } from "./cells.ts"
import { escapes } from "./output.ts"

/**
 * No two purchases may share a file, and none may need a folder where another has its file. (Addresses cannot collide:
 * names are unique, and so are cells and windows.)
 */
export function* checkPaths(
  requests: ReadonlyArray<Request>,
  variantOf: ReadonlyMap<Request, Variant>,
  report: Report
): Pieces<void> {
  const outputs = new Map<string, Request>()
  const said = new Set<string>()
  /** One problem per export and code: a thousand windows with one mistake are one mistake. */
  const say = (request: Request, key: Key, code: ProblemCode, message: string, hint: string) => {
    const variant = variantOf.get(request)
    if (variant === undefined || said.has(`${code} ${request.export}`)) return
    said.add(`${code} ${request.export}`)
    report(variant, key, { code, message, hint })
  }
  for (const request of requests) {
    yield
    const reason = escapes(request.output)
    if (reason !== undefined) {
      say(
        request,
        "output",
        "output-escapes",
        `the output path '${request.output}' of ${request.address} cannot be used: ${reason}`,
        "write a path below the manifest's folder, with `/` between its parts"
      )
      continue
    }
    const key = sameName(pathNow(request))
    const other = outputs.get(key)
    if (other === undefined) outputs.set(key, request)
    else if (other.fingerprint !== request.fingerprint)
      say(
        request,
        "output",
        "output-collision",
        `${request.address} and ${other.address} are different purchases with the same output '${request.output}'`,
        hintForCollision(variantOf.get(request))
      )
  }
  // Thousands of files share a few folders.
  const free = new Set<string>()
  for (const request of requests) {
    yield
    const name = sameName(pathNow(request))
    const folder = name.slice(0, Math.max(0, name.lastIndexOf("/")))
    if (free.has(folder)) continue
    const above = foldersOf(name).flatMap((one) => outputs.get(one) ?? [])[0]
    if (above === undefined) free.add(folder)
    else
      say(
        request,
        "output",
        "output-collision",
        `'${above.output}' is the file of ${above.address}, and a folder of '${request.output}', the file of ${request.address}`,
        "give one of them another name"
      )
  }
}

const hintForCollision = (variant: Variant | undefined): string => {
  const axes = Object.keys(variant?.declaration.matrix?.axes ?? {})
  return `add ${["address", "account", ...axes].map((name) => `{${name}}`).join(", ")} or {window} to the output`
}

/** With the dates of a purchase that is made now, where they move on. */
const pathNow = ({ output, canonical: { start_date, end_date } }: Request): string =>
  output.replaceAll("{start}", () => start_date).replaceAll("{end}", () => end_date)

/** Some file systems do not tell upper from lower case, or composed from decomposed letters. */
const sameName = (path: string): string => (isAscii(path) ? path : path.normalize("NFC")).toLowerCase()

// biome-ignore lint/suspicious/noControlCharactersInRegex: the first of all characters
const isAscii = (text: string): boolean => /^[\x00-\x7f]*$/.test(text)

/** The folders that a path leads through, the outermost first. */
const foldersOf = (path: string): ReadonlyArray<string> =>
  [...path.matchAll(/\//g)].map(({ index }) => path.slice(0, index))
