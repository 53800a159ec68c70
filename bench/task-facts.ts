import { idOf, type SubjectId, type UnitId } from '#core/kernel';
import type { NewFact } from '#ledger';
import { uuid } from '#platform/db';

const unit = (n: number) => idOf<UnitId>(`00000000-0000-7000-8000-${n.toString(16).padStart(12, '0')}`);
const UNITS = 200;

export const OFFICE = unit(1);
export const leadOf = (n: number) => unit(16 + (n % UNITS));

/** 交办一项任务: one fact, one text kept beside it, two obligations, three parties. */
export function taskAssigned(id: SubjectId, n: number): NewFact {
  return {
    subject: { type: 'task', id },
    kind: 'task.assigned',
    data: {
      plan: '00000000-0000-7000-8000-0000000000c1',
      item: `task-${n}`,
      origin: 'task',
      period: null,
      leads: [leadOf(n)],
      supports: [leadOf(n + 7)],
      acceptor: OFFICE,
      dueDay: `2026-${String(4 + (n % 6)).padStart(2, '0')}-${String(1 + (n % 28)).padStart(2, '0')}`,
      dueBasis: 'stated',
      span: [n, n + 40],
    },
    contents: [
      {
        name: 'title',
        retention: 'business',
        body: { number: `${n}.`, text: '疏浚云溪河城区段, 更换沿河老旧闸门, 汛前完工' },
      },
    ],
  };
}

export const newTask = () => idOf<SubjectId>(uuid());
