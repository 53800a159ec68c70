import sql from 'sql-template-tag';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addNotice, seedCalendar } from '#calendars';
import {
  type Instant,
  idOf,
  localText,
  orRefuse,
  type PersonId,
  type PlainDate,
  parseInstant,
  type Region,
  type SubjectId,
  type UnitId,
} from '#core/kernel';
import { uuid } from '#platform/db';
import { type FreshDb, freshDb } from '../../test/database.ts';
import { record } from './ledger.service.ts';
import { findSubject } from './ledger.store.ts';
import { rebuildRegion } from './rebuild.service.ts';
import { retime } from './retime.service.ts';
import { sweep } from './sweep.service.ts';
import { verifyRegion } from './verify.service.ts';

const region = idOf<Region>('yunxi');
const on = (text: string) => idOf<PlainDate>(text);
const at = (text: string): Instant => orRefuse(parseInstant(`${text.replace(' ', 'T')}:00+08:00`));
const person = idOf<PersonId>('00000000-0000-7000-8000-0000000000a1');
const unit = idOf<UnitId>('00000000-0000-7000-8000-0000000000b1');

let fresh: FreshDb;
beforeAll(async () => {
  fresh = await freshDb();
  await seedCalendar({ db: fresh.db, now: at('2026-01-01 00:00') });
});
afterAll(() => fresh.drop());

async function assign(dueDay: string, now: string): Promise<SubjectId> {
  const id = idOf<SubjectId>(uuid());
  await fresh.db.transaction((tx) =>
    record(tx, { region, now: at(now), person }, [
      {
        subject: { type: 'task', id },
        kind: 'task.assigned',
        data: {
          plan: uuid(),
          item: 'task-1',
          origin: 'task',
          period: null,
          leads: [unit],
          supports: [],
          acceptor: unit,
          dueDay,
          dueBasis: 'stated',
          span: null,
        },
      },
    ]),
  );
  return id;
}

async function times(id: SubjectId, act: string) {
  const subject = await findSubject(fresh.db, region, id);
  const obligation = subject?.obligations.find((candidate) => candidate.act === act);
  const local = (instant: Instant | null | undefined) => (instant ? localText(instant).slice(0, 16) : null);
  return {
    due: local(obligation?.times.dueAt),
    warning: local(obligation?.times.signals.warning),
    provisional: obligation?.times.provisional,
  };
}

test('新一年放假通知录入后, 所涉未了时限重算, 每次变动是一个事实; 未涉及的不动, 已发的信号不动', async () => {
  // 12月30日 (周三) 交办, 两个工作日内签收: 31日和, 元旦 (周五) 之后, 1月4日 (周一).
  const newYear = await assign('2027-01-12', '2026-12-30 10:00');
  const within = await assign('2026-12-31', '2026-12-30 10:00');
  expect(await times(newYear, '签收')).toEqual({ due: '2027-01-04T17:00', warning: null, provisional: true });
  expect((await times(newYear, '完成任务')).warning).toBe('2027-01-05T09:00');
  await sweep(fresh.db, at('2026-12-30 11:00'));

  // 虚构的 2027 年安排: 元旦放到 1月4日 (周一), 1月9日 (周六) 上班.
  await addNotice(
    { db: fresh.db, region, now: at('2026-12-31 09:00'), requestId: 'test', person },
    {
      year: 2027,
      titles: ['虚构: 云溪二〇二七年放假安排'],
      holidays: [{ name: '元旦', from: on('2027-01-01'), to: on('2027-01-04') }],
      makeUp: [{ name: '元旦', date: on('2027-01-09') }],
    },
  );
  // 签收移到1月5日; 提前五个工作日预警: 11日, 9日, 8日, 7日, 6日, 即由5日移到6日; 第三项已了结.
  expect(await retime(fresh.db, at('2026-12-31 09:05'))).toBe(3);
  expect(await times(newYear, '签收')).toEqual({ due: '2027-01-05T17:00', warning: null, provisional: false });
  expect((await times(newYear, '完成任务')).warning).toBe('2027-01-06T09:00');
  expect((await times(within, '完成任务')).due).toBe('2026-12-31T17:00');
  const facts = await fresh.db.query<{ before: Instant; after: Instant }>(sql`
    select body->'data'->>'before' as before, body->'data'->>'after' as after from ledger.fact
    where subject_id = ${newYear}::uuid and kind = 'obligation.retimed' order by 1`);
  expect(facts).toEqual([
    { before: at('2027-01-04 17:00'), after: at('2027-01-05 17:00') },
    { before: at('2027-01-12 17:00'), after: at('2027-01-12 17:00') },
  ]);

  expect(await retime(fresh.db, at('2026-12-31 09:06'))).toBe(0);
  expect((await verifyRegion(fresh.db, region)).findings).toEqual([]);
  expect((await rebuildRegion(fresh.db, region, { apply: false })).differences).toEqual([]);
});
