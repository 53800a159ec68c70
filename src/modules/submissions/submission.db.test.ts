import { Readable } from 'node:stream';
import { readXlsx } from 'hucre/xlsx';
import sql from 'sql-template-tag';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { rebuildRegion, verifyRegion } from '#ledger';
import { SESSION_COOKIE } from '#platform/http';
import { at, type PersonKey, testCity } from '../../../test/city.ts';
import type { OwedList, RoundList, SubmissionDetail } from './contract.ts';

const PLAN = `云溪市机关作风整治行动方案

一、工作要求

市水利局、市教育局、市发改委于2026年3月6日前将整改方案报市效能办。市水利局、市教育局每周五向市发改委报送周报表。市水利局于2026年3月31日前完成自查。

二、实施步骤

（一）部署阶段（2026年3月1日至3月15日）。印发方案。

（二）实施阶段（2026年3月16日至5月31日）。组织实施。
`;

let city: Awaited<ReturnType<typeof testCity>>;
let plan: string;
beforeEach(async () => {
  city = await testCity();
  const office = city.as('officer');
  plan = ((await office('POST', '/api/plans', { text: PLAN })).body as { id: string }).id;
  const { digest } = (await office('GET', `/api/plans/${plan}/launch`)).body as { digest: string };
  expect((await office('POST', `/api/plans/${plan}/launch`, { digest })).status).toBe(200);
});
afterEach(() => city.close());

const owed = async (person: PersonKey, scope = 'open') =>
  ((await city.as(person)('GET', `/api/submissions?scope=${scope}`)).body as OwedList).lines;
const rounds = async (person: PersonKey, scope = 'open') =>
  ((await city.as(person)('GET', `/api/submission-rounds?scope=${scope}`)).body as RoundList).rounds;
const roundWith = async (person: PersonKey, words: string, number?: string) => {
  const found = (await rounds(person, 'all')).find(
    (one) => one.title.includes(words) && (number === undefined || one.number === number),
  );
  if (found === undefined) throw new Error(`no round says ${words}`);
  return found;
};
const addressOf = (round: { plan: { id: string }; item: string; number: string }) =>
  `plan=${round.plan.id}&item=${encodeURIComponent(round.item)}&number=${encodeURIComponent(round.number)}`;
const ownOf = async (person: PersonKey, words: string) => {
  const found = (await owed(person, 'all')).find(({ title }) => title.includes(words));
  if (found === undefined) throw new Error(`${person} owes nothing that says ${words}`);
  return found.id;
};
const detail = async (id: string, person: PersonKey = 'officer') =>
  (await city.as(person)('GET', `/api/submissions/${id}`)).body as SubmissionDetail;
const handIn = (id: string, person: PersonKey, report: string, after = 0, evidence: readonly string[] = []) =>
  city.as(person)('POST', `/api/submissions/${id}/hand-in`, { report, after, evidence });
const receive = (id: string, version = 1, person: PersonKey = 'officer') =>
  city.as(person)('POST', `/api/submissions/${id}/receive`, { version });
const sendBack = (id: string, version = 1, person: PersonKey = 'officer') =>
  city.as(person)('POST', `/api/submissions/${id}/return`, { version, reason: '缺少整改时限' });
const counted = async (words: string) => (await roundWith('officer', words)).counts;

test('启动之后: 写明报送对象的成为报送, 每个单位各欠一份, 不要签收; 没有报送对象的仍是任务', async () => {
  expect(await rounds('officer', 'all')).toMatchObject([
    {
      recipient: { id: city.units.office },
      dueAt: at('2026-03-06 17:00'),
      counts: { total: 3, handedIn: 0, missing: 3, overdue: 0, late: 0, waiting: 0, received: 0 },
    },
    {
      number: '2026-W10',
      recipient: { id: city.units.reform },
      dueAt: at('2026-03-06 17:00'),
      counts: { total: 2, missing: 2 },
    },
  ]);
  expect((await owed('waterLiaison')).map(({ title, standing }) => [title.includes('自查'), standing])).toEqual([
    [false, 'owed'],
    [false, 'owed'],
  ]);
  const acts = await city.db.query<{ act: string; rule: string }>(sql`
    select distinct act, rule from ledger.obligation where region = ${city.region} and bearer_unit = ${city.units.school}`);
  expect(acts).toEqual([{ act: '按期报送', rule: 'submission' }]);
  const tasks = await city.db.query<{ act: string }>(sql`
    select o.act from ledger.obligation o join ledger.content c on c.subject_id = o.subject_id and c.name = 'title'
    where o.region = ${city.region} and c.body->>'text' like '%自查%' order by 1`);
  expect(tasks.map(({ act }) => act)).toEqual(['按期报送', '签收']);
});

test('任务清单按报送筛选, 合并进展表和按筛选催办都照这一筛选', async () => {
  await handIn(await ownOf('waterLiaison', '整改方案'), 'waterLiaison', '已拟定');
  const merged = async (kind: string) => {
    const { bytes } = await city.raw('officer', `/api/merged-progress.xlsx?plan=${plan}&kind=${kind}`);
    return (await readXlsx(bytes)).sheets[0]?.rows.flat().map(String) ?? [];
  };
  const [reports, tasks] = [await merged('submission'), await merged('task')];
  expect([reports.some((cell) => cell.includes('整改方案')), reports.some((cell) => cell.includes('自查'))]).toEqual([
    true,
    false,
  ]);
  expect(reports.some((cell) => cell.includes('第 1 次交报: 已拟定'))).toBe(true);
  expect([tasks.some((cell) => cell.includes('整改方案')), tasks.some((cell) => cell.includes('自查'))]).toEqual([
    false,
    true,
  ]);
  const chased = (
    await city.as('officer')('POST', '/api/chases', { filter: { plan, kind: 'submission' }, preview: true })
  ).body as { chases: { title: string }[] };
  expect(chased.chases.length).toBeGreaterThan(0);
  expect(chased.chases.some(({ title }) => title.includes('自查'))).toBe(false);
});

test('周报每期一轮: 下一周自动出现, 报给市发改委, 由它收', async () => {
  await city.moveTo('2026-03-09 09:00');
  const weekly = (await rounds('reformLiaison', 'all')).filter(({ title }) => title.includes('周报表'));
  expect(weekly.map(({ number, counts }) => [number, counts.total, counts.overdue])).toEqual([
    ['2026-W10', 2, 2],
    ['2026-W11', 2, 0],
  ]);
  const paper = await ownOf('waterLiaison', '周报表');
  expect((await handIn(paper, 'waterLiaison', '第十周: 开工三处')).status).toBe(200);
  expect((await receive(paper, 1, 'reformLiaison')).status).toBe(200);
  // 3月6日应报, 3月9日才报: 收到之后仍是黄的.
  expect(await detail(paper, 'waterLiaison')).toMatchObject({ standing: 'received-late', lamp: 'done-late' });
});

describe('交报, 收下, 退回', () => {
  test('交报即停止计时; 收下按交报的时刻算, 收得慢不算迟', async () => {
    const id = await ownOf('waterLiaison', '整改方案');
    await city.moveTo('2026-03-05 10:00');
    expect((await handIn(id, 'waterLiaison', '整改方案一稿')).body).toMatchObject({ version: 1, state: 'submitted' });
    expect((await detail(id)).standing).toBe('handed-in');
    const answer = (await detail(id)).duties.find(({ act }) => act === '收件');
    // 3月5日星期四交报, 三个工作日到3月10日.
    expect(answer).toMatchObject({ bearer: { id: city.units.office }, dueAt: at('2026-03-10 17:00') });
    await city.moveTo('2026-03-09 10:00');
    expect((await receive(id)).status).toBe(200);
    expect(await detail(id)).toMatchObject({ standing: 'received', lamp: 'done' });
    expect(await counted('整改方案')).toMatchObject({
      total: 3,
      handedIn: 1,
      received: 1,
      missing: 2,
      overdue: 2,
      late: 0,
    });
  });

  test('退回: 写明理由, 按原来的期限重报; 每一版都在, 以最后一版为准; 期限过后补的是黄的', async () => {
    const id = await ownOf('waterLiaison', '整改方案');
    await handIn(id, 'waterLiaison', '整改方案一稿');
    expect((await city.as('officer')('POST', `/api/submissions/${id}/return`, { version: 1, reason: '' })).status).toBe(
      422,
    );
    expect((await sendBack(id)).status).toBe(200);
    expect((await detail(id)).standing).toBe('returned');
    await city.moveTo('2026-03-07 09:00');
    expect(await detail(id)).toMatchObject({ standing: 'overdue', lamp: 'red' });
    expect((await handIn(id, 'waterLiaison', '整改方案二稿', 1)).status).toBe(200);
    expect((await detail(id)).standing).toBe('handed-in-late');
    expect((await receive(id, 2)).status).toBe(200);
    const done = await detail(id);
    expect(done).toMatchObject({ standing: 'received-late', lamp: 'done-late' });
    expect(done.versions.map(({ version, report, late, answer }) => [version, report, late, answer?.kind])).toEqual([
      [2, '整改方案二稿', true, 'received'],
      [1, '整改方案一稿', false, 'returned'],
    ]);
    expect(done.versions[1]?.answer?.words).toBe('缺少整改时限');
    expect((await verifyRegion(city.db, city.region)).findings).toEqual([]);
    expect((await rebuildRegion(city.db, city.region, { apply: false })).differences).toEqual([]);
  });

  test('收下之前可以再交一版: 看的是旧版就不能收; 收件的时限按新的一版算, 迟不迟按第一次交报算', async () => {
    const id = await ownOf('waterLiaison', '整改方案');
    await handIn(id, 'waterLiaison', '一稿');
    expect((await handIn(id, 'waterLiaison', '又一稿', 0)).text).toContain('SUB-05');
    await city.moveTo('2026-03-07 09:00');
    expect((await handIn(id, 'waterLiaison', '二稿', 1)).status).toBe(200);
    expect((await receive(id, 1)).text).toContain('SUB-05');
    const answers = (await detail(id)).duties.filter(({ act }) => act === '收件');
    expect(answers.map(({ state }) => state).toSorted()).toEqual(['open', 'void']);
    expect((await receive(id, 2)).status).toBe(200);
    expect((await detail(id)).standing).toBe('received');
  });

  test('收下之后不能再交, 不能退回, 不能再收; 没交的不能收; 任务的签收, 报送完成, 验收都不用', async () => {
    const id = await ownOf('waterLiaison', '整改方案');
    expect((await receive(id)).text).toContain('SUB-04');
    for (const path of ['receive', 'complete', 'accept', 'return', 'close'])
      expect(
        (
          await city.as(path === 'receive' || path === 'complete' ? 'waterLiaison' : 'officer')(
            'POST',
            `/api/tasks/${id}/${path}`,
            path === 'complete' ? { result: '完' } : path === 'return' ? { reason: '缺' } : {},
          )
        ).text,
        path,
      ).toContain('TASK-21');
    await handIn(id, 'waterLiaison', '一稿');
    await receive(id);
    expect((await handIn(id, 'waterLiaison', '二稿', 1)).text).toContain('SUB-02');
    expect((await sendBack(id)).text).toContain('SUB-04');
    expect((await receive(id)).text).toContain('SUB-04');
  });

  test('同一请求重复提交只交一版', async () => {
    const id = await ownOf('waterLiaison', '整改方案');
    const send = () =>
      city.as('waterLiaison')(
        'POST',
        `/api/submissions/${id}/hand-in`,
        { report: '一稿', after: 0 },
        '11111111-1111-4111-8111-111111111111',
      );
    expect((await send()).body).toEqual((await send()).body);
    expect((await detail(id)).versions).toHaveLength(1);
  });

  test('方案修订作废的, 不能再交, 也不再列入', async () => {
    const id = await ownOf('waterLiaison', '整改方案');
    const office = city.as('officer');
    await office('POST', `/api/plans/${plan}/amend`, {});
    const draft = (await office('GET', `/api/plans/${plan}`)).body as {
      items: { id: string; revision: number; body: object }[];
    };
    const item = draft.items.find(({ body }) => JSON.stringify(body).includes('整改方案'));
    await office('POST', `/api/plans/${plan}/items/${item?.id}/drop`, { revision: item?.revision, reason: '不再要求' });
    const { digest } = (await office('GET', `/api/plans/${plan}/launch`)).body as { digest: string };
    expect((await office('POST', `/api/plans/${plan}/launch`, { digest })).status).toBe(200);
    expect((await handIn(id, 'waterLiaison', '一稿')).text).toContain('SUB-03');
    expect((await rounds('officer', 'all')).some(({ title }) => title.includes('整改方案'))).toBe(false);
    expect((await rounds('officer', 'all')).some(({ title }) => title.includes('周报表'))).toBe(true);
  });
});

describe('谁看得到, 谁办得了', () => {
  test('各报各的: 别的报送单位看不到内容, 附件和情况; 自己的, 报送对象, 领导看得到', async () => {
    const id = await ownOf('waterLiaison', '整改方案');
    const file = (
      (await city.upload('waterLiaison', '/api/evidence?name=a.txt', Readable.from([Buffer.from('整改清单')])))
        .body as {
        id: string;
      }
    ).id;
    expect((await handIn(id, 'waterLiaison', '水利局的整改方案', 0, [file])).status).toBe(200);
    for (const person of ['waterLiaison', 'waterClerk', 'officer', 'leader'] as const) {
      expect((await detail(id, person)).versions[0]?.report, person).toBe('水利局的整改方案');
      expect((await city.as(person)('GET', `/api/evidence/${file}`)).status, person).toBe(200);
      expect((await city.as(person)('GET', `/api/subjects/${id}/timeline`)).status, person).toBe(200);
    }
    for (const person of ['schoolLiaison', 'reformLiaison'] as const) {
      expect((await city.as(person)('GET', `/api/submissions/${id}`)).text, person).toContain('SUB-01');
      expect((await city.as(person)('GET', `/api/evidence/${file}`)).status, person).toBe(403);
      expect((await city.as(person)('GET', `/api/subjects/${id}/timeline`)).status, person).toBe(404);
      expect((await owed(person, 'all')).map((line) => line.id)).not.toContain(id);
    }
  });

  test('一轮只有报送对象, 效能办和领导汇总: 报送单位打不开别人的轮, 也下载不了', async () => {
    const own = await roundWith('officer', '整改方案');
    const weekly = await roundWith('officer', '周报表');
    for (const person of ['officer', 'leader'] as const) {
      expect((await city.as(person)('GET', `/api/submission-round?${addressOf(own)}`)).status, person).toBe(200);
      expect((await city.as(person)('GET', `/api/submission-round.xlsx?${addressOf(own)}`)).status, person).toBe(200);
    }
    // 市发改委: 周报的报送对象, 整改方案的报送单位.
    expect((await city.as('reformLiaison')('GET', `/api/submission-round?${addressOf(weekly)}`)).status).toBe(200);
    for (const person of ['reformLiaison', 'schoolLiaison'] as const) {
      expect((await city.as(person)('GET', `/api/submission-round?${addressOf(own)}`)).text, person).toContain(
        'SUB-07',
      );
      expect((await city.as(person)('GET', `/api/submission-round.xlsx?${addressOf(own)}`)).text, person).toContain(
        'SUB-07',
      );
    }
    expect(await rounds('schoolLiaison', 'all')).toEqual([]);
    expect((await city.as('auditor')('GET', '/api/submission-rounds')).status).toBe(403);
  });

  test('交报的是本单位联络员; 收下的是报送对象或效能办; 自己交的自己不能收', async () => {
    const id = await ownOf('waterLiaison', '整改方案');
    for (const person of ['waterClerk', 'officer', 'leader'] as const)
      expect((await handIn(id, person, '代交')).status, person).toBe(403);
    expect((await handIn(id, 'schoolLiaison', '代交')).text).toContain('SUB-01');
    expect((await handIn(id, 'waterLiaison', '一稿')).status).toBe(200);
    for (const person of ['waterLiaison', 'leader'] as const)
      expect((await receive(id, 1, person)).status, person).toBe(403);
    expect((await receive(id, 1, 'schoolLiaison')).text).toContain('SUB-01');
    await city.owner.query(sql`
      insert into directory.role_grant (region, id, person_id, role, unit_id, valid_from, valid_to, proposed_by, granted_by, granted_at)
      values (${city.region}, gen_random_uuid(), ${city.people.waterLiaison}, 'office', null, '2020-01-01', null, 'test', 'test', ${at('2026-01-01 00:00')})`);
    expect((await receive(id, 1, 'waterLiaison')).text).toContain('SUB-06');
    expect((await receive(id, 1, 'secondOfficer')).status).toBe(200);
  });
});

test('一次收下多份: 先看会收几份; 不能收的说明理由, 其余照收', async () => {
  const water = await ownOf('waterLiaison', '整改方案');
  const school = await ownOf('schoolLiaison', '整改方案');
  await handIn(water, 'waterLiaison', '一稿');
  const submissions = [
    { id: water, version: 1 },
    { id: school, version: 0 },
  ];
  const post = (body: object, person: PersonKey = 'officer') =>
    city.as(person)('POST', '/api/submissions/receive', body);
  expect((await post({ submissions, preview: true })).body).toMatchObject({
    received: 1,
    left: [{ id: school, unit: '云溪市教育局' }],
  });
  expect((await detail(water)).standing).toBe('handed-in');
  expect((await post({ submissions }, 'leader')).status).toBe(403);
  expect((await post({ submissions })).body).toMatchObject({ received: 1 });
  expect((await detail(water)).standing).toBe('received');
  expect((await detail(school)).standing).toBe('owed');
});

test('一次收下多份: 看不到的那份当作没有, 不说出是谁的', async () => {
  const water = await ownOf('waterLiaison', '整改方案');
  await handIn(water, 'waterLiaison', '一稿');
  const answer = await city.as('reformLiaison')('POST', '/api/submissions/receive', {
    submissions: [{ id: water, version: 1 }],
  });
  expect(answer.body).toMatchObject({ received: 0, left: [{ id: water, unit: '' }] });
  expect((await detail(water)).standing).toBe('handed-in');
});

test('到期前交的, 到期后未收之前再交一版, 不算迟; 退回之后迟交的算迟', async () => {
  const id = await ownOf('waterLiaison', '整改方案');
  await handIn(id, 'waterLiaison', '一稿');
  await city.moveTo('2026-03-09 09:00');
  await handIn(id, 'waterLiaison', '二稿', 1);
  expect((await detail(id)).standing).toBe('handed-in');
  expect((await detail(id)).versions.map(({ version, late }) => [version, late])).toEqual([
    [2, false],
    [1, false],
  ]);
  await sendBack(id, 2);
  await handIn(id, 'waterLiaison', '三稿', 2);
  expect((await detail(id)).standing).toBe('handed-in-late');
  expect((await detail(id)).versions.map(({ late }) => late)).toEqual([true, false, false]);
});

test('欠了一年以上的仍在未了结之列; 一年以前了结的不再列出; 长年的周报每一轮都打得开', async () => {
  const [water, school] = [await ownOf('waterLiaison', '整改方案'), await ownOf('schoolLiaison', '整改方案')];
  await handIn(school, 'schoolLiaison', '一稿');
  await receive(school);
  await city.moveTo('2027-03-15 09:00');
  // 一年里按期换过口令.
  await city.owner.query(sql`update auth.account set password_set_at = ${city.clock.now()}`);
  expect((await owed('waterLiaison')).map(({ id }) => id)).toContain(water);
  expect((await rounds('officer')).some(({ title }) => title.includes('整改方案'))).toBe(true);
  expect((await owed('schoolLiaison', 'all')).map(({ id }) => id)).not.toContain(school);
  const first = await city.as('reformLiaison')(
    'GET',
    `/api/submission-round?${addressOf({ ...(await roundWith('reformLiaison', '周报表')), number: '2026-W10' })}`,
  );
  expect(first.body).toMatchObject({ round: { number: '2026-W10', counts: { total: 2 } } });
});

test('未报的可以催办, 交报即回应; 已报待收的不催', async () => {
  const water = await ownOf('waterLiaison', '整改方案');
  const chase = async () => (await city.as('officer')('POST', '/api/chases', { tasks: [water] })).status;
  expect(await chase()).toBe(200);
  await handIn(water, 'waterLiaison', '一稿');
  expect((await detail(water)).duties.find(({ act }) => act === '回应催办')?.state).toBe('met');
  await city.moveTo('2026-03-03 09:00');
  expect(await chase()).toBe(409);
});

test('汇总表: 一行一个单位, 情况, 第几版, 报的什么', async () => {
  await handIn(await ownOf('waterLiaison', '整改方案'), 'waterLiaison', '=1+1 整改方案');
  const own = await roundWith('officer', '整改方案');
  const reply = await city.app.inject({
    url: `/api/submission-round.xlsx?${addressOf(own)}`,
    cookies: { [SESSION_COOKIE]: await city.token('officer') },
  });
  expect(reply.statusCode).toBe(200);
  const [, note = [], head = [], ...rows] = (await readXlsx(reply.rawPayload)).sheets[0]?.rows ?? [];
  expect(String(note[0])).toContain('应报 3, 已报 1, 未报 2, 其中逾期 0, 迟报 0');
  const table = rows.map((row) =>
    Object.fromEntries(head.map((heading, n) => [String(heading), String(row[n] ?? '')])),
  );
  expect(table.map((row) => [row.单位, row.情况, row.第几版, row.报送内容]).toSorted()).toEqual([
    ['云溪市发展和改革委员会', '未报', '', ''],
    ['云溪市教育局', '未报', '', ''],
    ['云溪市水利局', '已报, 待收件', '1', '=1+1 整改方案'],
  ]);
});
