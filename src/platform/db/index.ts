export { type Batcher, type BatchOptions, batcher } from './batch.ts';
export { DATABASE, type Embedded, type EmbeddedOptions, startEmbedded } from './embedded.ts';
export { isDataFault, isDeadlock, isTaken, refusalOf } from './faults.ts';
export { admit, type Migrated, migrate } from './migrate.ts';
export { type Db, type OpenOptions, openDb, type Tx } from './pool.ts';
export { untilReachable } from './reachable.ts';
export { Unusable } from './unusable.ts';
export { uuid } from './uuid.ts';
