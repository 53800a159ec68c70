import type { Ctx } from '#platform/http';
import type { Log } from '#platform/log';
import type { Job } from '#platform/module';

/** Seconds until the next turn where there was nothing to run for yet, and where the run failed. */
const WHILE_WAITING = 1;
const AFTER_FAILURE = 60;

/**
 * Runs each job again and again, never twice at once: the pause begins when the run has ended. A run that fails is
 * logged and tried again, a daily one sooner than the next day. `ctx` gives undefined while there is nothing to run for.
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
      const run = turn(job).then((pause) => {
        running.delete(run);
        again(job, Math.min(pause, job.everySeconds));
      });
      running.add(run);
    }, seconds * 1000);
    timers.add(timer);
  }

  async function turn(job: Job): Promise<number> {
    try {
      const ctx = await options.ctx();
      if (ctx === undefined) return WHILE_WAITING;
      if (!stopped) await job.run(ctx);
      return job.everySeconds;
    } catch (error) {
      options.log.error('job failed', { job: job.name }, error);
      return AFTER_FAILURE;
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
