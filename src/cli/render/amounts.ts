/** Amounts as people read them. */

const UNITS = ["B", "kB", "MB", "GB", "TB"] as const

/** Decimal units, as the vendor counts. */
export const renderBytes = (n: number): string => {
  const unit = n === 0 ? 0 : Math.min(UNITS.length - 1, Math.floor(Math.log10(n) / 3))
  return `${unit === 0 ? n : (n / 1000 ** unit).toFixed(1)} ${UNITS[unit]}`
}

export const renderCredits = (n: number | string): string => `${n} credit${Number(n) === 1 ? "" : "s"}`
