import * as fc from "effect/FastCheck"
import { describe, expect, it } from "vitest"
import { escape, html } from "../../../src/cli/report/html.ts"

describe("text as HTML", () => {
  it.each([
    ["<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"],
    [`" onload='x`, "&quot; onload=&#39;x"],
    ["&amp;", "&amp;amp;"],
    ["a\u0000b\u001b[2Jc\u009f", "a[U+0000]b[U+001B][2Jc[U+009F]"],
    ["two\nlines\tand\r", "two lines and "],
    ["\u202etxt.exe\u2066\u200f", "[U+202E]txt.exe[U+2066][U+200F]"],
    ["\ufeffa\u2028b\u00adc\ufffe", "[U+FEFF]a[U+2028]b[U+00AD]c[U+FFFE]"],
    ["\ud800x", "[U+D800]x"],
    ["Grüße, 日本語, שלום, 👩‍👩‍👧", "Grüße, 日本語, שלום, 👩‍👩‍👧"]
  ])("%j is %s", (text, markup) => {
    expect(escape(text)).toBe(markup)
  })

  it("has no markup of its own, whatever it is", () => {
    const bad = fc.string({ unit: fc.constantFrom("<", ">", "&", '"', "'", "\u202e", "\u0000", "a", "\ud83d", "\n") })
    fc.assert(
      fc.property(bad, (text) => {
        const { markup } = html`${text}`
        expect(markup).not.toMatch(/[<>"'\u202e\n]/)
        expect(markup).not.toMatch(/&(?!amp;|lt;|gt;|quot;|#39;)/)
      })
    )
  })

  it("is escaped once, wherever it stands in a template", () => {
    const inner = html`<i>${"<"}</i>`
    expect(html`<b title="${'"'}">${inner}${[inner, html`${7}`]}</b>`.markup).toBe(
      '<b title="&quot;"><i>&lt;</i><i>&lt;</i>7</b>'
    )
  })
})
