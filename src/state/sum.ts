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

const TAIL = `,"sum":"`
const DIGITS = 16

/** The object that a line of `seal` holds, and its sum; `undefined` where the line is no such thing or does not fit. */
export const unsealText = (line: string): { readonly body: Json; readonly sum: string } | undefined => {
  const end = line.length - TAIL.length - DIGITS - 2
  if (!line.startsWith(TAIL, end) || !line.endsWith('"}')) return undefined
  const sum = line.slice(end + TAIL.length, -2)
  const body = `${line.slice(0, end)}}`
  if (sumOf(body) !== sum) return undefined
  const value: unknown = JSON.parse(body)
  return isJson(value) ? { body: value, sum } : undefined
}
