import type { Lamp as LampState } from '#core/obligation';
import { Lamp } from '#ui/workbench';
import type { Standing } from '../contract.ts';
import { STANDING_WORDS } from '../submission-words.ts';

/** Colour and shape of the lamp, with the word of the standing. What was handed in late is yellow from that moment on. */
export function StandingMark({ standing, lamp }: { standing: Standing; lamp: LampState | null }) {
  return <Lamp lamp={standing === 'handed-in-late' ? 'done-late' : lamp} word={STANDING_WORDS[standing]} />;
}
