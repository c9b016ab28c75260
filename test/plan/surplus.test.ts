import { describe, expect, it } from "vitest"
import type { Request } from "../../src/domain.ts"
import { surplusOf } from "../../src/plan/surplus.ts"
import { restingPath } from "../../src/state/generations.ts"
import type { Generation, SavedFile, StateRecord } from "../../src/state/Record.ts"
import { AS_OF, canonicalOf, credits, dataExportId, doneOf, fileAt, instant, requestOf, stateOf } from "./samples.ts"

const fans = requestOf("fans", { canonical: canonicalOf({ type: "fans" }), keep: 2 })

const generationAt = (n: number, files?: ReadonlyArray<SavedFile>): Generation => {
  const as_of = instant(`2024-01-0${n}T00:00:00Z`)
  return {
    as_of,
    data_export_id: dataExportId(`data_export_${n}`),
    start_date: fans.canonical.start_date,
    end_date: fans.canonical.end_date,
    credits: credits(n),
    completed_at: as_of,
    files: files ?? [fileAt(restingPath(fans.output, as_of), n)]
  }
}

const FOUR = [1, 2, 3, 4].map((n) => generationAt(n))

const bought = (earlier: ReadonlyArray<Generation>, request: Request = fans): StateRecord => ({
  ...doneOf(request),
  earlier
})

const idsOf = (generations: ReadonlyArray<Generation>) => generations.map((one) => one.data_export_id.slice(-1))

const surplus = (requests: ReadonlyArray<Request>, ...records: ReadonlyArray<StateRecord>) =>
  surplusOf(requests, stateOf(...records), AS_OF, "UTC").map(({ address, keep, generations, shared }) => ({
    address,
    keep,
    surplus: idsOf(generations),
    shared: idsOf(shared)
  }))

const { keep: _, ...keepsAll } = fans
const twin = (keep?: number): Request => ({
  ...keepsAll,
  ...requestOf("twin", { canonical: fans.canonical, ...(keep === undefined ? {} : { keep }) })
})

describe("the surplus of a purchase", () => {
  it("is what is beyond `keep`, the newest included, the oldest first", () => {
    expect(surplus([fans], bought(FOUR))).toEqual([{ address: "fans", keep: 2, surplus: ["1", "2", "3"], shared: [] }])
    expect(surplus([{ ...fans, keep: 1 }], bought(FOUR))[0]?.surplus).toEqual(["1", "2", "3", "4"])
    expect(surplus([{ ...fans, keep: 5 }], bought(FOUR))).toEqual([])
  })

  it("is nothing without `keep`, and nothing of what is not declared", () => {
    expect(surplus([keepsAll], bought(FOUR))).toEqual([])
    expect(surplus([requestOf("other", { keep: 1 })], bought(FOUR))).toEqual([])
  })

  it("never has the newest that is saved, also while the next one is on its way", () => {
    const { files: __, completed_at: ___, ...rest } = bought(FOUR) as Extract<StateRecord, { readonly phase: "done" }>
    const onItsWay: StateRecord = { ...rest, phase: "started" }
    expect(surplus([{ ...fans, keep: 1 }], onItsWay)[0]?.surplus).toEqual(["1", "2", "3"])
  })

  it("is that of the address which keeps most, where several are one purchase", () => {
    expect(surplus([fans, twin(4)], bought(FOUR))).toEqual([{ address: "fans", keep: 4, surplus: ["1"], shared: [] }])
    expect(surplus([fans, twin()], bought(FOUR))).toEqual([])
    expect(surplus([twin(), fans], bought(FOUR))).toEqual([])
  })

  it("leaves alone what another record, another generation or another address has a file of", () => {
    const other = requestOf("other")
    const [one, ...others] = FOUR
    const file = one?.files[0] ?? fileAt("")
    const shared = [{ address: "fans", keep: 2, surplus: ["2", "3"], shared: ["1"] }]
    expect(surplus([fans, other], bought(FOUR), doneOf(other, [file]))).toEqual(shared)
    expect(surplus([fans], bought([generationAt(1, [file]), ...others.slice(0, 2), generationAt(4, [file])]))).toEqual(
      shared
    )
    expect(surplus([fans, requestOf("next", { output: file.path })], bought(FOUR))).toEqual(shared)
  })
})
