import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Site } from '#platform/html';
import { examples, field, form, lamp, page, pagination, stylesheetFile, table } from '#ui/portal';

const site: Site = {
  name: '云溪市',
  stylesheet: '/assets/portal.css',
  navigation: [{ href: '/plans', text: '已公布的方案' }],
  path: '/plans/3?page=2',
  largeType: false,
};
const evil = '"><script>alert(1)</script>';

describe('页面', () => {
  test('中文、标题、跳到正文、当前栏目、样式地址', () => {
    const { markup } = page({ site, title: '方案', body: '正文' });
    expect(markup).toMatch(/^<!doctype html>\n<html lang="zh-CN" >/);
    expect(markup).toContain('<title>方案 - 云溪市机关效能建设平台</title>');
    expect(markup).toContain('<a class="skip" href="#content">跳到正文</a>');
    expect(markup).toContain('<a href="/plans" aria-current="page">已公布的方案</a>');
    expect(markup).toContain('<h1>方案</h1>');
  });
  test('有误时标题先说, 汇总在最上面, 每条指到那一项', () => {
    const errors = [{ field: 'name', sentence: '请填写姓名' }];
    const { markup } = page({
      site,
      title: '投诉',
      errors,
      body: field({ kind: 'text', name: 'name', label: '姓名', errors }),
    });
    expect(markup).toContain('<title>有误: 投诉 - ');
    expect(markup).toContain('<a href="#name">请填写姓名</a>');
    expect(markup.indexOf('error-summary')).toBeLessThan(markup.indexOf('<h1>'));
    expect(markup).toContain('aria-describedby="name-error"');
    expect(markup).toContain('aria-invalid="true"');
  });
  test('大字版', () => {
    expect(page({ site: { ...site, largeType: true }, title: '方案', body: '' }).markup).toContain(
      '<html lang="zh-CN" class="large">',
    );
  });
  test('没有脚本, 没有外站地址, 没有行内样式', () => {
    const { markup } = page({ site, title: '组件', body: examples.map(({ shows }) => shows()) });
    expect(markup).not.toMatch(/<script|style=|https?:\/\/(?!www\.w3\.org)/);
  });
  test('一页全部组件加样式不到 50 KB', () => {
    const { markup } = page({ site, title: '组件', body: examples.map(({ shows }) => shows()) });
    expect(Buffer.byteLength(markup) + readFileSync(stylesheetFile).length).toBeLessThan(50 * 1024);
  });
});

describe('组件', () => {
  test('每个例子都画得出来, 名称不重复', () => {
    expect(new Set(examples.map(({ name }) => name)).size).toBe(examples.length);
    for (const { shows } of examples) expect(shows().markup).toMatch(/^<\w+/);
  });
  test('填过的内容原样回到框里, 出不了框', () => {
    for (const kind of ['text', 'textarea', 'tel', 'number', 'date'] as const) {
      const { markup } = field({ kind, name: 'a', label: evil, hint: evil, value: evil });
      expect(markup).not.toContain('<script>');
      expect(markup).toContain('&#34;&#62;&#60;script&#62;');
    }
  });
  test('密码从不回填', () => {
    expect(field({ kind: 'password', name: 'p', label: '密码', value: 'secret' }).markup).not.toContain('secret');
  });
  test('每个控件都有标签; 单选第一项的编号就是这一项的名字', () => {
    expect(field({ kind: 'text', name: 'name', label: '姓名' }).markup).toContain('<label for="name">姓名</label>');
    const radios = field({
      kind: 'radios',
      name: 'r',
      label: '是否',
      value: 'no',
      choices: [
        { value: 'yes', text: '是' },
        { value: 'no', text: '否' },
      ],
    });
    expect(radios.markup).toContain('id="r" name="r" value="yes" >');
    expect(radios.markup).toContain('id="r-2" name="r" value="no" checked>');
  });
  test('写入的表单带键; 带文件的, 键在地址里; 查询的没有键', () => {
    expect(form({ action: '/a', key: 'k-12345678', body: '', actions: '' }).markup).toContain(
      '<input type="hidden" name="idempotencyKey" value="k-12345678">',
    );
    expect(form({ action: '/a?b=1', key: 'k-12345678', files: true, body: '', actions: '' }).markup).toContain(
      'action="/a?b=1&#38;idempotencyKey=k-12345678"',
    );
    expect(form({ action: '/a', method: 'get', body: '', actions: '' }).markup).not.toContain('idempotencyKey');
  });
  test('灯有形有字', () => {
    const { markup } = lamp('red', '逾期 3 个工作日');
    expect(markup).toContain('<svg');
    expect(markup).toContain('<b>红牌</b>');
    expect(markup).toContain('逾期 3 个工作日');
  });
  test('空表说明这里会有什么', () => {
    expect(table({ caption: '任务', columns: [{ head: '单位' }], rows: [], empty: '还没有任务' }).markup).toBe(
      '<p class="empty">还没有任务</p>',
    );
  });
  test('只有一页时没有翻页', () => {
    expect(pagination({ page: 1, pages: 1, href: String }).markup).toBe('');
    expect(pagination({ page: 1, pages: 2, href: (n) => `?page=${n}` }).markup).toContain(
      '<a rel="next" href="?page=2">下一页</a>',
    );
  });
});
