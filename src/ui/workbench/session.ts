/**
 * Whether the person is still signed in. When an answer says 401, the call that met it waits here; the shell covers
 * the page (the text stays where it is), the person signs in again in another tab, and the waiting calls are sent anew.
 */
export type SessionState = 'alive' | 'lost';

let state: SessionState = 'alive';
let waiting: ((renewed: boolean) => void)[] = [];
const listeners = new Set<() => void>();

export const session = {
  state: (): SessionState => state,

  subscribe(listener: () => void): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },

  /** Resolves to true once signed in again. */
  lost(): Promise<boolean> {
    const answer = new Promise<boolean>((resolve) => waiting.push(resolve));
    set('lost');
    return answer;
  },

  renewed(): void {
    const calls = waiting;
    waiting = [];
    set('alive');
    for (const call of calls) call(true);
  },
};

function set(next: SessionState): void {
  state = next;
  for (const listener of listeners) listener();
}
