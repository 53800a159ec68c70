import { randomUUID } from 'node:crypto';
import { FOUNDERS } from './city.ts';
import type { Server } from './server.ts';

/** Everybody signs in with this after the first change. */
export const PASSWORD = 'Yunxi-2026-gushi';

/** The units of the stories, below 云溪市 and its office, which the first run makes. Everything invented. */
const UNITS = {
  water: { name: '云溪市水利局', kind: 'organ', aliases: ['市水利局'] },
  reform: { name: '云溪市发展和改革委员会', kind: 'organ', aliases: ['市发改委'] },
  school: { name: '云溪市教育局', kind: 'organ', aliases: ['市教育局'] },
  county: { name: '云东县', kind: 'county', aliases: [] },
} as const;

const PEOPLE = {
  officer: { name: '周明远', unit: 'office', role: 'office' },
  leader: { name: '沈国栋', unit: 'government', role: 'leader' },
  waterLiaison: { name: '陆春生', unit: 'water', role: 'liaison' },
  waterClerk: { name: '何小满', unit: 'water', role: 'clerk' },
  reformLiaison: { name: '方立行', unit: 'reform', role: 'liaison' },
} as const;
export type Role = keyof typeof PEOPLE;

/** A plan in the shape of real ones, of an invented city. */
export const PLAN = `云溪市优化政务服务环境专项行动实施方案

为进一步提高机关效能，制定本方案。

一、工作任务

1.编制政务服务事项清单。（牵头单位：市发改委；配合单位：市水利局）

2.于2026年3月20日前完成全市水利审批事项流程再造。（牵头单位：市水利局）

3.于2026年3月6日前公布水利窗口服务承诺。（牵头单位：市水利局）

二、工作要求

市水利局每月向市效能办报送一次进展情况。

三、实施步骤

（一）部署阶段（2026年3月1日至3月15日）。印发方案。

（二）实施阶段（2026年3月16日至5月31日）。组织实施。
`;

type Answer = { readonly [key: string]: unknown };
/** Calls the server as one person, the way a program would. */
export type Caller = (method: 'GET' | 'POST' | 'PUT', path: string, body?: object) => Promise<Answer>;

export type Cast = {
  readonly units: Readonly<Record<string, string>>;
  username(role: Role): string;
  as(role: Role): Promise<Caller>;
};

/** Signs in; changes the password if that is asked for. */
export async function callerFor(
  server: Server,
  username: string,
  ...passwords: [string, ...string[]]
): Promise<Caller> {
  let cookie = '';
  const call: Caller = async (method, path, body) => {
    const answer = await fetch(`${server.url}${path}`, {
      method,
      headers: {
        cookie,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(method === 'GET' ? {} : { 'idempotency-key': randomUUID() }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
    const set = answer.headers.getSetCookie()[0];
    if (set !== undefined) cookie = set.split(';')[0] ?? '';
    return text === '' ? {} : (JSON.parse(text) as Answer);
  };
  for (const [index, password] of passwords.entries()) {
    try {
      const { mustChangePassword } = await call('POST', '/api/sign-in', { username, password });
      if (mustChangePassword === true) await call('POST', '/api/password', { current: password, password: PASSWORD });
      return call;
    } catch (error) {
      if (index === passwords.length - 1) throw error;
    }
  }
  return call;
}

/** Fills 云溪市 with units, people and roles, as its administrators would. */
export async function gatherCast(server: Server): Promise<Cast> {
  const founder = (role: keyof typeof FOUNDERS) =>
    callerFor(server, FOUNDERS[role].username, FOUNDERS[role].password, PASSWORD);
  const system = await founder('system-admin');
  const security = await founder('security-admin');

  const tree = (await system('GET', '/api/directory/tree')) as { units?: { id: string; kind: string }[] };
  const ofKind = (kind: string) => tree.units?.find((unit) => unit.kind === kind)?.id ?? '';
  const units: Record<string, string> = { government: ofKind('government'), office: ofKind('body-office') };
  for (const [key, unit] of Object.entries(UNITS)) {
    const made = await system('POST', '/api/directory/units', { ...unit, parent: units.government });
    units[key] = String(made.id);
  }

  const firstPasswords: Record<string, string> = {};
  const waiting: string[] = [];
  for (const [key, { name, unit, role }] of Object.entries(PEOPLE)) {
    const person = await system('POST', '/api/directory/people', { name, unit: units[unit] });
    const scope = role === 'liaison' || role === 'clerk' ? units[unit] : null;
    const grant = await system('POST', '/api/directory/grants', { person: person.id, role, unit: scope });
    waiting.push(String(grant.id));
    const account = await system('POST', `/api/directory/people/${person.id}/account`, { username: key.toLowerCase() });
    firstPasswords[key] = String(account.password);
  }
  await security('POST', '/api/directory/grants/approve', { ids: waiting });
  for (const [key, password] of Object.entries(firstPasswords)) await callerFor(server, key.toLowerCase(), password);

  return {
    units,
    username: (role) => role.toLowerCase(),
    as: (role) => callerFor(server, role.toLowerCase(), PASSWORD),
  };
}

/** The office enters the plan, names who is in charge and launches it. Returns its id. */
export async function launchPlan(cast: Cast, text = PLAN): Promise<string> {
  const officer = await cast.as('officer');
  const { id } = await officer('POST', '/api/plans', { text });
  const plan = (await officer('GET', `/api/plans/${id}`)) as { header?: object; revision?: number };
  await officer('PUT', `/api/plans/${id}`, {
    ...plan.header,
    officeUnit: cast.units.office,
    period: { from: '2026-03-01', to: '2026-05-31' },
    revision: plan.revision,
  });
  const { digest } = await officer('GET', `/api/plans/${id}/launch`);
  await officer('POST', `/api/plans/${id}/launch`, { digest });
  return String(id);
}
