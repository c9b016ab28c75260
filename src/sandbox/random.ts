/**
 * Seeded pseudo-random numbers without a sequence: a number belongs to its key, so that what is drawn for one thing
 * never depends on what was drawn before it, and every machine draws the same.
 */

/** FNV-1a, 32 bits. */
export const hash = (text: string): number => {
  let h = 0x811c9dc5
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193)
  return h >>> 0
}

/** Two 32-bit numbers into one (the finaliser of MurmurHash3, which changes half of the bits for each bit of input). */
export const mix = (a: number, b: number): number => {
  let h = (a ^ Math.imul(b, 0x9e3779b1)) >>> 0
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b)
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35)
  return (h ^ (h >>> 16)) >>> 0
}

/** 0 <= x < 1, for a seed and a key. */
export const unit = (seed: number, key: string): number => mix(seed, hash(key)) / 0x1_0000_0000

/** A whole number from `min` to `max`, both included, for 0 <= x < 1. */
export const between = (x: number, min: number, max: number): number => min + Math.floor(x * (max - min + 1))

export type NonEmpty<A> = readonly [A, ...ReadonlyArray<A>]

/** One of `items`, for 0 <= x < 1. */
export const pick = <A>(x: number, items: NonEmpty<A>): A => items[Math.floor(x * items.length)] ?? items[0]
