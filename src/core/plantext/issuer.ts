import type { CleanText } from './clean.ts';
import { type Line, ORGAN_LINE } from './titles.ts';

const PLACE = '[\\u4e00-\\u9fa5]{2,8}?(?:自治区|自治州|省|市|县|区|州|盟|旗|镇|乡)';

export function findIssuer(clean: CleanText, lines: readonly Line[], title: string | undefined): string | null {
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
      !/^(?:落实|加强|做好|深化|加快|建立|完善|贯彻|进一步|全|关于|城|社|小|各|本|园|地|片|校)/.test(place)
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
