/** Makers of the branded values that settings take. */
import * as Brand from "effect/Brand"
import type { Credits, Instant } from "../domain.ts"
import { instantAt } from "../request/dates.ts"

const branded = Brand.nominal<Credits>()

/** An amount of the vendor's credits. Throws a `RangeError` where it is negative or no number. */
export const credits = (amount: number): Credits => {
  if (!(amount >= 0 && Number.isFinite(amount))) throw new RangeError(`${amount} is no amount of credits`)
  return branded(amount)
}

/** A point in time as the wire has it, cut to whole seconds. Throws a `RangeError` for an invalid date. */
export const instant = (at: Date): Instant => {
  if (Number.isNaN(at.getTime())) throw new RangeError("an invalid date is no instant")
  return instantAt(at.getTime())
}
