import { useQuery } from '@tanstack/react-query';
import { type ApiProblem, api, apiKey, type Query } from '#ui/workbench';
import type { TaskLine, TaskList } from '../../contract.ts';

const PAGE = 500;

/** Every task of a filter: a view shows the whole at once. */
export function useAllTasks(query: Query, enabled: boolean) {
  return useQuery<readonly TaskLine[], ApiProblem>({
    queryKey: apiKey('/api/tasks', { ...query, limit: 'all' }),
    queryFn: async ({ signal }) => {
      const tasks: TaskLine[] = [];
      let after: string | undefined;
      do {
        const page = await api.get<TaskList>('/api/tasks', { query: { ...query, limit: PAGE, after }, signal });
        tasks.push(...page.tasks);
        after = page.next ?? undefined;
      } while (after !== undefined);
      return tasks;
    },
    enabled,
  });
}
