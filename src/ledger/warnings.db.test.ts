import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { z } from 'zod';
import { idOf, type SubjectId } from '#core/kernel';
import { uuid } from '#platform/db';
import { type PersonKey, testCity, type UnitKey } from '../../test/city.ts';
import type { DutyBoard, DutyList, RuleList } from './contract.ts';
import { record } from './index.ts';

let city: Awaited<ReturnType<typeof testCity>>;

/** A task of one unit, received already, so that only its own duty is open. */
async function assign(lead: UnitKey, dueDay: string, text: string): Promise<void> {
  const { region, people, units } = city;
  const by = { region, now: city.clock.now(), person: people.officer };
  const subject = { type: 'task', id: idOf<SubjectId>(uuid()) };
  const data = {
    plan: uuid(),
    item: 'task-1',
    origin: 'task',
    period: null,
    leads: [units[lead]],
    supports: [],
    acceptor: units.office,
    dueDay,
    dueBasis: 'stated',
    span: null,
  };
  const title = { name: 'title', retention: 'business' as const, body: { number: '', text } };
  await city.db.transaction((tx) => record(tx, by, [{ subject, kind: 'task.assigned', data, contents: [title] }]));
  await city.db.transaction((tx) => record(tx, by, [{ subject, kind: 'task.received', data: { unit: units[lead] } }]));
}

beforeAll(async () => {
  city = await testCity();
  await assign('water', '2026-03-10', '甲');
  await assign('water', '2026-03-20', '乙');
  await assign('school', '2026-03-18', '丙');
  await assign('reform', '2026-06-30', '丁');
  // 周一: 甲已逾期; 丙距到期 2 日, 黄牌; 乙距到期 4 个工作日, 预警; 丁正常.
  await city.moveTo('2026-03-16 09:00');
});
afterAll(() => city.close());

const get = async <Body>(person: PersonKey, url: string) => (await city.as(person)('GET', url)).body as Body;
const titles = async (person: PersonKey, query: string) =>
  (await get<z.infer<typeof DutyList>>(person, `/api/duties?scope=all&${query}`)).duties.map((duty) => duty.title);

describe('预警一览', () => {
  test('各单位各灯的数目: 效能办看全部, 单位只看与自己有关的', async () => {
    const board = await get<DutyBoard>('officer', '/api/duties/board');
    const of = (unit: UnitKey) =>
      board.units
        .find((line) => line.unit.id === city.units[unit])
        ?.counts.toSorted((a, b) => (a.lamp < b.lamp ? -1 : 1));
    expect(of('water')).toEqual([
      { lamp: 'red', count: 1 },
      { lamp: 'warning', count: 1 },
    ]);
    expect(of('school')).toEqual([{ lamp: 'yellow', count: 1 }]);
    expect(of('reform')).toEqual([{ lamp: 'normal', count: 1 }]);
    expect(board.units.find((line) => line.unit.id === city.units.water)?.unit.name).toBe('云溪市水利局');
    const own = await get<DutyBoard>('schoolLiaison', '/api/duties/board');
    expect(own.units.map((line) => line.unit.id)).toEqual([city.units.school]);
  });

  test('三员不看业务: 拒绝; 没有登录: 拒绝', async () => {
    expect((await city.as('officer')('GET', '/api/duties/board')).status).toBe(200);
    for (const person of ['systemAdmin', 'securityAdmin', 'auditor'] as const)
      expect((await city.as(person)('GET', '/api/duties/board')).status, person).toBe(403);
    expect((await city.as(null)('GET', '/api/duties/board')).status).toBe(401);
  });

  test('清单按灯和单位筛选, 先到期的在前; 看不到别的单位的, 筛也筛不出来', async () => {
    expect(await titles('officer', 'lamp=red&lamp=yellow&lamp=warning')).toEqual(['甲', '丙', '乙']);
    expect(await titles('officer', 'lamp=warning')).toEqual(['乙']);
    expect(await titles('officer', `unit=${city.units.water}`)).toEqual(['甲', '乙']);
    expect(await titles('schoolLiaison', `unit=${city.units.school}`)).toEqual(['丙']);
    expect(await titles('schoolLiaison', `unit=${city.units.water}`)).toEqual([]);
    expect((await city.as('officer')('GET', '/api/duties?lamp=green')).status).toBe(422);
  });

  test('分页: 一页接一页, 不重不漏; 位置不对的拒绝', async () => {
    const first = await get<z.infer<typeof DutyList>>('officer', '/api/duties?scope=all&limit=3');
    expect(first.duties.map((duty) => duty.title)).toEqual(['甲', '丙', '乙']);
    const after = encodeURIComponent(first.next ?? '');
    const second = await get<z.infer<typeof DutyList>>('officer', `/api/duties?scope=all&limit=3&after=${after}`);
    expect(second.duties.map((duty) => duty.title)).toEqual(['丁']);
    expect(second.next).toBe(null);
    expect((await city.as('officer')('GET', '/api/duties?after=2')).text).toContain('LED-08');
  });
});

describe('规则与参数', () => {
  test('制度: 谁, 做什么, 何时之前, 用今天的数值说明; 人人可看', async () => {
    const { rules } = await get<z.infer<typeof RuleList>>('waterClerk', '/api/rules');
    expect(rules.map((rule) => rule.title)).toEqual([
      '调整审批',
      '回应催办',
      '批示办理',
      '方案任务',
      '按期报送',
      '报送收件',
      '任务验收',
      '答复延期申请',
      '任务签收',
    ]);
    const receipt = rules.find((rule) => rule.id === 'task-receipt');
    expect(receipt).toMatchObject({
      who: '牵头单位',
      what: '签收',
      when: '交办后 2 个工作日之内',
      consequences: [{ level: 'red', at: '到期未办结', words: '亮红牌, 效能办催办' }],
      parameters: ['task.receipt-in-use', 'task.receipt-term', 'task.receipt-signals'],
    });
    expect((await city.as(null)('GET', '/api/rules')).status).toBe(401);
  });

  test('算不出来的参数值, 设定时就拒绝; 算得出来的可以', async () => {
    const set = (id: string, value: object) =>
      city.as('officer')('POST', `/api/parameters/${id}`, {
        effectiveFrom: '2026-04-01',
        basis: '云效办〔2026〕3号',
        value,
      });
    const half = { kind: 'signals', signals: { warning: { at: 'before', amount: 1.5, unit: 'workday' } } };
    expect((await set('task.signals', half)).text).toContain('TERM-05');
    const share = { kind: 'signals', signals: { warning: { at: 'before', percent: 20 } } };
    expect((await set('task.signals', share)).text).toContain('TERM-16');
    expect((await set('task.receipt-term', { kind: 'term', term: { amount: 0, unit: 'month' } })).text).toContain(
      'TERM-07',
    );
    const whole = { kind: 'signals', signals: { warning: { at: 'before', amount: 2, unit: 'workday' } } };
    expect((await set('task.signals', whole)).status).toBe(200);
  });

  test('凭证参数: 人人可看, 只有效能办可设; 生效日不早于今天; 设定后连同沿革可见', async () => {
    const path = '/api/evidence/parameters';
    const body = { effectiveFrom: '2026-03-16', value: 20_971_520, basis: '云效办〔2026〕4号' };
    expect((await city.as('waterLiaison')('POST', `${path}/evidence.max-bytes`, body)).status).toBe(403);
    expect(
      (await city.as('officer')('POST', `${path}/evidence.max-bytes`, { ...body, effectiveFrom: '2026-03-15' })).text,
    ).toContain('EVI-16');
    expect(
      (await city.as('officer')('POST', `${path}/evidence.max-bytes`, { ...body, value: ['exe'] })).text,
    ).toContain('EVI-15');
    expect((await city.as('officer')('POST', `${path}/evidence.max-bytes`, body)).status).toBe(200);
    expect((await get<{ maxBytes: number }>('waterClerk', '/api/evidence/limits')).maxBytes).toBe(20_971_520);
    const { parameters } = await get<{ parameters: { id: string; inForce: object; editions: object[] }[] }>(
      'waterClerk',
      path,
    );
    const size = parameters.find((parameter) => parameter.id === 'evidence.max-bytes');
    expect(size?.inForce).toEqual({ from: '2026-03-16', value: 20_971_520, basis: '云效办〔2026〕4号', own: true });
    expect(size?.editions).toMatchObject([{ value: 104_857_600, setBy: null }, { setBy: '周明远' }]);
  });
});
