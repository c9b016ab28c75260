/**
 * What each problem of a manifest means, and what to do about it: for those who read annotations and have no document at hand.
 * docs/errors.md says the same, and test/cli/annotations.test.ts holds them equal.
 */
import type { ProblemCode } from "../../manifest/Problem.ts"

export const PROBLEM_HELP: Readonly<Record<ProblemCode, readonly [meaning: string, todo: string]>> = {
  "file-not-found": ["there is no such file, or no YAML file in the folder", "name a manifest with `-f`"],
  "file-unreadable": ["the file system does not give it", "check its permissions"],
  "file-too-large": [
    "it is far larger than any manifest",
    "check that it is the right file; split it into several with repeated `-f`"
  ],
  "empty-file": ["there is nothing in it", "begin with `version: 1` and `exports:`"],
  "several-documents": [
    "`---` begins a second document",
    "keep one document a file; give several files with repeated `-f`"
  ],
  "tab-indentation": ["a line is indented by a tab, which YAML does not allow", "indent by spaces"],
  "duplicate-key": ["a key stands twice in the same map; the first place is shown too", "remove or rename one"],
  "bad-syntax": [
    "it is no YAML at that place",
    "the hint says what was expected; quotes help where a value begins with a sign"
  ],
  "unknown-anchor": ["`*name` without a `&name` before it", "correct the name, or define the anchor first"],
  "bad-merge": ["`<<` merges something that is no map", "merge a map, or a list of maps"],
  "recursive-anchor": ["an anchor contains itself", "write the value out"],
  "too-deep": ["values are nested deeper than any manifest needs", "flatten them"],
  "too-large": ["aliases of aliases multiply into more values than are read", "use fewer of them"],
  "not-a-map": ["the file is a list or a single value", "begin with `version: 1` and `exports:`"],
  "unset-variable": [
    "`${env:NAME}`, and the environment has no such variable",
    "set it, or write `$${env:NAME}` for that very text"
  ],
  "bad-variable": [
    "what stands in `${env:…}` is no name of a variable",
    "letters, digits and `_`, not beginning with a digit"
  ],
  secret: [
    "a value looks like a key, a token or a password",
    "take it out: the key belongs into `ONLYFANSAPI_API_KEY`; replace it, if it was ever committed"
  ],
  "unsupported-version": [
    "`version` is none that this program reads",
    "write `version: 1`, or install a later program"
  ],
  "unknown-key": ["no such key belongs there", "the nearest one is suggested; `exporter schema` has all"],
  "missing-key": ["a required key is not there", "add it"],
  "unknown-option": ["the type has no such option", "the nearest one is suggested"],
  "missing-option": ["the type needs an option that is not there", "add it under `options`"],
  "unknown-type": [
    "no such type of export is known",
    "the nearest one is suggested; `allow_unknown_type: true` passes a new one of the vendor on"
  ],
  "wrong-type": ["a number stands where a text belongs, or the like", "the message says what belongs there"],
  "wrong-value": ["it is not one of the values that are possible there", "the message lists them"],
  "out-of-range": ["it is above the most or below the least", "the message has the limit"],
  "empty-value": ["there is a key and no value", "write one, or remove the key"],
  "duplicate-item": ["an entry stands twice in a list", "remove one"],
  "bad-name": [
    "a name of an export, an account or a type has characters that names cannot have, or looks like an id",
    "letters, digits, `-` and `_`"
  ],
  "bad-account-id": [
    "it is no account id of the vendor",
    "`acct_…` or `acc_…`, as the vendor's console shows it, or a name under `accounts`"
  ],
  "bad-date": ["there is no such day or time", "`YYYY-MM-DD`, or a time with its offset: `2024-01-31T12:00:00+01:00`"],
  "bad-output": [
    "the template of an output path has a variable that does not exist, or a lone brace",
    "the nearest variable is suggested"
  ],
  "bad-hook": [
    "a word of a hook has a variable that does not exist; no shell reads it, so `${HOME}` is none either",
    "the nearest variable is suggested; `${env:NAME}` is that of the environment ([`hooks.md`](hooks.md))"
  ],
  "unknown-variable": [
    "an option has a `{variable}` that no axis of a `matrix` gives a value",
    "the nearest axis is suggested; add it to the `matrix`"
  ],
  "unknown-timezone": ["no such time zone is known", "an IANA name: `Europe/Berlin`, `UTC`"],
  "unknown-account": [
    "an export names an account that is not declared",
    "the nearest name is suggested; declare it under `accounts`"
  ],
  "no-accounts": ["`account_ids: all`, and none is declared", "declare them under `accounts`, or list ids"],
  "split-without-accounts": [
    "`split: { account: true }` of an export that names none",
    "name its accounts, or do not split by them"
  ],
  "accounts-twice": [
    "`matrix` names accounts, and `account_ids` or `split` of the same export does too",
    "keep `account` under `matrix`, and remove the other"
  ],
  "unknown-axis": [
    "`exclude` or `include` names something that is no axis of the `matrix`",
    "the nearest axis is suggested"
  ],
  "unused-axis": [
    "no option, path or hook uses an axis: its values would all be the same purchase",
    "write it as `{axis}` in an option, or remove it"
  ],
  "incomplete-cell": ["an item of `include` leaves out an axis", "give it a value for every axis"],
  "repeated-cell": ["an item of `include` is a combination that is there already", "remove it"],
  "unmatched-exclude": ["an item of `exclude` is no combination of the `matrix`", "correct its values, or remove it"],
  "no-cells": ["`exclude` leaves nothing of the `matrix`", "exclude less, or remove the export"],
  "unused-override": [
    "`overrides` of an account that has no request of its own",
    "name an account of the export; `split: { account: true }` or `account` in a `matrix` gives each a request of its own"
  ],
  "needs-windows": [
    "a setting of windows, for an export that has none",
    "say how long its windows are (`split: month`), or remove it"
  ],
  "refresh-of-closed-windows": [
    "`refresh` for windows that are bought once they have closed, and do not change any more",
    "remove it; or `open_window: include` for open windows, or `rebuy` for late data"
  ],
  "declared-twice": ["two files declare the same name; both places are shown", "rename one"],
  "settings-differ": ["two files set the same setting to different values", "say it once"],
  "end-before-start": ["`end_date` is before `start_date`", "swap them, or correct the wrong one"],
  "moving-range": [
    "a relative date without windows: all of it would be another purchase every day",
    "cut it into windows (`split: month`), or say when it is bought again: `refresh: 7d`, or `never`"
  ],
  "too-many-requests": [
    "it makes more requests than `max_requests`",
    "split by a longer period, shorten the range, or raise `max_requests`"
  ],
  "output-escapes": [
    "an output path would leave the output root",
    "a path below the manifest's folder, with `/` between its parts"
  ],
  "output-collision": [
    "two different purchases would share a file, or one needs a folder where the other has its file",
    "add `{address}`, `{account}` or `{window}` to the output"
  ]
}
