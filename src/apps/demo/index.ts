import type { Db } from '#platform/db';
import { formKey } from '#platform/http';
import type { Module } from '#platform/module';
import type { Demonstration } from '../compose.ts';
import { dayWords } from './day-words.ts';
import { demonstrationPages, peopleToChoose } from './demo.pages.ts';
import { demonstrationRoutes } from './demo.routes.ts';
import { advancing } from './demonstration.service.ts';
import { type DemonstrationClock, keepLoaded } from './folder.ts';
import { loadDemonstration } from './load.service.ts';

export { admitDemonstration, refuseDemonstration } from './demonstration.service.ts';
export { type DemonstrationClock, demonstrationClock, demonstrationFolder, takeFolder } from './folder.ts';

/** Loads the demonstration and says how far it is. */
export async function load(parts: {
  db: Db;
  modules: readonly Module[];
  dataDir: string;
  version: string;
  say: (line: string) => void;
}): Promise<void> {
  const { say, dataDir } = parts;
  say('正在载入演示: 云溪市四个月的工作, 约需半分钟…');
  const begun = performance.now();
  let month = '';
  const stage = await loadDemonstration({
    ...parts,
    onDay(day) {
      if (day.slice(0, 7) === month) return;
      month = day.slice(0, 7);
      say(`  ${Number(month.slice(5))} 月`);
    },
  });
  keepLoaded(dataDir, stage.clock.now());
  say(`演示已载入, 用时 ${Math.round((performance.now() - begun) / 1000)} 秒`);
}

/** What the demonstration adds to the product. */
export function demonstration(db: Db, clock: DemonstrationClock): Demonstration {
  return {
    notice: () => `演示: 云溪市和其中的单位、人员都是虚构的。演示里的今天是 ${dayWords(clock.today())}。`,
    besideSignIn: async (request) => peopleToChoose(formKey(request), returnOf(request.query)),
    routes(app, jobs) {
      demonstrationPages(app);
      demonstrationRoutes(app, advancing({ db, clock, jobs }));
    },
  };
}

function returnOf(query: unknown): string | undefined {
  const asked = typeof query === 'object' && query !== null && 'return' in query ? query.return : undefined;
  return typeof asked === 'string' ? asked : undefined;
}
