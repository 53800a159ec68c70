import { readFileSync } from 'node:fs';
import { epochOf, type Instant, instantOf, localDay, orRefuse, type PlainDate, parseInstant } from '#core/kernel';

/** What time it is. Every service receives one; nothing else asks the computer. */
export interface Clock {
  now(): Instant;
  today(): PlainDate;
}

/** The computer's clock. */
export const systemClock: Clock = clockFrom(() => Date.now());

/** A clock that stands still. */
export function fixedClock(at: Instant): Clock {
  const milliseconds = epochOf(at);
  return clockFrom(() => milliseconds);
}

/** A clock that stands until it is moved: for stories, tests and the demonstration. */
export function movableClock(
  at: Instant,
): Clock & { moveTo(next: Instant): void; advance(milliseconds: number): void } {
  let milliseconds = epochOf(at);
  return {
    ...clockFrom(() => milliseconds),
    moveTo(next) {
      milliseconds = epochOf(next);
    },
    advance(by) {
      milliseconds += by;
    },
  };
}

/**
 * A clock that reads its instant from a file each time it is asked, and stands where the file says. It lets a story in a
 * browser move the time of a server that runs in another process; the installation's own server never takes one.
 */
export function fileClock(path: string): Clock {
  return clockFrom(() => epochOf(orRefuse(parseInstant(readFileSync(path, 'utf8').trim()))));
}

function clockFrom(read: () => number): Clock {
  const now = () => instantOf(read());
  return { now, today: () => localDay(now()) };
}
