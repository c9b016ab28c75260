/** `exporter schema` */

import commandsSchema from "../../../schema/commands.schema.json" with { type: "json" }
import doctorSchema from "../../../schema/doctor.schema.json" with { type: "json" }
import eventsSchema from "../../../schema/events.schema.json" with { type: "json" }
import exportsSchema from "../../../schema/exports.schema.json" with { type: "json" }
import lastRunSchema from "../../../schema/last-run.schema.json" with { type: "json" }
import planSchema from "../../../schema/plan.schema.json" with { type: "json" }
import pruneSchema from "../../../schema/prune.schema.json" with { type: "json" }
import reportSchema from "../../../schema/report.schema.json" with { type: "json" }
import scenarioSchema from "../../../schema/scenario.schema.json" with { type: "json" }
import stateSchema from "../../../schema/state.schema.json" with { type: "json" }
import statusSchema from "../../../schema/status.schema.json" with { type: "json" }
import type { Output } from "../Output.ts"

const SCHEMAS: Readonly<Record<string, object>> = {
  exports: exportsSchema,
  plan: planSchema,
  report: reportSchema,
  events: eventsSchema,
  status: statusSchema,
  prune: pruneSchema,
  state: stateSchema,
  "last-run": lastRunSchema,
  commands: commandsSchema,
  doctor: doctorSchema,
  scenario: scenarioSchema
}

export const schema = (output: Output, name: string): 0 => {
  output.out(JSON.stringify(SCHEMAS[name], null, 2))
  return 0
}
