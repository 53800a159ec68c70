import { describe, expect, test } from 'vitest';
import { Html, html, raw, safeAddress } from '#platform/html';

const evil = `<script>alert("1")</script>&'`;
const escaped = '&#60;script&#62;alert(&#34;1&#34;)&#60;/script&#62;&#38;&#39;';

describe('html', () => {
  test('正文里的值一律转义', () => {
    expect(html`<p>${evil}</p>`.markup).toBe(`<p>${escaped}</p>`);
  });
  test('属性里的值一律转义, 引号出不去', () => {
    expect(html`<input value="${evil}">`.markup).toBe(`<input value="${escaped}">`);
    expect(html`<input value='${`' onfocus='alert(1)`}'>`.markup).toBe(`<input value='&#39; onfocus=&#39;alert(1)'>`);
  });
  test('嵌套的模板与数组原样拼接, 空值不印', () => {
    const items = ['甲', '<乙>'].map((one) => html`<li>${one}</li>`);
    expect(html`<ul>${items}${null}${undefined}${false}${0}</ul>`.markup).toBe(
      '<ul><li>甲</li><li>&#60;乙&#62;</li>0</ul>',
    );
  });
  test('属性里不能放标记', () => {
    expect(() => html`<p title="${raw('" onclick="x')}">`).toThrow('markup inside an attribute');
  });
  test('标签里只能放模板或空, 不能放文字', () => {
    expect(html`<input ${html`checked`}>`.markup).toBe('<input checked>');
    expect(html`<input ${''}>`.markup).toBe('<input >');
    expect(() => html`<input ${'onfocus=alert(1)'}>`).toThrow('bare text among the attributes');
  });
  test('没有引号的属性、标签名、脚本、样式、事件、注释里不能放值', () => {
    expect(() => html`<a href=${'x'}>`).toThrow('quote the attribute');
    expect(() => html`<script>${'x'}</script>`).toThrow('<script>');
    expect(() => html`<style>${'x'}</style>`).toThrow('<style>');
    expect(() => html`<p onclick="${'x'}">`).toThrow('onclick');
    expect(() => html`<p style="${'x'}">`).toThrow('style');
    expect(() => html`<!-- ${'x'} -->`).toThrow('comment');
    expect(() => html`<${'img src=x onerror=alert(1)'}>`).toThrow('begin a tag');
    expect(() => html`</${'p'}>`).toThrow('begin a tag');
    expect(() => html`<img data-${'x'}="1">`).toThrow('part of a name');
  });
  test('脚本之后的正文照常可以放值', () => {
    expect(html`<script src="/a.js"></script><p>${'<'}</p>`.markup).toBe('<script src="/a.js"></script><p>&#60;</p>');
  });
  test('地址里的脚本换成 #', () => {
    expect(html`<a href="${'javascript:alert(1)'}">`.markup).toBe('<a href="#">');
    expect(html`<a href="${' java\nscript:alert(1)'}">`.markup).toBe('<a href="#">');
    expect(html`<a href="${'data:text/html,x'}">`.markup).toBe('<a href="#">');
    expect(html`<form action="${'JAVASCRIPT:x'}">`.markup).toBe('<form action="#">');
    expect(html`<a href="${'/plans/1?a=1&b=2'}">`.markup).toBe('<a href="/plans/1?a=1&#38;b=2">');
    expect(html`<a href="/plans/${'javascript:x'}">`.markup).toBe('<a href="/plans/javascript:x">');
    expect(safeAddress('https://example.org/')).toBe('https://example.org/');
  });
  test('结果是 Html, 不是文字', () => {
    expect(html`<p></p>`).toBeInstanceOf(Html);
  });
});
