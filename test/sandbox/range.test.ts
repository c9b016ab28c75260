import { expect, it } from "vitest"
import { rangeOf } from "../../src/sandbox/range.ts"

const part = (start: number, end: number) => ({ kind: "part", start, end })
const whole = { kind: "whole" }
const unsatisfiable = { kind: "unsatisfiable" }

it.each([
  [undefined, whole],
  ["bytes=0-9", part(0, 9)],
  ["bytes=10-", part(10, 99)],
  ["bytes=90-500", part(90, 99)],
  ["bytes=-20", part(80, 99)],
  ["bytes=-500", part(0, 99)],
  ["bytes=99-", part(99, 99)],
  ["bytes=100-", unsatisfiable],
  ["bytes=-0", unsatisfiable],
  ["bytes=9-5", whole],
  ["bytes=0-1,5-6", whole],
  ["bytes=-", whole],
  ["lines=1-2", whole]
])("of 100 bytes, %s asks for %j", (header, expected) => {
  expect(rangeOf(header, 100)).toEqual(expected)
})
