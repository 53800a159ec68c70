import type { CleanText } from './clean.ts';
import type { CadenceUnit } from './model.ts';
import { readNumber } from './numerals.ts';
import type { Spot } from './spots.ts';

export type CadenceDraft = Spot & {
  readonly unit: CadenceUnit;
  readonly interval: number;
  readonly count: number;
  readonly atLeast: boolean;
  readonly weekday?: number;
  readonly dueWords?: string;
};

const N = '[一二两三四五六七八九十\\d]{1,2}';
const EVERY = new RegExp(
  `每(?:隔|逢)?(?<n>${N})?(?:个)?(?:(?<half>半年)|(?<halfmonth>半个?月)|(?<ten>旬)|(?<quarter>季度|季(?![节]))|(?<month>月)|(?<week>周|星期)|(?<year>年度?|学年|学期)|(?<day>日|天|个?工作日))` +
    `(?!人次)` +
    '|(?<whole>全年)(?=(?:至少|不少于|不得少于|组织|开展|召开|集中)[^,。;\\n]{0,12}(?:次|场|期))' +
    '|(?<plain>(?:按|逐)(?:月|季度?|周|年度?|日))(?=[^度]{0,1}(?:[^,。;\\n]{0,12})(?:报送|上报|调度|通报|报告|汇总|公布|公示|报市|报县|报省|考核|评估|检查|督查|填报|统计|更新|开展|召开))' +
    '|(?<short>(?:一|半)(?:月|季度?|周|年)一(?:次|报告|报|调度|通报|督查|检查|考核|评比|总结|小结|会商|研判|汇报|报告|统计|更新|例会|排名|晾晒|评估|分析|主题|公示|汇总|点评|督办)|(?:一)(?:周|月|季度|年)[^,。;、\\n一]{1,6}一次|全年一(?:考核|总结|评比|评估))' +
    '|(?<chain>(?<=(?:实行|坚持|推行|建立|落实|做到)["]?(?:半?[日周月季年旬][^,。;、]{1,4}[、,]){0,3})[日周月季年](?<doing>调度|通报|报告|检查|暗访|督查|督办|督导|例会|会商|考核|上报|报送|报|总结|小结|汇总|公示|公开|分析|评估|点评|评比|研判|排名|排查|巡查|推进|盘点|统计|更新|评|查|结|晒)(?=[、,"。;)]))|(?<rule>(?<ru>周|月|季(?:度)?|年|日)(?:调度|通报|报告|检查|暗访|督查|例会|会商|考核|报|总结|分析|评估|晾晒|研判)(?:制度|制|机制|(?=[、,和](?:半?[周月季年日][^,。;\\n]{0,8}){1,4}(?:制度|制|机制)))|(?:双)?(?:周|月|季)(?:调度|例会))',
  'g',
);

/** Acts that are done; 每年增长10% is none. */
const ACT =
  /次|报送|报告|上报|报市|报县|报省|报[^,。;]{0,12}(?:办|局|厅|部|委|备案)|召开|开展|公布|公开|公示|组织|检查|抽查|巡查|督查|督导|督办|评估|评价|考核|考评|评议|通报|调度|走访|座谈|培训|学习|汇报|汇总|研究|分析|总结|听取|发布|更新|编印|编发|起草|暗访|排查|整治|清理|核查|回访|召集|会商|研判|排名|评选|测评|自查|演练|例会|一报|双报|统计|填报|梳理|轮换|遴选|安排[^,。;]{0,8}(?:会|活动|接待|值班)|接待|接访|下访|公告|随访|体检|见面|述职|确定|制定|举办|进行|印发|提交|集中|形成|对[^,。;]{2,20}(?:调整|清理)|推送|审计|督改|举行|参加|联系|普查|监测|印制|征集|归集|采集|上传|录入|维护|反馈|点评|审核|宣传|慰问|家访|谈心|盘点|播出|播放|刊发|刊登|推出|出版/;
const NOT_AN_ACT =
  /^[^,。;\n]{0,14}(?:增长|培训[^,。;]{0,8}\d+|提高|递增|增加|下降|减少|补助|补贴|奖励|安排[^,。;]{0,12}(?:资金|万元|亿元|经费)|不低于[^,。;]{0,6}(?:%|万|元)|\d+(?:\.\d+)?(?:万|亿)?元|新增|达到|培养|投入|拿出|支持\d|不超过)/;

const UNITS: Readonly<Record<string, CadenceUnit>> = {
  周: 'week',
  月: 'month',
  季: 'quarter',
  季度: 'quarter',
  年: 'year',
  年度: 'year',
  日: 'day',
};
const WEEKDAYS = '一二三四五六日';

const COUNT = new RegExp(
  `(?:[^,。;\\n\\d]{0,8}?)(?<count>${N})(?:[-~至](?:${N}))?(?:次|轮|场|期|批次|篇)(?<more>以上)?`,
);

/** Finds what is to be done again and again. Offsets are in the clean text. */
export function findCadences(clean: CleanText, whole: readonly Spot[]): CadenceDraft[] {
  const { form } = clean;
  const sentences = whole.flatMap((sentence) => piecesOf(form, sentence));
  const drafts: CadenceDraft[] = [];
  let lastSentence = -1;
  for (let order = 0; order < sentences.length; order++) {
    const sentence = sentences[order];
    if (sentence === undefined) continue;
    const text = form.slice(sentence.from, sentence.to);
    const hits = [...text.matchAll(EVERY)];
    for (let index = 0; index < hits.length; index++) {
      const hit = hits[index];
      if (hit === undefined) continue;
      const g = hit.groups ?? {};
      const after = hit.index + hit[0].length;
      const end = hits[index + 1]?.index ?? text.length;
      const tail = text.slice(after, end);
      let unit: CadenceUnit;
      let interval = g.n === undefined ? 1 : (readNumber(g.n) ?? 1);
      let count = g.short?.startsWith('半月') === true ? 2 : 1;
      let atLeast = false;
      let weekday: number | undefined;
      if (g.whole !== undefined) unit = 'year';
      else if (g.plain !== undefined) {
        unit = UNITS[g.plain.slice(1)] ?? 'month';
        // 按月上报,应于每月月底前…: told once more in full
        if (text.indexOf(`每${g.plain.slice(1)}`, after) >= 0) continue;
      } else if (g.short !== undefined)
        unit = g.short.startsWith('半年')
          ? 'halfyear'
          : g.short.startsWith('全年')
            ? 'year'
            : (UNITS[g.short.slice(1, g.short.startsWith('一季度') ? 3 : 2)] ?? 'month');
      else if (g.chain !== undefined) {
        unit = UNITS[g.chain.slice(0, 1)] ?? 'month';
        if (new RegExp(`每(?:个)?${g.chain.slice(0, 1)}[^。;]{0,30}${g.doing ?? ''}`).test(text)) continue;
      } else if (g.rule !== undefined) {
        const word = g.rule.replace(/^双/, '');
        if (g.rule.startsWith('双')) interval = 2;
        unit = UNITS[word.slice(0, 1)] ?? 'month';
        // 月检查制度 followed by 每月…: the sentence that says it in full is the item
        if (text.includes(`每${word.slice(0, 1)}`) || saidAfter(form, sentence.to, word.slice(0, 1))) continue;
        if (/[\d一二三四五六七八九十每上本当个]/.test(text.charAt(hit.index - 1))) continue;
      } else if (g.halfmonth !== undefined || g.ten !== undefined) {
        unit = 'month';
        count = g.ten === undefined ? 2 : 3;
      } else if (g.half !== undefined) unit = 'halfyear';
      else if (g.quarter !== undefined) unit = 'quarter';
      else if (g.month !== undefined) unit = 'month';
      else if (g.week !== undefined) {
        unit = 'week';
        const day =
          /^([一二三四五六日天])(?!报|次|调度|通报|会商|总结|研判|例会|督查|检查|汇总|小结|评|题|学|更新|主题|统计)/.exec(
            tail,
          );
        if (day?.[1] !== undefined && g.n === undefined) weekday = day[1] === '天' ? 7 : WEEKDAYS.indexOf(day[1]) + 1;
      } else if (g.year !== undefined) {
        unit = g.year === '学期' ? 'halfyear' : 'year';
      } else unit = 'day';
      if (unit === 'year' && g.year !== undefined && interval >= 1 && /^(?:来|间|[^,。;\n]{0,3}以上)/.test(tail))
        continue;
      if (NOT_AN_ACT.test(tail)) continue;
      // 每月、每季度报送: the act stands after the last
      const shared = /^(?:末|底|初)?[、和及或]$/.test(tail);
      const acted =
        (shared && ACT.test(text.slice(hit.index))) ||
        g.short !== undefined ||
        g.chain !== undefined ||
        g.rule !== undefined ||
        ACT.test(tail) ||
        (index + 1 === hits.length && ACT.test(text.slice(hit.index)));
      if (!acted) continue;
      // 每人每年, 每家企业每月: who, then how often: one item
      const times = COUNT.exec(tail.split(/[。;]|,(?=每|各)/)[0]?.slice(0, 60) ?? '');
      count *= daysIn(tail, unit);
      const pair = /^["“]?(双)[报查]/.exec(tail);
      if (pair !== null) count = 2;
      else if (times?.groups?.count !== undefined) {
        count *= readNumber(times.groups.count) ?? 1;
        atLeast = /不少于|不得少于|至少|不低于|最少/.test(times[0]) || times.groups.more !== undefined;
      } else if (/^[^,。;]{0,3}(?:至少|不少于)/.test(tail)) atLeast = true;
      if (/^半年/.test(g.half ?? '') && interval > 1) interval = 1;
      const chained = g.short !== undefined || g.chain !== undefined || g.rule !== undefined;
      const before = chained
        ? clauseStart(text, hit.index, 0)
        : clauseStart(
            text,
            hit.index,
            index === 0 ? 0 : (hits[index - 1]?.index ?? 0) + (hits[index - 1]?.[0].length ?? 0),
          );
      // 每月一检查、一季一评估: nothing but 、 parts the links of a chain
      const next = clauseStart(text, end, after);
      const to = index + 1 < hits.length && !shared ? (next > after ? next : end) : text.length;
      const due =
        /^(?:第?[一二三四1-4]季度|首月|末月|末)?(?:\d{1,2}月)?(?:\d{1,2}[日号]|上旬|中旬|下旬|初|底|末|月底|年底|最后[^,。;]{0,6})?(?:之?前)?/.exec(
          tail,
        )?.[0] ?? '';
      const draft: CadenceDraft = {
        from: sentence.from + before,
        to: sentence.from + trimEnd(text, to),
        unit,
        interval,
        count,
        atLeast,
        ...(weekday === undefined ? {} : { weekday }),
        ...(due === '' ? {} : { dueWords: due }),
      };
      const previous = drafts.at(-1);
      // 实行"每周一报"。每周起草…: the name of the rule, then the rule itself
      if (
        previous !== undefined &&
        previous.unit === draft.unit &&
        previous.interval === draft.interval &&
        order - lastSentence <= 1 &&
        (isName(form.slice(previous.from, previous.to)) || (order > lastSentence && isHeading(form, previous)))
      )
        drafts[drafts.length - 1] = {
          ...draft,
          from: previous.from,
          count: Math.max(previous.count, draft.count),
          atLeast: previous.atLeast || draft.atLeast,
        };
      else drafts.push(draft);
      lastSentence = order;
    }
  }
  return drafts;
}

/** A sentence without an end is read in pieces, so that its length does not tell on the time. */
function piecesOf(form: string, sentence: Spot): Spot[] {
  if (sentence.to - sentence.from <= 1200) return [sentence];
  const pieces: Spot[] = [];
  let from = sentence.from;
  while (sentence.to - from > 1200) {
    const comma = Math.max(form.lastIndexOf(',', from + 1000), form.lastIndexOf('、', from + 1000));
    const to = comma > from ? comma + 1 : from + 1000;
    pieces.push({ from, to });
    from = to;
  }
  return [...pieces, { from, to: sentence.to }];
}

function isName(words: string): boolean {
  return (
    words.length <= 20 &&
    /[周月季年日][^,。;]{0,6}(?:报|查|访|制度|制|机制)["”]?$/.test(words) &&
    /["“]|^(?:实行|建立|坚持|落实|推行|执行|严格)/.test(words)
  );
}

/** 每日一报。 半月一例会。: a rule called by its name alone, which the next sentence tells in full. */
function isHeading(form: string, { from, to }: Spot): boolean {
  return (
    form.charAt(to) === '。' && /^[每半一双]{0,2}(?:日|周|旬|月|季度?|年)[^,。;次]{1,6}$/.test(form.slice(from, to))
  );
}

/** 每月10日、25日; 每周二、周四: how many days in each. */
function daysIn(tail: string, unit: CadenceUnit): number {
  const listed =
    unit === 'month'
      ? /^的?(?:\d{1,2}[日号]?[、和及])+\d{1,2}[日号]/.exec(tail)
      : unit === 'week'
        ? /^[一二三四五六日](?:[、和及](?:周|星期)?[一二三四五六日])+/.exec(tail)
        : null;
  return listed === null ? 1 : listed[0].split(/[、和及]/).length;
}

function saidAfter(form: string, at: number, unit: string): boolean {
  return form.slice(at, at + 60).includes(`每${unit}`);
}

function trimEnd(text: string, to: number): number {
  let end = to;
  while (end > 0 && /[\s,、;。:]/.test(text.charAt(end - 1))) end--;
  return end;
}

/** Start of the clause that holds `at`, not before `floor`. */
function clauseStart(text: string, at: number, floor: number): number {
  let start = at;
  while (start > floor && !/[,;。:\n]/.test(text.charAt(start - 1))) start--;
  while (start < at && /[\s、]/.test(text.charAt(start))) start++;
  return start;
}
