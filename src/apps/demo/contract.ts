import { z } from 'zod';

export const DemonstrationNow = z.object({
  /** The day on which the demonstration stands. */
  today: z.iso.date(),
});
export type DemonstrationNow = z.infer<typeof DemonstrationNow>;

export const Advance = z.strictObject({ days: z.union([z.literal(1), z.literal(7)], '一次前进 1 天或 7 天') });
export type Advance = z.infer<typeof Advance>;
