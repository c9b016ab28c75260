/** The shards that the workers of an API key have among them. */
export const SHARDS = 60

/** Their names in the tables of the cluster, which counts from 1. */
export const shardsOf = (key: string): ReadonlyArray<string> =>
  Array.from({ length: SHARDS }, (_, index) => `${key}:${index + 1}`)
