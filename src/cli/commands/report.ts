/** `exporter report` */
import { readFileSync, statSync } from "node:fs"
import path from "node:path"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import { decodeLastRun } from "../../apply/lastRun.ts"
import * as OutputFilesNode from "../../plan/OutputFiles.node.ts"
import { OutputFiles } from "../../plan/OutputFiles.ts"
import { DEFAULT_MANIFEST, prefixOf } from "../context.ts"
import { EXIT } from "../exit.ts"
import { type Failure, usage } from "../Failure.ts"
import { harmless, type Output, printDocument } from "../Output.ts"
import { lastRunFile } from "../Reporter.lastRun.ts"
import { renderBytes } from "../render/amounts.ts"
import { countsInWords } from "../render/coverage.ts"
import { codeOf, replaceFile } from "../replaceFile.ts"
import { PAGE_BEGINS, renderPage } from "../report/page.ts"
import { lookedAt, type ReportInput, savedIn } from "../report/ReportInput.ts"
import { VERSION } from "../version.ts"
import { look, type StatusOptions } from "./status.ts"

export interface ReportOptions extends StatusOptions {
  readonly out: Option.Option<string>
}

export const report = (output: Output, options: ReportOptions) =>
  Effect.gen(function* () {
    const { around, declaration, state, status } = yield* look(output, options)
    const { budget, accounts } = declaration.manifest
    const saved = savedIn(status, state)
    const facts = yield* Effect.flatMap(OutputFiles, ({ look: lookAt }) =>
      lookAt([...new Set(saved.map((file) => file.path))])
    ).pipe(Effect.provide(OutputFilesNode.layer(around.outputRoot)))
    const page = renderPage({
      status,
      manifests: options.file.length === 0 ? [DEFAULT_MANIFEST] : options.file,
      sandbox: options.sandbox,
      budget,
      accounts,
      files: lookedAt(saved, facts),
      lastRun: readLastRun(lastRunFile(around.stateFile)),
      version: VERSION
    })
    const file = Option.getOrElse(options.out, () =>
      path.relative("", path.join(around.outputRoot, prefixOf(options), "report.html"))
    )
    yield* writePage(file, page)
    const bytes = Buffer.byteLength(page)
    if (options.json) printDocument(output, { file, bytes })
    else output.out(harmless(`Written to ${file} (${renderBytes(bytes)}): ${countsInWords(status.summary)}.`))
    return EXIT.done
  })

const readLastRun = (file: string): ReportInput["lastRun"] => {
  try {
    return decodeLastRun(readFileSync(file, "utf8")) ?? "unreadable"
  } catch (error) {
    return codeOf(error) === "ENOENT" ? "none" : "unreadable"
  }
}

const writePage = (file: string, page: string): Effect.Effect<void, Failure> =>
  Effect.suspend(() => {
    if (!isFree(file))
      return usage(
        `'${file}' is there, and is no page of exporter: it is not overwritten`,
        "name another file with --out"
      )
    return Effect.try({
      try: () => replaceFile(file, page),
      catch: (error) =>
        usage(
          `the page cannot be written to '${file}' (${codeOf(error)})`,
          "name a file with --out, in a folder that exists and may be written to"
        )
    })
  })

/** A slip such as `--out exports.yaml` must not cost the manifest. A device or a pipe takes what it is given. */
const isFree = (file: string): boolean => {
  try {
    const there = statSync(file, { throwIfNoEntry: false })
    if (there === undefined || !there.isFile() || there.size === 0) return true
    return readFileSync(file, "utf8").startsWith(PAGE_BEGINS)
  } catch {
    // What cannot be looked at cannot be written, and that says why.
    return true
  }
}
