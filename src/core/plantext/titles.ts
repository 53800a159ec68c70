import type { CleanText } from './clean.ts';
import type { Spot } from './spots.ts';

const KIND =
  '(?:实施方案|工作方案|行动方案|实施意见|指导意见|工作意见|实施细则|工作要点|行动计划|工作计划|三年计划|方案|意见|通知|办法|规划|计划|细则|要点|规定|措施|清单|通告|公告|决定|简章)';
const TITLE_END = new RegExp(
  `${KIND}(?:[(](?:试行|征求意见稿|暂行|草案|送审稿|修订|修订稿|节选|摘要|摘编|\\d{4}年?[-~至]\\d{4}年?)[)])?$`,
);
const BODY_START =
  /^(?:为|根据|按照|各|近年|今年|经|现将|现就|当前|[一二三四五六七八九十]{1,3}、|第[一二三四五六七八九十]+[章条部]|目录$)/;

export type Line = { from: number; to: number; text: string };

export function linesOf(form: string): Line[] {
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
export function findTitle(clean: CleanText, lines: readonly Line[]): { title: string; at: Spot } | undefined {
  let found: { title: string; at: Spot } | undefined;
  const limit = Math.min(lines.length, 60);
  for (let index = 0; index < limit; index++) {
    const line = lines[index];
    if (line === undefined) break;
    if (found !== undefined && /^[一二]、|^第一[章条]/.test(line.text)) break;
    // without line breaks a title is what stands before the first 为…
    if (line.text.length > 80) {
      const glued = new RegExp(
        `^(?:\\d{1,2}(?!\\d))?(?:[^。\\n]{0,40}[>»])?(?:工作方案|实施方案|范文大全|正文)?(?<title>[^。,;:>»]{6,60}?${KIND}(?:[(][^()]{2,6}[)])?)(?=为|根据|依据|按照|近年|今年|当前|市委|县委|区委|省委|各|经|现就|\\d{4}年|[(一1])`,
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
      // 10月底前实施…方案: a task
      if (
        !TITLE_END.test(joined) ||
        joined.length < 6 ||
        /(?:\d{1,2}月|年)[底末初]?(?:之|以)?前/.test(joined) ||
        /^(?:附件|附:|前言|来源|\d+[.、])|[:：]$/.test(joined)
      )
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

export const ORGAN_LINE =
  /^(?:中共)?[\u4e00-\u9fa5]{2,24}(?:政府|办公厅|办公室|委员会|委|局|厅|部|院|领导小组|党组|会|中心|处|学校|大学)(?:\s+[\u4e00-\u9fa5]{2,24})?$/;
