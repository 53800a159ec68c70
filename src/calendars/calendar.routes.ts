import { z } from 'zod';
import {
  civilOf,
  computeTimeLimit,
  dayKind,
  dayNumber,
  explain,
  parseTimeLimitCase,
  plainDateOf,
  readNoticeText,
  timeLimitAnswer,
} from '#core/calendar';
import { orRefuse } from '#core/kernel';
import type { App } from '#platform/http';
import { addLocalDays, addNotice, calendarHistory, currentCalendar, setOfficeHours } from './calendar.service.ts';
import {
  CalendarChange,
  CalendarYear,
  EditionLine,
  LocalDaysInput,
  NoticeInput,
  NoticeReading,
  OfficeHoursInput,
  TimeLimitQuestion,
  TimeLimitResult,
} from './contract.ts';

const tags = ['时限'];
const TERM_CODES = Array.from({ length: 24 }, (_, i) => `TERM-${String(i + 1).padStart(2, '0')}`);

/** A limit that cannot be counted is an input that cannot be used, wherever the fault lies. */
export const statuses: Readonly<Record<string, number>> = Object.fromEntries(
  [
    ...TERM_CODES,
    'TIME-01',
    'TIME-02',
    'TIME-03',
    'TIME-04',
    'CALENDAR-01',
    'CALENDAR-02',
    'CALENDAR-03',
    'CALENDAR-04',
    'CALENDAR-05',
    'CALENDAR-06',
    'CALENDAR-07',
    'CALENDAR-08',
    'CALENDAR-09',
  ].map((code) => [code, 422]),
);

export function calendarRoutes(app: App): void {
  app.post(
    '/api/time-limits/compute',
    {
      config: { access: 'public', computes: true },
      // The engine judges the question, so that every door refuses with the same sentence.
      attachValidation: true,
      schema: {
        tags,
        summary: '计算一条时限的到期时刻',
        description: '与命令 time-limit 的输入相同, 另附理由。不写入任何内容。',
        body: TimeLimitQuestion,
        response: { 200: TimeLimitResult },
        refusals: TERM_CODES,
      },
    },
    async (request) => {
      const question = orRefuse(parseTimeLimitCase(request.body));
      const calendar = await currentCalendar(request.ctx.db, request.ctx.region);
      const result = orRefuse(computeTimeLimit(question, calendar));
      return {
        ...timeLimitAnswer(result, question.input.signals),
        trail: explain(result, calendar).map((line) => ({ ...line })),
        calendarVersion: result.calendarVersion,
      };
    },
  );

  app.get(
    '/api/calendar/:year',
    {
      config: { access: 'public' },
      schema: {
        tags,
        summary: '某一年的工作日与休息日',
        params: z.object({ year: z.coerce.number().int().min(2004).max(2100) }),
        response: { 200: CalendarYear },
      },
    },
    async (request) => {
      const { year } = request.params;
      const calendar = await currentCalendar(request.ctx.db, request.ctx.region);
      const first = dayNumber(year, 1, 1);
      const days = [];
      for (let day = first; civilOf(day).year === year; day += 1) {
        const date = plainDateOf(day);
        days.push({ day: date, ...dayKind(calendar, date) });
      }
      const officeHours = calendar.data.officeHours.map((period) => ({ ...period }));
      return { version: calendar.version, coveredUntil: calendar.coveredUntil, year, officeHours, days };
    },
  );

  app.get(
    '/api/calendar/editions',
    {
      config: { access: { action: 'calendar.read' } },
      schema: { tags, summary: '日历的历次变更', response: { 200: z.array(EditionLine) } },
    },
    async (request) =>
      (await calendarHistory(request.ctx.db)).map(({ version, change, recordedAt }) => ({
        version,
        kind: change.kind,
        ...(change.kind !== 'office-hours' && { year: change.year }),
        title: change.title,
        recordedAt,
      })),
  );

  changes(app);
}

function changes(app: App): void {
  const config = { access: { action: 'calendar.edit' } } as const;
  const response = { 200: CalendarChange };

  app.post(
    '/api/calendar/notices/read',
    {
      config: { ...config, computes: true },
      schema: {
        tags,
        summary: '读一份放假通知的原文',
        description: '只读出内容供核对, 不录入。没有读懂的句子列在 notRead。',
        body: z.strictObject({ text: z.string().max(20_000) }),
        response: { 200: NoticeReading },
        refusals: ['CALENDAR-07', 'CALENDAR-08', 'CALENDAR-09'],
      },
    },
    async (request) => {
      const { notice, notRead, missing } = orRefuse(readNoticeText(request.body.text));
      const { version } = await currentCalendar(request.ctx.db);
      return {
        year: notice.year,
        title: notice.titles.join(', '),
        holidays: notice.holidays.map((days) => ({ ...days })),
        makeUp: notice.makeUp.map((day) => ({ ...day })),
        notRead: [...notRead],
        missing: [...missing],
        basedOn: version,
      };
    },
  );

  app.post(
    '/api/calendar/notices',
    {
      config,
      schema: {
        tags,
        summary: '录入一年的放假安排',
        body: NoticeInput,
        response,
        refusals: [
          'CALENDAR-01',
          'CALENDAR-02',
          'CALENDAR-03',
          'CALENDAR-04',
          'CALENDAR-05',
          'CALENDAR-10',
          'CALENDAR-11',
          'CALENDAR-12',
        ],
      },
    },
    async (request) => {
      const { title, document, basedOn, ...rest } = request.body;
      return answerOf(
        await addNotice(request.ctx, {
          ...rest,
          titles: [title],
          ...(document !== undefined && { document }),
          ...(basedOn !== undefined && { basedOn }),
        }),
      );
    },
  );

  app.post(
    '/api/calendar/local-days',
    {
      config,
      schema: {
        tags,
        summary: '录入本地的放假安排',
        body: LocalDaysInput,
        response,
        refusals: ['CALENDAR-02', 'CALENDAR-05', 'CALENDAR-10', 'CALENDAR-11'],
      },
    },
    async (request) => {
      const { days, document, basedOn, ...rest } = request.body;
      return answerOf(
        await addLocalDays(request.ctx, {
          ...rest,
          region: request.ctx.region,
          days: days.map((day) => ({ ...day, source: rest.title })),
          ...(document !== undefined && { document }),
          ...(basedOn !== undefined && { basedOn }),
        }),
      );
    },
  );

  app.post(
    '/api/calendar/office-hours',
    {
      config,
      schema: {
        tags,
        summary: '设定本地的办公时间',
        body: OfficeHoursInput,
        response,
        refusals: ['CALENDAR-06', 'CALENDAR-10'],
      },
    },
    async (request) => {
      const { basedOn, ...rest } = request.body;
      return answerOf(
        await setOfficeHours(request.ctx, {
          ...rest,
          region: request.ctx.region,
          ...(basedOn !== undefined && { basedOn }),
        }),
      );
    },
  );
}

function answerOf({
  version,
  coveredUntil,
  changedDays,
}: {
  version: string;
  coveredUntil: string;
  changedDays: readonly string[];
}) {
  return { version, coveredUntil, changedDays: [...changedDays] };
}
