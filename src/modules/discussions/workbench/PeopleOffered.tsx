import { useEffect, useId, useState } from 'react';
import { useApiQuery, useSettled } from '#ui/workbench';
import type { Mentionable } from '../contract.ts';

export type Offered = Mentionable['people'][number];

/** Who may be mentioned, while a word behind an @ is being written; null while there is none. */
export function usePeopleOffered(task: string, asked: string | null) {
  const id = useId();
  const [active, setActive] = useState(0);
  const wanted = useSettled(asked ?? '', 150);
  const query = useApiQuery<Mentionable>(
    `/api/discussions/${task}/people`,
    { q: wanted },
    { enabled: asked !== null, staleTime: 60_000 },
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: another word begins at the top again
  useEffect(() => setActive(0), [asked]);
  const people = asked === null ? [] : (query.data?.people ?? []);
  const isOpen = people.length > 0;
  const chosen = Math.min(active, Math.max(0, people.length - 1));
  return {
    id,
    people,
    chosen,
    setActive,
    more: query.data?.more ?? 0,
    /** For the field that keeps the focus. */
    field: {
      'aria-autocomplete': 'list',
      ...(isOpen ? { 'aria-controls': id, 'aria-activedescendant': `${id}-${chosen}` } : {}),
    } as const,
    /** Whether the key was for the list. */
    onKey(key: string, choose: (person: Offered) => void): boolean {
      if (!isOpen) return false;
      const person = people[chosen];
      if (key === 'ArrowDown') setActive((chosen + 1) % people.length);
      else if (key === 'ArrowUp') setActive((chosen + people.length - 1) % people.length);
      else if ((key === 'Enter' || key === 'Tab') && person !== undefined) choose(person);
      else return false;
      return true;
    },
  };
}

/** The list under the field: not floating, so that the keyboard of a phone never hides it. */
export function PeopleOffered({
  offer,
  onChoose,
}: {
  offer: ReturnType<typeof usePeopleOffered>;
  onChoose: (person: Offered) => void;
}) {
  if (offer.people.length === 0) return null;
  return (
    <div className="dsc-people" role="listbox" id={offer.id} aria-label="可以提到的人">
      {offer.people.map((person, index) => (
        // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are handled by the field that keeps the focus
        <div
          key={person.id}
          id={`${offer.id}-${index}`}
          role="option"
          tabIndex={-1}
          aria-selected={index === offer.chosen}
          onMouseMove={() => offer.setActive(index)}
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => onChoose(person)}
        >
          <span>{person.name}</span>
          <span className="wb-muted">{person.unit}</span>
        </div>
      ))}
      {offer.more > 0 && (
        <div className="wb-muted dsc-more" role="presentation">
          还有 {offer.more} 人, 再写一两个字
        </div>
      )}
    </div>
  );
}
