import type { LiveChange } from '../contract.ts';

/** A tab that is out of sight so long gives its stream up, and takes it up again where it left off. */
const HIDDEN_KEPT = 60_000;
const FIRST_RETRY = 5_000;
const LAST_RETRY = 60_000;

/**
 * Listens to the server while the tab is in sight. What breaks is tried again, later and later; until then `onState` has
 * said that the page must ask for itself. Returns how to stop.
 */
export function openStream(options: {
  readonly onChange: (change: LiveChange) => void;
  readonly onState: (live: boolean) => void;
  /** The server ended the stream with the session. */
  readonly onEnd: () => void;
}): () => void {
  let source: EventSource | null = null;
  let last = '';
  let tries = 0;
  let retry: number | undefined;
  let hiding: number | undefined;

  const close = () => {
    window.clearTimeout(retry);
    source?.close();
    source = null;
    options.onState(false);
  };
  const again = () => {
    close();
    const pause = Math.min(LAST_RETRY, FIRST_RETRY * 2 ** tries);
    tries += 1;
    // Not all at once, when the server comes back.
    retry = window.setTimeout(connect, pause * (0.5 + Math.random()));
  };
  const connect = () => {
    if (source !== null || document.hidden) return;
    window.clearTimeout(retry);
    const opened = new EventSource(last === '' ? '/api/live' : `/api/live?after=${encodeURIComponent(last)}`);
    source = opened;
    const take = (event: MessageEvent<string>) => {
      if (event.lastEventId !== '') last = event.lastEventId;
      tries = 0;
      options.onState(true);
      if (event.type === 'change') options.onChange(JSON.parse(event.data));
    };
    opened.addEventListener('ready', take);
    opened.addEventListener('change', take);
    opened.addEventListener('end', () => {
      again();
      options.onEnd();
    });
    opened.addEventListener('error', () => {
      // The browser tries again by itself, unless it was refused.
      if (opened.readyState === EventSource.CLOSED) again();
      else options.onState(false);
    });
  };
  const onVisibility = () => {
    window.clearTimeout(hiding);
    if (document.hidden) hiding = window.setTimeout(close, HIDDEN_KEPT);
    else connect();
  };
  document.addEventListener('visibilitychange', onVisibility);
  connect();
  return () => {
    document.removeEventListener('visibilitychange', onVisibility);
    window.clearTimeout(hiding);
    close();
  };
}
