/** All peers, in the order of the tables. */
import { alchemyParallel, alchemySequential } from "./alchemy.ts"
import { doit } from "./doit.ts"
import { make } from "./make.ts"
import { ninja } from "./ninja.ts"
import type { Peer } from "./Peer.ts"
import { snakemake } from "./snakemake.ts"
import { terraform } from "./terraform.ts"

export const peers: ReadonlyArray<Peer> = [terraform, alchemySequential, alchemyParallel, snakemake, make, doit, ninja]
