import {
  MutationCache,
  QueryCache,
  QueryClient,
  type UseQueryResult,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query';
import { useRef } from 'react';
import { api, newIdempotencyKey, type Query } from './api.ts';
import { type ApiProblem, isApiProblem } from './problem.ts';

declare module '@tanstack/react-query' {
  interface Register {
    defaultError: ApiProblem;
  }
}

/** The client of the whole workbench: refusals are never retried, a missing network is, for reads. */
export function newQueryClient(): QueryClient {
  // A right that is gone shows at the next refusal: menu and buttons follow it.
  const onError = (error: ApiProblem) => {
    if (error.code === 'ACC-01') void client.invalidateQueries({ queryKey: apiKey('/api/me') });
  };
  const client: QueryClient = new QueryClient({
    queryCache: new QueryCache({ onError }),
    mutationCache: new MutationCache({ onError }),
    defaultOptions: {
      queries: {
        staleTime: 15_000,
        retry: (count, error) => count < 2 && isApiProblem(error) && error.kind === 'offline',
        retryDelay: (count) => 600 * 2 ** count,
        networkMode: 'always',
      },
      mutations: { retry: false, networkMode: 'always' },
    },
  });
  return client;
}

/** Reads a path. The key is the path and its query, so `invalidate: ['/api/plans']` reaches everything below it. */
export function useApiQuery<T>(
  path: string,
  query: Query = {},
  options: { enabled?: boolean; staleTime?: number; refetchInterval?: number } = {},
): UseQueryResult<T, ApiProblem> {
  return useQuery<T, ApiProblem>({
    queryKey: apiKey(path, query),
    queryFn: ({ signal }) => api.get<T>(path, { query, signal }),
    ...options,
  });
}

/** `/api/plans/7` → `['api', 'plans', '7', query]`: a prefix of the path is a prefix of the key. */
export function apiKey(path: string, query?: Query): readonly unknown[] {
  const parts = path.split('/').filter((part) => part !== '');
  return query === undefined ? parts : [...parts, query];
}

/**
 * Writes. The idempotency key is kept until the act succeeds or is refused, so that pressing the button again after
 * "没有连上服务器" can never do the thing twice.
 */
export function useApiMutation<Input, Answer>(spec: {
  method?: 'post' | 'put' | 'patch';
  path: string | ((input: Input) => string);
  body?: (input: Input) => unknown;
  /** Paths whose reads are stale afterwards; everything below them too. */
  invalidates?: readonly string[];
  onDone?: (answer: Answer, input: Input) => void;
}) {
  const client = useQueryClient();
  const readAgain = () =>
    Promise.all((spec.invalidates ?? []).map((path) => client.invalidateQueries({ queryKey: [...apiKey(path)] })));
  const attempt = useRef<{ text: string; key: string } | null>(null);
  return useMutation<Answer, ApiProblem, Input>({
    mutationFn: async (input) => {
      const path = typeof spec.path === 'string' ? spec.path : spec.path(input);
      const body = spec.body ? spec.body(input) : input;
      const text = `${path} ${JSON.stringify(body)}`;
      if (attempt.current?.text !== text) attempt.current = { text, key: newIdempotencyKey() };
      const { key } = attempt.current;
      try {
        const answer = await api[spec.method ?? 'post']<Answer>(path, body, { idempotencyKey: key });
        attempt.current = null;
        return answer;
      } catch (error) {
        if (!isApiProblem(error) || error.kind !== 'offline') attempt.current = null;
        throw error;
      }
    },
    onSuccess: async (answer, input) => {
      await readAgain();
      spec.onDone?.(answer, input);
    },
    // What is refused because it has changed meanwhile is shown as it is now.
    onError: (error) => {
      if (error.status === 409) void readAgain();
    },
  });
}
