/**
 * How the files of earlier versions become those of today. A state file that was migrated is kept beside the new one
 * (`exports.state.v<N>.bak`); a version is never taken out of the table once a release has written it.
 */
import { VERSION } from "./fault.ts"

/** From one version to the next. What is given is verified and parsed; what comes back is a record or charge of `from + 1`. */
export interface Migration {
  readonly from: number
  readonly record: (old: unknown) => unknown
  readonly charge: (old: unknown) => unknown
}

/** Version 1 is the first: there is nothing to migrate from. */
export const MIGRATIONS: ReadonlyArray<Migration> = []

/** The way from a version to the present one, or `undefined` where a step is missing. */
export const wayFrom = (version: number, migrations: ReadonlyArray<Migration>): Omit<Migration, "from"> | undefined => {
  const steps: Array<Migration> = []
  for (let at = version; at < VERSION; at++) {
    const step = migrations.find((migration) => migration.from === at)
    if (step === undefined) return undefined
    steps.push(step)
  }
  return {
    record: (old) => steps.reduce((value, step) => step.record(value), old),
    charge: (old) => steps.reduce((value, step) => step.charge(value), old)
  }
}
