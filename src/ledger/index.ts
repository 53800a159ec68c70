export type { Decision } from './decide.ts';
export { sm3, uuidFrom } from './lawbook.service.ts';
export { preview, type Recorder, record } from './ledger.service.ts';
export { findSubject, listFacts, lockSubjects } from './ledger.store.ts';
export {
  type After,
  countSubjects,
  listSubjects,
  listTitles,
  type SubjectFilter,
  type SubjectLine,
  type Title,
  titleOf,
} from './reading.store.ts';
export type { NewContent, NewFact, Subject } from './subject.ts';
