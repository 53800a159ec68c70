import { isAttended } from './attendance.ts';
import { cancelledProblem, offlineProblem, problemOf } from './problem.ts';
import { session } from './session.ts';

export type Query = { readonly [name: string]: string | number | boolean | null | undefined | readonly string[] };

export type CallOptions = {
  readonly query?: Query;
  readonly signal?: AbortSignal;
  /** Kept across retries of one attempt, so that a repeat does no harm. Made for each mutation where none is given. */
  readonly idempotencyKey?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** What a 401 does: `wait` until signed in again and repeat (the rule), or `throw` (the shell's own questions). */
  readonly signedOut?: 'wait' | 'throw';
};

export type UploadOptions = CallOptions & {
  readonly fields?: Readonly<Record<string, string>>;
  /** 0 to 1. */
  readonly onProgress?: (share: number) => void;
};

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** The one way to the server: JSON in and out, every failure an `ApiProblem`. */
export const api = {
  get: <T>(path: string, options?: CallOptions) => call<T>('GET', path, undefined, options),
  post: <T>(path: string, body?: unknown, options?: CallOptions) => call<T>('POST', path, body, options),
  put: <T>(path: string, body?: unknown, options?: CallOptions) => call<T>('PUT', path, body, options),
  patch: <T>(path: string, body?: unknown, options?: CallOptions) => call<T>('PATCH', path, body, options),
  delete: <T>(path: string, options?: CallOptions) => call<T>('DELETE', path, undefined, options),
  upload,
  url: withQuery,
};

/** A key for one attempt at one act. Not `crypto.randomUUID`, which plain http of an internal network does not have. */
export function newIdempotencyKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

async function call<T>(method: Method, path: string, body: unknown, options: CallOptions = {}): Promise<T> {
  const headers: Record<string, string> = { accept: 'application/json', ...options.headers };
  if (body !== undefined) headers['content-type'] = 'application/json';
  if (method === 'GET' && !isAttended()) headers['x-unattended'] = '1';
  if (method !== 'GET') headers['idempotency-key'] = options.idempotencyKey ?? newIdempotencyKey();
  const init: RequestInit = {
    method,
    headers,
    credentials: 'same-origin',
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    ...(options.signal ? { signal: options.signal } : {}),
  };
  const url = withQuery(path, options.query);
  for (;;) {
    const response = await send(url, init);
    if (response.status === 401 && options.signedOut !== 'throw' && (await session.lost())) continue;
    const answer = await read(response);
    if (!response.ok) throw problemOf(response.status, answer, response.headers.get('x-request-id') ?? undefined);
    return answer as T;
  }
}

async function send(url: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(url, init);
  } catch {
    throw init.signal?.aborted ? cancelledProblem() : offlineProblem();
  }
}

async function read(response: Response): Promise<unknown> {
  if (response.status === 204) return undefined;
  try {
    const text = await response.text();
    if (text === '') return undefined;
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Sends one file as multipart/form-data with progress, which `fetch` cannot tell. */
async function upload<T>(path: string, file: File, options: UploadOptions = {}): Promise<T> {
  const key = options.idempotencyKey ?? newIdempotencyKey();
  for (;;) {
    const answer = await sendFile(withQuery(path, options.query), file, key, options);
    if (answer.status === 401 && (await session.lost())) continue;
    if (answer.status < 200 || answer.status >= 300) throw problemOf(answer.status, answer.body, answer.requestId);
    return answer.body as T;
  }
}

type FileAnswer = { status: number; body: unknown; requestId: string | undefined };

function sendFile(url: string, file: File, key: string, options: UploadOptions): Promise<FileAnswer> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', url);
    request.setRequestHeader('accept', 'application/json');
    request.setRequestHeader('idempotency-key', key);
    for (const [name, value] of Object.entries(options.headers ?? {})) request.setRequestHeader(name, value);
    request.upload.onprogress = (event) => {
      if (event.lengthComputable && event.total > 0) options.onProgress?.(event.loaded / event.total);
    };
    request.onload = () => {
      let body: unknown;
      try {
        body = JSON.parse(request.responseText);
      } catch {
        body = undefined;
      }
      resolve({ status: request.status, body, requestId: request.getResponseHeader('x-request-id') ?? undefined });
    };
    request.onerror = () => reject(offlineProblem());
    request.ontimeout = () => reject(offlineProblem());
    request.onabort = () => reject(cancelledProblem());
    if (options.signal) {
      if (options.signal.aborted) return reject(cancelledProblem());
      options.signal.addEventListener('abort', () => request.abort(), { once: true });
    }
    // Fields before the file: a server that reads the parts as a stream knows them when the file begins.
    const form = new FormData();
    for (const [name, value] of Object.entries(options.fields ?? {})) form.append(name, value);
    form.append('file', file, file.name);
    request.send(form);
  });
}

function withQuery(path: string, query: Query = {}): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value === undefined || value === null || value === '') continue;
    if (typeof value === 'object') for (const one of value) search.append(name, one);
    else search.append(name, String(value));
  }
  const text = search.toString();
  if (text === '') return path;
  return `${path}${path.includes('?') ? '&' : '?'}${text}`;
}
