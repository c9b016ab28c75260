/** The types of validator.generated.mjs, which scripts/build-validator.mjs writes. */
import type { Written } from "./Written.ts"

/** One broken rule, in the form of Ajv's `verbose` errors. */
export interface SchemaError {
  readonly keyword: string
  /** JSON pointer to the value. */
  readonly instancePath: string
  /** JSON pointer to the rule. */
  readonly schemaPath: string
  readonly params: { readonly additionalProperty?: string; readonly missingProperty?: string }
  /** The rule's own value: the list of an `enum`, the number of a `minimum`. */
  readonly schema: unknown
  /** The schema around the rule. */
  readonly parentSchema: Readonly<Record<string, unknown>>
  /** The value that breaks it. */
  readonly data: unknown
  /** The key that `propertyNames` judged. */
  readonly propertyName?: string
  readonly message?: string
}

export const validate: {
  (value: unknown): value is Written
  readonly errors: ReadonlyArray<SchemaError> | null
}
