import type { Ctx } from '#platform/http';
import type { Log } from '#platform/log';
import type { Job } from '#platform/module';

/**
 * Runs each job again and again, never twice at once: the pause begins when the run has ended. A run that fails is
 * logged and tried again at the next turn. `ctx` gives undefined while there is nothing to run for.
 */
export function runJobs(
  jobs: readonly Job[],
  options: { ctx(): Promise<Ctx | undefined>; log: Log },
): { stop(): Promise<void> } {
  let stopped = false;
  const timers = new Set<NodeJS.Timeout>();
  const running = new Set<Promise<void>>();

  function again(job: Job, seconds: number): void {
    if (stopped) return;
    const timer = setTimeout(() => {
      timers.delete(timer);
      const run = turn(job).finally(() => {
        running.delete(run);
        again(job, job.everySeconds);
      });
      running.add(run);
    }, seconds * 1000);
    timers.add(timer);
  }

  async function turn(job: Job): Promise<void> {
    try {
      const ctx = await options.ctx();
      if (ctx !== undefined && !stopped) await job.run(ctx);
    } catch (error) {
      options.log.error('job failed', { job: job.name }, error);
    }
  }

  for (const job of jobs) again(job, 0);
  return {
    async stop() {
      stopped = true;
      for (const timer of timers) clearTimeout(timer);
      await Promise.allSettled(running);
    },
  };
}
