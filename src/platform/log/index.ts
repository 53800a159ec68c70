import type { Clock } from '#platform/clock';

export type Level = 'debug' | 'info' | 'warn' | 'error' | 'silent';

/** Figures and ids of one line. No names, no contents, no addresses of persons. */
export type Details = Readonly<Record<string, string | number | boolean | null | undefined>>;

/** One JSON object per line. */
export type Log = {
  debug(message: string, details?: Details): void;
  info(message: string, details?: Details): void;
  warn(message: string, details?: Details): void;
  error(message: string, details?: Details, cause?: unknown): void;
};

const ORDER: readonly Level[] = ['debug', 'info', 'warn', 'error', 'silent'];

export function levelOf(text: string | undefined): Level {
  return ORDER.find((level) => level === text) ?? 'info';
}

export function openLog(options: { clock: Clock; level: Level; write?: (line: string) => void }): Log {
  const least = ORDER.indexOf(options.level);
  const write = options.write ?? ((line: string) => void process.stdout.write(line));
  const say = (level: Level, message: string, details: Details = {}, cause?: unknown) => {
    if (ORDER.indexOf(level) < least) return;
    const fault = cause instanceof Error ? { error: cause.message, stack: cause.stack, ...because(cause) } : {};
    const other = cause === undefined || cause instanceof Error ? {} : { error: String(cause) };
    write(`${JSON.stringify({ at: options.clock.now(), level, message, ...details, ...fault, ...other })}\n`);
  };
  return {
    debug: (message, details) => say('debug', message, details),
    info: (message, details) => say('info', message, details),
    warn: (message, details) => say('warn', message, details),
    error: (message, details, cause) => say('error', message, details, cause),
  };
}

/** Says nothing: for tests. */
export const silentLog: Log = { debug() {}, info() {}, warn() {}, error() {} };

/** Why the fault came about, where it says so. */
function because(fault: Error): { cause?: string } {
  if (fault.cause === undefined) return {};
  return { cause: fault.cause instanceof Error ? fault.cause.message : String(fault.cause) };
}
