import { z } from 'zod';
import { type Html, html } from '#platform/html';
import type { App } from '#platform/http';
import { notice, page, pagination, summaryList, table } from '#ui/portal';
import { UNIT_KIND_WORDS, type Unit } from './directory.ts';
import { readOrganisation } from './reading.service.ts';

const params = z.object({ id: z.string() });
/** What is not a number of a page is the first page. */
const number = z.coerce.number().int().min(1).max(10_000).catch(1).default(1);

/** Rows of one page: with its frame a page stays below 50 KB. */
const ROWS = 60;

/** 机构: the units in force, without names of people, read without signing in and without script. */
export function organisationPages(app: App): void {
  const config = { access: 'public' } as const;
  app.get('/organisation', { config, schema: { querystring: z.object({ page: number }) } }, async (request, reply) => {
    const found = await readOrganisation(request.ctx);
    return reply.html(
      page({
        site: request.site,
        title: '机构',
        lead: '参与机关效能建设的单位和议事协调机构。',
        wide: true,
        body:
          found.units.length === 0
            ? notice({ kind: 'information', body: html`<p>还没有录入机构。录入之后, 列在这里。</p>` })
            : html`${bodiesPart(found.bodies)}
<h2>${found.unit?.name ?? '单位'}</h2>
${unitsPart(found.units, found.below, request.query.page, (n) => `/organisation?page=${n}`)}`,
      }),
    );
  });

  app.get(
    '/organisation/:id',
    { config, schema: { params, querystring: z.object({ page: number }), refusals: ['DIR-404'] } },
    async (request, reply) => {
      const { unit, above, units, below } = await readOrganisation(request.ctx, request.params.id);
      return reply.html(
        page({
          site: request.site,
          title: unit?.name ?? '机构',
          back: { href: '/organisation', text: '机构' },
          wide: true,
          body: html`${
            unit !== undefined &&
            summaryList([
              { term: '类别', value: UNIT_KIND_WORDS[unit.kind] },
              ...(unit.shortName === null ? [] : [{ term: '简称', value: unit.shortName }]),
              ...(above === undefined ? [] : [{ term: '上级', value: above.name }]),
            ])
          }
<h2>下属单位</h2>
${unitsPart(units, below, request.query.page, (n) => `/organisation/${request.params.id}?page=${n}`)}`,
        }),
      );
    },
  );
}

function bodiesPart(bodies: readonly { readonly name: string; readonly office: string | null }[]): Html | null {
  if (bodies.length === 0) return null;
  return html`<h2>议事协调机构</h2>
${table({
  caption: '议事协调机构',
  captionUnseen: true,
  columns: [{ head: '名称' }, { head: '办公室' }],
  rows: bodies.map(({ name, office }) => [name, office ?? '—']),
  empty: '',
})}`;
}

function unitsPart(
  units: readonly Unit[],
  below: ReadonlyMap<string, number>,
  asked: number,
  href: (page: number) => string,
): Html {
  const pages = Math.max(1, Math.ceil(units.length / ROWS));
  const current = Math.min(asked, pages);
  const shown = units.slice((current - 1) * ROWS, current * ROWS);
  const nameOf = (unit: Unit) => {
    const count = below.get(unit.id) ?? 0;
    if (count === 0) return unit.name;
    return html`<a href="/organisation/${unit.id}">${unit.name}</a> <span class="hint">下属 ${count} 个</span>`;
  };
  return html`${table({
    caption: '单位',
    captionUnseen: true,
    columns: [{ head: '单位' }, { head: '简称' }, { head: '类别' }],
    rows: shown.map((unit) => [nameOf(unit), unit.shortName ?? unit.aliases[0] ?? '—', UNIT_KIND_WORDS[unit.kind]]),
    empty: '没有下属单位。',
  })}
${pagination({ page: current, pages, href })}`;
}
