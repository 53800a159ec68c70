import sql from 'sql-template-tag';
import type { Db } from '#platform/db';

/**
 * What kind of place a table is in:
 * - `business`: keys, unique constraints and foreign keys begin with the region, so that the tables can be spread over
 *   several machines by region.
 * - `reference`: small tables that every machine holds a copy of; business tables may point at them, they only at each other.
 * - `local`: stays on one machine; no foreign key out of its schema or into it, never in one transaction with business rows.
 */
type Kind = 'business' | 'reference' | 'local';

/** Every schema is on this list, or the catalogue test fails. What is not `business` says why. */
export const SCHEMAS: Readonly<Record<string, readonly [Kind, string]>> = {
  auth: ['local', '账号与会话: 登录时还不知道辖区, 且不与业务数据同处一个事务'],
  chasing: ['business', '催办'],
  calendar: ['reference', '工作日历: 全国一份, 各处都要读'],
  directory: ['reference', '单位、岗位、人员: 各辖区共用, 数量不大, 各处都要读'],
  evidence: ['business', '凭证'],
  inbox: ['business', '消息'],
  ledger: ['business', '责任台账'],
  news: ['business', '动态: 门户上的文稿'],
  plan: ['business', '方案'],
  platform: ['business', '底座的公用表'],
  task: ['business', '任务'],
  worksheet: ['business', '填报与合并进展表'],
};

/** Tables of another kind than their schema, each with its reason. */
export const TABLES: Readonly<Record<string, readonly [Kind, string]>> = {
  'platform.migration': ['local', '结构变更属于整个数据库, 不属于某个辖区; 只有属主写它'],
};

/** What has happened is never changed: of these tables the program may not update, delete or truncate. */
export const APPEND_ONLY: Readonly<Record<string, string>> = {
  'auth.sign_in_attempt': '登录记录是审计依据',
  'chasing.notice': '发出的催办及其编号, 不得改',
  'chasing.receipt': '签收过就是签收过',
  'evidence.attachment': '凭证附于何事, 一经附上不得改',
  'evidence.parameter': '带日期的参数: 改变就是新的一行',
  'ledger.fact': '事实只增不改, 更正以新事实进行',
  'ledger.parameter': '带日期的参数: 改变就是新的一行',
  'ledger.rebuild': '重建是有事由的行为, 它更换了什么须留存',
  'plan.version': '方案文本的每一版都要留存',
  'platform.migration': '已执行的迁移由属主记录',
};

type Column = {
  name: string;
  type: string;
  required: boolean;
  identity: boolean;
  default: string | null;
  generated: boolean;
  comment: string | null;
};
type Constraint = {
  name: string;
  type: 'p' | 'u' | 'f' | 'x' | 'c' | 'n' | 't';
  columns: string[];
  target: string | null;
  targetColumns: string[] | null;
  onDelete: string;
  onUpdate: string;
};
type Table = {
  schema: string;
  name: string;
  kind: string;
  comment: string | null;
  columns: Column[];
  constraints: Constraint[];
  uniqueIndexes: { name: string; columns: (string | null)[] }[];
  triggers: string[];
  appMay: string[];
};

export type Catalogue = {
  schemas: { name: string; comment: string | null; appMayCreate: boolean }[];
  tables: Table[];
  /** Sequences that count in less than 64 bits. */
  narrowSequences: string[];
};

/** Reads the catalogue of a migrated database, as its owner. */
export async function readCatalogue(owner: Db): Promise<Catalogue> {
  const ours = sql`n.nspname !~ '^pg_' and n.nspname not in ('information_schema', 'public', 'citus', 'citus_internal')`;
  const schemas = await owner.query<Catalogue['schemas'][number]>(sql`
    select n.nspname::text as name, obj_description(n.oid, 'pg_namespace') as comment,
           has_schema_privilege('app', n.oid, 'create') as "appMayCreate"
    from pg_namespace n where ${ours} order by 1`);
  const tables = await owner.query<Table>(sql`
    select n.nspname::text as schema, n.nspname || '.' || c.relname as name, c.relkind::text as kind,
      obj_description(c.oid, 'pg_class') as comment,
      (select coalesce(jsonb_agg(jsonb_build_object(
          'name', a.attname, 'type', format_type(a.atttypid, a.atttypmod), 'required', a.attnotnull,
          'identity', a.attidentity <> '', 'generated', a.attgenerated <> '',
          'default', pg_get_expr(d.adbin, d.adrelid), 'comment', col_description(c.oid, a.attnum)) order by a.attnum), '[]')
        from pg_attribute a left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
        where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped) as columns,
      (select coalesce(jsonb_agg(jsonb_build_object(
          'name', k.conname, 'type', k.contype, 'onDelete', k.confdeltype, 'onUpdate', k.confupdtype,
          'columns', (select coalesce(jsonb_agg(a.attname order by x.place), '[]')
                      from unnest(k.conkey) with ordinality x (number, place)
                      join pg_attribute a on a.attrelid = k.conrelid and a.attnum = x.number),
          'target', (select m.nspname || '.' || t.relname from pg_class t join pg_namespace m on m.oid = t.relnamespace
                     where t.oid = k.confrelid),
          'targetColumns', (select jsonb_agg(a.attname order by x.place)
                      from unnest(k.confkey) with ordinality x (number, place)
                      join pg_attribute a on a.attrelid = k.confrelid and a.attnum = x.number))), '[]')
        from pg_constraint k where k.conrelid = c.oid) as constraints,
      (select coalesce(jsonb_agg(jsonb_build_object(
          'name', i.indexrelid::regclass::text,
          'columns', (select jsonb_agg(a.attname order by x.place)
                      from unnest(i.indkey::int2[]) with ordinality x (number, place)
                      left join pg_attribute a on a.attrelid = i.indrelid and a.attnum = x.number and x.number > 0))), '[]')
        from pg_index i where i.indrelid = c.oid and i.indisunique) as "uniqueIndexes",
      (select coalesce(jsonb_agg(t.tgname), '[]') from pg_trigger t where t.tgrelid = c.oid and not t.tgisinternal) as triggers,
      (select coalesce(jsonb_agg(right_name), '[]')
        from unnest(array['update', 'delete', 'truncate', 'trigger', 'references']) right_name
        where has_table_privilege('app', c.oid, right_name)
           or (right_name = 'update' and has_any_column_privilege('app', c.oid, right_name))) as "appMay"
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where ${ours} and c.relkind in ('r', 'p', 'f', 'v', 'm') and not c.relispartition order by 2`);
  const sequences = await owner.query<{ name: string }>(
    sql`select seqrelid::regclass::text as name from pg_sequence where seqtypid <> 'bigint'::regtype order by 1`,
  );
  return { schemas, tables, narrowSequences: sequences.map((row) => row.name) };
}

const CHINESE = /\p{Script=Han}/u;
const CLOCK =
  /\b(?:now|clock_timestamp|statement_timestamp|transaction_timestamp|timeofday)\s*\(|\b(?:current_date|current_time|current_timestamp|localtime|localtimestamp)\b/i;

/** What breaks the rules of the database. Empty for a sound one. */
export function catalogueProblems(catalogue: Catalogue): string[] {
  const problems: string[] = [];
  for (const schema of catalogue.schemas) {
    if (SCHEMAS[schema.name] === undefined) problems.push(`schema ${schema.name} is on no list (test/catalogue.ts)`);
    if (!CHINESE.test(schema.comment ?? '')) problems.push(`schema ${schema.name} has no Chinese comment`);
    if (schema.appMayCreate) problems.push(`schema ${schema.name}: role app may create things in it`);
  }
  for (const name of catalogue.narrowSequences)
    problems.push(`sequence ${name} counts in less than 64 bits: use bigint`);
  for (const table of catalogue.tables)
    problems.push(...tableProblems(table).map((problem) => `${table.name}: ${problem}`));
  const present = new Set(catalogue.tables.map((table) => table.name));
  for (const name of [...Object.keys(APPEND_ONLY), ...Object.keys(TABLES)])
    if (!present.has(name)) problems.push(`${name} is on a list of test/catalogue.ts, and there is no such table`);
  return problems;
}

function tableProblems(table: Table): string[] {
  const problems: string[] = [];
  if (!CHINESE.test(table.comment ?? '')) problems.push('no Chinese comment');
  for (const column of table.columns) problems.push(...columnProblems(table, column));
  for (const trigger of table.triggers) problems.push(`trigger ${trigger}: the program does what has to be done`);
  for (const right of table.appMay) {
    if (!['update', 'delete'].includes(right)) problems.push(`role app may ${right}`);
    else if (APPEND_ONLY[table.name] !== undefined) problems.push(`append-only, but role app may ${right}`);
  }
  if (['v', 'm'].includes(table.kind)) return problems;
  for (const constraint of table.constraints) problems.push(...constraintProblems(table, constraint));
  if (!table.constraints.some((constraint) => constraint.type === 'p')) problems.push('no primary key');
  if (kindOf(table.name) === 'business') {
    const region = table.columns.find((column) => column.name === 'region');
    if (region?.type !== 'text' || !region.required) problems.push('no column region text not null');
    for (const index of table.uniqueIndexes)
      if (index.columns[0] !== 'region') problems.push(`unique index ${index.name} does not begin with region`);
  }
  return problems;
}

function columnProblems(table: Table, column: Column): string[] {
  const problems: string[] = [];
  const { name, type } = column;
  if (!CHINESE.test(column.comment ?? '')) problems.push(`column ${name} has no Chinese comment`);
  const counted = column.identity || /\bnextval\(/.test(column.default ?? '');
  if (counted && type !== 'bigint') problems.push(`column ${name} counts in ${type}: use bigint or uuid`);
  if (CLOCK.test(column.default ?? '') && table.schema !== 'auth')
    problems.push(`column ${name} takes the time from the database: ${column.default}`);
  if (/^timestamp.* without time zone$/.test(type))
    problems.push(`column ${name} is a time without zone: use timestamptz`);
  if (['money', 'json'].includes(type)) problems.push(`column ${name} is ${type}`);
  return problems;
}

function constraintProblems(table: Table, constraint: Constraint): string[] {
  const problems: string[] = [];
  const { name, type, columns, target, targetColumns } = constraint;
  const kind = kindOf(table.name);
  if ((type === 'p' || type === 'u') && kind === 'business' && columns[0] !== 'region')
    problems.push(`key ${name} does not begin with region`);
  if (type === 'x' && kind === 'business' && !columns.includes('region'))
    problems.push(`${name} excludes across regions`);
  if (type === 'f' && target !== null) {
    for (const [act, action] of [
      ['delete', constraint.onDelete],
      ['update', constraint.onUpdate],
    ])
      if (action === 'n' || action === 'd') problems.push(`foreign key ${name}: on ${act} set null or set default`);
    const there = kindOf(target);
    if (kind === 'business' && there === 'business') {
      if (columns[0] !== 'region' || targetColumns?.[0] !== 'region')
        problems.push(`foreign key ${name} to ${target} does not begin with region`);
    } else if (kind === 'local' || there === 'local') {
      if (table.schema !== target.split('.')[0] || kind !== there)
        problems.push(
          `foreign key ${name} to ${target}: none may lead out of or into a table that stays on one machine`,
        );
    } else if (there === 'business') problems.push(`foreign key ${name}: a reference table may not point at ${target}`);
  }
  return problems;
}

function kindOf(table: string): Kind | undefined {
  return (TABLES[table] ?? SCHEMAS[table.split('.')[0] ?? ''])?.[0];
}
