import { describe, expect, test } from 'vitest';
import { idOf, type PlainDate } from '#core/kernel';
import { passwordFault, signInPolicyOn, usernameOf } from '#platform/auth';
import { deviceOf } from './policy.ts';

const { password: policy } = signInPolicyOn(idOf<PlainDate>('2026-03-02'));
const fault = (password: string, username = 'lihua') => passwordFault(password, username, policy)?.sentence;

describe('密码要求', () => {
  test('够长、够杂、不常见的密码可用', () => {
    expect(fault('yunxi-2026-chun')).toBeUndefined();
    expect(fault('春眠不觉晓处处闻啼鸟1')).toBeUndefined();
  });
  test('少于 10 位', () => {
    expect(fault('abc123def')).toBe('密码至少 10 位');
    expect(fault('abc123defg')).toBeUndefined();
  });
  test('多于 128 位', () => {
    expect(fault('a1'.repeat(64))).toBe('这个密码太常见, 容易被猜中, 请换一个');
    expect(fault('ab1c'.repeat(32))).toBeUndefined();
    expect(fault(`${'ab1c'.repeat(32)}d`)).toBe('密码最多 128 位');
  });
  test('只有一种字符', () => {
    expect(fault('qpwoeirutyal')).toBe('密码须含小写字母、大写字母、数字、符号中的至少 2 种');
    expect(fault('qpwoeirutyal7')).toBeUndefined();
  });
  test('包含用户名', () => {
    expect(fault('LiHua20260302')).toBe('密码不能包含用户名');
    expect(fault('LiHua20260302', 'wangfang')).toBeUndefined();
  });
  test('人人先猜的', () => {
    const guessable = '这个密码太常见, 容易被猜中, 请换一个';
    expect(fault('Password123!')).toBe(guessable);
    expect(fault('admin@2026888')).toBeUndefined();
    expect(fault('administrator1')).toBe(guessable);
    expect(fault('1a1a1a1a1a1a')).toBe(guessable);
  });
});

describe('用户名', () => {
  test('大小写与全角不分', () => {
    expect(usernameOf(' LiHua ')).toBe('lihua');
    expect(usernameOf('ＬｉＨｕａ')).toBe('lihua');
    expect(usernameOf('李华')).toBe('李华');
  });
  test('空格、太短、太长、别的符号不行', () => {
    expect(usernameOf('li hua')).toBeUndefined();
    expect(usernameOf('l')).toBeUndefined();
    expect(usernameOf('l'.repeat(33))).toBeUndefined();
    expect(usernameOf("li'hua")).toBeUndefined();
  });
});

test('设备写作浏览器与系统', () => {
  expect(
    deviceOf('Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/120.0 Safari/537.36 Edg/120.0'),
  ).toBe('Edge (Windows)');
  expect(deviceOf('curl/8.0')).toBe('其他程序');
});
