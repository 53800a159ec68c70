import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { localDay } from '#core/kernel';
import { actionsOf, actorOf } from '#directory';
import { type PersonKey, testCity } from './city.ts';

/** Every route that the server declares, asked by nobody, by somebody who may not, and by somebody who may. */

let city: Awaited<ReturnType<typeof testCity>>;
beforeAll(async () => {
  city = await testCity();
});
afterAll(() => city.close());

const PEOPLE: readonly PersonKey[] = [
  'officer',
  'leader',
  'waterLiaison',
  'waterClerk',
  'systemAdmin',
  'securityAdmin',
  'auditor',
];

/** An address of the route, with ids of nothing. */
function addressOf(url: string): string {
  return url
    .replaceAll(/:year\b/g, '2026')
    .replaceAll(/:\w+/g, () => randomUUID())
    .replaceAll('*', '');
}

async function actionsOfPeople(): Promise<Map<PersonKey, ReadonlySet<string>>> {
  const actions = new Map<PersonKey, ReadonlySet<string>>();
  for (const person of PEOPLE) {
    const actor = await actorOf(city.db, city.region, city.people[person], localDay(city.clock.now()));
    actions.set(person, new Set(actionsOf(actor)));
  }
  return actions;
}

type Method = Parameters<ReturnType<typeof city.as>>[0];
const asked = (method: string): method is Method => ['GET', 'POST', 'PUT', 'DELETE'].includes(method);

test('每条路由: 未登录者被挡在需要登录的路由之外, 公开的不挡', async () => {
  const wrong: string[] = [];
  for (const { method, url, access } of city.app.declaredRoutes) {
    if (!asked(method)) continue;
    const reply = await city.as(null)(method, addressOf(url));
    // The API says 401; a page leads to the sign-in page.
    const isShut = reply.status === 401 || reply.location.startsWith('/sign-in?return=');
    if (isShut !== (access !== 'public')) wrong.push(`${method} ${url}: ${reply.status}`);
  }
  expect(wrong).toEqual([]);
});

test('每条路由: 没有这项权限的角色一律 403, 有的不被挡, 且每项权限至少有一个角色有', async () => {
  const actions = await actionsOfPeople();
  const wrong: string[] = [];
  let refusals = 0;
  let passes = 0;
  for (const { method, url, access } of city.app.declaredRoutes) {
    if (!asked(method) || typeof access === 'string') continue;
    let somebody = false;
    for (const person of PEOPLE) {
      const may = actions.get(person)?.has(access.action) === true;
      const reply = await city.as(person)(method, addressOf(url));
      const isRefused = reply.status === 403 && /"code":"ACC-0[178]"/.test(reply.text);
      if (isRefused === may)
        wrong.push(`${person} ${method} ${url} (${access.action}): ${reply.status} ${reply.text.slice(0, 80)}`);
      if (isRefused) refusals += 1;
      else passes += 1;
      somebody ||= may;
    }
    if (!somebody) wrong.push(`nobody may ${access.action}`);
  }
  expect(wrong).toEqual([]);
  // The test itself must have asked: an empty list of routes proves nothing.
  expect(refusals).toBeGreaterThan(50);
  expect(passes).toBeGreaterThan(50);
}, 120_000);
