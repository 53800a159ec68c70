import { findJurisdiction, mayCall, namesOfPeople } from '#directory';
import type { DirectoryDoor } from './compose.ts';

/** The directory, as the shell asks it. */
export const directoryDoor: DirectoryDoor = {
  found: async () => {
    throw new Error('the directory cannot found a jurisdiction yet');
  },
  jurisdictionName: async (tx, region) => (await findJurisdiction(tx, region))?.name,
  personName: async (tx, region, person) => (await namesOfPeople(tx, region, [person])).get(person),
  mayCall,
};
