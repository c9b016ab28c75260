/** docs/matrix.md: every manifest in it is one, and makes the requests that are listed below it. */
import { readFileSync } from "node:fs"
import { expect, it } from "vitest"
import { requestsOf } from "./manifests.ts"

const text = readFileSync(new URL("../../docs/matrix.md", import.meta.url), "utf8")
const examples = [...text.matchAll(/```yaml\n([\s\S]*?)```\n\n```\n([\s\S]*?)```/g)]

it("has examples, each with its requests", () => {
  expect(examples).toHaveLength([...text.matchAll(/```yaml/g)].length)
  expect(examples.length).toBeGreaterThan(2)
})

it.each(examples.map(([, manifest = "", listed = ""]) => [manifest, listed]))("is right: %s", (manifest, listed) => {
  expect(requestsOf(manifest).map(({ address }) => address)).toEqual(listed.trim().split("\n"))
})

it("has the merged options that it speaks of", () => {
  const [, , [, overrides = ""] = []] = examples
  const { canonical } = requestsOf(overrides).at(-1) ?? {}
  expect(canonical?.options).toEqual({ maxMessages: 500, skipMassMessages: true })
})
