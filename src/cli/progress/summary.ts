/** A run as it stands, in one plain line. Pure. */
import { harmless } from "../Output.ts"
import type { Row, View } from "./View.ts"
import { renderLeft, renderOutcomes, renderWindow } from "./words.ts"

export const summaryOf = ({ outcomes, addresses, active, credits, rate, leftMs, rows }: View): string => {
  const [first] = rows
  const parts = [
    [...renderOutcomes(outcomes, addresses), ...(active > 0 ? [`${active} under way`] : [])].join(", "),
    ...(credits === undefined ? [] : [creditsWords(credits)]),
    ...(rate === undefined
      ? []
      : [`${rate.used}${rate.limit === null ? "" : ` of ${rate.limit}`} calls ${renderWindow(rate.window_ms)}`]),
    `${renderLeft(leftMs) ?? "-"} left`,
    ...(first === undefined ? [] : [rowWords(first)])
  ]
  return parts.join("; ")
}

const creditsWords = ({ charged, reserved, budget, month }: NonNullable<View["credits"]>): string => {
  const cap = budget === null ? "" : ` of ${budget}`
  const held = reserved === 0 ? "" : `, ${reserved} held`
  const ofMonth = month.budget === null ? "" : `, ${month.charged} of ${month.budget} this month`
  return `${charged}${cap} credits charged${held}${ofMonth}`
}

const rowWords = ({ address, stage, percent, rows, totalRows }: Row): string => {
  const share = percent === undefined ? "" : ` ${Math.floor(percent)} %`
  const count = totalRows === undefined || totalRows === 0 ? "" : `, ${rows ?? 0} of ${totalRows} rows`
  return `${harmless(address)}: ${harmless(stage)}${share}${count}`
}
