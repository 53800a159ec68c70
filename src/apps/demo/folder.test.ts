import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { demonstrationClock, demonstrationFolder, keepLoaded, nextMorning, takeFolder } from './folder.ts';
import { at } from './stage.ts';

let home: string;
let folder: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'folder-'));
  folder = demonstrationFolder(join(home, 'data'));
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

const NOW = at('2026-07-01 09:00');
const left = () => join(folder, 'postgres/cluster/PG_VERSION');
function leaveDatabase(): void {
  mkdirSync(join(folder, 'postgres/cluster'), { recursive: true });
  writeFileSync(left(), '18');
}

describe('演示的目录', () => {
  test('与正式数据分开', () => {
    expect(folder).toBe(join(home, 'data-demo'));
  });

  test('第一次是空的; 载完之后再启动不再载入', () => {
    expect(takeFolder(folder)).toBe('empty');
    leaveDatabase();
    keepLoaded(folder, NOW);
    expect(takeFolder(folder)).toBe('loaded');
    expect(existsSync(left())).toBe(true);
  });

  test('载入中断的, 清空重来', () => {
    expect(takeFolder(folder)).toBe('empty');
    leaveDatabase();
    expect(takeFolder(folder)).toBe('empty');
    expect(existsSync(left())).toBe(false);
  });

  test('要求重新载入的, 清空重来', () => {
    takeFolder(folder);
    leaveDatabase();
    keepLoaded(folder, NOW);
    expect(takeFolder(folder, { afresh: true })).toBe('empty');
    expect(existsSync(left())).toBe(false);
  });

  test('别的程序正在载入或使用的, 不动它', () => {
    takeFolder(folder);
    leaveDatabase();
    // The first process of the machine is always alive, and never ours.
    const mark = join(folder, 'demonstration.json');
    writeFileSync(mark, readFileSync(mark, 'utf8').replace(String(process.pid), '1'));
    expect(() => takeFolder(folder)).toThrow('正在使用这个演示');
    expect(existsSync(left())).toBe(true);
  });

  test('放着别的东西的目录, 不动它', () => {
    mkdirSync(folder);
    writeFileSync(join(folder, '重要.txt'), '不能丢');
    expect(() => takeFolder(folder)).toThrow('不是演示的');
    expect(readFileSync(join(folder, '重要.txt'), 'utf8')).toBe('不能丢');
  });
});

test('时钟停在最后拨到的时刻, 重新打开也是', () => {
  takeFolder(folder);
  keepLoaded(folder, NOW);
  demonstrationClock(folder).moveTo(nextMorning(NOW));
  expect(demonstrationClock(folder).now()).toBe(at('2026-07-02 09:00'));
});

test('次日早上九点: 从半夜和深夜数都是', () => {
  expect(nextMorning(at('2026-07-01 00:00'))).toBe(at('2026-07-02 09:00'));
  expect(nextMorning(at('2026-06-30 23:59'))).toBe(at('2026-07-01 09:00'));
});
