import { expect, test } from 'vitest';
import { type Instant, idOf } from '#core/kernel';
import { fixedClock } from '#platform/clock';
import { levelOf, openLog } from '#platform/log';

const clock = fixedClock(idOf<Instant>('2026-03-02T01:00:00.000Z'));

function logged(level: 'debug' | 'info' | 'warn' | 'error' | 'silent') {
  const lines: string[] = [];
  return { lines, log: openLog({ clock, level, write: (line) => void lines.push(line) }) };
}

test('一行一个 JSON, 时刻取自时钟', () => {
  const { lines, log } = logged('info');
  log.info('request', { status: 200, route: '/api/plans/:id' });
  expect(lines).toEqual([
    '{"at":"2026-03-02T01:00:00.000Z","level":"info","message":"request","status":200,"route":"/api/plans/:id"}\n',
  ]);
});

test('低于所设级别的不记', () => {
  const { lines, log } = logged('warn');
  log.debug('a');
  log.info('b');
  expect(lines).toEqual([]);
  log.warn('c');
  log.error('d');
  expect(lines).toHaveLength(2);
});

test('故障记下原因与原因的原因', () => {
  const { lines, log } = logged('error');
  log.error('fault', {}, new Error('outer', { cause: new Error('inner\nline') }));
  expect(lines).toHaveLength(1);
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({ error: 'outer', cause: 'inner\nline' });
});

test('级别写错时按 info', () => {
  expect([levelOf('warn'), levelOf('loud'), levelOf(undefined)]).toEqual(['warn', 'info', 'info']);
});
