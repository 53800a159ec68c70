/**
 * Whether somebody is at the desk. Pages read by themselves, when they are told of changes and from time to time; that must not
 * keep a session alive which nobody uses.
 */
const AWAY_AFTER = 60_000;

let touchedAt = 0;

if (typeof document !== 'undefined') {
  const touch = () => {
    touchedAt = Date.now();
  };
  // A page that was just opened was opened by somebody.
  touch();
  for (const event of ['pointerdown', 'pointermove', 'keydown', 'wheel', 'touchstart', 'input'])
    document.addEventListener(event, touch, { passive: true, capture: true });
}

export function isAttended(now = Date.now()): boolean {
  return now - touchedAt < AWAY_AFTER;
}
