import { z } from 'zod';
import { Lamp, UnitName } from '#contract/ledger';

const planDate = z
  .string()
  .regex(/^(?:\d{4}|-)-\d{2}-\d{2}$/, '日期须写作 2026-03-02, 年份未定的写作 --03-02')
  // A day whose year is not known yet may turn out to be 29 February.
  .refine((date) => z.iso.date().safeParse(date.replace(/^--/, '2000-')).success, '没有这一天, 请核对日期');
const range = { from: planDate, to: planDate };
const words = z.string().trim().min(1, '不能为空').max(4000, '最多 4000 字');
const unitNames = z.array(z.string().trim().min(1).max(60, '单位名称最多 60 字')).max(500);

export const PhaseBody = z.strictObject({ ordinal: z.int().min(1).max(50), name: words, ...range });
export const TaskBody = z.strictObject({
  number: z.string().trim().max(40),
  text: words,
  leadUnits: unitNames,
  supportUnits: unitNames,
  due: z.strictObject(range).nullable(),
});
export const DeadlineBody = z.strictObject({
  ...range,
  quote: words,
  recipient: z.string().trim().min(1).nullable(),
  units: unitNames,
});
export const CadenceBody = z.strictObject({
  quote: words,
  unit: z.enum(['day', 'week', 'month', 'quarter', 'halfyear', 'year']),
  interval: z.int().min(1).max(60),
  count: z.int().min(1).max(31),
  atLeast: z.boolean(),
  weekday: z.int().min(1).max(7).nullable(),
  day: z.int().min(1).max(31).nullable().default(null),
  recipient: z.string().trim().min(1).nullable(),
  units: unitNames,
});
export const BodyBody = z.strictObject({
  name: words,
  members: z.array(z.strictObject({ role: z.string(), holders: z.array(z.string()) })),
});
export const MechanismBody = z.strictObject({ name: words, quote: z.string() });

export const ItemContent = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('phase'), body: PhaseBody }),
  z.strictObject({ kind: z.literal('task'), body: TaskBody }),
  z.strictObject({ kind: z.literal('deadline'), body: DeadlineBody }),
  z.strictObject({ kind: z.literal('cadence'), body: CadenceBody }),
  z.strictObject({ kind: z.literal('body'), body: BodyBody }),
  z.strictObject({ kind: z.literal('mechanism'), body: MechanismBody }),
]);
export type ItemContent = z.infer<typeof ItemContent>;

/** In characters. Reading so long a text takes two seconds, in which the server does nothing else. */
const LONGEST_TEXT = 1_000_000;
/** What a text of that length takes on the way, in bytes: three a character, and room for what JSON escapes. */
export const TEXT_BODY_LIMIT = 8 * LONGEST_TEXT;
const planText = z.string().max(LONGEST_TEXT, '方案最长 100 万字, 请确认粘贴的是一份方案');
const position = z.int().min(0).max(LONGEST_TEXT);
const revision = z.int32();

export const Span = z.strictObject({ from: position, to: position });

export const CreatePlan = z.strictObject({
  text: planText.min(1, '请粘贴方案全文, 或上传文件'),
  fileName: z.string().max(255).optional(),
});
export const PlanCreated = z.object({ id: z.uuid(), items: z.int(), notes: z.array(z.string()) });

export const PlanParams = z.strictObject({ id: z.uuid('方案编号不正确') });
export const ItemParams = z.strictObject({ id: z.uuid('方案编号不正确'), item: z.string().min(1).max(80) });

export const PlanHeader = z.strictObject({
  title: words,
  issuer: z.string().trim().max(100).nullable(),
  baseYear: z.int().min(1949, '年份不合理').max(2100, '年份不合理').nullable(),
  period: z.strictObject(range).nullable(),
  officeUnit: z.uuid().nullable(),
  undatedDue: z.enum(['period-end', 'none']),
});
export type PlanHeader = z.infer<typeof PlanHeader>;

export const UpdateHeader = PlanHeader.extend({ revision });
export const UpdateItem = z.strictObject({ revision, content: ItemContent });
export const AddItem = z.strictObject({
  content: ItemContent,
  span: Span.refine(({ from, to }) => from < to, '选中的文字是空的, 请重新选择').nullable(),
});
export const DropItem = z.strictObject({
  revision,
  reason: z.string().trim().min(1, '请写明弃用的理由').max(500),
});
export const RestoreItem = z.strictObject({ revision });
export const SetUnitName = z.strictObject({
  name: z.string().trim().min(1).max(60),
  units: z.array(z.uuid()).max(2000),
});

const item = z.object({
  id: z.string(),
  span: Span.nullable(),
  confidence: z.number(),
  origin: z.enum(['compiled', 'added']),
  droppedReason: z.string().nullable(),
  confirmed: z.boolean(),
  revision: z.int(),
});
export const Item = z.intersection(item, ItemContent);
export type Item = z.infer<typeof Item>;

/** How a name in the plan was matched to the directory. */
export const UnitNameMatch = z.object({
  name: z.string(),
  /** set 人工指定, exact 全称相同, alias 简称或别名, similar 相近待确认, collective 统称待确认, none 没有 */
  match: z.enum(['set', 'exact', 'alias', 'similar', 'collective', 'none']),
  units: z.array(UnitName),
  suggestions: z.array(UnitName),
});
export type UnitNameMatch = z.infer<typeof UnitNameMatch>;

export const Conflict = z.object({
  item: z.string().nullable(),
  sentence: z.string(),
});
export const Editor = z.object({ name: z.string(), seenAt: z.string() });

export const PlanSummary = z.object({
  id: z.uuid(),
  title: z.string(),
  state: z.enum(['draft', 'live', 'amending']),
  published: z.boolean(),
  createdAt: z.string(),
  updatedAt: z.string(),
  /** Lamps of its tasks; empty before the launch. */
  lamps: z.array(z.object({ lamp: Lamp, count: z.int() })),
  /** As launched; before that, as drafted. */
  period: z.object(range).nullable(),
  phases: z.array(z.object({ name: z.string(), ...range })),
});
export type PlanSummary = z.infer<typeof PlanSummary>;
export const PlanList = z.object({ plans: z.array(PlanSummary) });

type OutlineNode = { number: string; heading: string; span: { from: number; to: number }; children: OutlineNode[] };
export const OutlineNode: z.ZodType<OutlineNode> = z.object({
  number: z.string(),
  heading: z.string(),
  span: Span,
  get children() {
    return z.array(OutlineNode);
  },
});

export const PlanDraft = z.object({
  id: z.uuid(),
  state: z.enum(['draft', 'live', 'amending']),
  version: z.int(),
  published: z.boolean(),
  revision: z.int(),
  header: PlanHeader,
  text: z.string(),
  outline: z.array(OutlineNode),
  notes: z.array(z.object({ kind: z.string(), sentence: z.string(), span: Span })),
  items: z.array(Item),
  names: z.array(UnitNameMatch),
  conflicts: z.array(Conflict),
  yearMissing: z.boolean(),
  editors: z.array(Editor),
  mayEdit: z.boolean(),
  mayLaunch: z.boolean(),
});
export type PlanDraft = z.infer<typeof PlanDraft>;

export const OrderPreview = z.object({
  item: z.string(),
  as: z.enum(['task', 'cadence']),
  number: z.string(),
  text: z.string(),
  leads: z.array(UnitName),
  supports: z.array(UnitName),
  acceptor: UnitName,
  dueDay: z.string().nullable(),
  dueBasis: z.enum(['stated', 'period-end', 'none']),
  /** 每月一次 …; null for a task. */
  cadence: z.string().nullable(),
  /** 预警, 黄牌, 红牌 instants of the first duty, and its due instant. */
  dueAt: z.string().nullable(),
  warningAt: z.string().nullable(),
  /** Already past: it will be red the moment it is launched. */
  overdue: z.boolean(),
});
export type OrderPreview = z.infer<typeof OrderPreview>;

export const LaunchPreview = z.object({
  /** Names exactly what was shown; sent back when launching. */
  digest: z.string(),
  orders: z.array(OrderPreview),
  /** What an amendment takes back. */
  voided: z.array(z.object({ subject: z.uuid(), number: z.string(), title: z.string() })),
  kept: z.int(),
  /** How many obligations will arise, by act. */
  obligations: z.array(z.object({ act: z.string(), count: z.int() })),
  /** What will not be launched, and why; `about` names the item in its own words. */
  conflicts: z.array(Conflict.extend({ about: z.string().nullable() })),
});
export type LaunchPreview = z.infer<typeof LaunchPreview>;

export const Launch = z.strictObject({ digest: z.string().min(1) });
export const Launched = z.object({ tasks: z.int(), cadences: z.int(), obligations: z.int(), voided: z.int() });
export const Amend = z.strictObject({
  /** The new text; absent: the items are amended as they stand. */
  text: planText.optional(),
  fileName: z.string().max(255).optional(),
});
export const Done = z.object({ revision: z.int() });
export const Added = z.object({ id: z.string(), revision: z.int() });
export const Presence = z.object({ editors: z.array(Editor) });
