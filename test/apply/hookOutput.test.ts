import { describe, expect, it } from "vitest"
import { inherited, shownOutput } from "../../src/apply/hookOutput.ts"

const KEY = "ofapi_0123456789abcdef0123"

const NOTHING = { names: [], secrets: [] }

describe("what is shown of a hook's output", () => {
  it("is its last lines, none of them longer than a screen can take", () => {
    const many = Array.from({ length: 50 }, (_, index) => `line ${index}`).join("\n")
    const shown = shownOutput(many, "", {}).split("\n")
    expect([shown.length, shown[0], shown[1], shown.at(-1)]).toEqual([21, "…", "line 30", "line 49"])
    expect(shownOutput("x".repeat(2_000), "", {})).toBe(`${"x".repeat(499)}…`)
  })

  it("moves no cursor", () => {
    expect(shownOutput("\u001b[31mred\u001b[0m\u0007\r\n50 %\r100 %\n\n", "", {})).toBe("red\n50 %\n100 %")
  })

  it("tells no secret", () => {
    const env = { PGPASSWORD: "hunter2hunter2", SHORT_TOKEN: "x", HOME: "/home/me" }
    const text = `key ${KEY}\nhttps://files.example/a?signature=1\nhunter2hunter2 x\npostgres://me:secretpw@db/x\n/home/me`
    const shown = shownOutput(text, KEY, env)
    for (const secret of [KEY, "signature", "hunter2", "secretpw"]) expect(shown).not.toContain(secret)
    expect(shown).toContain("*** x")
    expect(shown).toContain("/home/me")
  })

  it("is nothing where nothing was written", () => {
    expect(shownOutput("\n \n", "", {})).toBe("")
  })
})

describe("the environment of a hook", () => {
  it("is that of the program, without the API key under whatever name", () => {
    const env = { ONLYFANSAPI_API_KEY: KEY, MINE: `Bearer ${KEY}`, HOME: "/home/me", NOT: undefined }
    expect(inherited(env, KEY, NOTHING)).toEqual({ HOME: "/home/me" })
  })

  it("is without what else is withheld, and without its secrets under whatever name but for words that may be others", () => {
    const secret = "wJalrXUtnFEMI/K7MDENG"
    const env = { STATE: "x", COPY: `--secret=${secret}`, PATH: "/usr/lib/postgresql", ID: "AK" }
    expect(inherited(env, KEY, { names: ["STATE"], secrets: [secret, "postgres", ""] })).toEqual({
      PATH: "/usr/lib/postgresql",
      ID: "AK"
    })
  })

  it("is without a key that is too short to be one", () => {
    expect(inherited({ ONLYFANSAPI_API_KEY: "x", LETTER: "x" }, "", NOTHING)).toEqual({ LETTER: "x" })
  })
})
