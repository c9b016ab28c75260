/**
 * How workers find each other: Effect's cluster over the database of the state. Each has a share of the shards, by locks
 * that it keeps renewing; what a worker had that is gone, another one has within seconds.
 */
import * as RunnerAddress from "@effect/cluster/RunnerAddress"
import * as RunnerHealth from "@effect/cluster/RunnerHealth"
import * as ShardingConfig from "@effect/cluster/ShardingConfig"
import * as SocketRunner from "@effect/cluster/SocketRunner"
import * as SqlMessageStorage from "@effect/cluster/SqlMessageStorage"
import * as SqlRunnerStorage from "@effect/cluster/SqlRunnerStorage"
import { layerClientProtocol, layerSocketServer } from "@effect/platform-node-shared/NodeClusterSocket"
import * as RpcSerialization from "@effect/rpc/RpcSerialization"
import { SqlClient } from "@effect/sql/SqlClient"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Option from "effect/Option"
import { SHARDS } from "./shards.ts"

export interface Address {
  readonly host: string
  readonly port: number
}

export interface ClusterOptions {
  /** Where the others reach this worker. */
  readonly address: Address
  /** Workers of one API key are among themselves. */
  readonly key: string
}

/**
 * The times that make up a takeover. Locks of the database's sessions are not used for shards: a worker that stands still
 * would keep what it has for as long as it stands. That it wakes up and goes on is harmless: every commit is fenced.
 */
const settings = ({ address, key }: ClusterOptions): Partial<ShardingConfig.ShardingConfig["Type"]> => ({
  runnerAddress: Option.some(RunnerAddress.make(address.host, address.port)),
  runnerListenAddress: Option.some(
    RunnerAddress.make(isLoopback(address.host) ? address.host : "0.0.0.0", address.port)
  ),
  availableShardGroups: [key],
  assignedShardGroups: [key],
  shardsPerGroup: SHARDS,
  shardLockDisableAdvisory: true,
  shardLockRefreshInterval: "1 second",
  shardLockExpiration: "5 seconds",
  refreshAssignmentsInterval: "1 second",
  entityMessagePollInterval: "1 second",
  entityReplyPollInterval: "500 millis",
  entityTerminationTimeout: "2 seconds",
  entityMailboxCapacity: "unbounded"
})

/** Wider than `src/loopback.ts`, which says where plain text may go: in doubt a worker listens to this machine alone. */
const isLoopback = (host: string): boolean => host === "localhost" || host.startsWith("127.")

const configOf = (options: ClusterOptions) => ShardingConfig.layer(settings(options))

const storageWith = (config: ReturnType<typeof configOf>) =>
  Layer.mergeAll(Layer.orDie(SqlMessageStorage.layer), Layer.orDie(SqlRunnerStorage.layer)).pipe(Layer.provide(config))

/** Its tables lie in the schema of the state: the client's sessions look there first. */
export const clusterLayer = (options: ClusterOptions) => {
  const config = configOf(options)
  return SocketRunner.layer.pipe(
    Layer.provide([layerSocketServer, layerClientProtocol]),
    // Who is alive is what the database says: a worker that is cut off from it answers its peers, and can do nothing.
    Layer.provide(RunnerHealth.layerNoop),
    Layer.provideMerge(storageWith(config)),
    Layer.provide(config),
    Layer.provide(RpcSerialization.layerMsgPack)
  )
}

/** Workers that start at the same time make the cluster's tables one after the other: `exporter` and a digit, as a number. */
const MAKING_TABLES = "7311152742193292659"

/** To be called before the cluster is joined. */
export const makeTables = (options: ClusterOptions) =>
  Effect.gen(function* () {
    const sql = yield* SqlClient
    const session = yield* sql.reserve
    yield* Effect.acquireUseRelease(
      session.executeRaw(`SELECT pg_advisory_lock(${MAKING_TABLES})`, []),
      () => Effect.scoped(Layer.build(storageWith(configOf(options)))),
      () => Effect.ignore(session.executeRaw(`SELECT pg_advisory_unlock(${MAKING_TABLES})`, []))
    )
  }).pipe(Effect.scoped)
