import type { Branded, Instant, PersonId, PlainDate, PostId, Region, UnitId } from '#core/kernel';

export type BodyId = Branded<'BodyId'>;
export type HoldingId = Branded<'HoldingId'>;
export type GrantId = Branded<'GrantId'>;

/** 辖区 */
export type Jurisdiction = {
  readonly region: Region;
  readonly name: string;
  readonly shortName: string;
  readonly divisionCode: string | null;
};

export const UNIT_KINDS = [
  'government',
  'organ',
  'institution',
  'county',
  'township',
  'enterprise',
  'section',
  'window',
  'body-office',
  'other',
] as const;
export type UnitKind = (typeof UNIT_KINDS)[number];

export const UNIT_KIND_WORDS: Readonly<Record<UnitKind, string>> = {
  government: '党委政府',
  organ: '机关部门',
  institution: '事业单位',
  county: '县区',
  township: '乡镇街道',
  enterprise: '企业',
  section: '科室',
  window: '窗口',
  'body-office': '议事协调机构办公室',
  other: '其他',
};

/** Kinds that stand by themselves; a section or a window belongs to the nearest of these above it. */
export const STANDING_KINDS: readonly UnitKind[] = [
  'government',
  'organ',
  'institution',
  'county',
  'township',
  'enterprise',
  'body-office',
];

/** 单位. Dates are half-open: `validTo` is the first day on which it no longer is. */
export type Unit = {
  readonly id: UnitId;
  readonly parent: UnitId | null;
  readonly kind: UnitKind;
  readonly name: string;
  readonly shortName: string | null;
  readonly code: string | null;
  readonly aliases: readonly string[];
  readonly sortOrder: number;
  readonly validFrom: PlainDate;
  readonly validTo: PlainDate | null;
};

export type Slot = 'A' | 'B';

/** 岗位 */
export type Post = {
  readonly id: PostId;
  readonly unit: UnitId;
  readonly name: string;
  readonly remit: string;
  readonly sortOrder: number;
  readonly validFrom: PlainDate;
  readonly validTo: PlainDate | null;
};

/** 人员 */
export type Person = {
  readonly id: PersonId;
  readonly unit: UnitId | null;
  readonly name: string;
  readonly staffNumber: string | null;
  readonly title: string;
  readonly sortOrder: number;
  readonly validFrom: PlainDate;
  readonly validTo: PlainDate | null;
};

/** 任岗: a person in one slot of a post. */
export type Holding = {
  readonly id: HoldingId;
  readonly post: PostId;
  readonly person: PersonId;
  readonly slot: Slot;
  readonly validFrom: PlainDate;
  readonly validTo: PlainDate | null;
};

export const BODY_ROLES = ['head', 'deputy', 'member'] as const;
export type BodyRole = (typeof BODY_ROLES)[number];
export const BODY_ROLE_WORDS: Readonly<Record<BodyRole, string>> = { head: '组长', deputy: '副组长', member: '成员' };

/** 议事协调机构: a leading group and the like. */
export type Body = {
  readonly id: BodyId;
  readonly name: string;
  readonly shortName: string | null;
  readonly officeUnit: UnitId | null;
  readonly basis: string;
  readonly sortOrder: number;
  readonly validFrom: PlainDate;
  readonly validTo: PlainDate | null;
  readonly members: readonly BodyMember[];
};

/** Exactly one of person and unit is there. */
export type BodyMember = {
  readonly id: string;
  readonly role: BodyRole;
  readonly person: PersonId | null;
  readonly unit: UnitId | null;
  readonly title: string;
  readonly sortOrder: number;
};

export const ROLES = [
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
  'system-admin',
  'security-admin',
  'auditor',
] as const;
export type Role = (typeof ROLES)[number];

export const ROLE_WORDS: Readonly<Record<Role, string>> = {
  office: '效能办工作人员',
  leader: '领导',
  liaison: '单位联络员',
  'section-chief': '科室负责人',
  clerk: '经办人',
  inspector: '督查人员',
  supervisor: '监督员',
  custodian: '密封保管人',
  'duty-officer': '值班员',
  'portal-editor': '门户编辑',
  'system-admin': '系统管理员',
  'security-admin': '安全管理员',
  auditor: '审计员',
};

/** 三员: three different people, and none of them has business of the platform. */
export const ADMIN_ROLES: readonly Role[] = ['system-admin', 'security-admin', 'auditor'];

/** Roles that mean nothing without a unit. */
export const UNIT_ROLES: readonly Role[] = ['liaison', 'section-chief', 'clerk'];

/** 授权. Without `grantedAt` it waits for the security administrator and gives no right. */
export type RoleGrant = {
  readonly id: GrantId;
  readonly person: PersonId;
  readonly role: Role;
  readonly unit: UnitId | null;
  readonly validFrom: PlainDate;
  readonly validTo: PlainDate | null;
  readonly proposedBy: string;
  readonly grantedBy: string | null;
  readonly grantedAt: Instant | null;
};

/** One role of an actor, with the units that its scope covers. */
export type ActorRole = {
  readonly role: Role;
  /** null: the whole jurisdiction. */
  readonly unit: UnitId | null;
  readonly unitName: string | null;
  /** The unit of the scope and everything below it; empty where the scope is the whole jurisdiction. */
  readonly below: readonly UnitId[];
  /** For a section or a window: the units above it, up to the one that stands by itself. */
  readonly above: readonly UnitId[];
};

/** Who acts, on a certain day: what every question of access is asked of. */
export type Actor = {
  readonly region: Region;
  readonly person: PersonId;
  readonly name: string;
  readonly roles: readonly ActorRole[];
  /** Units that the person works in: of the post, of the person, of the roles. */
  readonly units: readonly UnitId[];
};

/** Whether something with half-open validity is there on the day. */
export function isValidOn(
  thing: { readonly validFrom: PlainDate; readonly validTo: PlainDate | null },
  day: PlainDate,
) {
  return thing.validFrom <= day && (thing.validTo === null || day < thing.validTo);
}
