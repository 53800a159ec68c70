import type { CleanText } from './clean.ts';
import { holdersIn, listHolders } from './holders.ts';
import type { BodyMember } from './model.ts';
import type { Spot } from './spots.ts';

export type BodyDraft = Spot & {
  /** The sentences that tell of it. */
  readonly told: readonly Spot[];
  readonly name: string;
  readonly members: readonly BodyMember[];
  readonly confidence: number;
};

const ROLES =
  '常务副主任|常务副组长|第一组长|执行组长|副组长|组长|副主任|办公室主任|主任|成员单位|成员|副总指挥|总指挥|指挥长|副指挥长|联络员|召集人|副召集人|第一副组长|秘书长|顾问';
const ROLE_LINE = new RegExp(
  `^\\s*(?<role>(?:${ROLES.split('|')
    .map((role) => [...role].join('\\s{0,8}'))
    .join('|')}))\\s*[:]\\s*(?<rest>.*)$`,
);
const BODY_NAME =
  /(?:成立|设立|组建|调整|建立|充实)(?:了|以[^,。;\n]{2,40}?为(?:组长|主任)的|由[^,。;\n]{2,40}?(?:任组长|牵头|组成)的)?(?<name>[^,。;:\n]{2,50}?(?:领导小组|工作小组|工作专班|专班|指挥部|工作组|委员会|联席会议|督[察查]办公室|督导组|评审组|协调小组|专项小组|推进组|办公室|工作队))/;
const BODY_TAIL =
  /(?<name>[^,。;:\n()]{0,40}?(?:领导小组|工作小组|工作专班|专班|指挥部|委员会|联席会议|协调小组|工作组|办公室))/;

/** `由A任组长,B、C任副组长,D为成员`. */
const APPOINTED = new RegExp(
  `(?<who>[^。;:\\n]{1,400}?)(?:(?<!负责|领导)同志)?(?:分别)?(?:担任|兼任|(?<![责主信])任|为)(?<of>[^,。;、\\n]{0,12}?)(?<role>${ROLES})(?=[,。;、\\n)(]|的|$)`,
  'y',
);
/** `组长由A担任,成员由B等负责同志组成`. */
const HELD = new RegExp(
  `(?<of>[^,。;:\\n]{0,30}?)(?<both>正副)?(?<role>${ROLES})(?:分别)?(?:由|为|是|包括|(?<=主任):)(?<who>[^。;\\n]{1,400}?)(?<verb>担任|兼任|组成|任|参加|$|(?=[,。;\\n]))(?=[,。;\\n)]|$)`,
  'y',
);

/** `成员由A、B,C等负责同志组成`: a list closed by 组成 may hold commas. */
const COMPOSED =
  /(?<of>[^,。;:\n]{0,30}?)(?<role>成员单位|成员)(?:由|包括)(?<who>(?:(?!组长|成员|主任由|办公室设)[^。;\n]){1,400}?)组成(?=[,。;\n)]|$)/y;

type Open = {
  name: string;
  /** 设在…: it has a place even where nobody is named. */
  seated?: true;
  alias?: string;
  told: Spot[];
  from: number;
  to: number;
  members: Map<string, string[]>;
  confidence: number;
};

function put(body: Open, role: string, holders: readonly string[]): void {
  const held = body.members.get(role) ?? [];
  for (const holder of holders) if (holder !== '' && !held.includes(holder)) held.push(holder);
  if (held.length > 0) body.members.set(role, held);
}

/** Finds bodies with their holders, told in a sentence or one role a line. */
export function findBodies(clean: CleanText, sentences: readonly Spot[]): BodyDraft[] {
  const { form, words } = clean;
  const bodies: Open[] = [];
  let current: Open | undefined;
  let role = '';
  let listing = false;
  let lastEnd = 0;
  const open = (name: string, spot: Spot, confidence: number): Open => {
    const bare = name
      .replace(/^(?:了|由|的|全局|本)(?=.{4})/, (word) => (word === '全局' || word === '本' ? word : ''))
      .trim();
    const known = bodies.find(
      (body) =>
        body.name === bare ||
        body.alias === bare ||
        (/.办公室$/.test(bare) && bare.length > 3 && body.name.endsWith(bare)),
    );
    if (known !== undefined) return known;
    const body: Open = { name: bare, from: spot.from, to: spot.to, told: [], members: new Map(), confidence };
    bodies.push(body);
    return body;
  };

  for (const sentence of sentences) {
    const text = form.slice(sentence.from, sentence.to);
    const print = words.slice(sentence.from, sentence.to);
    const line = ROLE_LINE.exec(text);
    if (line?.groups !== undefined && !/^(?:为|根据|按照)/.test(line.groups.rest ?? '')) {
      const rest = line.groups.rest ?? '';
      role = roleOf((line.groups.role ?? '').replace(/\s/g, ''));
      if (current === undefined || (role === '组长' && current.members.has('组长')) || sentence.from - lastEnd > 1500)
        current = open(bodyBefore(form, words, sentence.from), sentence, 0.7);
      const target: Open = /办公室/.test(line.groups.role ?? '')
        ? open(`${shortName(current.name)}办公室`, sentence, 0.6)
        : current;
      // 组长:由分管负责人担任,负责…: who, then what they do
      const clause = /^\s?由(?<who>[^。;]{2,200}?)(?:担任|兼任|组成)(?=[,。;]|$)/.exec(rest)?.groups?.who;
      const list = print.slice(text.length - rest.length);
      put(
        target,
        role,
        clause === undefined
          ? listHolders(list, role)
          : holdersIn(list.slice(list.indexOf('由') + 1).slice(0, clause.length), role),
      );
      current.to = sentence.to;
      current.told.push(sentence);
      lastEnd = sentence.to;
      listing = true;
      continue;
    }
    if (
      listing &&
      current !== undefined &&
      /^\s*[\u4e00-\u9fa5]/.test(text) &&
      isPersonLine(text) &&
      form.slice(lastEnd, sentence.from).trim() === ''
    ) {
      put(current, role, listHolders(print, role));
      current.to = sentence.to;
      current.told.push(sentence);
      lastEnd = sentence.to;
      continue;
    }
    // below its 组长: 由甲所、乙队组成
    const composed = /^由(?<who>[^。;:\n]{2,200}?)组成(?=[,。;]|$)/.exec(text)?.groups?.who;
    if (
      listing &&
      current !== undefined &&
      composed !== undefined &&
      form.slice(lastEnd, sentence.from).trim() === ''
    ) {
      put(current, '成员', holdersIn(print.slice(1, 1 + composed.length), '成员'));
      current.to = sentence.to;
      current.told.push(sentence);
      lastEnd = sentence.to;
      continue;
    }
    listing = false;
    // 各区要成立由分管副区长任组长的专班: a body of others
    if (/^[^。;]{0,4}各[^,。;]{1,16}(?:要|应|须|均)[^,。;]{0,12}(?:成立|组建|建立)/.test(text)) continue;

    const named = BODY_NAME.exec(text);
    if (named?.groups?.name !== undefined && namesBody(named.groups.name)) {
      const at = named.index + named[0].length - named.groups.name.length;
      const spot = { from: sentence.from + at, to: sentence.to };
      const name = print.slice(at, at + named.groups.name.length);
      const isWork = /(?:组长|主任|成员|总指挥|召集人|办公室)/.test(form.slice(sentence.from, sentence.to + 200));
      if (isWork && !/^(?:健全|完善|相应|各级|专门|由)/.test(name) && !/^(?:各|要)/.test(text)) {
        current = open(name, spot, 0.8);
        const alias = /^\s?[(](?:以下)?简称:?"?(?<alias>[^")]{2,24})"?[)]/.exec(text.slice(at + name.length));
        if (alias?.groups?.alias !== undefined) current.alias = alias.groups.alias;
      }
    }
    const formed =
      /(?:成立|组建|建立)(?:以|由)[^。;\n]{2,200}(?:为|任|担任)[^。;\n]{0,60}(?:组长|成员|主任|总指挥|召集人|单位)的(?<name>[^,。;\n的]{0,40}?(?:领导小组|工作小组|专班|指挥部|委员会|联席会议|协调小组|工作组))/.exec(
        text,
      );
    if (formed?.groups?.name !== undefined) {
      const at = formed.index + formed[0].length - formed.groups.name.length;
      current = open(print.slice(at, at + formed.groups.name.length), sentence, 0.8);
    }
    readAppointments(text, print, sentence, (of, role, holders, from) => {
      let target: Open | undefined = current;
      const ofOffice = of === '' && /主任$/.test(role) && /办公室/.test(text.slice(0, from + 1));
      const told = ofOffice ? '办公室' : of.replace(/^(?:其中|并|并由|由|其)/, '');
      if (/办公室$/.test(told) && told.length <= 24)
        target = open(told === '办公室' ? `${shortName(current?.name ?? '领导小组')}办公室` : told, sentence, 0.7);
      else if (
        /(?:小组|专班|指挥部|委员会|联席会议)$/.test(told) &&
        current !== undefined &&
        current.alias !== told &&
        !current.name.endsWith(told.replace(/^市|^县/, ''))
      ) {
        const same = bodies.find(
          (body) =>
            body.name.endsWith(told) ||
            told.endsWith(body.name) ||
            body.alias === told ||
            (body.alias !== undefined && told.endsWith(body.alias)),
        );
        target = same ?? (told.length > 4 ? open(told, sentence, 0.7) : current);
      }
      if (target === undefined) {
        const subject = BODY_TAIL.exec(text.slice(0, from));
        target = open(subject?.groups?.name?.trim() ?? bodyBefore(form, words, sentence.from + from), sentence, 0.6);
        current = target;
      }
      put(target, role, holders);
      target.to = Math.max(target.to, sentence.to);
      target.told.push(sentence);
      lastEnd = sentence.to;
    });
    const seated = !text.includes('设在')
      ? null
      : /(?<name>(?:[^,。;:\n()"]{0,16}(?:小组|工作组|专班|指挥部|委员会|联合|会议))?办公室|[^,。;:\n()"]{2,16}办(?!公))(?:"?[)])?,?(?:[^,。;\n]{0,6})设在(?<host>[^,。;\n]{2,30})/.exec(
          text,
        );
    if (seated?.groups?.name !== undefined) {
      const told = seated.groups.name.replace(/^(?:下设|设立|设|并|其)/, '');
      const office = open(told === '办公室' ? `${shortName(current?.name ?? '领导小组')}办公室` : told, sentence, 0.7);
      office.seated = true;
    }
  }
  return bodies
    .filter(
      (body) => body.members.size > 0 || body.seated === true || (body.confidence >= 0.8 && !/办公室$/.test(body.name)),
    )
    .map((body) => ({
      name: body.name,
      from: body.from,
      to: body.to,
      told: body.told,
      members: [...body.members].map(([memberRole, holders]) => ({ role: memberRole, holders })),
      confidence: body.members.size > 0 ? body.confidence : 0.5,
    }));
}

function roleOf(told: string): string {
  if (told === '办公室主任') return '主任';
  return told === '成员单位' ? '成员' : told;
}

function shortName(name: string): string {
  return /领导小组$/.test(name) ? '领导小组' : name;
}

function namesBody(name: string): boolean {
  return !/的办公室$|部门|单位|制度/.test(name) && name.length >= 4;
}

/** The nearest name of a body above a list of members: its heading. */
function bodyBefore(form: string, words: string, at: number): string {
  const from = Math.max(0, at - 500);
  const above = form.slice(from, at);
  let found: string | undefined;
  for (const match of above.matchAll(
    /[^,。;:\n()、"]{0,30}?(?:领导小组|工作小组|工作专班|指挥部|委员会|联席会议|协调小组|专班)/g,
  ))
    found = words.slice(from + match.index, from + match.index + match[0].length).trim();
  return (
    found?.replace(/^.{0,6}?(?:成立|设立|组建|调整)(?:了)?/, '').replace(/^(?:关于|附件\d?)/, '') ??
    (/指挥长/.test(form.slice(at, at + 8)) ? '指挥部' : /召集人/.test(form.slice(at, at + 8)) ? '联席会议' : '领导小组')
  );
}

/** 张三 市财政局局长 / 市教育局 李四: one person a line below 成员: */
function isPersonLine(text: string): boolean {
  const bare = text.trim();
  return (
    bare.length <= 60 &&
    !/[。:]/.test(bare) &&
    (/^[\u4e00-\u9fa5]\s{0,4}[\u4e00-\u9fa5]{1,3}\s*(?:[\s(]|$)/.test(bare) || /^[\u4e00-\u9fa5、\s]+$/.test(bare)) &&
    !/^(?:[一二三四五六七八九十]{1,3}、|附件)/.test(bare) &&
    !/(?:领导小组|办公室)下设/.test(bare)
  );
}

function readAppointments(
  text: string,
  print: string,
  sentence: Spot,
  tell: (of: string, role: string, holders: string[], from: number) => void,
): void {
  let at = 0;
  while (at < text.length) {
    while (at < text.length && /[,、;。:\s(]/.test(text.charAt(at))) at++;
    if (at >= text.length) break;
    COMPOSED.lastIndex = at;
    const composed = COMPOSED.exec(text);
    if (composed?.groups?.who !== undefined && !/任|担任/.test(composed.groups.of ?? '')) {
      const whoAt = composed.index + composed[0].length - '组成'.length - composed.groups.who.length;
      const list = print.slice(whoAt, whoAt + composed.groups.who.length);
      tell((composed.groups.of ?? '').trim(), '成员', holdersIn(list, '成员'), at);
      at = composed.index + composed[0].length;
      continue;
    }
    HELD.lastIndex = at;
    const held = HELD.exec(text);
    if (held?.groups !== undefined && !/任|担任/.test(held.groups.of ?? '')) {
      const who = held.groups.who ?? '';
      const verb = held.groups.verb ?? '';
      const whoAt = held.index + held[0].length - verb.length - who.length;
      const roles = held.groups.both === undefined ? [roleOf(held.groups.role ?? '')] : ['组长', '副组长'];
      const office =
        held.groups.role === '办公室主任' ? `${(held.groups.of ?? '').trim()}办公室` : (held.groups.of ?? '').trim();
      const list = print.slice(whoAt, whoAt + who.length);
      if (verb !== '' || /^(?:由|为)?[\u4e00-\u9fa5]/.test(who)) {
        const both = held.groups.both !== undefined;
        const role = roles[0] ?? '';
        const holders = both ? [list.trim()] : holdersIn(list, role);
        for (const each of roles) tell(office.replace(/(?:主任)?$/, ''), each, holders, at);
        at = held.index + held[0].length;
        continue;
      }
    }
    APPOINTED.lastIndex = at;
    const appointed = APPOINTED.exec(text);
    if (appointed?.groups !== undefined) {
      const who = appointed.groups.who ?? '';
      const by = startOfHolders(who);
      const list = print.slice(at + by, at + who.length);
      const of = appointed.groups.of ?? '';
      const role = roleOf(appointed.groups.role ?? '');
      const office = appointed.groups.role === '办公室主任' ? `${of}办公室` : /办公室/.test(of) ? of : '';
      const plausible =
        !/[:"]/.test(who.slice(by)) &&
        !/(?:组长|成员|主任|指挥长|总指挥|召集人)(?:分别)?(?:由|为|是)|担任/.test(who.slice(by)) &&
        who.length < 400;
      if (plausible) {
        tell(office, role, holdersIn(list, role), at + Math.max(0, by - 1));
        at = appointed.index + appointed[0].length;
        continue;
      }
    }
    const next = text.slice(at).search(/[,;。:]/);
    if (next < 0) break;
    at += next + 1;
  }
  void sentence;
}

/** Where the people begin: after 由, or after the clause that names the body. */
function startOfHolders(who: string): number {
  const by = who.lastIndexOf('由');
  let from = by >= 0 ? by + 1 : 0;
  const comma = Math.max(who.lastIndexOf(','), who.lastIndexOf(':'));
  if (comma >= from && /成立|设立|组建|下设|设在|负责|为了|加强|保证|确保|领导/.test(who.slice(from, comma)))
    from = comma + 1;
  for (const match of who.matchAll(/(?:小组|专班|指挥部|委员会|办公室|联席会议|工作组|机构)(?:[(][^()]*[)])?[,:]/g))
    from = Math.max(from, match.index + match[0].length);
  return from;
}
