import { currentCalendar } from '#calendars';
import type { Period } from '#core/calendar';
import {
  type Instant,
  idOf,
  localDay,
  type PlanId,
  type Region,
  type SubjectId,
  startOfDay,
  type UnitId,
} from '#core/kernel';
import {
  findContent,
  listFacts,
  listRegions,
  listTitles,
  lockSubjects,
  type NewFact,
  type Recorder,
  record,
  uuidFrom,
} from '#ledger';
import type { Tx } from '#platform/db';
import type { Ctx } from '#platform/http';
import { type EstablishedCadence, establishedCadence, openingsOf } from './cadence.ts';
import { namedBy, type Source } from './launch.ts';
import { listBegunCadences, markCadence } from './plan.store.ts';

/** The clock moves: opens the tasks of every period that has begun. A skipped run is caught up, a repeated one changes nothing. */
export async function openBegunPeriods({ db, now }: Pick<Ctx, 'db' | 'now'>): Promise<void> {
  const faults: unknown[] = [];
  for (const region of await listRegions(db)) {
    for (const { subject, plan } of await listBegunCadences(db, region, localDay(now))) {
      // The clock records. One cadence at fault must not stop those that come after it.
      await db
        .transaction((tx) => openPeriods(tx, { region, now }, plan, subject))
        .catch((fault: unknown) => faults.push(fault));
    }
  }
  if (faults.length > 0) throw new AggregateError(faults, `${faults.length} cadences could not be opened`);
}

/** The tasks that a cadence has opened so far. */
export async function tasksOfCadence(tx: Tx, region: Region, subject: SubjectId): Promise<SubjectId[]> {
  const chain = await listFacts(tx, region, subject);
  return chain.flatMap(({ fact }) =>
    fact.kind === 'cadence.period-begun' ? [idOf<SubjectId>(String(fact.data.task))] : [],
  );
}

/** Opens the periods of one cadence that have begun and are not yet open: a fact on the cadence, and a task for each unit. */
export async function openPeriods(tx: Tx, recorder: Recorder, plan: PlanId, subject: SubjectId): Promise<void> {
  // Held before it is read: an amendment that ends the cadence meanwhile, or another worker, goes before or after this.
  await lockSubjects(tx, recorder.region, [subject]);
  const chain = await listFacts(tx, recorder.region, subject);
  const established = chain[0]?.fact;
  if (established === undefined || chain.some(({ fact }) => fact.kind === 'cadence.ended')) {
    await markCadence(tx, recorder.region, plan, subject, null);
    return;
  }
  const cadence = establishedCadence(established.data);
  const opened = chain.flatMap(({ fact }) => (fact.kind === 'cadence.period-begun' ? [String(fact.data.period)] : []));
  const calendar = await currentCalendar(tx, recorder.region);
  const { begun, nextOpensOn } = openingsOf(cadence, opened, localDay(recorder.now), calendar);
  const [named] = await listTitles(tx, recorder.region, [subject]);
  const source = await findContent<Source>(tx, recorder.region, subject, 'source');
  const facts = begun.flatMap((period) =>
    periodFacts(cadence, subject, period, named?.title.text ?? '', source, established.occurredAt),
  );
  if (facts.length > 0) await record(tx, recorder, facts);
  await markCadence(tx, recorder.region, plan, subject, nextOpensOn);
}

function periodFacts(
  cadence: EstablishedCadence,
  subject: SubjectId,
  period: Period,
  text: string,
  source: Source | null,
  launchedAt: Instant,
): NewFact[] {
  const beganAt = startOfDay(period.from);
  // A period that was running already when the plan was launched begins for its bearers with the launch.
  const occurredAt = beganAt < launchedAt ? launchedAt : beganAt;
  return turnsOf(cadence).flatMap(({ unit, turn }): NewFact[] => {
    // The same period opened twice would be the same task: the ledger refuses the second.
    const task = idOf<SubjectId>(uuidFrom(`${subject}\n${period.id}\n${unit}\n${turn}`));
    return [
      {
        subject: { type: 'cadence', id: subject },
        kind: 'cadence.period-begun',
        occurredAt,
        data: { period: period.id, task },
      },
      {
        subject: { type: 'task', id: task },
        kind: 'task.assigned',
        occurredAt,
        data: {
          plan: cadence.plan,
          item: cadence.item,
          origin: 'cadence',
          period: period.id,
          leads: [unit],
          supports: [],
          acceptor: cadence.acceptor,
          recipient: cadence.recipient ?? null,
          dueDay: period.due,
          dueBasis: 'stated',
          span: cadence.span,
        },
        contents: namedBy({ number: cadence.count === 1 ? period.id : `${period.id} 第${turn}次`, text }, source),
      },
    ];
  });
}

/** Each unit, as often as the cadence asks within one period. */
function turnsOf(cadence: EstablishedCadence): { unit: UnitId; turn: number }[] {
  return cadence.leads.flatMap((unit) => Array.from({ length: cadence.count }, (_, n) => ({ unit, turn: n + 1 })));
}
