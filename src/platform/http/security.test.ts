import { expect, test } from 'vitest';
import { isForeign, safePath, securityHeaders } from './security.ts';

test('返回地址只认本站的路径', () => {
  expect(safePath('/workbench/plans?tab=2#a', '/')).toBe('/workbench/plans?tab=2#a');
  for (const path of [
    '//evil.example',
    '/\\evil.example',
    'https://evil.example',
    'javascript:x',
    '',
    '/a b',
    '/\nx',
    undefined,
  ])
    expect(safePath(path, '/home')).toBe('/home');
});

test('来源与本站相同才放行; 不带来源的程序放行', () => {
  const host = 'efficacy.example';
  expect(isForeign({ origin: 'https://efficacy.example', fetchSite: undefined, host })).toBe(false);
  expect(isForeign({ origin: 'https://efficacy.example', fetchSite: undefined, host: 'efficacy.example:443' })).toBe(
    false,
  );
  expect(isForeign({ origin: 'http://efficacy.example:3000', fetchSite: undefined, host })).toBe(true);
  expect(isForeign({ origin: 'https://efficacy.example.evil', fetchSite: 'same-origin', host })).toBe(true);
  expect(isForeign({ origin: 'null', fetchSite: undefined, host })).toBe(true);
  expect(isForeign({ origin: undefined, fetchSite: 'cross-site', host })).toBe(true);
  expect(isForeign({ origin: undefined, fetchSite: 'same-site', host })).toBe(true);
  expect(isForeign({ origin: undefined, fetchSite: 'none', host })).toBe(false);
  expect(isForeign({ origin: undefined, fetchSite: undefined, host })).toBe(false);
});

test('只有经 HTTPS 才要求浏览器今后都用 HTTPS', () => {
  expect(securityHeaders('n', true)['strict-transport-security']).toBe('max-age=31536000');
  expect(securityHeaders('n', false)['strict-transport-security']).toBeUndefined();
});
