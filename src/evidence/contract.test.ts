import { expect, test } from 'vitest';
import { evidenceViewOf, subjectInAddress } from './contract.ts';

test('上传的答复可直接列在页面上', () => {
  const id = '00000000-0000-7000-8000-0000000000a1';
  expect(evidenceViewOf({ id, name: '照片.png', size: 3, mediaType: 'image/png', sm3: 'ab' })).toEqual({
    id,
    name: '照片.png',
    bytes: 3,
    mediaType: 'image/png',
    digest: 'ab',
    href: `/api/evidence/${id}`,
  });
  expect(() => evidenceViewOf({ id })).toThrow();
});

test('地址里的事项写作 种类:编号', () => {
  const id = '00000000-0000-7000-8000-0000000000a1';
  expect(subjectInAddress.parse(`task:${id}`)).toEqual({ type: 'task', id });
  expect(subjectInAddress.safeParse(id).success).toBe(false);
});
