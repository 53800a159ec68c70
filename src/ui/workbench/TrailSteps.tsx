import type { ReactNode } from 'react';
import type { Trail } from '#core/kernel';

/** The steps themselves, for pages that show them openly. */
export function TrailSteps({ trail, note }: { trail: Trail; note?: ReactNode }) {
  return (
    <>
      <ol className="wb-trail">
        {trail.map((step, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the order of reasons is their identity
          <li key={index}>
            <span>{step.sentence}</span>
            {step.basis !== undefined && <span className="wb-trail-basis">{step.basis}</span>}
          </li>
        ))}
      </ol>
      {note !== undefined && <p className="wb-muted wb-trail-note">{note}</p>}
    </>
  );
}
