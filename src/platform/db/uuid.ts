import { randomBytes } from 'node:crypto';
import { epochOf } from '#core/kernel';
import { type Clock, systemClock } from '#platform/clock';

/** Makes version 7 identifiers (RFC 9562): each sorts after the one before it, within this process, whatever the clock does. */
export function uuidMaker(clock: Pick<Clock, 'now'>): () => string {
  let millisecond = 0;
  let count = 0;
  // Asked for in pieces: the system's call costs more than the bytes.
  let pool = Buffer.alloc(0);
  return () => {
    const now = epochOf(clock.now());
    if (pool.length < 10) pool = randomBytes(2_560);
    const random = pool.subarray(0, 10);
    pool = pool.subarray(10);
    if (now > millisecond) {
      millisecond = now;
      // Starting in the lower half leaves at least 2,048 steps before the millisecond has to be borrowed from.
      count = random.readUInt16BE(0) & 0x7ff;
    } else if (count === 0xfff) {
      millisecond += 1;
      count = 0;
    } else {
      count += 1;
    }
    const time = millisecond.toString(16).padStart(12, '0');
    const tail = random.subarray(2).toString('hex');
    const variant = (0x8 | (Number.parseInt(tail.charAt(0), 16) & 0x3)).toString(16);
    return `${time.slice(0, 8)}-${time.slice(8)}-7${count.toString(16).padStart(3, '0')}-${variant}${tail.slice(1, 4)}-${tail.slice(4)}`;
  };
}

/** A new identifier, in the order of time. SQL makes none: PostgreSQL 15 has no function for it. */
export const uuid = uuidMaker(systemClock);
