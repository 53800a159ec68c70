export { type Intake, type Intakes, type Recorded, recordMany } from './batch-recording.service.ts';
export { formatCursor, parseCursor } from './cursor.ts';
export type { Decision } from './decide.ts';
export type { Recorder } from './law.service.ts';
export { sm3, uuidFrom } from './lawbook.service.ts';
export { preview, record } from './ledger.service.ts';
export {
  eraseContents,
  findSubject,
  getMark,
  listBeginners,
  listFacts,
  listFactsById,
  listFactsFrom,
  listFactsSince,
  listHeads,
  listLastFacts,
  listNews,
  listRegions,
  listStanding,
  listTouched,
  lockSubjects,
  type Mark,
  type Touched,
} from './ledger.store.ts';
export { ledgerModule } from './module.ts';
export { dutiesAbout, isPart, maySeeSubject, objectOf, readActionOf } from './reading.service.ts';
export {
  type After,
  countByParent,
  countSubjects,
  findContent,
  listSubjects,
  listTitles,
  listVisible,
  type SubjectFilter,
  type SubjectLine,
  type Title,
  titleOf,
} from './reading.store.ts';
export {
  type Application,
  type Difference,
  differenceSentence,
  foldSubject,
  rebuildRegion,
} from './rebuild.service.ts';
export type { NewContent, NewFact, Subject } from './subject.ts';
export { sweep } from './sweep.service.ts';
export { type Finding, LIMITS_OF_A_CHAIN, verifyRegion } from './verify.service.ts';
