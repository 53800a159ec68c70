import { afterEach, expect, test } from 'vitest';
import { api } from './api.ts';
import { ApiProblem } from './problem.ts';
import { session } from './session.ts';

type Call = { readonly url: string; readonly key: string | null; readonly body: string | undefined };

const realFetch = globalThis.fetch;
afterEach(() => {
  globalThis.fetch = realFetch;
});

/** The network, answering in turn. */
function network(...answers: (() => Response)[]): Call[] {
  const calls: Call[] = [];
  globalThis.fetch = async (url, init) => {
    const headers = new Headers(init?.headers);
    calls.push({
      url: String(url),
      key: headers.get('idempotency-key'),
      body: typeof init?.body === 'string' ? init.body : undefined,
    });
    const answer = answers[calls.length - 1];
    if (answer === undefined) throw new TypeError('no network');
    return answer();
  };
  return calls;
}

const json = (status: number, body: unknown) => () => new Response(JSON.stringify(body), { status });

test('会话过期: 等重新登录后, 用同一个幂等键重发同样的内容', async () => {
  const calls = network(json(401, { code: 'AUTH-01' }), json(200, { done: true }));
  const answer = api.post('/api/tasks/7/report', { note: '已完成' });
  while (session.state() === 'alive') await new Promise((resolve) => setTimeout(resolve, 1));
  expect(calls.length).toBe(1);
  session.renewed();
  expect(await answer).toEqual({ done: true });
  expect(calls[1]).toEqual(calls[0]);
  expect(calls[0]?.key).toMatch(/^[0-9a-f]{32}$/);
  expect(session.state()).toBe('alive');
});

test('外壳自己的询问遇到过期不等待', async () => {
  network(json(401, { code: 'AUTH-01', detail: '请登录' }));
  await expect(api.get('/api/me', { signedOut: 'throw' })).rejects.toMatchObject({ kind: 'signed-out' });
});

test('没有网络: 说明没有连上, 可以原样再试', async () => {
  network();
  const caught = await api.get('/api/plans').catch((error: unknown) => error);
  expect(caught).toBeInstanceOf(ApiProblem);
  expect(caught).toMatchObject({ kind: 'offline' });
});

test('查询参数: 空值不带, 多值重复', async () => {
  const calls = network(json(200, []));
  await api.get('/api/plans', { query: { q: '', lamp: ['red', 'yellow'], page: 2, unit: undefined } });
  expect(calls[0]?.url).toBe('/api/plans?lamp=red&lamp=yellow&page=2');
  expect(calls[0]?.key).toBe(null);
});

test('无内容的成功也是成功', async () => {
  network(() => new Response(null, { status: 204 }));
  expect(await api.delete('/api/sessions/1')).toBe(undefined);
});

test('没有人在操作时自动读取的, 说明是自动的; 写的不说', async () => {
  const headers: Headers[] = [];
  globalThis.fetch = async (_, init) => {
    headers.push(new Headers(init?.headers));
    return new Response('{}', { status: 200 });
  };
  await api.get('/api/duties');
  await api.post('/api/tasks/7/receive', {});
  expect(headers.map((one) => one.get('x-unattended'))).toEqual(['1', null]);
});
