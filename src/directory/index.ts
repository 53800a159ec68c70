import { defineModule } from '#platform/module';
import { directoryRoutes } from './directory.routes.ts';
import { organisationPages } from './organisation.pages.ts';

export { actorIn, actorOf, actorWho, mayCall } from './actor.service.ts';
export { namesOfPeople } from './actor.store.ts';
export { type BodyInput, createBody, editBody, endBody } from './body.service.ts';
export { listBodies } from './body.store.ts';
export * from './directory.ts';
export { type Founding, foundJurisdiction } from './founding.service.ts';
export { approveGrants, endGrant, type GrantInput, grantRole } from './grant.service.ts';
export type { MemberInput } from './members.ts';
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
  createPerson,
  createPost,
  editPerson,
  editPost,
  endPerson,
  endPost,
  type Holders,
  type PersonInput,
  type PostInput,
  setHolders,
} from './people.service.ts';
export { listHoldings, listPeople, listPosts } from './people.store.ts';
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
export { searchUnits } from './reading.service.ts';
export { listWhoMay } from './roster.service.ts';
export {
  addAlias,
  createUnit,
  createUnitOnTheSpot,
  editUnit,
  endUnit,
  matchUnits,
  type NameMatch,
  type UnitInput,
} from './unit.service.ts';
export { findJurisdiction, findUnit, listJurisdictions, listUnits, namesOfUnits } from './unit.store.ts';

export const directoryModule = defineModule({
  id: 'directory',
  title: '组织机构',
  routes: directoryRoutes,
  pages: organisationPages,
  portalLinks: [{ href: '/organisation', text: '机构', hint: '参与机关效能建设的单位和议事协调机构' }],
  statuses: {
    'ACC-01': 403,
    'ACC-02': 403,
    'ACC-03': 403,
    'ACC-04': 403,
    'ACC-05': 403,
    'ACC-06': 403,
    'ACC-07': 403,
    'ACC-08': 401,
    'DIR-14': 403,
    'DIR-16': 422,
  },
});
