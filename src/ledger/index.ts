export { type Intake, type Intakes, type Recorded, recordMany } from './batch-recording.service.ts';
export { formatCursor, parseCursor } from './cursor.ts';
export type { Decision } from './decide.ts';
export {
  countByParentAndDay,
  countByWeek,
  countDueBefore,
  countLateDays,
  countTimings,
  countTimingsByLead,
  type FigureScope,
  listFactsOfUnit,
  type UnitFact,
} from './figures.store.ts';
export type { Recorder } from './law.service.ts';
export { sm3, uuidFrom } from './lawbook.service.ts';
export { preview, record } from './ledger.service.ts';
export {
  eraseContents,
  findSubject,
  getMark,
  listBeginners,
  listContents,
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
export { countInForce } from './parameter.service.ts';
export {
  type Performance,
  type PerformanceFilter,
  performanceOf,
  TIMINGS,
  type Timing,
  timingOf,
} from './performance.ts';
export { dutiesAbout, dutyUnitsOf, isPart, maySeeSubject, objectOf, readActionOf } from './reading.service.ts';
export {
  type After,
  countByParent,
  countSubjects,
  findContent,
  listDutiesOfRule,
  listObligations,
  listOfRule,
  listSubjects,
  listTitles,
  listVisible,
  type RuleLine,
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
export { type SubjectFilter, taskFilterOf } from './subject-filter.ts';
export { sweep } from './sweep.service.ts';
export { type Finding, LIMITS_OF_A_CHAIN, verifyRegion } from './verify.service.ts';
