import type { CleanText } from './clean.ts';
import { type DateMention, findDates } from './dates.ts';
import { findIssuer } from './issuer.ts';
import { readYear } from './numerals.ts';
import { type Spot, Spots } from './spots.ts';
import { findTitle, linesOf, ORGAN_LINE } from './titles.ts';

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

/** What the paper says of itself: title, who issued it, of which year it is. */
export function readHead(
  clean: CleanText,
  original: string,
  mentions: readonly DateMention[],
  tables: readonly Spot[],
): Head {
  const { form } = clean;
  const lines = linesOf(form);
  const titled = findTitle(clean, lines);
  const datesOfPaper = new Set<number>();
  let issued: readonly [number, number, number] | undefined;
  let stamped: readonly [number, number, number] | undefined;

  const byFrom = new Map(mentions.map((mention) => [mention.from, mention]));
  const inTables = new Spots(tables);
  lines.forEach((line, index) => {
    // a day that fills a cell is the day of a task
    if (line.text.length > 24 || inTables.touches(line.from, line.to)) return;
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
    const day = [inner.start.year, inner.start.month ?? 1, inner.start.day] as const;
    // 2013.12.12 under no signature: a web site's own writing
    if (/^\d{4}[-/.]/.test(bare) && !ORGAN_LINE.test(lines[index - 1]?.text ?? '')) {
      stamped ??= day;
      return;
    }
    const signed = ORGAN_LINE.test(lines[index - 1]?.text ?? '') || index >= lines.length - 6 || index < 12;
    if (signed && (issued === undefined || index < 12)) issued = day;
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
      /(?:府|厅|室|会|委|局|部|院|组|处|办|[。!])\s?$/.test(before) &&
      /^\s?(?:[(]此件|[[(]?(?:打印|分享|关闭|抄送|附件)|[^,。;:]{4,50}(?:方案|意见|办法|要点|规划|细则|计划|工表|解表|清单))/.test(
        after,
      );
    const dated =
      mention.from < 400 && /(?:方案|意见|通知|办法|要点|计划)\s?[(]$/.test(before) && after.startsWith(')');
    if (!signed && !dated) continue;
    datesOfPaper.add(mention.from);
    issued ??= [start.year, start.month ?? 1, start.day];
  }
  // …安全监察部2021年11月2日附件: …: signed where the text ends, or its annexes begin
  for (const mention of mentions) {
    const { start } = mention;
    if (datesOfPaper.has(mention.from) || mention.end !== undefined || mention.before) continue;
    if (start.year === undefined || start.day === undefined) continue;
    if (
      /(?:府|厅|室|会|委|局|部|院|组|处|办|中心|公司|学校|大学)(?:[(][^()]{1,12}[)])?\s*$/.test(
        form.slice(Math.max(0, mention.from - 24), mention.from),
      ) &&
      /^\s*(?:$|附[件表录]|[(]此件|抄送|\n)/.test(form.slice(mention.to, mention.to + 8))
    ) {
      datesOfPaper.add(mention.from);
      issued ??= [start.year, start.month ?? 1, start.day];
    }
  }
  let posted = false;
  if (issued === undefined && stamped !== undefined) {
    issued = stamped;
    posted = true;
  } else if (issued === undefined) {
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
  const ownNumber =
    numbered === null || numbered.index > 160 || /[》据照]/.test(form.slice(0, numbered.index))
      ? undefined
      : Number(numbered[1]);
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
  // a site may put a paper up years later: its duties then name years that were over
  const lateYear = posted && issued !== undefined ? yearOfDuties(form, mentions, issued[0]) : undefined;
  const ownYear = titleYear ?? declaredYear ?? (posted ? (ownNumber ?? lateYear) : undefined) ?? issued?.[0];
  const baseYear =
    ownYear ??
    ownNumber ??
    dated?.start.year ??
    (numbered === null ? undefined : Number(numbered[1])) ??
    soleYear(form) ??
    null;

  return {
    title: titled?.title ?? null,
    titleAt: titled?.at,
    issuer: findIssuer(clean, lines, titled?.title),
    baseYear,
    firstYear: ownYear,
    issued,
    posted,
    datesOfPaper,
    campaignYear:
      declared === null || declaredYear === undefined
        ? undefined
        : { year: declaredYear, at: { from: declared.index, to: declared.index + declared[0].length } },
  };
}

/** The first year in which something is to be done by a day (2012年10月底前), where all of them lie before `posted`. */
function yearOfDuties(form: string, mentions: readonly DateMention[], posted: number): number | undefined {
  const years = mentions
    .filter((mention) => mention.before && !/^(?:之|以)?前[^,。;\n]{0,12}(?:已|了)/.test(form.slice(mention.to)))
    .flatMap((mention) => mention.start.year ?? []);
  return years.length > 0 && Math.max(...years) < posted ? Math.min(...years) : undefined;
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
