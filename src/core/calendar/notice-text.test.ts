import { expect, test } from 'vitest';
import { isRefusal } from '#core/kernel';
import { readNoticeText } from './index.ts';

/** An invented arrangement in the usual shape of such notices. */
const text = `某机关关于2027年部分节假日安排的通知
各单位：
一、元旦：2026年12月31日（周四）至2027年1月2日（周六）放假调休，共3天。1月3日（周日）上班。
二、春节：2月5日（农历腊月二十九、周五）至12日（星期五）放假调休，共8天。1月30日（周六）、2月20日（周六）上班。鼓励各单位安排职工在2月4日休息。
三、清明节：４月５日（周一）放假1天。
四、国庆节、中秋节：10月1日至7日放假，与周末连休。
遇有重大突发事件，按规定处置。`;

const read = (written: string) => {
  const result = readNoticeText(written);
  return isRefusal(result) ? result.code : result;
};

test('[CAL-21] 读出放假、调休上班, 没读懂的句子交还', () => {
  expect(read(text)).toEqual({
    notice: {
      year: 2027,
      titles: ['某机关关于2027年部分节假日安排的通知'],
      holidays: [
        { name: '元旦', from: '2026-12-31', to: '2027-01-02' },
        { name: '春节', from: '2027-02-05', to: '2027-02-12' },
        { name: '清明', from: '2027-04-05', to: '2027-04-05' },
        { name: '国庆节、中秋', from: '2027-10-01', to: '2027-10-07' },
      ],
      makeUp: [
        { name: '元旦', date: '2027-01-03' },
        { name: '春节', date: '2027-01-30' },
        { name: '春节', date: '2027-02-20' },
      ],
    },
    notRead: ['鼓励各单位安排职工在2月4日休息'],
    missing: ['端午', '中秋'], // 元旦、劳动节 (周六、周日) 之外, 端午 6月9日周三, 中秋 9月15日周三
  });
});

test.each([
  ['没有标题', '一、元旦：1月1日放假。', 'CALENDAR-07'],
  ['没有放假的日子', '关于2027年部分节假日安排的通知', 'CALENDAR-08'],
  ['星期不符', text.replace('1月3日（周日）', '1月3日（周一）'), 'CALENDAR-09'],
  ['天数不符', text.replace('共8天', '共7天'), 'CALENDAR-09'],
  ['没有这一天', text.replace('2月20日（周六）', '2月30日'), 'TIME-04'],
  ['又放假又上班', text.replace('1月3日（周日）', '1月2日（周六）'), 'CALENDAR-03'],
  ['工作日上班', text.replace('1月30日（周六）', '1月29日'), 'CALENDAR-04'],
])('[CAL-21] 不猜: %s', (_, written, code) => {
  expect(read(written)).toBe(code);
});

test('[CAL-21] 只粘贴了一部分的, 指出还缺哪些法定节日', () => {
  const part = readNoticeText('关于2027年部分节假日安排的通知\n一、元旦：1月1日（周五）至3日（周日）放假，共3天。');
  expect(isRefusal(part) ? part.code : part.missing).toEqual(['春节', '清明', '端午', '国庆节', '中秋']);
});
