import { findJurisdiction, foundJurisdiction, mayCall, namesOfPeople } from '#directory';
import type { DirectoryDoor } from './compose.ts';

/** The directory, as the shell asks it. */
export const directoryDoor: DirectoryDoor = {
  found: foundJurisdiction,
  jurisdictionName: async (tx, region) => (await findJurisdiction(tx, region))?.name,
  personName: async (tx, region, person) => (await namesOfPeople(tx, region, [person])).get(person),
  mayCall,
};
