import { formatShort } from '#ui/workbench';
import type { Effect } from '../contract.ts';

/** What an adjustment does, a sentence for each task: what is voided, what is opened for whom, what moves. */
export function effectWords(effect: Effect, now: string): string[] {
  const day = (instant: string | null) => (instant === null ? '不设期限' : formatShort(instant, now));
  const opened = ({ act, dueAt, overdue }: Effect['opened'][number]) =>
    `${act} (${day(dueAt)}${overdue ? ', 期限已过, 一开就是红牌' : ''})`;
  return [
    ...together(effect.voided, ({ act }) => act).map((words) => `作废${words}`),
    ...together(effect.opened, opened).map((words) => `新开${words}`),
    ...together(effect.moved, ({ before, dueAt }) => `由 ${day(before)} 改为 ${day(dueAt)}`).map(
      (words) => `改期${words}; 已经发出的信号不撤回`,
    ),
    ...together(effect.excluded, () => '不计入及时率').map((words) => `${words}; 任务照办, 灯照亮`),
  ];
}

type Line = { readonly title: string; readonly unit: { readonly name: string } };

/** 「再造流程」: 云溪市水利局 签收、完成任务; 云溪市教育局 …. */
function together<One extends Line>(lines: readonly One[], wordsOf: (line: One) => string): string[] {
  return [...Map.groupBy(lines, ({ title }) => title)].map(([title, ofTask]) => {
    const units = [...Map.groupBy(ofTask, ({ unit }) => unit.name)];
    const words = units.map(([unit, own]) => `${unit} ${own.map(wordsOf).join('、')}`);
    return `「${title.replace(/[。.；;]$/u, '')}」: ${words.join('; ')}`;
  });
}
