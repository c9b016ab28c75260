import { readFileSync } from "node:fs"
import path from "node:path"
import { describe, expect, it } from "vitest"

const read = (file: string): string => readFileSync(path.resolve(import.meta.dirname, "../..", file), "utf8")

describe("docs/telemetry.md", () => {
  it("lists every metric with its kind and unit, and no other", () => {
    const made = [...read("src/telemetry/measures.ts").matchAll(/= (\w+)\(\s*"(exporter\.[\w.]+)",\s*"([^"]+)"/g)].map(
      ([, kind, name, unit]) => `${name} ${kind?.toLowerCase()} ${unit}`
    )
    const listed = [
      ...read("docs/telemetry.md").matchAll(/^\| `(exporter\.[\w.]+)` \| ([a-z -]+) \| `([^`]+)` \|/gm)
    ].map(([, name, kind, unit]) => `${name} ${kind?.replace(/[ -]/g, "")} ${unit}`)
    expect(listed.toSorted()).toEqual(made.toSorted())
    expect(made.length).toBeGreaterThan(10)
  })

  it("shows every span", () => {
    const named = ["src/apply/workflow.ts", "src/apply/save.ts", "src/apply/Records.ts", "src/apply/traced.ts"].flatMap(
      (file) => [...read(file).matchAll(/inSpan\(\s*"([\w.]+)"/g)].map(([, name = ""]) => name)
    )
    expect([...new Set(named)].filter((name) => !read("docs/telemetry.md").includes(` ${name}`))).toEqual([])
    expect(new Set(named).size).toBe(9)
  })
})
