/** Reads a scenario from its text. YAML and the validator are loaded only when there is one. */
import type { Scenario } from "./scenario.ts"

/** Everything that is wrong with a scenario. */
export class ScenarioError extends Error {
  readonly problems: ReadonlyArray<string>

  constructor(problems: ReadonlyArray<string>) {
    super(`The scenario is not valid:\n${problems.map((problem) => `  ${problem}`).join("\n")}`)
    this.name = "ScenarioError"
    this.problems = problems
  }
}

/** `text`: YAML or JSON. Rejects with a `ScenarioError`. */
export const parseScenario = async (text: string): Promise<Scenario> => {
  const { default: yaml } = await import("yaml")
  const document = yaml.parseDocument(text)
  if (document.errors.length > 0) throw new ScenarioError(document.errors.map(({ message }) => message))
  return checkScenario(document.toJS())
}

/** Rejects with a `ScenarioError`. */
export const checkScenario = async (value: unknown): Promise<Scenario> => {
  const [{ default: ajv }, { default: schema }] = await Promise.all([
    import("ajv/dist/2020.js"),
    import("../../schema/scenario.schema.json", { with: { type: "json" } })
  ])
  const validate = new ajv.Ajv2020({ allErrors: true, allowUnionTypes: true }).compile<Scenario>(schema)
  if (validate(value)) return value
  const problems = (validate.errors ?? []).map(({ instancePath, message, params }) => {
    const detail = "additionalProperty" in params ? `: ${params["additionalProperty"]}` : ""
    return `${instancePath === "" ? "the whole" : instancePath}: ${message}${detail}`
  })
  throw new ScenarioError(problems)
}
