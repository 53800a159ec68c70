import type { Happening } from '../telling.ts';
import { busLines } from './bus-lines.ts';
import { chronicLateness } from './chronic-lateness.ts';
import { countyPipes } from './county-pipes.ts';
import { leaderWords } from './leader-words.ts';
import { oneThing } from './one-thing.ts';
import { portalNews } from './portal-news.ts';
import { publication } from './publication.ts';
import { waitingToday } from './waiting-today.ts';
import { waterApproval } from './water-approval.ts';

/** Every story of the demonstration, one file each. A further module puts its own beside them and adds its line here. */
export const STORIES: readonly (readonly Happening[])[] = [
  busLines,
  chronicLateness,
  countyPipes,
  leaderWords,
  oneThing,
  portalNews,
  publication,
  waitingToday,
  waterApproval,
];
