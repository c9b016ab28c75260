/** One manifest file, as given. */
export interface Source {
  /** As the user named it: problems show it. */
  readonly file: string
  readonly text: string
}

/** One manifest file as plain data, nothing of it judged yet. */
export interface ParsedFile {
  readonly file: string
  readonly value: Readonly<Record<string, unknown>>
}

export const isMap = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value)

/** What stands under a key; `undefined` where there is no such key, or no map. */
export const valueAt = (value: unknown, key: string): unknown =>
  isMap(value) && Object.hasOwn(value, key) ? value[key] : undefined

/** The map under a key; empty where there is none, or something else than a map. */
export const mapAt = (value: unknown, key: string): Readonly<Record<string, unknown>> => {
  const found = valueAt(value, key)
  return isMap(found) ? found : {}
}

/** Whether a text somewhere in a value, a key of a map included, is such. */
export const someText = (value: unknown, isSuch: (text: string) => boolean): boolean => {
  if (typeof value === "string") return isSuch(value)
  if (Array.isArray(value)) return value.some((item) => someText(item, isSuch))
  if (!isMap(value)) return false
  for (const key of Object.keys(value)) if (isSuch(key) || someText(value[key], isSuch)) return true
  return false
}
