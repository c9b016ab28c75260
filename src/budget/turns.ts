/**
 * Who stands before whom at the budget. Purchases are worked on at once and their prices come in any order: under a cap
 * the money still goes to them in theirs. Pure.
 *
 * Invariants (cited by test/budget/turns.test.ts):
 *  O1. What may still be asked for by those that stand before counts as reserved for them: their bound, and the price once
 *      it is known. Where there is no bound, that is without end: whoever comes after waits for their say.
 *  O2. Each has its say once, granted or denied, or when nobody works on it any more. What it asks for later, after a
 *      failure or within what it holds, stands behind nobody.
 *  O3. Nobody waits for long for one that is not heard of: it is passed over, and from then on no more is kept for it
 *      than it is likely to cost. One that asks is not passed over: its price is known.
 */
import type { Fingerprint } from "../domain.ts"
import type { Money } from "./admit.ts"

/** One that will ask. */
export interface Turn {
  readonly fingerprint: Fingerprint
  /** Credits that it can cost at the most; infinite, where there is no bound. */
  readonly most: number
  /** Credits that are kept for it once it is passed over. */
  readonly likely: number
}

export interface Turns {
  readonly order: ReadonlyArray<Turn>
  readonly places: ReadonlyMap<Fingerprint, number>
  /** All before this place have had their say. */
  readonly next: number
  /** Places from there on that have had theirs, too. */
  readonly said: ReadonlySet<number>
  /** Places from there on of which more is known than at first: what is kept for them now. */
  readonly kept: ReadonlyMap<number, number>
  /** Places that wait for nobody any more. */
  readonly free: ReadonlySet<number>
}

export const turnsFor = (order: ReadonlyArray<Turn>): Turns => ({
  order,
  places: new Map(order.map(({ fingerprint }, place) => [fingerprint, place])),
  next: 0,
  said: new Set(),
  kept: new Map(),
  free: new Set()
})

/** Whether others that have not had their say stand before it. */
export const isBehind = (turns: Turns, fingerprint: Fingerprint): boolean => placesBefore(turns, fingerprint).length > 0

/** The money as it is for this one: what is kept for those before it is reserved, and may still be given back. */
export const moneyFor = (money: Money, turns: Turns, fingerprint: Fingerprint): Money => {
  const before = placesBefore(turns, fingerprint)
  if (before.length === 0) return money
  const reserved = new Map(money.reserved)
  const unattended = new Set(money.unattended)
  for (const place of before) {
    const turn = turns.order[place]
    if (turn === undefined) continue
    const credits = turns.kept.get(place) ?? turn.most
    reserved.set(turn.fingerprint, Math.max(credits, reserved.get(turn.fingerprint) ?? 0))
    unattended.delete(turn.fingerprint)
  }
  return { ...money, reserved, unattended }
}

/** It has asked for so much, and waits. */
export const asking = (turns: Turns, fingerprint: Fingerprint, credits: number): Turns => {
  const place = openPlaceOf(turns, fingerprint)
  return place === undefined ? turns : { ...turns, kept: new Map(turns.kept).set(place, credits) }
}

/** It waits for nobody any more; those behind it still wait for its say. */
export const freed = (turns: Turns, fingerprint: Fingerprint): Turns => {
  const place = openPlaceOf(turns, fingerprint)
  return place === undefined ? turns : { ...turns, free: new Set(turns.free).add(place) }
}

/** It has had its say. */
export const said = (turns: Turns, fingerprint: Fingerprint): Turns => {
  const place = openPlaceOf(turns, fingerprint)
  if (place === undefined) return turns
  const done = new Set(turns.said).add(place)
  let { next } = turns
  while (done.delete(next)) next++
  const kept = new Map(turns.kept)
  kept.delete(place)
  const free = new Set(turns.free)
  free.delete(place)
  return { ...turns, next, said: done, kept, free }
}

/** This one has waited long enough for those before it that are not heard of. */
export const passedBy = (turns: Turns, fingerprint: Fingerprint): Turns => {
  const kept = new Map(turns.kept)
  for (const place of placesBefore(turns, fingerprint)) {
    const likely = turns.order[place]?.likely
    if (likely !== undefined && !kept.has(place)) kept.set(place, likely)
  }
  return { ...turns, kept }
}

const openPlaceOf = ({ places, next, said }: Turns, fingerprint: Fingerprint): number | undefined => {
  const place = places.get(fingerprint)
  return place === undefined || place < next || said.has(place) ? undefined : place
}

const placesBefore = (turns: Turns, fingerprint: Fingerprint): ReadonlyArray<number> => {
  const place = openPlaceOf(turns, fingerprint)
  if (place === undefined || turns.free.has(place)) return []
  const before: Array<number> = []
  for (let other = turns.next; other < place; other++) if (!turns.said.has(other)) before.push(other)
  return before
}
