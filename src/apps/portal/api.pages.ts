import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Html, html, type Slot } from '#platform/html';
import { type App, type JsonSchema, type OpenApi, type OpenApiOperation, openApiOf } from '#platform/http';
import { page, table } from '#ui/portal';

const REFUSALS = join(import.meta.dirname, '../../../docs/refusals.md');

export type RefusalRow = { readonly code: string; readonly sentence: string; readonly remedy: string };
export type RefusalSection = { readonly heading: string; readonly rows: readonly RefusalRow[] };

/** The page that explains every refusal code, as sections of rows. */
export function readRefusals(markdown: string): RefusalSection[] {
  const sections: { heading: string; rows: RefusalRow[] }[] = [];
  for (const line of markdown.split('\n')) {
    const heading = /^## (.*)$/.exec(line)?.[1];
    if (heading !== undefined) sections.push({ heading, rows: [] });
    const [code, sentence, remedy] = line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim().replaceAll('`', ''));
    if (code === undefined || sentence === undefined || remedy === undefined) continue;
    if (/^[A-Z][A-Z0-9-]*-\d{2,3}$/.test(code)) sections.at(-1)?.rows.push({ code, sentence, remedy });
  }
  return sections.filter(({ rows }) => rows.length > 0);
}

/** The API for people: made from the same document that programs read. No script, nothing from elsewhere. */
export function apiPages(app: App): void {
  const sections = readRefusals(readFileSync(REFUSALS, 'utf8'));
  const sentences = new Map(sections.flatMap(({ rows }) => rows.map((row) => [row.code, row.sentence] as const)));
  const open = { access: 'public', page: true } as const;

  app.get('/api', { config: open, schema: { hide: true } }, (_request, reply) => reply.seeOther('/api/'));
  app.get('/api/', { config: open, schema: { hide: true } }, (request, reply) => {
    const document = openApiOf(app);
    return reply.html(
      page({
        site: request.site,
        title: '开放接口',
        lead: html`供其他系统调用。机器可读的完整描述: <a href="/api/openapi.json">openapi.json</a> (OpenAPI ${document.openapi}); 各拒绝代码见 <a href="/api/refusals">拒绝代码</a>。`,
        wide: true,
        body: html`${introduction(`${request.protocol}://${request.host}`)}${groups(document, sentences, `${request.protocol}://${request.host}`)}`,
      }),
    );
  });
  app.get('/api/refusals', { config: open, schema: { hide: true } }, (request, reply) =>
    reply.html(
      page({
        site: request.site,
        title: '拒绝代码',
        lead: '平台说“不能这样办”时给出的代码、说明与办法。',
        back: { href: '/api/', text: '开放接口' },
        wide: true,
        body: html`${sections.map(
          ({ heading, rows }) => html`<h2>${heading}</h2>
${table({
  caption: heading,
  captionUnseen: true,
  columns: [{ head: '代码' }, { head: '说明' }, { head: '怎么办' }],
  rows: rows.map(({ code, sentence, remedy }) => [html`<code id="${code}">${code}</code>`, sentence, remedy]),
  empty: '',
})}`,
        )}`,
      }),
    ),
  );
}

function introduction(origin: string): Html {
  return html`<h2>约定</h2>
<ul>
<li>内容一律为 JSON, 编码 UTF-8。时刻写作 <code>2026-03-02T10:00:00+08:00</code> 的样子, 日期写作 <code>2026-03-02</code>。</li>
<li>写入 (POST, PUT, PATCH, DELETE) 须带 <code>Idempotency-Key</code> 请求头; 网络中断后用同一个值重发, 不会重复办理。</li>
<li>拒绝以 <code>application/problem+json</code> 返回, 其中 <code>code</code> 是代码, <code>detail</code> 说明怎么办, <code>trail</code> 写明理由与依据。</li>
<li>须登录的接口先取得会话:</li>
</ul>
<pre>curl -c jar -H 'Content-Type: application/json' -H "Idempotency-Key: $(uuidgen)" \\
  -d '{"username":"…","password":"…"}' ${origin}/api/sign-in</pre>`;
}

type Route = { path: string; method: string; operation: OpenApiOperation };

function groups(document: OpenApi, sentences: ReadonlyMap<string, string>, origin: string): Html {
  const byTag = new Map<string, Route[]>();
  for (const [path, methods] of Object.entries(document.paths)) {
    for (const [method, operation] of Object.entries(methods)) {
      const tag = operation.tags?.[0] ?? '其他';
      byTag.set(tag, [...(byTag.get(tag) ?? []), { path, method: method.toUpperCase(), operation }]);
    }
  }
  const tags = [...byTag.keys()].sort((a, b) => a.localeCompare(b, 'zh-CN'));
  return html`<h2>目录</h2>
<ul>${tags.map((tag) => html`<li><a href="#${anchorOf(tag)}">${tag}</a> (${byTag.get(tag)?.length ?? 0})</li>`)}</ul>
${tags.map(
  (tag) => html`<h2 id="${anchorOf(tag)}">${tag}</h2>
<div class="routes">${(byTag.get(tag) ?? []).map((route) => routeOf(route, document, sentences, origin))}</div>`,
)}`;
}

function anchorOf(tag: string): string {
  return `group-${tag.replace(/\s+/g, '-')}`;
}

function routeOf(route: Route, document: OpenApi, sentences: ReadonlyMap<string, string>, origin: string): Html {
  const { operation, method, path } = route;
  const schemaOf = (content: Record<string, { schema?: JsonSchema }> | undefined) =>
    Object.values(content ?? {})[0]?.schema;
  const body = schemaOf(operation.requestBody?.content);
  const success = Object.entries(operation.responses ?? {}).find(([status]) => status.startsWith('2'));
  const answer = schemaOf(success?.[1].content);
  const parameters = (operation.parameters ?? []).filter(({ in: place }) => place !== 'header');
  const refusals = operation['x-refusals'] ?? [];
  return html`<details class="reasons">
<summary><span><code>${method} ${path}</code> ${operation.summary ?? ''}</span></summary>
<div class="route">
${operation.description !== undefined && html`<p>${operation.description}</p>`}
<p class="hint">${accessWords(operation)}</p>
${
  parameters.length > 0 &&
  fieldTable(
    '地址参数',
    parameters.map((one) => ({
      name: one.name,
      schema: one.schema ?? {},
      required: one.required === true,
      ...(one.description === undefined ? {} : { description: one.description }),
    })),
    document,
  )
}
${body !== undefined && fieldTable('请求内容', fieldsOf(body, document), document)}
${answer !== undefined && fieldTable(`答复 ${success?.[0] ?? ''}`, fieldsOf(answer, document), document)}
${
  refusals.length > 0 &&
  table({
    caption: '可能的拒绝',
    columns: [{ head: '代码' }, { head: '说明' }],
    rows: refusals.map((code) => [html`<a href="/api/refusals#${code}">${code}</a>`, sentences.get(code) ?? '']),
    empty: '',
  })
}
<pre>${curlOf(route, body, document, origin)}</pre>
</div>
</details>`;
}

function accessWords(operation: OpenApiOperation): string {
  const access = operation['x-access'];
  if (access === 'public') return '无须登录';
  if (access === 'signed-in' || access === undefined) return '须登录';
  return `须登录, 且有权限 ${access.action}`;
}

type Field = { name: string; schema: JsonSchema; required: boolean; description?: string };

function fieldTable(caption: string, fields: readonly Field[], document: OpenApi): Slot {
  if (fields.length === 0) return null;
  return table({
    caption,
    columns: [{ head: '名称' }, { head: '类型' }, { head: '必填' }, { head: '说明' }],
    rows: fields.map(({ name, schema, required, description }) => [
      html`<code>${name}</code>`,
      typeWords(schema, document),
      required ? '是' : '',
      description ?? resolve(schema, document).description ?? '',
    ]),
    empty: '',
  });
}

/** Fields two levels down, as paths: `tasks[].title`. */
function fieldsOf(schema: JsonSchema, document: OpenApi, prefix = '', depth = 0): Field[] {
  const plain = resolve(schema, document);
  if (plain.items !== undefined && depth === 0) return fieldsOf(plain.items, document, `${prefix}[].`, depth);
  return Object.entries(plain.properties ?? {}).flatMap(([name, inner]) => {
    const own: Field = { name: `${prefix}${name}`, schema: inner, required: plain.required?.includes(name) === true };
    if (depth >= 2) return [own];
    const target = resolve(inner, document);
    const below = target.items === undefined ? target : resolve(target.items, document);
    const step = target.items === undefined ? '.' : '[].';
    return [own, ...fieldsOf(below, document, `${prefix}${name}${step}`, depth + 1)];
  });
}

function resolve(schema: JsonSchema, document: OpenApi): JsonSchema {
  const name = schema.$ref?.split('/').at(-1);
  return name === undefined ? schema : (document.components?.schemas?.[name] ?? schema);
}

const TYPES: Readonly<Record<string, string>> = {
  string: '文字',
  number: '数字',
  integer: '整数',
  boolean: '是或否',
  array: '一组',
  object: '一组项',
  null: '空',
};
const FORMATS: Readonly<Record<string, string>> = {
  date: '日期',
  'date-time': '时刻',
  time: '时间',
  uuid: '编号 (UUID)',
  email: '电子邮箱',
  uri: '网址',
};

function typeWords(schema: JsonSchema, document: OpenApi): string {
  const plain = resolve(schema, document);
  const options = plain.anyOf ?? plain.oneOf;
  if (options !== undefined) return [...new Set(options.map((one) => typeWords(one, document)))].join(' 或 ');
  if (plain.enum !== undefined) return plain.enum.map(String).join(' | ');
  if (plain.const !== undefined) return String(plain.const);
  const format = plain.format === undefined ? undefined : FORMATS[plain.format];
  if (format !== undefined) return format;
  const words = [plain.type ?? []].flat().map((type) => TYPES[type] ?? type);
  if (plain.maxLength !== undefined) return `${words.join(' 或 ')}, 最多 ${plain.maxLength} 字`;
  return words.length === 0 ? '任意' : words.join(' 或 ');
}

function curlOf({ method, path, operation }: Route, body: JsonSchema | undefined, document: OpenApi, origin: string) {
  const address = `'${origin}${path.replaceAll(/\{(\w+)\}/g, '…')}'`;
  const lines = [method === 'GET' ? 'curl' : `curl -X ${method}`];
  if (operation['x-access'] !== 'public') lines.push('-b jar');
  if (method !== 'GET') lines.push(`-H "Idempotency-Key: $(uuidgen)"`);
  if (body !== undefined) {
    lines.push(`-H 'Content-Type: application/json'`);
    lines.push(`-d '${JSON.stringify(exampleOf(body, document))}'`);
  }
  lines.push(address);
  return lines.join(' \\\n  ');
}

/** The smallest body with every compulsory field. */
function exampleOf(schema: JsonSchema, document: OpenApi, depth = 0): unknown {
  const plain = resolve(schema, document);
  const option = (plain.anyOf ?? plain.oneOf)?.[0];
  if (option !== undefined) return exampleOf(option, document, depth);
  if (plain.const !== undefined) return plain.const;
  if (plain.enum !== undefined) return plain.enum[0];
  switch ([plain.type].flat()[0]) {
    case 'object': {
      if (depth > 4) return {};
      const required = plain.required ?? [];
      const entries = Object.entries(plain.properties ?? {}).filter(([name]) => required.includes(name));
      return Object.fromEntries(entries.map(([name, inner]) => [name, exampleOf(inner, document, depth + 1)]));
    }
    case 'array':
      return plain.items === undefined || depth > 4 ? [] : [exampleOf(plain.items, document, depth + 1)];
    case 'integer':
    case 'number':
      return plain.minimum ?? 1;
    case 'boolean':
      return true;
    case 'null':
      return null;
    default:
      if (plain.format === 'date') return '2026-03-02';
      if (plain.format === 'date-time') return '2026-03-02T10:00:00+08:00';
      return '…';
  }
}
