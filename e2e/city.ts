import { randomUUID } from 'node:crypto';
import type { Server } from './server.ts';

/** The three of 云溪市 who watch each other. Invented, like everybody in these stories. */
export const FOUNDERS = {
  'system-admin': { name: '闻一舟', username: 'wenyizhou', password: 'first-Yunxi-01' },
  'security-admin': { name: '柏安然', username: 'boanran', password: 'first-Yunxi-02' },
  auditor: { name: '岑问渠', username: 'cenwenqu', password: 'first-Yunxi-03' },
} as const;

/** Answers the form of the first run, for stories that begin afterwards. */
export async function foundCity(server: Server): Promise<void> {
  const answers = new URLSearchParams({ idempotencyKey: randomUUID(), code: server.setupCode(), city: '云溪市' });
  for (const [role, person] of Object.entries(FOUNDERS))
    for (const [part, text] of Object.entries(person)) answers.set(`${role}-${part}`, text);
  const answer = await fetch(`${server.url}/first-run`, { method: 'POST', body: answers, redirect: 'manual' });
  if (answer.status !== 303)
    throw new Error(`the first run was refused: ${answer.status}\n${server.said().slice(-2000)}`);
}
