/** Where the state of a command is kept: the one place that chooses. Backends other than the file are loaded when chosen. */
import * as Effect from "effect/Effect"
import type * as Option from "effect/Option"
import type { Withheld } from "../apply/hookOutput.ts"
import { variableOf } from "../manifest/env.ts"
import type { Manifest, StateSettings } from "../manifest/Manifest.ts"
import * as StateStoreFile from "../state/StateStore.file.ts"
import type { StateStore } from "../state/StateStore.ts"
import type { Surroundings } from "./context.ts"
import { type DeclaredOptions, declared, mayDeclareState } from "./declared.ts"
import { type Failure, usage } from "./Failure.ts"
import type { KeptManifests } from "./KeptManifests.ts"
import type { Output } from "./Output.ts"

export interface KeptState {
  readonly store: StateStore["Type"]
  /** As people name it: a path, `s3://bucket/key`, `postgres:name`. */
  readonly name: string
  /** The state file, where it is one. Absolute. */
  readonly file?: string
}

interface Choice {
  readonly state: Option.Option<string>
  readonly sandbox: boolean
}

/**
 * For commands that have read the manifest. `--state FILE` wins; what was bought in a sandbox stays on this machine.
 *
 * @param settings what the manifest says of it
 */
export const stateStoreOf = (
  { state, sandbox }: Choice,
  around: Surroundings,
  settings: StateSettings | undefined
): Effect.Effect<KeptState, Failure> =>
  settings === undefined || sandbox
    ? Effect.succeed(fileStore(around.stateFile))
    : state._tag === "Some"
      ? Effect.as(
          Effect.logWarning(`--state ${state.value} is used, and not the ${settings.backend} of the manifest.`),
          fileStore(around.stateFile)
        )
      : remoteStore(settings)

/** For commands that do without the manifest: it is read where it says something of the state. */
export const stateStore = (
  output: Output,
  options: Choice & Pick<DeclaredOptions, "file">,
  around: Surroundings
): Effect.Effect<KeptState, Failure, KeptManifests> =>
  options.sandbox || options.state._tag === "Some" || !mayDeclareState(options.file)
    ? Effect.succeed(fileStore(around.stateFile))
    : Effect.flatMap(declared(output, { file: options.file, asOf: around.asOf }), ({ manifest }) =>
        stateStoreOf(options, around, manifest.state)
      )

export const fileStore = (file: string): KeptState => ({ store: StateStoreFile.make(file), name: file, file })

export const remoteStore = (settings: StateSettings): Effect.Effect<KeptState, Failure> =>
  settings.backend === "s3" ? s3Store(settings) : postgresStore(settings)

/**
 * What opens the state that a manifest declares, and is not passed on to its hooks: whoever writes there says what was
 * bought. Also where `--state` or `--sandbox` takes another state.
 */
export const withheldFromHooks = (
  { state, hooks }: Pick<Manifest, "state" | "hooks">,
  env: Readonly<Record<string, string | undefined>>
): Withheld => {
  if (state === undefined || hooks?.mayUseState === true) return { names: [], secrets: [] }
  if (state.backend === "s3") return { names: S3_CREDENTIALS, secrets: S3_CREDENTIALS.map((name) => env[name] ?? "") }
  const from = variableOf(state.url)
  const url = from === undefined ? state.url : (env[from] ?? "")
  const password = passwordIn(url)
  // Only where the address has none is this one asked for.
  const more = password === undefined ? ["PGPASSWORD"] : []
  return {
    names: [...(from === undefined ? [] : [from]), ...more],
    secrets: [url, password ?? env["PGPASSWORD"] ?? ""]
  }
}

const S3_CREDENTIALS = ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN"]

const passwordIn = (url: string): string | undefined => {
  try {
    const { password } = new URL(url)
    return password === "" ? undefined : decodeURIComponent(password)
  } catch {
    return undefined
  }
}

const s3Store = (settings: Extract<StateSettings, { readonly backend: "s3" }>): Effect.Effect<KeptState, Failure> =>
  Effect.gen(function* () {
    const { bucket, key, endpoint } = settings
    const accessKeyId = yield* variable("AWS_ACCESS_KEY_ID", "the state is kept in S3")
    const secretAccessKey = yield* variable("AWS_SECRET_ACCESS_KEY", "the state is kept in S3")
    const { AWS_SESSION_TOKEN: sessionToken, AWS_REGION, AWS_DEFAULT_REGION } = process.env
    const StateStoreS3 = yield* Effect.promise(() => import("../state/StateStore.s3.ts"))
    const store = StateStoreS3.make({
      bucket,
      key,
      region: settings.region ?? (AWS_REGION || AWS_DEFAULT_REGION || "us-east-1"),
      ...(endpoint === undefined ? {} : { endpoint }),
      accessKeyId,
      secretAccessKey,
      ...(sessionToken ? { sessionToken } : {})
    })
    return { store, name: `s3://${bucket}/${key}` }
  })

const postgresStore = (settings: PostgresSettings): Effect.Effect<KeptState, Failure> =>
  Effect.gen(function* () {
    const { name } = settings
    const url = yield* urlOf(settings)
    const StateStorePostgres = yield* Effect.promise(() => import("../state/StateStore.postgres.ts"))
    return { store: StateStorePostgres.make({ url, name }), name: `postgres:${name}` }
  })

type PostgresSettings = Extract<StateSettings, { readonly backend: "postgres" }>

const urlOf = ({ url }: PostgresSettings): Effect.Effect<string, Failure> => {
  const from = variableOf(url)
  return from === undefined ? Effect.succeed(url) : variable(from, "`state.url` in the manifest names it")
}

/** The database where workers meet, and the name of the state in it. */
export const databaseOf = (
  settings: StateSettings | undefined
): Effect.Effect<{ readonly url: string; readonly state: string }, Failure> =>
  settings?.backend === "postgres"
    ? Effect.map(urlOf(settings), (url) => ({ url, state: settings.name }))
    : usage(
        "workers meet in a PostgreSQL database, and the state is not in one",
        "write `state: { backend: postgres, url: … }` into the manifest; docs/workers.md says more"
      )

const variable = (name: string, why: string): Effect.Effect<string, Failure> => {
  const value = process.env[name]
  return value === undefined || value === ""
    ? Effect.fail(usage(`${name} is not set, and ${why}`, "set it; `--state FILE` uses a local file instead"))
    : Effect.succeed(value)
}
