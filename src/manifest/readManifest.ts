/**
 * The texts of manifest files as a manifest, or everything that is wrong with them: text ─ parse ─> data ─ judge ─> Manifest.
 */
import type * as Either from "effect/Either"
import type { Env } from "./env.ts"
import { type Judged, judge, type Readings } from "./judge.ts"
import { makeLocate } from "./locate.ts"
import type { Problem } from "./Problem.ts"
import { parse } from "./parse.ts"
import type { Source } from "./Source.ts"
import { secretsOf } from "./secrets.ts"

export const readManifest = (sources: ReadonlyArray<Source>, env: Env): Either.Either<Judged, ReadonlyArray<Problem>> =>
  judge(readTexts(sources, env), env)

/** `env` is where the key is that must never be shown. */
export const readTexts = (sources: ReadonlyArray<Source>, env: Env): Readings => {
  const { redact } = secretsOf(env)
  const files = sources.map(withoutMark)
  return {
    files: files.map((source) => ({ file: source.file, ...parse(source, redact) })),
    locate: makeLocate(files, redact)
  }
}

/** Editors do not count a byte order mark as a column. */
const withoutMark = ({ file, text }: Source): Source => ({ file, text: text.replace(/^\uFEFF/, "") })
