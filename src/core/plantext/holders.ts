import { looksLikeUnit, splitRun } from './units.ts';

/** 林远山同志 → 林远山; keeps 市政府分管副秘书长 as written. */
function holderOf(words: string): string {
  return words
    .replace(/^(?:成立以|组建以|建立以|成立由|以|由|为|是|及|和|与|及其|以及)/, '')
    .replace(/等$/, '')
    .replace(/[(（]兼[)）]$/, '')
    .replace(/^([\u4e00-\u9fa5])\s+([\u4e00-\u9fa5])$/, '$1$2')
    .replace(/(?<![责导])同志$/, '')
    .trim();
}

const SURNAME_GIVEN = /^[\u4e00-\u9fa5·]{2,4}$/;

function splitHolders(words: string): string[] {
  const pieces: string[] = [];
  let depth = 0;
  let piece = '';
  for (const character of words) {
    if (/[(（“《]/.test(character)) depth++;
    else if (/[)）”》]/.test(character)) depth = Math.max(0, depth - 1);
    if (depth === 0 && /[、，,;；\n]/.test(character)) {
      pieces.push(piece);
      piece = '';
    } else piece += character;
  }
  pieces.push(piece);
  return pieces.map((one) => one.trim()).filter((one) => one !== '');
}

/** 区委副书记、区长 is one person of two offices; 市委书记、市长 are two persons. */
function joinOffices(holders: readonly string[]): string[] {
  const people: string[] = [];
  for (const holder of holders) {
    const last = people.at(-1);
    const second =
      /^(?:常务)?副?(?:[市县区省州镇乡]长|[\u4e00-\u9fa5]{0,2}(?:局长|主任|主席|院长|部长|秘书长|厅长|处长|组长))$/.test(
        holder,
      ) && !/^[市县区省州]/.test(holder.replace(/^[市县区省州镇乡]长$/, ''));
    if (last !== undefined && second && /(?:副书记|常委|党组成员|党组书记|党委委员|党委书记)$/.test(last))
      people[people.length - 1] = `${last}、${holder}`;
    else people.push(holder);
  }
  return people;
}

/** Reads `张三(市长)、李四 副市长`, `张三  县委副书记、县长`, `市发改委、市财政局主要负责同志`. */
export function listHolders(print: string, role: string): string[] {
  const text = print.trim().replace(/[。;；]$/, '');
  if (text === '') return [];
  const lines = text.split('\n').map((line) => line.trim());
  const holders: string[] = [];
  for (const line of lines) {
    // a name, a gap, then offices: the offices are not further people
    const gap = /^(?<name>[\u4e00-\u9fa5·]{2,4}|[\u4e00-\u9fa5]\s{1,4}[\u4e00-\u9fa5])\s+(?<office>[^\s].*)$/.exec(
      line,
    );
    if (gap?.groups?.name !== undefined) {
      const parts = line.split(/\s+/);
      // name, office, name, office, run together in one line
      const pairs =
        parts.length >= 4 &&
        parts.length % 2 === 0 &&
        parts.every((part, at) =>
          at % 2 === 0
            ? SURNAME_GIVEN.test(part) && part.length <= 3
            : part.length >= 3 && /(?:长|记|任|员|席|委|理|人|师|监)$/.test(part),
        );
      if (pairs) {
        holders.push(...parts.filter((_, at) => at % 2 === 0));
        continue;
      }
      const allNames = parts.every(
        (part) => /^[\u4e00-\u9fa5·]{2,3}$/.test(part) && !/(?:局|委|办|部|长|任|记)$/.test(part),
      );
      holders.push(...(allNames && parts.length >= 2 ? parts : [gap.groups.name.replace(/\s/g, '')]));
      continue;
    }
    const pieces = splitHolders(role === '成员' ? withoutOffice(line) : line);
    const people = pieces.map((piece) => holderOf(piece.replace(/[(（][^()（）]*[)）]$/, '').trim()));
    if (
      /^(?:组长|总指挥|主任|召集人)$/.test(role) &&
      people.length > 1 &&
      !people.every((person) => SURNAME_GIVEN.test(person))
    )
      holders.push(line);
    else holders.push(...(role.startsWith('成员') ? people.flatMap(splitRun) : people));
  }
  return holders;
}

const OFFICE =
  '书记|副书记|市长|县长|区长|镇长|乡长|局长|处长|科长|主任|厅长|部长|院长|校长|主席|秘书长|委员|常委|组长|站长|所长|队长|行长|经理|董事长|总监|检察长|调研员|主任科员|会长|主管|干部|负责人|巡视员|省长|州长|园长|股长|社长|台长|政委|(?<=会|组|班子)成员';
const NAMED_OFFICER = new RegExp(`(?:${OFFICE})(?<name>[\\u4e00-\\u9fa5]{2,3})$`);
const OFFICE_AFTER = new RegExp(`^(?<name>[\\u4e00-\\u9fa5]{2,3}?)(?:副)?(?:${OFFICE})$`);
/** 县长张三和县委副书记李四. */
const TWO_OFFICERS = new RegExp(
  `^(.*(?:${OFFICE})[\\u4e00-\\u9fa5]{2,3})[和及与](.{0,20}(?:${OFFICE})[\\u4e00-\\u9fa5]{2,3})$`,
);
const OFFICE_ONLY = new RegExp(`(?:${OFFICE})$`);

/** 市委副书记、市长张三 is one person; 张三、李四副局长 are two. Leaves lists of offices and of units as they are. */
function namesOf(pieces: readonly string[]): string[] {
  const named = pieces.some((piece) => NAMED_OFFICER.test(piece));
  if (!named) {
    // 张明、李立副局长
    const last = pieces.at(-1) ?? '';
    const after = OFFICE_AFTER.exec(last)?.groups?.name;
    if (
      pieces.length > 1 &&
      after !== undefined &&
      pieces.slice(0, -1).every((piece) => SURNAME_GIVEN.test(piece) && !OFFICE_ONLY.test(piece))
    )
      return [...pieces.slice(0, -1), after];
    return [...pieces];
  }
  const people: string[] = [];
  for (const piece of pieces) {
    const name = NAMED_OFFICER.exec(piece)?.groups?.name;
    if (name !== undefined) people.push(name);
    else if (SURNAME_GIVEN.test(piece) && !OFFICE_ONLY.test(piece)) people.push(piece);
    // an office without a name belongs to the next person
  }
  return people;
}

export function holdersIn(list: string, role: string): string[] {
  const text = list.trim().replace(/^(?:由|分别由)/, '');
  if (role !== '成员' && /(?:负责同志|负责人|主要领导|分管领导|领导同志)$/.test(text) && /[、和]/.test(text))
    return [text];
  // 局机关各股、站负责人: one expression
  if (/各[^、]{1,4}(?:、[^、]{1,2}){1,4}(?:、[^、]*)?(?:负责人|负责同志|主要领导)$/.test(text)) return [text];
  const units = withoutOffice(text);
  // 交通与建设等部门负责人: names of departments, not of people
  const isDepartments = /^等[^、]{0,6}(?:部门|单位)/.test(text.slice(units.length));
  const pieces = splitHolders(units);
  const people = pieces
    .flatMap((piece) => (isDepartments ? cutAtOthers(piece) : cutAtEach(piece)))
    .map((piece) => holderOf(piece))
    .filter((piece) => piece !== '');
  return joinOffices(namesOf(people));
}

/** 市场监管及相关乡镇 are two. */
function cutAtOthers(piece: string): string[] {
  const cut = /^(.{2,}?)[和及与]((?:各|相关|有关).{2,})$/.exec(piece);
  return cut?.[1] === undefined || cut[2] === undefined ? [piece] : [cut[1], cut[2]];
}

/** 市财政局和各责任单位 are two. */
function cutAtEach(piece: string): string[] {
  const officers = TWO_OFFICERS.exec(piece);
  if (officers?.[1] !== undefined && officers[2] !== undefined) return [...cutAtEach(officers[1]), officers[2]];
  const comrades = piece.split(/(?<=同志)[和及与]/);
  if (comrades.length > 1) return comrades.flatMap(cutAtEach);
  const cut =
    /^(.{2,}?)[和及与](各.{2,})$/.exec(piece) ?? /^([\u4e00-\u9fa5]{2,3})[和与]([\u4e00-\u9fa5]{2,3})$/.exec(piece);
  return cut?.[1] === undefined || cut[2] === undefined ? [piece] : [cut[1], cut[2]];
}

/** 教育部、民政部等部门负责同志 → 教育部、民政部; a single 各科室负责人 stays as written. */
function withoutOffice(text: string): string {
  const bare = text.replace(
    /等(?:有关|相关|各有关)?(?:部门|单位|科室|处室|部门[、和]单位|单位[、和]部门)?(?:的)?(?:分管|主要|有关|相关)?(?:负责同志|负责人|领导同志|领导|同志|工作人员|人员)?$/,
    '',
  );
  if (bare !== text) return bare;
  const pieces = splitHolders(text);
  // 副秘书长、研究室负责人: offices each, no list of units with one closing word
  const isOffice = (piece: string) => OFFICE_ONLY.test(piece) && !looksLikeUnit(unitOf(piece));
  if (pieces.length < 2 || pieces.slice(0, -1).some(isOffice)) return text;
  return pieces.map((piece) => (piece.startsWith('各') ? piece : unitOf(piece))).join('、');
}

/** 市财政局分管负责人 → 市财政局. */
function unitOf(piece: string): string {
  return piece.replace(/(?:的)?(?:分管|主要|有关|相关)?(?:负责同志|负责人|领导同志|领导|工作人员)$/, '');
}
