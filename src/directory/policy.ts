import { type Allowed, allowed, type PersonId, type Refusal, type Region, type UnitId } from '#core/kernel';
import { type Actor, type ActorRole, ROLE_WORDS, type Role } from './directory.ts';
import { accessRefusals } from './refusals.ts';

/** How a unit stands to a subject, as the ledger's `party` has it. */
export type Relation = 'lead' | 'supporting' | 'acceptor' | 'own' | 'bound';

const EVERY_RELATION: readonly Relation[] = ['lead', 'supporting', 'acceptor', 'own', 'bound'];

/**
 * Who may do one thing. There is one row for each action, and both `may` and `reach` read it.
 * `everywhere`: on any object of the jurisdiction (where the grant is bound to a unit: on objects in which a unit
 * below it takes part). `bySide`: only where the person's unit stands in one of `relations` to the object.
 */
type Row = {
  readonly words: string;
  readonly everywhere: readonly Role[];
  readonly bySide?: readonly Role[];
  readonly relations?: readonly Relation[];
  /** It is the same for the whole jurisdiction, whatever unit the role is bound to. */
  readonly wherever?: boolean;
  /** Done to the jurisdiction as a whole: a role that is bound to a unit does not reach so far. */
  readonly whole?: boolean;
  /** A section acts for the unit it belongs to. */
  readonly forUnitAbove?: boolean;
  /** Not by the person who reported it (两人原则). */
  readonly byAnother?: boolean;
};

const BUSINESS: readonly Role[] = [
  'office',
  'leader',
  'liaison',
  'section-chief',
  'clerk',
  'inspector',
  'supervisor',
  'custodian',
  'duty-officer',
  'portal-editor',
];
const ADMINS: readonly Role[] = ['system-admin', 'security-admin', 'auditor'];
const OF_UNIT: readonly Role[] = ['liaison', 'section-chief', 'clerk'];

const TABLE = {
  'plan.read': {
    words: '查看方案',
    everywhere: ['office', 'leader', 'inspector'],
    bySide: OF_UNIT,
    relations: EVERY_RELATION,
    forUnitAbove: true,
  },
  'plan.edit': { words: '编辑方案', everywhere: ['office'] },
  'plan.launch': { words: '启动方案', everywhere: ['office'] },
  'task.read': {
    words: '查看任务',
    everywhere: ['office', 'leader', 'inspector'],
    bySide: OF_UNIT,
    relations: EVERY_RELATION,
    forUnitAbove: true,
  },
  'task.receive': {
    words: '签收任务',
    everywhere: [],
    bySide: ['liaison', 'section-chief'],
    relations: ['lead'],
    forUnitAbove: true,
  },
  'task.report': {
    words: '报告任务进展',
    everywhere: [],
    bySide: OF_UNIT,
    relations: ['lead', 'supporting'],
    forUnitAbove: true,
  },
  'task.complete': {
    words: '报送任务完成',
    everywhere: [],
    bySide: ['liaison', 'section-chief'],
    relations: ['lead'],
    forUnitAbove: true,
  },
  'task.accept': {
    words: '验收任务',
    everywhere: ['office'],
    bySide: ['liaison', 'section-chief'],
    relations: ['acceptor'],
    byAnother: true,
  },
  'task.return': {
    words: '退回任务',
    everywhere: ['office'],
    bySide: ['liaison', 'section-chief'],
    relations: ['acceptor'],
    byAnother: true,
  },
  'task.extend': {
    words: '申请延期',
    everywhere: [],
    bySide: ['liaison', 'section-chief'],
    relations: ['lead'],
    forUnitAbove: true,
  },
  'task.answer-extension': {
    words: '答复延期申请',
    everywhere: ['office'],
    bySide: ['liaison', 'section-chief'],
    relations: ['acceptor'],
  },
  'task.close': { words: '销号', everywhere: ['office'], bySide: ['liaison'], relations: ['acceptor'] },
  'task.chase': { words: '催办任务', everywhere: ['office'] },
  'task.assign': { words: '交办任务', everywhere: ['office'] },
  'discussion.read': {
    words: '查看讨论',
    everywhere: ['office', 'leader', 'inspector'],
    bySide: OF_UNIT,
    relations: EVERY_RELATION,
    forUnitAbove: true,
  },
  'discussion.write': {
    words: '参加讨论',
    everywhere: ['office', 'leader', 'inspector'],
    bySide: OF_UNIT,
    relations: EVERY_RELATION,
    forUnitAbove: true,
  },
  'instruction.read': {
    words: '查看批示',
    everywhere: ['office', 'leader', 'inspector'],
    bySide: OF_UNIT,
    relations: EVERY_RELATION,
    forUnitAbove: true,
  },
  'instruction.give': { words: '作出批示', everywhere: ['leader'] },
  'instruction.answer': {
    words: '报告批示办理情况',
    everywhere: [],
    bySide: ['liaison', 'section-chief'],
    relations: ['lead'],
    forUnitAbove: true,
  },
  'instruction.conclude': { words: '办结或退回批示', everywhere: ['office', 'leader'], byAnother: true },
  'submission.hand-in': {
    words: '交报',
    everywhere: [],
    bySide: ['liaison', 'section-chief'],
    relations: ['lead'],
    forUnitAbove: true,
  },
  'submission.answer': {
    words: '收下或退回报送',
    everywhere: ['office'],
    bySide: ['liaison', 'section-chief'],
    relations: ['acceptor'],
    byAnother: true,
  },
  'submission.collect': {
    words: '汇总报送',
    everywhere: ['office', 'leader', 'inspector'],
    bySide: OF_UNIT,
    relations: ['acceptor'],
    forUnitAbove: true,
  },
  'adjustment.propose': { words: '提出调整', everywhere: ['office'] },
  'adjustment.decide': { words: '批准调整', everywhere: ['leader'], byAnother: true },
  'duty.read': {
    words: '查看责任事项',
    everywhere: ['office', 'leader', 'inspector'],
    bySide: OF_UNIT,
    relations: EVERY_RELATION,
    forUnitAbove: true,
  },
  'evidence.read': {
    words: '查看凭证',
    everywhere: ['office', 'leader', 'inspector'],
    bySide: OF_UNIT,
    relations: EVERY_RELATION,
    forUnitAbove: true,
  },
  'evidence.upload': {
    words: '上传凭证',
    everywhere: ['office', 'inspector'],
    bySide: OF_UNIT,
    relations: ['lead', 'supporting', 'acceptor', 'own'],
    forUnitAbove: true,
  },
  'news.read': { words: '查看动态文稿', everywhere: ['office', 'leader', 'portal-editor'] },
  'news.publish': { words: '发布动态', everywhere: ['office', 'portal-editor'], whole: true },
  'directory.read': { words: '查看组织机构', everywhere: [...BUSINESS, ...ADMINS], wherever: true },
  'directory.edit': { words: '编辑组织机构', everywhere: ['office', 'system-admin'], whole: true },
  'role.read': { words: '查看人员角色', everywhere: ['office', ...ADMINS], whole: true },
  'role.propose': { words: '提出授权', everywhere: ['office', 'system-admin', 'security-admin'], whole: true },
  'role.grant': { words: '批准授权', everywhere: ['security-admin'], whole: true },
  'account.manage': { words: '管理账号', everywhere: ['system-admin'], whole: true },
  'parameter.read': { words: '查看参数', everywhere: [...BUSINESS, ...ADMINS], wherever: true },
  'parameter.set': { words: '设定参数', everywhere: ['office'], whole: true },
  'calendar.read': { words: '查看工作日历', everywhere: [...BUSINESS, ...ADMINS], wherever: true },
  'calendar.edit': { words: '修改工作日历', everywhere: ['office'], whole: true },
  'audit.read': { words: '查看操作记录', everywhere: ['auditor', 'security-admin'], whole: true },
  'ledger.read': {
    words: '查看台账',
    everywhere: ['office', 'leader', 'inspector'],
    bySide: OF_UNIT,
    relations: EVERY_RELATION,
    forUnitAbove: true,
  },
  'ledger.verify': { words: '校验台账', everywhere: ['office', 'leader', 'auditor'] },
} satisfies Record<string, Row>;

export type Action = keyof typeof TABLE;
const ROWS: Readonly<Record<Action, Row>> = TABLE;
export const ACTIONS = Object.keys(TABLE) as readonly Action[];

/** What an action is done to. Of a list or of something new, only the region is known. */
export type AccessObject = {
  readonly region: Region;
  readonly subjectType?: string;
  readonly parties?: readonly { readonly unitId: UnitId; readonly relation: Relation }[];
  /** People whom the matter is about: they keep out of it, leaders too. */
  readonly concerned?: readonly PersonId[];
  /** Who reported it, where a second pair of eyes is asked for. */
  readonly reportedBy?: PersonId | null;
  /** Sealed matters are opened by their own procedure only, never by role. */
  readonly sealed?: boolean;
};

/** The objects that an actor's roles lead to; the ledger turns it into a condition over `party`. */
export type Reach =
  | { readonly scope: 'jurisdiction' }
  | { readonly scope: 'relations'; readonly unitIds: readonly UnitId[]; readonly relations: readonly Relation[] }
  | { readonly scope: 'none' };

/** Reads an action's name, as routes declare it. */
export function isAction(name: string): name is Action {
  return Object.hasOwn(ROWS, name);
}

/** 查看任务, … */
export function wordsOf(action: Action): string {
  return ROWS[action].words;
}

/**
 * Where the actor may do this. Two roles together reach what either reaches: the relations belong to the action and not
 * to the role, so the union is again one set of units and one set of relations.
 */
export function reach(actor: Actor, action: Action): Reach {
  const row = ROWS[action];
  const units = new Set<UnitId>();
  for (const held of actor.roles) {
    if (row.everywhere.includes(held.role)) {
      if (held.unit === null || row.wherever) return { scope: 'jurisdiction' };
      if (row.whole) continue;
      for (const unit of held.below) units.add(unit);
    }
    if (row.bySide?.includes(held.role)) for (const unit of unitsOf(held, row)) units.add(unit);
  }
  const relations = row.relations ?? EVERY_RELATION;
  return units.size === 0 ? { scope: 'none' } : { scope: 'relations', unitIds: [...units], relations };
}

function unitsOf(held: ActorRole, row: Row): readonly UnitId[] {
  return row.forUnitAbove ? [...held.below, ...held.above] : held.below;
}

/** Whether the object lies within the reach. The ledger's SQL says the same of its rows. */
export function isWithin(where: Reach, object: AccessObject): boolean {
  switch (where.scope) {
    case 'jurisdiction':
      return true;
    case 'relations':
      return (object.parties ?? []).some(
        ({ unitId, relation }) => where.unitIds.includes(unitId) && where.relations.includes(relation),
      );
    case 'none':
      return false;
  }
}

/** Whether the actor may do this to the object. A refusal says who could. */
export function may(actor: Actor, action: Action, object: AccessObject): Allowed | Refusal {
  const row = ROWS[action];
  if (object.region !== actor.region) return accessRefusals.otherRegion(row.words);
  const where = reach(actor, action);
  if (where.scope === 'none') return accessRefusals.noRole(row.words, whoMay(action), rolesOf(actor));
  if (!isWithin(where, object)) return accessRefusals.notInvolved(row.words, whoMay(action));
  if (object.sealed === true) return accessRefusals.sealed(row.words);
  if (object.concerned?.includes(actor.person)) return accessRefusals.concerned(row.words);
  if (row.byAnother && object.reportedBy === actor.person) return accessRefusals.ownReport(row.words);
  return allowed;
}

/** Whether the actor may do this to anything at all: the question of menus and of a route before its object is known. */
export function mayAnywhere(actor: Actor, action: Action): Allowed | Refusal {
  return reach(actor, action).scope === 'none'
    ? accessRefusals.noRole(wordsOf(action), whoMay(action), rolesOf(actor))
    : allowed;
}

/** Everything that the actor may do somewhere. */
export function actionsOf(actor: Actor): readonly Action[] {
  return ACTIONS.filter((action) => reach(actor, action).scope !== 'none');
}

/** Which roles may do it, in words: 效能办工作人员, 单位联络员 (仅限本单位参与的). */
export function whoMay(action: Action): string {
  const row = ROWS[action];
  const everywhere = row.everywhere.map((role) => ROLE_WORDS[role]);
  const bySide = (row.bySide ?? []).map((role) => ROLE_WORDS[role]);
  return [
    ...(everywhere.length > 0 ? [everywhere.join('、')] : []),
    ...(bySide.length > 0 ? [`${relationWords(row)}的${bySide.join('、')}`] : []),
  ].join(', 或');
}

const RELATION_WORDS: Readonly<Record<Relation, string>> = {
  lead: '牵头',
  supporting: '配合',
  acceptor: '验收',
  own: '主管',
  bound: '所涉',
};

function relationWords(row: Row): string {
  const relations = row.relations ?? EVERY_RELATION;
  if (relations.length === EVERY_RELATION.length) return '参与单位';
  return `${relations.map((relation) => RELATION_WORDS[relation]).join('或')}单位`;
}

function rolesOf(actor: Actor): string {
  return [...new Set(actor.roles.map(({ role }) => ROLE_WORDS[role]))].join('、');
}
