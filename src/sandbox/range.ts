/** The `Range` header (RFC 9110, 14.1.2): one range of bytes; anything else is ignored, as it may be. */

export type Range =
  | { readonly kind: "whole" }
  /** Both ends included. */
  | { readonly kind: "part"; readonly start: number; readonly end: number }
  | { readonly kind: "unsatisfiable" }

export const rangeOf = (header: string | undefined, size: number): Range => {
  const [, first, last] = /^bytes=(\d*)-(\d*)$/.exec(header ?? "") ?? []
  if (first === undefined || last === undefined || (first === "" && last === "")) return { kind: "whole" }
  if (first === "") {
    const length = Math.min(Number(last), size)
    return length === 0 ? { kind: "unsatisfiable" } : { kind: "part", start: size - length, end: size - 1 }
  }
  const start = Number(first)
  const end = last === "" ? size - 1 : Math.min(Number(last), size - 1)
  if (last !== "" && Number(last) < start) return { kind: "whole" }
  return start >= size ? { kind: "unsatisfiable" } : { kind: "part", start, end }
}
