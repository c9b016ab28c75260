import type { Money } from "../../src/budget/admit.ts"
import type { Credits, Fingerprint } from "../../src/domain.ts"

export const credits = (n: number) => n as Credits
export const fingerprint = (name: string) => `v1:${name}` as Fingerprint

/** Nothing spent, nothing reserved, no caps, 1,000 credits on the account. */
export const moneyOf = (over: Partial<Money> = {}): Money => ({
  caps: {},
  unknownCost: "block",
  spentRun: 0,
  spentMonth: 0,
  unknownCharge: false,
  unknownRunCharge: false,
  balance: 1000,
  reserved: new Map(),
  unattended: new Set(),
  ...over
})

export const reserved = (entries: Readonly<Record<string, number>>): Money["reserved"] =>
  new Map(Object.entries(entries).map(([name, amount]) => [fingerprint(name), amount]))

export const reservedIn = (money: Money): number => [...money.reserved.values()].reduce((a, b) => a + b, 0)
