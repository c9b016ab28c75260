/** "Did you mean …?" */
import { closest, distance } from "fastest-levenshtein"

/**
 * The candidate that the word was most likely meant to be; case counts for nothing. `undefined` where nothing is near
 * enough to be a help.
 */
export const nearest = (word: string, candidates: Iterable<string>): string | undefined => {
  const byLower = new Map([...candidates].map((candidate) => [candidate.toLowerCase(), candidate]))
  if (byLower.size === 0) return undefined
  const wanted = word.toLowerCase()
  const best = closest(wanted, [...byLower.keys()])
  return distance(wanted, best) <= Math.max(1, Math.floor(wanted.length / 3)) ? byLower.get(best) : undefined
}

/** Spread into a problem: a hint where there is one. */
export const didYouMean = (word: string, candidates: Iterable<string>): { readonly hint?: string } => {
  const candidate = nearest(word, candidates)
  return candidate === undefined ? {} : { hint: `did you mean \`${candidate}\`?` }
}
