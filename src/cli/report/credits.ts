/** What was charged, by month, type and account, against the budget. */
import type { Spent } from "../../budget/ledger.ts"
import type { AccountId } from "../../domain.ts"
import { type Html, html, NOTHING } from "./html.ts"
import { andMore, code, columns, list, table } from "./parts.ts"
import type { ReportInput } from "./ReportInput.ts"

const MOST_LINES = 200

export const creditsSection = ({ status, budget, accounts }: ReportInput): Html => {
  const { month, total, by_month, by_type, by_account, per_month } = status.credits
  if (total.charges === 0)
    return html`<section id="credits"><h2>Credits</h2><p>Nothing was charged yet. ${budgetInWords(budget)}</p></section>
`
  const nameOf = namesOf(accounts)
  const dearest = Math.max(1, per_month ?? 0, ...by_month.map(({ credits }) => credits))
  const months = [...by_month].reverse()
  const together = by_account.some((one) => one.accounts.length > 1)
  return html`<section id="credits"><h2>Credits</h2>
<p>${budgetInWords(budget)}${unknownNote(total)}</p>
${table(
  { caption: `Credits by month${per_month === null ? ", without a cap per month" : `, of ${per_month} a month`}` },
  columns("month", "#credits", "#charges", ...(per_month === null ? [] : ["#of the cap"]), "share"),
  html`${months.slice(0, MOST_LINES).map(
    (one) =>
      html`<tr><th scope="row">${one.month}</th>${amount(one)}${per_month === null ? NOTHING : html`<td class="number">${percent(one.credits, per_month)}</td>`}<td class="meter">${meter(one.credits, dearest)}</td></tr>
`
  )}`,
  html`<tfoot><tr><th scope="row">all months</th>${amount(total)}<td colspan="${per_month === null ? 1 : 2}"></td></tr></tfoot>`
)}${andMore(months.length - MOST_LINES, "months")}<div class="cards">
<div>${table(
    { caption: "Credits by type" },
    columns("type", `#in ${month}`, "#in all", "#charges", "share"),
    html`${by_type.slice(0, MOST_LINES).map((one) => lineOf(html`${one.type}`, one, total))}`,
    footOf(status.credits.this_month, total)
  )}${andMore(by_type.length - MOST_LINES, "types")}</div>
<div>${table(
    { caption: "Credits by account" },
    columns("account", `#in ${month}`, "#in all", "#charges", "share"),
    html`${by_account.slice(0, MOST_LINES).map((one) => lineOf(whose(one.accounts, nameOf), one, total))}`,
    footOf(status.credits.this_month, total)
  )}${andMore(by_account.length - MOST_LINES, "accounts")}${together ? html`<p class="quiet">What was bought for several accounts together is counted once, under all of them: nothing is divided.</p>` : NOTHING}</div>
</div></section>
`
}

type Line = Spent & { readonly this_month: Spent }

const lineOf = (name: Html, one: Line, total: Spent): Html =>
  html`<tr><th scope="row" class="who">${name}</th><td class="number">${one.this_month.credits}${unknown(one.this_month)}</td>${amount(one)}<td class="meter">${meter(one.credits, total.credits)}</td></tr>
`

const footOf = (thisMonth: Spent, total: Spent): Html =>
  html`<tfoot><tr><th scope="row">in all</th><td class="number">${thisMonth.credits}${unknown(thisMonth)}</td>${amount(total)}<td></td></tr></tfoot>`

const amount = (spent: Spent): Html =>
  html`<td class="number">${spent.credits}${unknown(spent)}</td><td class="number">${spent.charges}</td>`

/** A charge that no answer has named is not nothing. */
const unknown = ({ unknown: count }: Spent): Html => (count === 0 ? NOTHING : html` + ?`)

const unknownNote = ({ unknown: count }: Spent): string =>
  count === 0
    ? ""
    : ` ${count} ${count === 1 ? "charge has a price that no answer has" : "charges have prices that no answer has"} named: “+ ?” marks the sums that lack them.`

export const budgetInWords = ({ perRun, perMonth, keepBalance }: ReportInput["budget"]): string => {
  const caps = [
    ...(perRun === undefined ? [] : [`${perRun} credits a run`]),
    ...(perMonth === undefined ? [] : [`${perMonth} a month`]),
    ...(keepBalance === undefined ? [] : [`and ${keepBalance} of the team's balance are kept`])
  ]
  return caps.length === 0 ? "The manifest sets no budget." : `The budget: ${caps.join(", ")}.`
}

const percent = (part: number, whole: number): string => (whole === 0 ? "–" : `${((part / whole) * 100).toFixed(1)} %`)

/** Says what the numbers beside it say. */
const meter = (part: number, whole: number): Html =>
  html`<svg class="bar" viewBox="0 0 1000 10" preserveAspectRatio="none" aria-hidden="true"><rect class="amount" width="${whole === 0 ? 0 : Math.min(1000, Math.round((part / whole) * 1000))}" height="10"/></svg>`

const namesOf = (accounts: ReportInput["accounts"]): ((id: AccountId) => string) => {
  const names = new Map(
    Object.entries(accounts)
      .reverse()
      .map(([name, id]) => [id, name])
  )
  return (id) => names.get(id) ?? id
}

const MOST_NAMES = 4

const whose = (ids: ReadonlyArray<AccountId>, nameOf: (id: AccountId) => string): Html => {
  if (ids.length === 0) return html`no account`
  const named = list(ids.slice(0, MOST_NAMES).map((id) => code(nameOf(id))))
  if (ids.length === 1) return named
  return html`${ids.length} together: ${named}${ids.length > MOST_NAMES ? html`, …` : NOTHING}`
}
