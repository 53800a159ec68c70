import type { Lamp as LampState } from '#core/obligation';
import { type DueView, describeDue, formatShort } from './format.ts';
import { LampGlyph } from './Lamp.tsx';
import { LAMP_LOOKS } from './lamp-words.ts';

const SETTLED: ReadonlySet<LampState> = new Set(['done', 'done-late', 'waived', 'void']);

/**
 * 「还有 3 个工作日 (3月16日 周一 17:00)」. With `lamp`, its shape and colour lead (`mark={false}`: not, the lamp stands
 * beside it already), and a settled one only names the day; `stacked` puts the day below.
 */
export function DueBadge({
  due,
  lamp,
  now,
  stacked,
  mark = true,
}: {
  due: DueView;
  lamp?: LampState | null | undefined;
  now?: string | undefined;
  stacked?: boolean | undefined;
  mark?: boolean | undefined;
}) {
  if (lamp && SETTLED.has(lamp)) {
    if (due.dueAt === null) return null;
    return <span className="wb-due wb-due-when">期限 {formatShort(due.dueAt, now)}</span>;
  }
  const look = !lamp || !mark ? undefined : LAMP_LOOKS[lamp];
  const { distance, when } = describeDue(due, now);
  return (
    <span className={`wb-due${stacked ? ' wb-due-stacked' : ''}${look ? ` wb-tone-${look.tone}` : ''}`}>
      <span className="wb-due-distance">
        {look && <LampGlyph shape={look.shape} />}
        {look && <span className="wb-visually-hidden">{look.word}, </span>}
        {distance}
      </span>
      {when !== '' && <span className="wb-due-when">{stacked ? when : `(${when})`}</span>}
      {due.words !== undefined && <span className="wb-due-when">原文「{due.words}」</span>}
    </span>
  );
}
