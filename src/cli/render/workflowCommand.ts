/** Workflow commands of GitHub Actions: lines of standard output that the runner takes for its own. */
import { oneLine } from "./plan.ts"

type Properties = Readonly<Record<string, string | number>>

/** `::error file=exports.yaml,line=3::message`; one line, whatever stands in it. */
export const workflowCommand = (
  name: "error" | "warning" | "notice",
  properties: Properties,
  message: string
): string => {
  const given = Object.entries(properties).map(([key, value]) => `${key}=${property(`${value}`)}`)
  return `::${name} ${given.join(",")}::${data(message)}`
}

/** The escapes of workflow commands, as the runner reads them. */
const data = (text: string): string => oneLine(text).replaceAll("%", "%25")
const property = (text: string): string => data(text).replaceAll(":", "%3A").replaceAll(",", "%2C")
