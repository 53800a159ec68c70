import { z } from 'zod';
import { parseDay } from '#core/calendar';
import { idOf, isRefusal, type PlainDate } from '#core/kernel';

/** What crosses the wire. The engine itself judges a question (TERM-…); these schemas describe it. */

const unit = z.enum(['workday', 'day', 'month', 'year', 'workhour', 'hour']);
const instantText = z.string().describe('带时区偏移的时刻, 如 2026-03-02T10:00:00+08:00');
const signalRule = z.union([
  z.object({ at: z.literal('before'), amount: z.number(), unit: z.enum(['workday', 'day', 'workhour', 'hour']) }),
  z.object({ at: z.literal('before'), percent: z.number().min(0).max(100) }),
  z.object({ at: z.literal('after'), amount: z.number(), unit }),
]);

export const TimeLimitQuestion = z
  .object({
    start: instantText.describe('起算时刻; direction 为 before 时是事项发生的时刻'),
    amount: z.number().describe('数额, 0 为当日办结'),
    unit: unit.describe('工作日, 自然日, 月, 年, 工作小时, 小时'),
    receipt: z.enum(['same-day', 'next-workday']).optional().describe('办公时间以外收到的, 算当日还是下一工作日'),
    direction: z.enum(['after', 'before']).optional().describe('before: 事前若干日'),
    excluded: z
      .array(
        z.object({
          from: instantText,
          to: instantText.optional().describe('尚未结束的不写'),
          ground: z.string().optional().describe('检验、听证等'),
          basis: z.string().optional().describe('行政许可法第四十五条以外的, 写明法律条款'),
          notice: z.string().optional().describe('书面告知的文号'),
        }),
      )
      .optional()
      .describe('依法不计入期限的时间'),
    signals: z.object({ warning: signalRule, yellow: signalRule, red: signalRule }).partial().optional(),
    coveredUntil: z.string().optional().describe('只按这一天以前的放假通知计算'),
  })
  .describe('一条时限');

const reasonLine = z.object({ sentence: z.string(), basis: z.string().optional() });
const signalTimes = z.object({ warning: z.string(), yellow: z.string(), red: z.string() }).partial();

export const TimeLimitResult = z
  .object({
    due: z.string().nullable().describe('到期时刻; 中止期间为空'),
    provisional: z.boolean().optional().describe('放假安排尚未公布, 日期为暂定'),
    signals: signalTimes.optional(),
    trail: z.array(reasonLine).describe('为什么是这一天'),
    calendarVersion: z.string(),
  })
  .describe('到期时刻与理由');

const day = z
  .string()
  .refine((text) => !isRefusal(parseDay(text)), '日期须写作 2026-03-02 的样子, 且确有这一天')
  .transform((text) => idOf<PlainDate>(text));

const restDays = z.object({ name: z.string().min(1).max(40), from: day, to: day });
const makeUpDay = z.object({ name: z.string().min(1).max(40), date: day });

export const NoticeInput = z.strictObject({
  year: z.int().min(2004).max(2100),
  title: z.string().min(1).max(200).describe('通知的标题'),
  document: z.string().max(20_000).optional().describe('通知的原文'),
  holidays: z.array(restDays).max(40),
  makeUp: z.array(makeUpDay).max(40),
  basedOn: z.string().optional().describe('录入时所看的日历版本'),
});

export const NoticeReading = z.object({
  year: z.number(),
  title: z.string(),
  holidays: z.array(z.object({ name: z.string(), from: z.string(), to: z.string() })),
  makeUp: z.array(z.object({ name: z.string(), date: z.string() })),
  notRead: z.array(z.string()).describe('没有读懂的句子, 请人看过'),
  missing: z.array(z.string()).describe('没有读到放假的法定节日, 多半是原文不全'),
  basedOn: z.string().describe('录入时原样带回'),
});

export const OfficeHoursInput = z.strictObject({
  title: z.string().min(1).max(200),
  periods: z.array(z.object({ open: z.string(), close: z.string() })).max(6),
  basedOn: z.string().optional(),
});

export const LocalDaysInput = z.strictObject({
  year: z.int().min(2004).max(2100),
  title: z.string().min(1).max(200),
  days: z.array(restDays.extend({ rest: z.boolean() })).max(40),
  document: z.string().max(20_000).optional(),
  basedOn: z.string().optional(),
});

export const CalendarChange = z.object({
  version: z.string(),
  coveredUntil: z.string(),
  changedDays: z.array(z.string()).describe('因此变动的日子'),
});

export const CalendarYear = z.object({
  version: z.string(),
  coveredUntil: z.string(),
  year: z.number(),
  officeHours: z.array(z.object({ open: z.string(), close: z.string() })),
  days: z.array(
    z.object({
      day: z.string(),
      isWorkday: z.boolean(),
      kind: z.string(),
      name: z.string().optional(),
      source: z.string().optional(),
    }),
  ),
});

export const EditionLine = z.object({
  version: z.string(),
  kind: z.enum(['notice', 'local', 'office-hours']),
  year: z.number().optional(),
  title: z.string(),
  recordedAt: z.string(),
});

export type NoticeReading = z.infer<typeof NoticeReading>;
export type CalendarChange = z.infer<typeof CalendarChange>;
export type CalendarYear = z.infer<typeof CalendarYear>;
export type EditionLine = z.infer<typeof EditionLine>;
