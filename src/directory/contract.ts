import { z } from 'zod';
import { BODY_ROLES, ROLES, UNIT_KINDS } from './directory.ts';

const id = z.uuid('编号不正确');
const name = z.string('请填写名称').trim().min(1, '请填写名称').max(100, '名称最多 100 字');
const short = z
  .string()
  .trim()
  .max(50, '最多 50 字')
  .nullable()
  .default(null)
  .transform((text) => text || null);
const order = z.int('次序须为整数').min(0, '次序不小于 0').max(99_999, '次序最大 99999').default(9999);
const day = z.iso.date('日期须写作 2026-03-02 的样子');

export const IdParams = z.object({ id });
export const Done = z.object({ done: z.literal(true) });

export const Reason = z.object({ sentence: z.string(), basis: z.string().optional() });

/** GET /api/me */
export const MeAnswer = z.object({
  person: z.object({ id: z.string(), name: z.string() }),
  jurisdiction: z.object({ region: z.string(), name: z.string() }),
  roles: z.array(
    z.object({ role: z.string(), words: z.string(), unitId: z.string().optional(), unitName: z.string().optional() }),
  ),
  actions: z.array(z.string()),
  mustChangePassword: z.boolean(),
  now: z.string(),
});

export const UnitKindSchema = z.enum(UNIT_KINDS);

export const UnitView = z.object({
  id: z.string(),
  parent: z.string().nullable(),
  kind: UnitKindSchema,
  name: z.string(),
  shortName: z.string().nullable(),
  code: z.string().nullable(),
  aliases: z.array(z.string()),
  sortOrder: z.number(),
  validFrom: z.string(),
  validTo: z.string().nullable(),
});
export type UnitView = z.infer<typeof UnitView>;

export const UnitBody = z.strictObject({
  parent: id.nullable(),
  kind: UnitKindSchema,
  name,
  shortName: short,
  code: short,
  aliases: z.array(name).max(50, '别名最多 50 个').default([]),
  sortOrder: order,
});

export const UnitsQuery = z.object({
  q: z.string().trim().max(100).default(''),
  kind: UnitKindSchema.optional(),
  limit: z.coerce.number().int().min(1).max(500).default(50),
});
export const UnitChoices = z.object({
  units: z.array(z.object({ id: z.string(), name: z.string(), hint: z.string().optional(), kind: UnitKindSchema })),
});

export const TreeAnswer = z.object({
  jurisdiction: z.object({ name: z.string(), shortName: z.string(), divisionCode: z.string().nullable() }).nullable(),
  units: z.array(UnitView.extend({ posts: z.number(), people: z.number() })),
  mayEdit: z.boolean(),
});
export type TreeAnswer = z.infer<typeof TreeAnswer>;

const holder = z.object({ person: z.string(), name: z.string(), since: z.string() });
export const PostView = z.object({
  id: z.string(),
  name: z.string(),
  remit: z.string(),
  sortOrder: z.number(),
  A: holder.nullable(),
  B: holder.nullable(),
});
export type PostView = z.infer<typeof PostView>;

export const PersonView = z.object({
  id: z.string(),
  unit: z.string().nullable(),
  unitName: z.string().nullable(),
  name: z.string(),
  staffNumber: z.string().nullable(),
  title: z.string(),
  sortOrder: z.number(),
  posts: z.array(z.object({ name: z.string(), slot: z.enum(['A', 'B']), unitName: z.string() })),
});
export type PersonView = z.infer<typeof PersonView>;

export const EditionView = z.object({
  id: z.string(),
  at: z.string(),
  actorName: z.string().nullable(),
  act: z.string(),
  summary: z.string(),
});
export type EditionView = z.infer<typeof EditionView>;

export const UnitPage = z.object({
  unit: UnitView,
  /** From the root down to the unit above. */
  above: z.array(z.object({ id: z.string(), name: z.string() })),
  posts: z.array(PostView),
  people: z.array(PersonView),
  editions: z.array(EditionView),
  mayEdit: z.boolean(),
});
export type UnitPage = z.infer<typeof UnitPage>;

export const EndBody = z.strictObject({ on: day });
export const AliasBody = z.strictObject({ alias: name });
export const OnTheSpotBody = z.strictObject({ name, kind: UnitKindSchema.optional(), parent: id.optional() });

export const MatchBody = z.strictObject({ names: z.array(z.string().max(200)).max(2000, '一次最多 2000 个名称') });
const choice = z.object({ id: z.string(), name: z.string() });
export const MatchAnswer = z.object({
  matches: z.array(
    z.object({
      name: z.string(),
      kind: z.enum(['exact', 'alias', 'similar', 'none']),
      unit: choice.nullable(),
      suggestions: z.array(choice.extend({ score: z.number() })),
      /** Where the name stands for many: the units that it may mean, for a person to confirm. */
      group: z.array(choice).nullable(),
    }),
  ),
});

export const PostBody = z.strictObject({
  name,
  remit: z.string().trim().max(4000, '职责最多 4000 字').default(''),
  sortOrder: order,
});
export const NewPostBody = PostBody.extend({ unit: id });
export const HoldersBody = z.strictObject({ A: id.nullable(), B: id.nullable() });

export const PeopleQuery = z.object({
  q: z.string().trim().max(100).default(''),
  unit: id.optional(),
  role: z.enum(ROLES).optional(),
  page: z.coerce.number().int().min(1).default(1),
  size: z.coerce.number().int().min(1).max(200).default(50),
});
export const GrantView = z.object({
  id: z.string(),
  person: z.string(),
  personName: z.string(),
  role: z.enum(ROLES),
  unit: z.string().nullable(),
  unitName: z.string().nullable(),
  validFrom: z.string(),
  validTo: z.string().nullable(),
  proposedByName: z.string().nullable(),
  grantedByName: z.string().nullable(),
  grantedAt: z.string().nullable(),
});
export type GrantView = z.infer<typeof GrantView>;
export const AccountView = z.object({
  username: z.string(),
  disabledAt: z.string().nullable(),
  mustChangePassword: z.boolean(),
});
export const PeopleAnswer = z.object({
  people: z.array(
    PersonView.extend({
      /** null: not for the person who asks. */
      grants: z.array(GrantView).nullable(),
      account: AccountView.nullable(),
    }),
  ),
  total: z.number(),
  mayEdit: z.boolean(),
  mayPropose: z.boolean(),
  mayGrant: z.boolean(),
  mayManageAccounts: z.boolean(),
});
export type PeopleAnswer = z.infer<typeof PeopleAnswer>;
export type PersonRow = PeopleAnswer['people'][number];

export const PersonBody = z.strictObject({
  unit: id.nullable(),
  name: z.string('请填写姓名').trim().min(1, '请填写姓名').max(40, '姓名最多 40 个字'),
  staffNumber: short,
  title: z.string().trim().max(100, '职务最多 100 字').default(''),
  sortOrder: order,
});

const member = z.strictObject({
  role: z.enum(BODY_ROLES),
  person: id.nullable().default(null),
  unit: id.nullable().default(null),
  title: z.string().trim().max(100, '职务最多 100 字').default(''),
});
export const BodyBody = z.strictObject({
  name,
  shortName: short,
  officeUnit: id.nullable().default(null),
  basis: z.string().trim().max(500, '依据最多 500 字').default(''),
  sortOrder: order,
  members: z
    .array(member.refine((one) => (one.person === null) !== (one.unit === null), '成员须是一个人或一个单位, 二者居一'))
    .max(500, '成员最多 500 个')
    .default([]),
});
export const BodyView = z.object({
  id: z.string(),
  name: z.string(),
  shortName: z.string().nullable(),
  officeUnit: z.string().nullable(),
  officeUnitName: z.string().nullable(),
  basis: z.string(),
  sortOrder: z.number(),
  members: z.array(
    z.object({
      id: z.string(),
      role: z.enum(BODY_ROLES),
      person: z.string().nullable(),
      unit: z.string().nullable(),
      name: z.string(),
      title: z.string(),
    }),
  ),
});
export type BodyView = z.infer<typeof BodyView>;
export const BodiesAnswer = z.object({ bodies: z.array(BodyView), mayEdit: z.boolean() });
export type BodiesAnswer = z.infer<typeof BodiesAnswer>;

export const GrantsQuery = z.object({ pending: z.enum(['yes', 'no']).optional() });
export const GrantsAnswer = z.object({ grants: z.array(GrantView), mayGrant: z.boolean(), mayPropose: z.boolean() });
export type GrantsAnswer = z.infer<typeof GrantsAnswer>;
export const GrantBody = z.strictObject({ person: id, role: z.enum(ROLES), unit: id.nullable().default(null) });
export const ApproveBody = z.strictObject({ ids: z.array(id).min(1, '请至少选择一项').max(5000) });
export const ApproveAnswer = z.object({ approved: z.number() });

export const AccountBody = z.strictObject({
  username: z.string('请填写用户名').trim().min(1, '请填写用户名').max(200),
});
export const NewAccountAnswer = z.object({ username: z.string(), password: z.string() });
export type NewAccountAnswer = z.infer<typeof NewAccountAnswer>;

export const MOST_ACCOUNTS = 50;
export const AccountsBody = z.strictObject({
  accounts: z
    .array(z.strictObject({ person: id, username: z.string().trim().min(1).max(200) }))
    .min(1, '请至少写明一人')
    .max(MOST_ACCOUNTS, `一次最多 ${MOST_ACCOUNTS} 个账号, 请分批`),
});
export const AccountsAnswer = z.object({
  accounts: z.array(z.object({ person: z.string(), username: z.string(), password: z.string() })),
});
export type AccountsAnswer = z.infer<typeof AccountsAnswer>;

export const RowFault = z.object({
  sheet: z.string(),
  row: z.number(),
  column: z.string().nullable(),
  cell: z.string().nullable(),
  sentence: z.string(),
});
export type RowFault = z.infer<typeof RowFault>;
export const ImportCount = z.object({
  kind: z.string(),
  created: z.number(),
  changed: z.number(),
  unchanged: z.number(),
});
export const PreviewAnswer = z.object({
  /** Names exactly this file against exactly this state of the directory; to be sent along when importing. */
  fingerprint: z.string(),
  counts: z.array(ImportCount),
  /** What will be done, one line each; at most 200 of them. */
  changes: z.array(z.string()),
  changesTotal: z.number(),
  faults: z.array(RowFault),
  faultsTotal: z.number(),
  notes: z.array(z.string()),
});
export type PreviewAnswer = z.infer<typeof PreviewAnswer>;
export const ImportAnswer = z.object({
  counts: z.array(ImportCount),
  /** Whose accounts are still to be opened, by POST /api/directory/accounts in lots. */
  accounts: z.array(z.object({ person: z.string(), name: z.string(), unitName: z.string(), username: z.string() })),
  notes: z.array(z.string()),
});
export type ImportAnswer = z.infer<typeof ImportAnswer>;
export const ImportQuery = z.object({ fingerprint: z.string().min(1, '请先预览') });
export const EditionsQuery = z.object({
  object: id.optional(),
  limit: z.coerce.number().int().min(1).max(500).default(100),
});
export const EditionsAnswer = z.object({ editions: z.array(EditionView) });
