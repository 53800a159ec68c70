import type { Lamp as LampState } from '#core/obligation';
import { type DueView, describeDue } from './format.ts';
import { LampGlyph } from './Lamp.tsx';
import { LAMP_LOOKS } from './lamp-words.ts';

/** 「还有 3 个工作日 (3月16日 周一 17:00)」. With `lamp`, its shape and colour lead; `stacked` puts the day below. */
export function DueBadge({
  due,
  lamp,
  now,
  stacked,
}: {
  due: DueView;
  lamp?: LampState;
  now?: string;
  stacked?: boolean;
}) {
  const look = lamp === undefined ? undefined : LAMP_LOOKS[lamp];
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
