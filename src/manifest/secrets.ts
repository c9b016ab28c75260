/** Secrets do not belong in a manifest: it is committed, reviewed and printed. */
import type { Finding } from "./Finding.ts"
import type { Path } from "./Problem.ts"
import { type ParsedFile, someText } from "./Source.ts"

/** What keys and tokens look like. Each has a mark of its own: nothing is refused for being long or random. */
const SHAPES: ReadonlyArray<RegExp> = [
  // The vendor's tokens.
  /\bofapi_[A-Za-z0-9_-]{16,}/g,
  /\bBearer\s+[A-Za-z0-9._~+/|-]{8,}=*/gi,
  // Laravel Sanctum, which the vendor's framework brings: the number of the token, a bar, 40 or more characters.
  /\b\d+\|[A-Za-z0-9]{40,}/g,
  // JSON Web Tokens: two base64 JSON objects and a signature.
  /\beyJ[A-Za-z0-9_-]{8,}\.eyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]*/g,
  // GitHub, GitLab, Slack, Stripe and the like, AWS.
  /\b(?:gh[pousr]_[A-Za-z0-9]{30,}|github_pat_[A-Za-z0-9_]{30,}|glpat-[A-Za-z0-9_-]{20,})/g,
  /\bxox[abprs]-[A-Za-z0-9-]{10,}/g,
  /\b[rs]k[-_](?:live|test|proj)[-_][A-Za-z0-9_-]{16,}/g,
  /\bA(?:KIA|SIA)[A-Z0-9]{16}\b/g,
  /-----BEGIN [A-Z ]*PRIVATE KEY-----/g,
  // A password in a URL.
  /\b[a-z][a-z0-9+.-]*:\/\/[^\s/:@]*:[^\s/@]+@/gi
]

/** Whatever has one of the shapes, and a little more: most texts have none, and are looked at once. */
const ANY_SHAPE = new RegExp(SHAPES.map(({ source }) => source).join("|"), "i")

export interface Secrets {
  readonly found: (text: string) => boolean
  /** Every secret as stars, as many as it has characters, so that columns stay right. */
  readonly redact: (text: string) => string
}

/** The variable that the key is read from: its value is a secret whatever it looks like. */
const KEY_VARIABLE = "ONLYFANSAPI_API_KEY"

/** Whether the environment calls it a secret. */
export const isSecretName = (name: string): boolean => /PASS|SECRET|TOKEN|KEY|CREDENTIAL/i.test(name)

/** A shorter one is no key, and masking it would mask words. */
export const keyIn = (env: Readonly<Record<string, string | undefined>>): string | undefined => {
  const key = env[KEY_VARIABLE]?.trim()
  return key !== undefined && key.length >= 8 ? key : undefined
}

export const secretsOf = (env: Readonly<Record<string, string | undefined>>): Secrets => {
  const known = keyIn(env)
  const redact = (text: string): string => {
    const masked = known === undefined ? text : text.replaceAll(known, "*".repeat(known.length))
    return SHAPES.reduce((rest, shape) => rest.replace(shape, (secret) => "*".repeat(secret.length)), masked)
  }
  const mayHave = (text: string) => (known !== undefined && text.includes(known)) || ANY_SHAPE.test(text)
  return { redact, found: (text) => mayHave(text) && redact(text) !== text }
}

export const secretFindings = ({ file, value }: ParsedFile, secrets: Secrets): ReadonlyArray<Finding> => {
  // Of thousands of exports none has one, as a rule: paths are for those that do.
  if (!someText(value, secrets.found)) return []
  const findings: Array<Finding> = []
  const look = (part: unknown, path: Path): void => {
    if (typeof part === "string") {
      if (secrets.found(part)) findings.push(finding({ file, path, on: "value" }))
    } else if (typeof part === "object" && part !== null) {
      for (const [key, child] of Object.entries(part)) {
        if (secrets.found(key)) findings.push(finding({ file, path: [...path, key], on: "key" }))
        look(child, [...path, key])
      }
    }
  }
  look(value, [])
  return findings
}

const finding = (at: Finding["at"]): Finding => ({
  code: "secret",
  message: "this looks like a key or password",
  hint: `the API key is read from the environment variable ${KEY_VARIABLE}; if this one was ever shared, revoke it`,
  at
})
