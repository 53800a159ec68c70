export { DATABASE, type Embedded, type EmbeddedOptions, startEmbedded } from './embedded.ts';
export { type Migrated, migrate, Unusable } from './migrate.ts';
export { type Db, type OpenOptions, openDb, type Tx } from './pool.ts';
export { uuid } from './uuid.ts';
