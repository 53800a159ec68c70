import { epochOf, type Instant, localDay, type PlainDate, startOfDay } from '#core/kernel';
import type { Obligation } from '#core/obligation';
import type { ChaseNotice } from './contract.ts';

const DAY = 86_400_000;

/** How an answer stands: what is held or settled has been answered. */
export function answerOf(duty: Obligation | undefined, now: Instant): 'waiting' | 'overdue' | 'answered' | 'none' {
  if (duty === undefined || duty.state === 'void' || duty.state === 'waived') return 'none';
  if (duty.state !== 'open') return 'answered';
  return duty.times.dueAt !== null && duty.times.dueAt <= now ? 'overdue' : 'waiting';
}

/** Days by which `at` lies beyond the due day; 0 where it does not. */
export function daysOver(dueDay: PlainDate, at: Instant): number {
  return Math.max(0, Math.round((epochOf(startOfDay(localDay(at))) - epochOf(startOfDay(dueDay))) / DAY));
}

/** 2026年3月4日, as official papers write it. */
export function dayWords(day: string): string {
  const [year = '', month = '', date = ''] = day.slice(0, 10).split('-');
  return `${year}年${Number(month)}月${Number(date)}日`;
}

/** The parts of an official letter. */
export type NoticePaper = {
  readonly organ: string;
  readonly number: string;
  readonly title: string;
  readonly addressee: string;
  readonly paragraphs: readonly string[];
  readonly signature: string;
  readonly date: string;
};

/** 催办通知单 in the form of an official letter (GB/T 9704-2012). */
export function paperOf(notice: ChaseNotice): NoticePaper {
  const { task, taskDueDay, overdueDays, dueAt, words } = notice;
  const state =
    taskDueDay === null
      ? '尚未办结'
      : overdueDays > 0
        ? `应于${dayWords(taskDueDay)}前完成，现已超过${overdueDays}天`
        : `应于${dayWords(taskDueDay)}前完成`;
  return {
    organ: notice.organ,
    number: notice.number,
    title: '催办通知单',
    addressee: notice.unit.name,
    paragraphs: [
      `你单位牵头的“${task.title.replace(/。$/, '')}”，${state}。`,
      ...(words === '' ? [] : words.split(/\n+/)),
      dueAt === null
        ? '请抓紧办理，并及时报告进展。'
        : `请于${dayWords(localDay(dueAt as Instant))}前在平台上报告进展、报送完成情况，或者申请延期并说明理由。`,
    ],
    signature: notice.organ,
    date: dayWords(localDay(notice.chasedAt as Instant)),
  };
}
