/** Endings of the names of organs, posts and teams that a plan gives work to. */
const ORGAN =
  /(?:局|委|办|部|厅|院|室|处|科|股|所|站|队|署|司|中心|公司|集团|政府|党委|党组|委员会|管委会|联合会|工会|协会|学会|商会|团|妇联|残联|侨联|文联|科协|社科联|工商联|银行|支行|小组|工作组|专班|指挥部|学校|大学|[小中]学|幼儿园|学院|党校|医院|街道|办事处|镇|乡|县|区|市|州|盟|旗|省|园区|单位|部门|机关|组|社|台|馆|企业|法院|检察院|红会|红十字会|民宗|国资|金控|税务|海关|海事|消防|气象|邮政|供电|电力|铁塔|联通|移动|电信|证监会|银保监会|监察委|管委办|军分区|人武部|党支部|支部|总局|分局|编办|总队|支队|大队|委员会办公室|会|领导|同志|书记|主任|局长|处长|科长|厅长|村|社区)(?:[(][^()]{1,20}[)])?$/;

const NOT_A_UNIT =
  /^(?:我|你|他|它|其|该|此|本方案|并|再(?!生|就业)|应(?!急)|要|须|可|将|能(?!源)|统一(?!战线)|共同|认真|切实|积极|全面|主要)/;

/** Words that close a list without being anybody: 等部门, 等按职责分工. */
const CLOSING =
  /(?:等)?(?:有关|相关|各有关|其他有关|各相关)?(?:部门|单位|方面)?(?:按照?(?:各自)?(?:职责|分工|职能)(?:分工)?|按(?:照)?职责任务|分别|分工|共同|具体|按要求)*$/;

/** Could these words name an organ, a post or a team? */
export function looksLikeUnit(words: string): boolean {
  const bare = words.trim();
  return (
    bare.length >= 2 &&
    bare.length <= 32 &&
    ORGAN.test(half(bare)) &&
    !NOT_A_UNIT.test(bare) &&
    !/[。;；:：,，]/.test(bare)
  );
}

function half(words: string): string {
  return words.replace(/[（〔﹝]/g, '(').replace(/[）〕﹞]/g, ')');
}

/** Cuts at separators that are not inside brackets or quotes. */
function cut(words: string, separator: RegExp): string[] {
  const pieces: string[] = [];
  let depth = 0;
  let piece = '';
  for (const character of words) {
    if (/[(（“《〔]/.test(character)) depth++;
    else if (/[)）”》〕]/.test(character)) depth = Math.max(0, depth - 1);
    if (depth === 0 && separator.test(character)) {
      pieces.push(piece);
      piece = '';
    } else piece += character;
  }
  pieces.push(piece);
  return pieces;
}

/** Cuts 市监察局和市财政局 but neither 市人力资源和社会保障局 nor 市文化和旅游局. */
function cutAtAnd(words: string): string[] {
  for (const match of words.matchAll(/[和与及]|以及/g)) {
    const left = words.slice(0, match.index);
    const right = words.slice(match.index + match[0].length);
    if (
      looksLikeUnit(left) &&
      !/^(?:人民)?政府$|^行署$|^办事处$|^管委会$|^市政府$/.test(right) &&
      !/(?:发展|住房|城乡|科学|工业|会|公共|司)$/.test(left) &&
      looksLikeUnit(right)
    )
      return [left, ...cutAtAnd(right)];
  }
  return [words];
}

/** 省教育厅省民政厅国网省公司: names that run together, told apart where each begins like the first. */
export function splitRun(words: string): string[] {
  const place = /^[省市区县州]/.exec(words)?.[0];
  if (place === undefined || words.length < 12) return [words];
  const names = words.split(new RegExp(`(?<=[委局厅部院室会司办])(?=${place}|国网|国家|中国|人民银行)`));
  return names.length >= 3 && names.every(looksLikeUnit) ? names : [words];
}

/** Nobody in particular. */
const NOBODY =
  /^(?:等|牵头单位|责任单位|有关(?:部门|单位)|相关(?:部门|单位)|其他(?:有关|相关)?(?:部门|单位)|有关方面|同志)$/;

/** Reads a list of units as written in a note or field. Closing words (等部门) are not units. */
export function splitUnits(words: string): string[] {
  const units: string[] = [];
  const listed = words
    .replace(/等[^、，,；;\n]{0,8}(?:部门|单位|机构)[(（](?:单位|部门|机构)[)）]$/, '等')
    .replace(/等[^、，,；;\n]{0,2}(?:有关|相关|各有关)?(?:部门|单位)(?:以及|及|和|与)/g, '、');
  for (const piece of cut(listed, /[、，,;；\n/]/)) {
    let bare = piece.trim().replace(/[。.;；,，:：]+$/, '');
    bare = bare.replace(/^所?(?:涉及|对应)的/, '').replace(/^(?:以及|及|和|与|会同|由|牵头[:：]|配合[:：])/, '');
    bare = bare.replace(/(?:会同|和|及)(?:有关|相关|各有关)(?:部门|单位|方面)$/, '');
    const closing = CLOSING.exec(bare);
    if (closing !== null && (closing[0].startsWith('等') || /职责|分工|分别|共同|具体|按/.test(closing[0])))
      bare = bare.slice(0, closing.index);
    bare = bare.replace(/等$/, '').trim();
    // 市大数据局负责技术支撑: the unit, without its part
    const part = /^(.{2,24}?)(?:具体)?(?:负责|牵头|配合|做好)[^、,，]{2,24}$/.exec(bare)?.[1];
    if (part !== undefined && looksLikeUnit(part)) bare = part;
    const pieces =
      /\s/.test(bare) && bare.split(/\s+/).every((part) => looksLikeUnit(part))
        ? bare.split(/\s+/)
        : [bare.replace(/\s+/g, '')];
    for (const part of pieces.flatMap(cutAtAnd)) {
      const name = part.trim();
      if (name !== '' && !NOBODY.test(name) && !units.includes(name)) units.push(name);
    }
  }
  return units;
}
