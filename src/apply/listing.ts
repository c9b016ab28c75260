/** The team's exports of one type, page by page. */
import * as Effect from "effect/Effect"
import type { ExportPage, ListQuery, RemoteExport } from "../api/ExportApi.ts"
import type { Instant } from "../domain.ts"

/** `isEnough`: nothing older than that is of interest. The order of the listing is not documented: it is used where it is seen. */
export const listTeam = <E, R>(
  list: (query: ListQuery) => Effect.Effect<ExportPage, E, R>,
  type: string,
  isEnough: (oldest: Instant) => boolean = () => false
): Effect.Effect<ReadonlyArray<RemoteExport>, E, R> =>
  Effect.gen(function* () {
    const listed: Array<RemoteExport> = []
    for (let page = 1, last = 1; page <= last; page++) {
      const answer = yield* list({ page, type })
      last = answer.lastPage
      listed.push(...answer.exports)
      const oldest = listed.at(-1)?.createdAt
      if (oldest !== undefined && isEnough(oldest) && isNewestFirst(listed)) break
    }
    return listed
  })

const isNewestFirst = (listed: ReadonlyArray<RemoteExport>): boolean =>
  listed.every((one, index) => {
    const previous = listed[index - 1]
    return one.createdAt !== undefined && (previous?.createdAt === undefined || previous.createdAt >= one.createdAt)
  })
