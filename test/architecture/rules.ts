/**
 * The rules of the layout as functions of a file: its path from the root, and its text. Each gives what is wrong, in
 * words; nothing, where all is well. They read the text alone, so a fabricated one shows that a rule can fail.
 */

export interface SourceFile {
  /** From the root of the repository, with `/` between its parts. */
  readonly path: string
  readonly text: string
}

export type Rule = (file: SourceFile) => ReadonlyArray<string>

/** Each may import itself and what stands before it. */
export const ORDER = [
  "domain",
  "pieces",
  "loopback",
  "telemetry",
  "manifest",
  "request",
  "state",
  "plan",
  "budget",
  "api",
  "apply",
  "pipeline",
  "workers",
  "library",
  "cli",
  "main"
]

/** `domain`, `manifest`, … `main`; `sandbox`, which stands apart; nothing for what is not below `src`. */
export const unitOf = (path: string): string | undefined => /^src\/([a-z]+)(?:\/|\.ts$)/.exec(path)?.[1]

/** Adapters touch the world in the name of a port that lies beside them. */
export const isAdapter = (path: string): boolean =>
  /\.(http|node|file|memory|execa|s3|postgres)\.ts$/.test(path) ||
  /^src\/(state\/(file|s3|postgres)|apply\/download)\//.test(path)

export interface Import {
  readonly specifier: string
  /** The path from the root, where the import is relative. */
  readonly target: string | undefined
}

export const importsOf = ({ path, text }: SourceFile): ReadonlyArray<Import> =>
  [...codeOf(text).matchAll(/(?:\bfrom|\bimport|\bimport\()\s*"([^"]+)"/g)].flatMap(([, specifier]) =>
    specifier === undefined
      ? []
      : [{ specifier, target: specifier.startsWith(".") ? resolved(path, specifier) : undefined }]
  )

const resolved = (from: string, specifier: string): string => {
  const parts = from.split("/").slice(0, -1)
  for (const part of specifier.split("/")) {
    if (part === "..") parts.pop()
    else if (part !== ".") parts.push(part)
  }
  return parts.join("/")
}

/** The text without its comments. */
export const codeOf = (text: string): string =>
  text.replace(/\/\*[\s\S]*?\*\//g, "").replace(/(^|[\s;,({])\/\/.*$/gm, "$1")

const importing = (file: SourceFile, forbids: (target: string) => string | undefined): ReadonlyArray<string> =>
  importsOf(file).flatMap(({ target }) => {
    const why = target === undefined ? undefined : forbids(target)
    return why === undefined ? [] : [`imports ${target}: ${why}`]
  })

/** Imports go one way. */
export const importTable: Rule = (file) => {
  const unit = unitOf(file.path)
  if (unit === undefined || unit === "sandbox") return []
  const place = ORDER.indexOf(unit)
  if (place === -1) return [`lies in '${unit}', which the order does not know`]
  return importing(file, (target) => {
    const other = unitOf(target)
    if (other === undefined || other === "sandbox") return undefined
    return ORDER.indexOf(other) > place ? `${other} comes after ${unit}` : undefined
  })
}

/** The stand-in for the API shares nothing with the program, and nothing of the program needs it but the command line and what is given to others. */
export const sandboxApart: Rule = (file) => {
  const unit = unitOf(file.path)
  if (unit === undefined) return []
  return importing(file, (target) => {
    const other = unitOf(target)
    if (other === undefined || other === unit) return undefined
    if (unit === "sandbox") return "the sandbox shares nothing with the program"
    return other === "sandbox" && unit !== "cli" && file.path !== "src/library/sandbox.ts"
      ? "only the command line may use the sandbox"
      : undefined
  })
}

/** Whoever works with a port does not know what is behind it. */
export const portsOnly: Rule = (file) => {
  const unit = unitOf(file.path)
  if (unit === undefined || unit === "sandbox" || unit === "cli" || file.path === "src/library/layers.ts") return []
  return importing(file, (target) =>
    isAdapter(target) && !(isAdapter(file.path) && unitOf(target) === unit)
      ? "adapters are for the command line, the layers of the library and tests"
      : undefined
  )
}

/** Of what lies below `src`, only this reaches clock, process, file system and network by itself. */
const touchesTheWorld = (path: string): boolean =>
  isAdapter(path) || ["library", "cli", "main", "sandbox"].includes(unitOf(path) ?? "")

const WORLD: ReadonlyArray<readonly [RegExp, string]> = [
  [/\bDate\.now\b/, "Date.now"],
  [/\bnew Date\(\s*\)/, "new Date()"],
  [/\bprocess\./, "process"],
  [/\bMath\.random\b/, "Math.random"],
  [/\b(?:setTimeout|setInterval|setImmediate)\b/, "a timer"],
  [/\bfetch\(/, "fetch"],
  [/\bconsole\./, "console"],
  [/\bperformance\./, "performance"]
]

/** Modules of Node.js that only compute, and what of them. */
const COMPUTING: Readonly<Record<string, ReadonlyArray<string>>> = {
  "node:crypto": ["createHash", "createHmac", "hash", "timingSafeEqual"],
  "node:util": ["isDeepStrictEqual", "stripVTControlCharacters"]
}

/** Clock, files, network and process come through ports. */
export const noWorld: Rule = (file) => {
  const unit = unitOf(file.path)
  if (unit === undefined || touchesTheWorld(file.path)) return []
  const code = codeOf(file.text)
  const modules = [...code.matchAll(/import\s+([^"]*?)\s*from\s+"(node:[^"]+)"/g)].flatMap(
    ([, what = "", name = ""]) => {
      const names = /^\{(.*)\}$/s
        .exec(what)?.[1]
        ?.split(",")
        .map((one) => one.trim()) ?? [what]
      return names.filter((one) => !COMPUTING[name]?.includes(one)).map((one) => `imports ${one} of ${name}`)
    }
  )
  return [...modules, ...WORLD.flatMap(([pattern, name]) => (pattern.test(code) ? [`mentions ${name}`] : []))]
}

/** Stages that decide: plain functions, without effects. */
const DECIDES =
  /^src\/(domain\.ts|manifest\/|request\/|plan\/|state\/|budget\/(admit|ledger|nights|turns)\.|api\/(pace|wire|url|scrub|webhook\/(signature|event))\.|apply\/(lookalikes|looks|status|results|report|lastRun|Progress|forecast|Task|csvRows|hookTexts|hookOutput)\.)/

/** Ports speak of effects, and make none. */
const PORTS = /^src\/(plan\/OutputFiles|state\/StateStore)\.ts$/

/** Decide, then do: what decides cannot do. */
export const decidesOnly: Rule = (file) => {
  if (!DECIDES.test(file.path) || isAdapter(file.path)) return []
  const code = codeOf(file.text)
  const found = importsOf({ path: file.path, text: PORTS.test(file.path) ? withoutTypes(code) : code })
  return found.flatMap(({ specifier }) =>
    /^(effect\/(Effect|Layer|Clock|Fiber|Stream|STM|TRef|Ref|Deferred|Schedule)$|@effect\/platform)/.test(specifier)
      ? [`imports ${specifier}: this file decides, and does nothing`]
      : []
  )
}

const withoutTypes = (code: string): string => code.replace(/^import type .*$/gm, "")

/** Arguments, signals and exit codes are seen by one file. */
export const oneEntry: Rule = ({ path, text }) =>
  unitOf(path) === undefined || path === "src/main.ts"
    ? []
    : [...codeOf(text).matchAll(/\bprocess\.(argv|on|once|exit|exitCode|abort)\b/g)].map(
        ([what]) => `mentions ${what}: only src/main.ts sees it`
      )

export const SPINE = "src/pipeline.ts"
const SPINE_LINES = 100

export const shortSpine: Rule = ({ path, text }) => {
  const lines = text.trimEnd().split("\n").length
  return path === SPINE && lines >= SPINE_LINES ? [`has ${lines} lines, and is to have fewer than ${SPINE_LINES}`] : []
}

/** Leave to spend is given by the budget alone. */
export const oneGrantor: Rule = ({ path, text }) =>
  unitOf(path) !== undefined &&
  path !== "src/budget/Budget.ts" &&
  /\bnew Allowance\b|\bas Allowance\b/.test(codeOf(text))
    ? ["makes an Allowance: only src/budget/Budget.ts may"]
    : []

/** The calls that buy are made where the intent is recorded. */
export const oneBuyer: Rule = ({ path, text }) => {
  if (unitOf(path) === undefined || unitOf(path) === "sandbox" || path === "src/apply/workflow.ts") return []
  const code = codeOf(text)
  const hasApi = /import\s+(?!type)[^"]*\bExportApi\b[^"]*"[^"]*ExportApi\.ts"/.test(code)
  // An adapter offers these calls; it makes none.
  return hasApi && !isAdapter(path) && /\.(create|start)\b/.test(code)
    ? ["calls create or start of ExportApi: only src/apply/workflow.ts may"]
    : []
}

/** What can buy twice, or approve by being forgotten. */
export const noTraps: Rule = ({ path, text }) => {
  if (unitOf(path) === undefined) return []
  const code = codeOf(text)
  return [
    ...(/\bretryTransient\b/.test(code)
      ? ["uses retryTransient, which repeats any method: a POST would buy twice"]
      : []),
    ...(/\bserviceOption\b/.test(code) ? ["uses serviceOption: what is required must not be optional"] : [])
  ]
}

/** `POST /{id}/retry` makes a new export and starts it unasked: it charges without the budget. */
export const noRetry: Rule = ({ path, text }) =>
  unitOf(path) !== undefined && unitOf(path) !== "sandbox" && /\/retry\b(?!\.ts)/.test(codeOf(text))
    ? ["names the vendor's retry, which starts by itself"]
    : []

/** A barrel loads all of a library at every start. */
export const noBarrels: Rule = (file) =>
  unitOf(file.path) === undefined
    ? []
    : importsOf(file).flatMap(({ specifier, target }) => {
        if (target !== undefined && !/\.(ts|mjs|json)$/.test(specifier))
          return [`imports ${specifier} without its ending`]
        return /^(effect|@effect\/[a-z-]+)$/.test(specifier) ? [`imports the barrel ${specifier}`] : []
      })
