import { useInfiniteQuery } from '@tanstack/react-query';
import {
  type ApiProblem,
  api,
  apiKey,
  DataList,
  EmptyState,
  FilterBar,
  formatShort,
  LAMP_LOOKS,
  LAMP_ORDER,
  Lamp,
  PageFrame,
  RefusalNotice,
  useFilters,
} from '#ui/workbench';
import type { InstructionLine, InstructionList } from '../contract.ts';
import { STATES, stateWords } from '../instruction-words.ts';

/** 批示: all that one may see, filtered in the URL. */
export function InstructionListPage() {
  const filters = useFilters();
  const [lamp, state] = [filters.get('lamp'), filters.get('state')];
  const query = { lamp, state, limit: 100 };
  const pages = useInfiniteQuery<
    InstructionList,
    ApiProblem,
    { pages: InstructionList[] },
    readonly unknown[],
    string | undefined
  >({
    queryKey: apiKey('/api/instructions', query),
    queryFn: ({ pageParam, signal }) =>
      api.get<InstructionList>('/api/instructions', { query: { ...query, after: pageParam }, signal }),
    initialPageParam: undefined,
    getNextPageParam: (last) => last.next ?? undefined,
  });
  const counts = pages.data?.pages[0]?.counts ?? [];
  const countOf = (key: 'lamp' | 'state', value: string) =>
    counts.filter((count) => count[key] === value).reduce((sum, { count }) => sum + count, 0);
  return (
    <PageFrame title="批示" lead="领导在任务和方案上写下的话, 谁在办, 何时报告">
      <FilterBar
        views="instructions"
        fields={[
          {
            kind: 'select',
            key: 'state',
            label: '进度',
            choices: STATES.map((value) => ({ value, label: stateWords(value), count: countOf('state', value) })),
          },
          {
            kind: 'select',
            key: 'lamp',
            label: '灯',
            choices: LAMP_ORDER.map((value) => ({
              value,
              label: LAMP_LOOKS[value].word,
              count: countOf('lamp', value),
            })),
          },
        ]}
      />
      <RefusalNotice problem={pages.error} onRetry={() => void pages.refetch()} />
      {pages.error === null && (
        <DataList<InstructionLine>
          name="instructions"
          rows={pages.data?.pages.flatMap((page) => page.instructions)}
          rowKey={(line) => line.id}
          href={(line) => `/instructions/${line.id}`}
          unit="件"
          exportName="批示"
          {...(pages.hasNextPage
            ? { onMore: () => void pages.fetchNextPage(), moreBusy: pages.isFetchingNextPage }
            : {})}
          empty={
            filters.text === '' ? (
              <EmptyState title="还没有批示">领导在任务或方案的页面上「写批示」, 点到的单位在这里看到。</EmptyState>
            ) : (
              <EmptyState title="没有符合筛选的批示">换一个条件, 或清除筛选。</EmptyState>
            )
          }
          columns={[
            {
              key: 'lamp',
              title: '灯',
              width: 116,
              leadOnPhone: true,
              render: (line) => <Lamp lamp={line.lamp} />,
              text: (line) => (line.lamp === null ? '' : LAMP_LOOKS[line.lamp].word),
            },
            {
              key: 'words',
              title: '批示',
              main: true,
              render: (line) => line.words ?? '内容已依法删除',
              text: (line) => line.words ?? '',
            },
            {
              key: 'about',
              title: '事项',
              width: 240,
              render: (line) => line.about.title,
              text: (line) => line.about.title,
            },
            { key: 'author', title: '批示人', width: 96, render: (line) => line.author, text: (line) => line.author },
            {
              key: 'addressees',
              title: '办理单位',
              width: 200,
              render: (line) => line.addressees.map(({ name }) => name).join('、'),
              text: (line) => line.addressees.map(({ name }) => name).join('、'),
            },
            {
              key: 'state',
              title: '进度',
              width: 150,
              render: (line) => stateWords(line.state),
              text: (line) => stateWords(line.state),
            },
            {
              key: 'due',
              title: '报告期限',
              width: 130,
              render: (line) => (line.dueAt === null ? '' : formatShort(line.dueAt)),
              text: (line) => line.dueAt ?? '',
            },
          ]}
        />
      )}
    </PageFrame>
  );
}
