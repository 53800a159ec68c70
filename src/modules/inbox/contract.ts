import { z } from 'zod';
import { TOPICS } from '#rulebook';

export const MessageFilter = z.strictObject({
  topic: z.enum(TOPICS).optional(),
  state: z.enum(['unread', 'read']).optional(),
  /** Where the page before ended: messages below this number. */
  before: z.coerce.number().int().min(1).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export type MessageFilter = z.output<typeof MessageFilter>;

export const Message = z.object({
  number: z.int(),
  topic: z.enum(TOPICS),
  /** What happened, in a few words. */
  says: z.string(),
  subject: z.object({ type: z.string(), id: z.uuid(), title: z.string() }),
  /** The unit that it is told to; null where it is told to the person. */
  unit: z.string().nullable(),
  actor: z.string(),
  at: z.string(),
  /** The beginning of what was written; null where nothing was, or it was erased. */
  words: z.string().nullable(),
  read: z.boolean(),
});
export type Message = z.infer<typeof Message>;

/** Beyond this the count says only that there are more. */
export const MOST_COUNTED = 99;

export const MessageList = z.object({
  messages: z.array(Message),
  next: z.int().nullable(),
});
export type MessageList = z.infer<typeof MessageList>;

/** `more`: there are others beyond the count. */
export const UnreadCount = z.object({ unread: z.int(), more: z.boolean() });
export type UnreadCount = z.infer<typeof UnreadCount>;

/** Some messages, or all about one subject. */
export const MarkRead = z.union([
  z.strictObject({ numbers: z.array(z.int().min(1)).min(1, '请选择消息').max(200, '一次最多 200 条') }),
  z.strictObject({ about: z.uuid() }),
]);
export type MarkRead = z.output<typeof MarkRead>;

/** All up to the newest that the person has seen on the screen: what comes after stays unread. */
export const MarkAllRead = z.strictObject({ upTo: z.int().min(1) });
export type MarkAllRead = z.output<typeof MarkAllRead>;

export const Marked = z.object({ done: z.literal(true) });

export const LiveQuery = z.strictObject({ after: z.string().max(20_000).optional() });

/** One event of the stream: what changed of all that this person may see. */
export const LiveChange = z.object({
  /** Empty where `all`: too much changed to be named. */
  subjects: z.array(z.object({ type: z.string(), id: z.uuid(), parent: z.uuid().nullable() })),
  all: z.boolean(),
  /** Whether there may be new messages. */
  told: z.boolean(),
});
export type LiveChange = z.infer<typeof LiveChange>;
