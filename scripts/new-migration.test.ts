import { expect, test } from 'vitest';
import { orRefuse, parseInstant } from '#core/kernel';
import { fixedClock } from '#platform/clock';
import { migrationName } from './new-migration.ts';

const clock = fixedClock(orRefuse(parseInstant('2026-03-02T07:05:00+08:00')));

test('迁移文件以世界时的分钟起名', () => {
  expect(migrationName('plan-tables', clock)).toBe('2026-03-01-2305-plan-tables.sql');
});

test('名字不合样子就不建', () => {
  expect(() => migrationName('Plan Tables', clock)).toThrow('slug');
  expect(() => migrationName('', clock)).toThrow('slug');
});
