import { describe, expect, it } from "vitest"
import { withheldFromHooks } from "../../src/cli/stateStore.ts"

const URL_OF_STATE = "postgres://me:p%2Fw@db.example.com/exports"

const inPostgres = (url: string) => ({ backend: "postgres", url, name: "exports" }) as const

describe("what opens the state is withheld from hooks:", () => {
  it.each([
    ["nothing of a file", undefined, {}, [], []],
    [
      "the keys of a bucket",
      { backend: "s3", bucket: "b", key: "k" } as const,
      { AWS_ACCESS_KEY_ID: "id", AWS_SECRET_ACCESS_KEY: "secret", AWS_REGION: "eu" },
      ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN"],
      ["id", "secret", ""]
    ],
    [
      "the address of a database, and its password: PGPASSWORD is of another one",
      inPostgres("${env:STATE}"),
      { STATE: URL_OF_STATE, PGPASSWORD: "x" },
      ["STATE"],
      [URL_OF_STATE, "p/w"]
    ],
    [
      "PGPASSWORD, where the address has none",
      inPostgres("postgres:///exports"),
      { PGPASSWORD: "x" },
      ["PGPASSWORD"],
      ["postgres:///exports", "x"]
    ],
    ["what is there, where the address is not set", inPostgres("${env:STATE}"), {}, ["STATE", "PGPASSWORD"], ["", ""]]
  ])("%s", (_, state, env, names, secrets) => {
    const manifest = state === undefined ? {} : { state }
    expect(withheldFromHooks(manifest, env)).toEqual({ names, secrets })
    expect(withheldFromHooks({ ...manifest, hooks: { mayUseState: true } }, env)).toEqual({ names: [], secrets: [] })
  })
})
