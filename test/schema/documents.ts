/** Documents as the program's own modules make them: every outcome, phase and kind of event that a run can come to. */
import * as Effect from "effect/Effect"
import type { RunEvent } from "../../src/apply/Reporter.ts"
import type { RunReport } from "../../src/apply/report.ts"
import type { Address, Fingerprint } from "../../src/domain.ts"
import type { Plan } from "../../src/plan/Plan.ts"
import { exits } from "../apply/simulation/Commands.ts"
import { manifestOf, Project } from "../apply/simulation/Project.ts"
import { records, stateOf } from "../state/samples.ts"

const EXPORTS = `ledger: { type: transactions, output: "a.csv", hooks: { after_download: [["./load.sh", "{path}"]] } }
twin: { type: transactions, output: "b.csv", hooks: { after_download: [["./refuse.sh"]] } }
payouts: { type: payouts, export_columns: [id, amount] }
refunds: { type: chargebacks }
chats: { type: chat_messages, options: { maxMessages: 100000, chatIds: [1, 2] } }
fans: { type: fans, options: { type: all } }
profiles: { type: public_profiles, options: { query: cook, maxResults: 400 } }
links: { type: trial_links, auto_start: false }
taken: { type: tracking_links, output: "taken.csv" }
open: { type: smart_links, end_date: 2024-06-30, split: { by: month }, output: "{window}.csv" }`

export interface Documents {
  readonly plans: ReadonlyArray<Plan>
  readonly reports: ReadonlyArray<RunReport>
  readonly events: ReadonlyArray<RunEvent>
}

export const documents: Effect.Effect<Documents> = Effect.gen(function* () {
  const initial = stateOf(
    ...records.map((record, index) => ({
      ...record,
      fingerprint: `v1:${String(index).padStart(64, "0")}` as Fingerprint,
      address: `gone/${index}` as Address
    }))
  )
  const project = new Project(
    manifestOf(EXPORTS, 'budget: { per_run: 10000 }\nhooks: { after_run: [["./refuse.sh"]] }'),
    {
      initial: { ...initial, ledger: [] }
    }
  )
  project.vendor.disturb(
    {
      on: "create",
      type: "payouts",
      do: { answer: { status: 422, json: { message: "No.", errors: { type: ["No."] } } } }
    },
    { on: "create", type: "chargebacks", nth: 1, do: { drop: "after" } },
    { on: "create", type: "transactions", do: { fate: { missing_rows: 5 } } },
    { on: "start", type: "public_profiles", do: { answer: { status: 402 } } },
    { on: "start", nth: 1, do: { answer: { status: 429 } } }
  )
  project.commands.fate = ({ command: [program] }) => (program === "./refuse.sh" ? exits(1, "no") : Effect.void)
  project.disk.files.set("taken.csv", { bytes: 1, sha256: "f".repeat(64) })
  const plans = [yield* project.plan]
  const first = yield* Effect.orDie(project.apply())
  plans.push(yield* project.plan)
  const interrupted = yield* Effect.orDie(project.apply({ stop: Effect.void }))
  return { plans, reports: [first, interrupted], events: project.events }
})
