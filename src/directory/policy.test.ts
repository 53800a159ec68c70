import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { idOf, isRefusal, type PersonId, type Region, type UnitId } from '#core/kernel';
import { type Actor, type ActorRole, ADMIN_ROLES, ROLES, type Role } from './directory.ts';
import {
  ACTIONS,
  type AccessObject,
  type Action,
  actionsOf,
  isWithin,
  may,
  mayAnywhere,
  type Relation,
  reach,
  whoMay,
} from './policy.ts';

const region = idOf<Region>('yunxi');
const water = idOf<UnitId>('water');
const section = idOf<UnitId>('section');
const school = idOf<UnitId>('school');
const me = idOf<PersonId>('me');
const other = idOf<PersonId>('other');

function role(name: Role, unit: UnitId | null = null, more: Partial<ActorRole> = {}): ActorRole {
  return { role: name, unit, unitName: unit, below: unit === null ? [] : [unit], above: [], ...more };
}
function actor(...roles: ActorRole[]): Actor {
  return { region, person: me, name: '何静', roles, units: [] };
}
function object(relation: Relation, unitId: UnitId, more: Partial<AccessObject> = {}): AccessObject {
  return { region, subjectType: 'task', parties: [{ unitId, relation }], ...more };
}
function answer(who: Actor, action: Action, what: AccessObject): string {
  const said = may(who, action, what);
  return isRefusal(said) ? said.code : 'allowed';
}

const office = actor(role('office'));
const leader = actor(role('leader'));
const liaison = actor(role('liaison', water));
const chief = actor(role('section-chief', section, { above: [water] }));
const clerk = actor(role('clerk', section, { above: [water] }));

describe('谁可以对什么做什么', () => {
  test('效能办看全辖区的任务; 无角色的人不能, 拒绝里写明谁能', () => {
    expect(answer(office, 'task.read', object('lead', water))).toBe('allowed');
    const said = may(actor(), 'task.read', object('lead', water));
    expect(isRefusal(said) && said.code).toBe('ACC-01');
    expect(isRefusal(said) && said.sentence).toBe(
      '您不能查看任务: 可由效能办工作人员、领导、督查人员, 或参与单位的单位联络员、科室负责人、经办人办理。您还没有任何角色; 如有需要, 请联系安全管理员授权',
    );
  });

  test('单位联络员只看本单位参与的任务, 不论牵头配合', () => {
    expect(answer(liaison, 'task.read', object('lead', water))).toBe('allowed');
    expect(answer(liaison, 'task.read', object('supporting', water))).toBe('allowed');
    expect(answer(liaison, 'task.read', object('lead', school))).toBe('ACC-02');
  });

  test('牵头单位签收和报送完成, 配合单位不能; 报进展两者都能', () => {
    expect(answer(liaison, 'task.receive', object('lead', water))).toBe('allowed');
    expect(answer(liaison, 'task.receive', object('supporting', water))).toBe('ACC-02');
    expect(answer(liaison, 'task.complete', object('lead', water))).toBe('allowed');
    expect(answer(liaison, 'task.complete', object('supporting', water))).toBe('ACC-02');
    expect(answer(liaison, 'task.report', object('supporting', water))).toBe('allowed');
    expect(answer(liaison, 'task.report', object('acceptor', water))).toBe('ACC-02');
  });

  test('效能办不能替单位签收', () => {
    expect(answer(office, 'task.receive', object('lead', water))).toBe('ACC-01');
    expect(answer(liaison, 'task.receive', object('lead', water))).toBe('allowed');
  });

  test('科室的人为所在单位办理: 负责人签收, 经办人只报进展', () => {
    expect(answer(chief, 'task.receive', object('lead', water))).toBe('allowed');
    expect(answer(clerk, 'task.report', object('lead', water))).toBe('allowed');
    expect(answer(clerk, 'task.receive', object('lead', water))).toBe('ACC-01');
    expect(answer(chief, 'task.receive', object('lead', school))).toBe('ACC-02');
  });

  test('验收由效能办或验收单位, 但不由报送人自己', () => {
    const reported = object('acceptor', water, { reportedBy: other });
    expect(answer(office, 'task.accept', reported)).toBe('allowed');
    expect(answer(liaison, 'task.accept', reported)).toBe('allowed');
    expect(answer(leader, 'task.accept', reported)).toBe('ACC-01');
    expect(answer(office, 'task.accept', object('acceptor', water, { reportedBy: me }))).toBe('ACC-05');
    expect(answer(office, 'task.return', object('acceptor', water, { reportedBy: me }))).toBe('ACC-05');
  });

  test('领导看全辖区, 密封的和涉及本人的除外', () => {
    expect(answer(leader, 'task.read', object('lead', water))).toBe('allowed');
    expect(answer(leader, 'task.read', object('lead', water, { sealed: true }))).toBe('ACC-03');
    expect(answer(leader, 'task.read', object('lead', water, { concerned: [me] }))).toBe('ACC-04');
    expect(answer(leader, 'task.read', object('lead', water, { concerned: [other] }))).toBe('allowed');
  });

  test('领导只看不办', () => {
    expect(answer(leader, 'plan.read', { region })).toBe('allowed');
    expect(answer(leader, 'plan.edit', { region })).toBe('ACC-01');
    expect(answer(leader, 'plan.launch', { region })).toBe('ACC-01');
  });

  test('另一辖区的不行', () => {
    expect(answer(office, 'plan.read', { region })).toBe('allowed');
    expect(answer(office, 'plan.read', { region: idOf<Region>('other') })).toBe('ACC-06');
  });

  test('范围限于单位的效能办角色, 只及该单位参与的', () => {
    const scoped = actor(role('office', water, { below: [water, section] }));
    expect(answer(scoped, 'task.read', object('supporting', section))).toBe('allowed');
    expect(answer(scoped, 'task.read', object('lead', school))).toBe('ACC-02');
    expect(answer(scoped, 'plan.edit', { region })).toBe('ACC-02');
  });

  test('名录、角色、账号、参数、日历是全辖区的事: 范围限于单位的角色改不了', () => {
    const ofUnit = (name: Role) => actor(role(name, water));
    const whole: readonly (readonly [Role, Action])[] = [
      ['office', 'directory.edit'],
      ['office', 'parameter.set'],
      ['office', 'calendar.edit'],
      ['security-admin', 'role.grant'],
      ['system-admin', 'account.manage'],
      ['auditor', 'audit.read'],
    ];
    for (const [name, action] of whole) {
      expect(reach(ofUnit(name), action).scope, action).toBe('none');
      expect(reach(actor(role(name)), action).scope, action).toBe('jurisdiction');
    }
  });

  test('组织机构、参数、日历人人可看, 不论角色限于哪个单位', () => {
    expect(answer(liaison, 'directory.read', { region })).toBe('allowed');
    expect(answer(clerk, 'calendar.read', { region })).toBe('allowed');
    expect(answer(actor(), 'directory.read', { region })).toBe('ACC-01');
  });

  test('三员看不到业务内容', () => {
    const business: readonly Action[] = ['plan.read', 'task.read', 'duty.read', 'evidence.read', 'ledger.read'];
    for (const name of ADMIN_ROLES)
      for (const action of business) expect(answer(actor(role(name)), action, object('lead', water))).toBe('ACC-01');
  });

  test('看得到责任事项和凭证的角色, 也看得到事项所出的任务和批示', () => {
    for (const name of ROLES) {
      const where = reach(actor(role(name)), 'duty.read').scope;
      for (const action of ['task.read', 'instruction.read', 'evidence.read'] as const)
        expect([name, action, reach(actor(role(name)), action).scope]).toEqual([name, action, where]);
    }
  });

  test('三员各管一摊: 建账号, 授权, 看操作记录', () => {
    const table = (['account.manage', 'role.grant', 'audit.read'] as const).map((action) =>
      ADMIN_ROLES.map((name) => answer(actor(role(name)), action, { region })),
    );
    expect(table).toEqual([
      ['allowed', 'ACC-01', 'ACC-01'],
      ['ACC-01', 'allowed', 'ACC-01'],
      ['ACC-01', 'allowed', 'allowed'],
    ]);
  });

  test('菜单所据: 联络员能做的事', () => {
    expect(actionsOf(liaison)).toEqual([
      'plan.read',
      'task.read',
      'task.receive',
      'task.report',
      'task.complete',
      'task.accept',
      'task.return',
      'task.extend',
      'task.answer-extension',
      'task.close',
      'discussion.read',
      'discussion.write',
      'instruction.read',
      'instruction.answer',
      'submission.hand-in',
      'submission.answer',
      'submission.collect',
      'duty.read',
      'evidence.read',
      'evidence.upload',
      'directory.read',
      'parameter.read',
      'calendar.read',
      'ledger.read',
    ]);
    expect(actionsOf(actor())).toEqual([]);
  });

  test('每个动作都有人能做, 也说得出是谁', () => {
    for (const action of ACTIONS) {
      const able = ROLES.filter((name) => reach(actor(role(name), role(name, water)), action).scope !== 'none');
      expect(able.length, action).toBeGreaterThan(0);
      expect(whoMay(action)).not.toBe('');
    }
  });
});

describe('可以做 (may) 与看得到 (reach) 出自一张表', () => {
  const unit = fc.constantFrom(water, section, school);
  const units = fc.uniqueArray(unit);
  const anyRole = fc.record({
    role: fc.constantFrom(...ROLES),
    unit: fc.option(unit),
    unitName: fc.constant(null),
    below: units,
    above: units,
  });
  const anyActor = fc.array(anyRole, { maxLength: 3 }).map((roles) => actor(...roles));
  const anyObject = fc.record({
    region: fc.constant(region),
    parties: fc.array(
      fc.record({ unitId: unit, relation: fc.constantFrom<Relation>('lead', 'supporting', 'acceptor', 'own') }),
      { maxLength: 3 },
    ),
    concerned: fc.uniqueArray(fc.constantFrom(me, other)),
    reportedBy: fc.constantFrom(me, other, null),
    sealed: fc.boolean(),
  });

  test('能做的都在看得到的范围内; 在范围内而不能做的, 必因密封、回避或本人报送', () => {
    fc.assert(
      fc.property(anyActor, fc.constantFrom(...ACTIONS), anyObject, (who, action, what) => {
        const said = answer(who, action, what);
        const within = isWithin(reach(who, action), what);
        if (said === 'allowed') return within;
        return within ? ['ACC-03', 'ACC-04', 'ACC-05'].includes(said) : ['ACC-01', 'ACC-02'].includes(said);
      }),
      { seed: 20260302, numRuns: 2000 },
    );
  });

  test('多一个角色只会多, 不会少', () => {
    fc.assert(
      fc.property(anyActor, anyRole, fc.constantFrom(...ACTIONS), anyObject, (who, more, action, what) => {
        const before = answer(who, action, what) === 'allowed';
        const after = answer({ ...who, roles: [...who.roles, more] }, action, what) === 'allowed';
        return !before || after;
      }),
      { seed: 20260302, numRuns: 2000 },
    );
  });

  test('到处都不能做的, 路由也不放行', () => {
    fc.assert(
      fc.property(anyActor, fc.constantFrom(...ACTIONS), (who, action) => {
        return isRefusal(mayAnywhere(who, action)) === (reach(who, action).scope === 'none');
      }),
      { seed: 20260302, numRuns: 500 },
    );
  });
});
