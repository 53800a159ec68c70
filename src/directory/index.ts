export { actorIn, actorOf, actorWho, mayCall } from './actor.service.ts';
export { namesOfPeople } from './actor.store.ts';
export * from './directory.ts';
export {
  bareName,
  collectiveKinds,
  expandCollective,
  matchUnit,
  type NamedUnit,
  placeNames,
  plainName,
  type Suggestion,
  similarity,
  splitUnitNames,
  type UnitMatch,
} from './names.ts';
export {
  ACTIONS,
  type AccessObject,
  type Action,
  actionsOf,
  isAction,
  isWithin,
  may,
  mayAnywhere,
  type Reach,
  type Relation,
  reach,
  whoMay,
  wordsOf,
} from './policy.ts';
export { findJurisdiction, findUnit, listJurisdictions, listUnits, namesOfUnits } from './unit.store.ts';
