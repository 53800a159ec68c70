import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { apiKey } from '#ui/workbench';
import type { LiveChange } from '../contract.ts';
import { isStale, together } from './stale.ts';
import { openStream } from './stream.ts';

/** Changes that come together are read once. */
const GATHERED = 300;
/** Where very much changed, so many pages read anew that they should not do so at the same moment. */
const SPREAD = 3_000;

/** Keeps what is on the screen fresh while the server tells of changes. False: the page must ask for itself, as it did before. */
export function useLive(): boolean {
  const client = useQueryClient();
  const [live, setLive] = useState(false);
  useEffect(() => {
    let waiting: LiveChange | null = null;
    let timer: number | undefined;
    const flush = () => {
      timer = undefined;
      const change = waiting;
      waiting = null;
      if (change !== null) void client.invalidateQueries({ predicate: ({ queryKey }) => isStale(queryKey, change) });
    };
    const stop = openStream({
      onState: setLive,
      onChange: (change) => {
        waiting = waiting === null ? change : together(waiting, change);
        timer ??= window.setTimeout(flush, GATHERED + (change.all ? Math.random() * SPREAD : 0));
      },
      onEnd: () => void client.invalidateQueries({ queryKey: apiKey('/api/me') }),
    });
    return () => {
      window.clearTimeout(timer);
      stop();
    };
  }, [client]);
  return live;
}
