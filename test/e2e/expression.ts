/** The expressions of GitHub's workflows, as far as this project writes them: names, texts, `always()`, `==`, `&&`, `||`. */

/** What a name such as `steps.find.outputs.artifact` stands for; nothing is an empty text. */
export type Names = (name: string) => string

const TOKEN = /'(?:[^']|'')*'|&&|\|\||[!=]=|always\(\)|[\w.-]+/g

export const evaluate = (expression: string, names: Names): string => {
  const tokens = expression.match(TOKEN) ?? []
  const binary =
    (
      operators: ReadonlyArray<string>,
      operand: () => string,
      apply: (a: string, b: string, operator: string) => string
    ) =>
    (): string => {
      let left = operand()
      while (operators.includes(tokens[0] ?? "")) {
        const operator = tokens.shift() ?? ""
        left = apply(left, operand(), operator)
      }
      return left
    }
  const value = (): string => {
    const token = tokens.shift() ?? ""
    if (token === "always()") return "true"
    return token.startsWith("'") ? token.slice(1, -1).replaceAll("''", "'") : names(token)
  }
  const truth = (is: boolean): string => (is ? "true" : "")
  const comparison = binary(["==", "!="], value, (a, b, operator) => truth((a === b) === (operator === "==")))
  const and = binary(["&&"], comparison, (a, b) => (a === "" ? a : b))
  return binary(["||"], and, (a, b) => (a === "" ? b : a))()
}

/** A text with its `${{ … }}` replaced. */
export const filled = (text: string, names: Names): string =>
  text.replace(/\$\{\{(.*?)\}\}/g, (_, expression: string) => evaluate(expression, names))
