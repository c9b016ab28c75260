/** Checksums of single lines: they tell a line that was written from one that rotted, was cut, or was edited. */
import { hash } from "node:crypto"

/** A JSON object, as parsed. */
export type Json = Readonly<Record<string, unknown>>

export const isJson = (value: unknown): value is Json =>
  typeof value === "object" && value !== null && !Array.isArray(value)

/** The value itself where it is a JSON object; otherwise one without keys. */
export const jsonOf = (value: unknown): Json => (isJson(value) ? value : {})

/** The first 16 hex digits of the SHA-256 of a text. */
export const sumOf = (text: string): string => hash("sha256", text).slice(0, 16)

/** One line of JSON whose last key, `sum`, covers the keys before it and `seed`: what the line belongs to. */
export const seal = (value: object, seed = ""): string => {
  const body = JSON.stringify(value)
  const comma = body === "{}" ? "" : ","
  return `${body.slice(0, -1)}${comma}"sum":"${sumOf(seed + body)}"}`
}

/** A sealed object without its `sum`; `undefined` where the sum is missing or does not fit. */
export const unseal = (value: unknown, seed = ""): Json | undefined => {
  if (!isJson(value)) return undefined
  const { sum, ...rest } = value
  return sum === sumOf(seed + JSON.stringify(rest)) ? rest : undefined
}
