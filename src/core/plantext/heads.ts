import type { CleanText } from './clean.ts';
import { type DateMention, findDates } from './dates.ts';
import { readYear } from './numerals.ts';
import type { Spot } from './spots.ts';

export type Head = {
  readonly title: string | null;
  readonly titleAt: Spot | undefined;
  readonly issuer: string | null;
  readonly baseYear: number | null;
  /** No duty of the plan lies in a year before this one. */
  readonly firstYear: number | undefined;
  /** The day the document bears, `[year, month, day]`: what lies before it is background. */
  readonly issued: readonly [number, number, number] | undefined;
  /** `issued` is only the day on which a web site put the paper up: its duties may have been due before. */
  readonly posted: boolean;
  /** Dates of the document itself, by their offsets. */
  readonly datesOfPaper: ReadonlySet<number>;
  /** A year that the text declares to be the year of the campaign, with its words. */
  readonly campaignYear: { readonly year: number; readonly at: Spot } | undefined;
};

const KIND =
  '(?:实施方案|工作方案|行动方案|实施意见|指导意见|工作意见|实施细则|工作要点|行动计划|工作计划|三年计划|方案|意见|通知|办法|规划|计划|细则|要点|规定|措施|清单|通告|公告|决定|简章)';
const TITLE_END = new RegExp(
  `${KIND}(?:[(](?:试行|征求意见稿|暂行|草案|送审稿|修订|修订稿|节选|摘要|摘编|\\d{4}年?[-~至]\\d{4}年?)[)])?$`,
);
const BODY_START =
  /^(?:为|根据|按照|各|近年|今年|经|现将|现就|当前|[一二三四五六七八九十]{1,3}、|第[一二三四五六七八九十]+[章条部]|目录$)/;

type Line = { from: number; to: number; text: string };

function linesOf(form: string): Line[] {
  const lines: Line[] = [];
  for (let from = 0; from <= form.length; ) {
    const end = form.indexOf('\n', from);
    const to = end < 0 ? form.length : end;
    const text = form.slice(from, to).trim();
    if (text !== '')
      lines.push({ from: from + (form.slice(from, to).length - form.slice(from, to).trimStart().length), to, text });
    if (end < 0) break;
    from = end + 1;
  }
  return lines;
}

/** The last title above the first paragraph: a notice that issues a plan is followed by the plan's own title. */
function findTitle(clean: CleanText, lines: readonly Line[]): { title: string; at: Spot } | undefined {
  let found: { title: string; at: Spot } | undefined;
  const limit = Math.min(lines.length, 60);
  for (let index = 0; index < limit; index++) {
    const line = lines[index];
    if (line === undefined) break;
    if (found !== undefined && /^[一二]、|^第一[章条]/.test(line.text)) break;
    // without line breaks a title is what stands before the first 为…
    if (line.text.length > 80) {
      const glued = new RegExp(
        `^\\d{0,2}(?:[^。\\n]{0,40}[>»])?(?:工作方案|实施方案|范文大全|正文)?(?<title>[^。,;:>»]{6,60}?${KIND}(?:[(][^()]{2,6}[)])?)(?=为|根据|按照|近年|今年|当前|市委|县委|区委|省委|各|经|现就|\\d{4}年|[(一1])`,
      ).exec(line.text);
      if (glued?.groups?.title !== undefined && found === undefined) {
        const from = line.from + glued[0].indexOf(glued.groups.title);
        found = {
          title: clean.words.slice(from, from + glued.groups.title.length),
          at: { from, to: from + glued.groups.title.length },
        };
      }
      if (found !== undefined && !line.text.endsWith('》的通知')) continue;
    }
    if (isPaperLine(line.text) || (ORGAN_LINE.test(line.text) && !/^关于/.test(lines[index + 1]?.text ?? ''))) continue;
    for (let count = 1; count <= 4; count++) {
      const last = lines[index + count - 1];
      if (last === undefined) break;
      if (isPaperLine(last.text)) break;
      const joined = lines
        .slice(index, index + count)
        .map((one) => one.text)
        .join('');
      if (joined.length > 90 || /[。;]/.test(joined.replace(/[(][^()]*[)]/g, ''))) break;
      if (count > 1 && BODY_START.test(last.text) && !TITLE_END.test(last.text)) break;
      if (!TITLE_END.test(joined) || joined.length < 6 || /^(?:附件|附:|前言|来源|\d+[.、])|[:：]$/.test(joined))
        continue;
      if (
        BODY_START.test(line.text) &&
        !/^关于/.test(line.text) &&
        !/^(?:各|经)/.test(line.text) &&
        count === 1 &&
        /^[一二三四五六七八九十]{1,3}、|^为/.test(line.text)
      )
        break;
      const better = found === undefined || joined.length > 8;
      if (better) {
        const words = lines
          .slice(index, index + count)
          .map((one) => clean.words.slice(one.from, one.to).trim())
          .join('');
        found = { title: words, at: { from: line.from, to: last.to } };
        index += count - 1;
      }
      break;
    }
  }
  const issuedPlan = /关于印发《(?<title>[^《》]{6,80})》的通知/.exec(clean.form.slice(0, 600));
  if (issuedPlan?.groups?.title !== undefined && (found === undefined || /的通知$/.test(found.title))) {
    const from = issuedPlan.index + '关于印发《'.length;
    return {
      title: clean.words.slice(from, from + issuedPlan.groups.title.length).replace(/\s/g, ''),
      at: { from, to: from + issuedPlan.groups.title.length },
    };
  }
  if (found === undefined) {
    const table = lines
      .slice(0, 12)
      .find(
        (line) =>
          /(?:分解表|分工表|任务表|任务清单|责任清单|一览表)$/.test(line.text) &&
          line.text.length <= 60 &&
          line.text.length >= 8,
      );
    return table === undefined
      ? undefined
      : { title: clean.words.slice(table.from, table.to).trim(), at: { from: table.from, to: table.to } };
  }
  return {
    ...found,
    title: found.title.replace(/[（(](?:征求意见稿|试行|暂行|草案|送审稿|节选|摘要|摘编)[)）]$/, (tail) =>
      /征求|草案|送审|节选|摘/.test(tail) ? '' : tail,
    ),
  };
}

/** A line of dates, numbers or remarks about the paper, never part of its title. */
function isPaperLine(text: string): boolean {
  return /^[(]?(?:\d{4}|[二一][〇零一二三四五六七八九十]{3})年.{1,10}日[)]?$|^[(][^()]{2,16}[)]$|[〔[]\d{4}[〕\]]\s?\d+\s?号$/.test(
    text,
  );
}

const ORGAN_LINE =
  /^(?:中共)?[\u4e00-\u9fa5]{2,24}(?:政府|办公厅|办公室|委员会|委|局|厅|部|院|领导小组|党组|会|中心|处|学校|大学)(?:\s+[\u4e00-\u9fa5]{2,24})?$/;

/** What the paper says of itself: title, who issued it, of which year it is. */
export function readHead(clean: CleanText, original: string, mentions: readonly DateMention[]): Head {
  const { form } = clean;
  const lines = linesOf(form);
  const titled = findTitle(clean, lines);
  const datesOfPaper = new Set<number>();
  let issued: readonly [number, number, number] | undefined;

  const byFrom = new Map(mentions.map((mention) => [mention.from, mention]));
  lines.forEach((line, index) => {
    if (line.text.length > 24) return;
    const bare = line.text
      .replace(/\s*\d{1,2}:\d{2}(?::\d{2})?$/, '')
      .replace(/^[(]|[)]$/g, '')
      .replace(/(?:印发|发布|发|通过)$/, '');
    const inner = findDates(bare)[0];
    if (
      inner === undefined ||
      inner.from !== 0 ||
      inner.to !== bare.length ||
      inner.end !== undefined ||
      inner.start.day === undefined ||
      inner.start.year === undefined
    )
      return;
    const mention = byFrom.get(line.from) ?? byFrom.get(line.from + 1);
    if (mention !== undefined) datesOfPaper.add(mention.from);
    const signed = ORGAN_LINE.test(lines[index - 1]?.text ?? '') || index >= lines.length - 6 || index < 12;
    if (signed && (issued === undefined || index < 12))
      issued = [inner.start.year, inner.start.month ?? 1, inner.start.day];
  });
  // without line breaks the day of the paper stands between who signed it and the title of the plan, or in a bracket
  for (const mention of mentions.slice(0, 12)) {
    const { start } = mention;
    if (
      datesOfPaper.has(mention.from) ||
      mention.end !== undefined ||
      mention.before ||
      start.year === undefined ||
      start.day === undefined
    )
      continue;
    const before = form.slice(Math.max(0, mention.from - 12), mention.from);
    const after = form.slice(mention.to, mention.to + 60);
    const signed =
      /(?:府|厅|室|会|委|局|部|院|组|处)\s?$/.test(before) &&
      /^\s?(?:[(]此件|[^,。;:]{4,50}(?:方案|意见|办法|要点|规划|细则|计划|工表|解表|清单))/.test(after);
    const dated =
      mention.from < 400 && /(?:方案|意见|通知|办法|要点|计划)\s?[(]$/.test(before) && after.startsWith(')');
    if (!signed && !dated) continue;
    datesOfPaper.add(mention.from);
    issued ??= [start.year, start.month ?? 1, start.day];
  }
  let posted = false;
  if (issued === undefined) {
    const day =
      /(?:发布|成文|发文|生成|公开|印发)(?:时间|日期)\s*[:：]?\s*((?:19|20)\d{2})\s*[-年/.]\s*(\d{1,2})\s*[-月/.]\s*(\d{1,2})/.exec(
        original,
      );
    if (day !== null) {
      issued = [Number(day[1]), Number(day[2]), Number(day[3])];
      posted = !/(?:成文|发文|印发)/.test(day[0]);
    }
  }
  const last = mentions.at(-1);
  if (
    issued === undefined &&
    last?.start.year !== undefined &&
    last.start.day !== undefined &&
    last.end === undefined &&
    /^[)\s。]*(?:\(?此件[^。]{0,12})?$/.test(form.slice(last.to)) &&
    !/[于在前]$/.test(form.slice(0, last.from).trim()) &&
    /(?:府|厅|室|会|委|局|部|院|组)\s*$/.test(form.slice(0, last.from))
  ) {
    issued = [last.start.year, last.start.month ?? 1, last.start.day];
    datesOfPaper.add(last.from);
  }

  const numbered = /[〔[]((?:19|20)\d{2})[〕\]]\s?\d{1,4}\s?号/.exec(form.slice(0, 1200));
  const titleForm = titled === undefined ? '' : form.slice(titled.at.from, titled.at.to).replace(/\s/g, '');
  const titleYears = [...titleForm.matchAll(/((?:19|20)\d{2})(?:年|学年)/g)];
  const titleYear =
    titleYears.length === 1 && !/[-~至]$/.test(titleForm.slice(0, titleYears[0]?.index ?? 0))
      ? readYear(titleYears[0]?.[1] ?? '')
      : undefined;
  const declared =
    /(?:将((?:19|20)\d{2})年(?:确定|定)为|在((?:19|20)\d{2})年(?:开展|组织|实施)["《]?|确定((?:19|20)\d{2})年为)/.exec(
      form,
    );
  const declaredYear = declared === null ? undefined : readYear(declared[1] ?? declared[2] ?? declared[3] ?? '');
  const dated = mentions.find(
    (mention) =>
      mention.start.year !== undefined && !datesOfPaper.has(mention.from) && !insideTitleMarks(form, mention.from),
  );
  const baseYear =
    titleYear ??
    declaredYear ??
    issued?.[0] ??
    (numbered === null ? undefined : Number(numbered[1])) ??
    dated?.start.year ??
    soleYear(form) ??
    null;

  return {
    title: titled?.title ?? null,
    titleAt: titled?.at,
    issuer: findIssuer(clean, lines, titled?.title),
    baseYear,
    firstYear: titleYear ?? declaredYear ?? issued?.[0],
    issued,
    posted,
    datesOfPaper,
    campaignYear:
      declared === null || declaredYear === undefined
        ? undefined
        : { year: declaredYear, at: { from: declared.index, to: declared.index + declared[0].length } },
  };
}

/** The one year that the whole text speaks of, where no date, title or number names one. */
function soleYear(form: string): number | undefined {
  const years = new Set(
    [...form.matchAll(/(?<!到|至|自|从|截止|[-~\d])((?:19|20)\d{2})年(?!度|以来|来|版|代|底|末|前|后|[-~至到])/g)].map(
      (match) => Number(match[1]),
    ),
  );
  return years.size === 1 ? [...years][0] : undefined;
}

export function insideTitleMarks(form: string, at: number): boolean {
  const open = form.lastIndexOf('《', at);
  return open >= 0 && at - open < 80 && form.lastIndexOf('》', at) < open;
}

const PLACE = '[\\u4e00-\\u9fa5]{2,8}?(?:自治区|自治州|省|市|县|区|州|盟|旗|镇|乡)';

function findIssuer(clean: CleanText, lines: readonly Line[], title: string | undefined): string | null {
  const notice = lines
    .slice(0, 40)
    .map((line, index) => `${line.text}${lines[index + 1]?.text ?? ''}`)
    .find((line) =>
      /^(?:中共)?[\u4e00-\u9fa5]{2,24}?(?:政府|办公厅|办公室|委员会|委|局|厅|部|院|党组)关于印发/.test(line),
    );
  if (notice !== undefined) return notice.slice(0, notice.indexOf('关于印发'));
  if (title !== undefined) {
    const organ =
      /^((?:中共)?[\u4e00-\u9fa5]{2,24}?(?:政府|办公厅|办公室|委员会|委|局|厅|部|院|党组|领导小组))(?:\s+[\u4e00-\u9fa5]{2,24})?(?:关于|印发)/.exec(
        title,
      )?.[1];
    if (organ !== undefined) return organ;
    const bureau = new RegExp(
      `^((?:中共)?${PLACE}[\\u4e00-\\u9fa5]{2,12}?(?:局|委|厅|院|中心|办公室|政府|学校|医院))(?=\\d{4}年|["“]|开展|落实|机关|推进|进一步|加强|深化|\\s)`,
    ).exec(title)?.[1];
    if (bureau !== undefined) return bureau;
    const place = new RegExp(
      `^(?:中共|关于(?:推进|印发|开展|加强|进一步)?)?(${PLACE})(?![\\u4e00-\\u9fa5]{0,2}(?:域|场|级))`,
    ).exec(title)?.[1];
    if (
      place !== undefined &&
      !/^(?:落实|做好|深化|加快|建立|完善|贯彻|进一步|全|关于|城|社|小|各|本|园|地|片|校)/.test(place)
    )
      return place;
  }
  const first = lines[0]?.text ?? '';
  const organ = /^((?:中共)?[\u4e00-\u9fa5]{2,24}?(?:政府|办公厅|办公室|委员会|委|局|厅|部|院))关于/.exec(first)?.[1];
  if (organ !== undefined) return organ;
  for (let index = lines.length - 1; index >= Math.max(1, lines.length - 8); index--) {
    const line = lines[index];
    const above = lines[index - 1];
    if (
      line !== undefined &&
      above !== undefined &&
      /^[(]?\S{4}年\S{1,3}月\S{1,3}日/.test(line.text) &&
      ORGAN_LINE.test(above.text)
    )
      return above.text.replace(/\s+/g, '');
  }
  const committee = new RegExp(`中共(${PLACE})委`).exec(clean.form)?.[1];
  return committee ?? null;
}
