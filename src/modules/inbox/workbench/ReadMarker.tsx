import { useEffect, useRef } from 'react';
import { type PanelSubject, useApiMutation, useApiQuery } from '#ui/workbench';
import type { UnreadCount } from '../contract.ts';

/** Draws nothing: whoever opens the page of a subject has read what he was told about it. What comes later stays unread. */
export function ReadMarker({ subject }: { subject: PanelSubject }) {
  const count = useApiQuery<UnreadCount>('/api/messages/unread');
  const { mutate } = useApiMutation<object, unknown>({ path: '/api/messages/read', invalidates: ['/api/messages'] });
  const done = useRef('');
  const unread = count.data?.unread;
  useEffect(() => {
    if (unread === undefined || done.current === subject.id) return;
    done.current = subject.id;
    if (unread > 0) mutate({ about: subject.id });
  }, [unread, subject.id, mutate]);
  return null;
}
