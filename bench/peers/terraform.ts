import { writeFileSync } from "node:fs"
import { join } from "node:path"
import { indexes, needs, type Peer } from "./Peer.ts"

/** One resource block an export, of a type that is built in. The state is written: applying so many takes it long. */
export const terraform: Peer = {
  name: "terraform",
  missing: needs("terraform"),
  most: 10_000,
  lay: async (folder, count) => {
    writeFileSync(join(folder, "main.tf"), indexes(count).map(block).join("\n"))
    const state = { version: 4, terraform_version: "1.5.0", serial: 1, lineage: uuid(0), outputs: {} }
    const resources = indexes(count).map(resource)
    writeFileSync(join(folder, "terraform.tfstate"), JSON.stringify({ ...state, resources, check_results: null }))
    const args = ["plan", "-input=false", "-no-color", "-detailed-exitcode"]
    return { command: "terraform", args, options: { cwd: folder, env: { CHECKPOINT_DISABLE: "1" } } }
  },
  isIdle: ({ exitCode }) => exitCode === 0
}

const block = (index: number): string => `# Asked for by accounting, ticket ${100_000 + index}.
resource "terraform_data" "report_${index}" {
  input = {
    type       = "transactions"
    account    = "acct_9f2c41"
    start_date = "2024-01-01"
    number     = ${index}
  }
}
`

const resource = (index: number) => {
  const written = {
    value: { account: "acct_9f2c41", number: index, start_date: "2024-01-01", type: "transactions" },
    type: ["object", { account: "string", number: "number", start_date: "string", type: "string" }]
  }
  const attributes = { id: uuid(index), input: written, output: written, triggers_replace: null }
  return {
    mode: "managed",
    type: "terraform_data",
    name: `report_${index}`,
    provider: 'provider["terraform.io/builtin/terraform"]',
    instances: [{ schema_version: 0, attributes, sensitive_attributes: [] }]
  }
}

const uuid = (index: number): string => `65b5d001-bb2d-385f-6ccc-${index.toString(16).padStart(12, "0")}`
