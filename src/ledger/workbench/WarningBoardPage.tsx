import { CheckCircleOutlined } from '@ant-design/icons';
import { useInfiniteQuery } from '@tanstack/react-query';
import type { z } from 'zod';
import {
  type ApiProblem,
  api,
  apiKey,
  DataList,
  EmptyState,
  FilterBar,
  LAMP_LOOKS,
  PageFrame,
  Panel,
  QueryView,
  RefusalNotice,
  subjectPath,
  useApiQuery,
  useFilters,
} from '#ui/workbench';
import type { Duty, DutyBoard, DutyList as DutyListContract } from '../contract.ts';
import { dutyColumns } from './duty-columns.tsx';
import { UnitMatrix } from './UnitMatrix.tsx';
import { ALARMS, type AlarmLamp, alarmsOf, isAlarm } from './warnings.ts';
import './ledger.css';

type DutyList = z.infer<typeof DutyListContract>;

const PAGE = 100;
const OFTEN = 120_000;

/** 预警: what is near its day or past it, by unit and lamp, of all that one may see. */
export function WarningBoardPage() {
  const board = useApiQuery<DutyBoard>('/api/duties/board', {}, { refetchInterval: OFTEN });
  return (
    <PageFrame title="预警" lead="临近期限和已经逾期的责任, 谁的, 还有几天">
      <QueryView query={board}>{(answer) => <Board board={answer} />}</QueryView>
    </PageFrame>
  );
}

function Board({ board }: { board: DutyBoard }) {
  const filters = useFilters();
  const lines = alarmsOf(board);
  const sum = (lamp: AlarmLamp) => lines.reduce((total, line) => total + line.counts[lamp], 0);
  if (lines.length === 0) {
    return (
      <Panel>
        <EmptyState icon={<CheckCircleOutlined aria-hidden="true" />} title="现在没有预警">
          责任临近期限、亮黄牌或红牌时, 会列在这里, 并按单位计数。
        </EmptyState>
      </Panel>
    );
  }
  return (
    <>
      <UnitMatrix lines={lines} />
      <FilterBar
        views="warnings"
        fields={[
          {
            kind: 'choice',
            key: 'lamp',
            label: '灯',
            choices: ALARMS.map((lamp) => ({ value: lamp, label: LAMP_LOOKS[lamp].word, count: sum(lamp) })),
          },
          {
            kind: 'select',
            key: 'unit',
            label: '责任单位',
            width: 260,
            choices: lines.map(({ unit, total }) => ({ value: unit.id, label: unit.name, count: total })),
          },
        ]}
      />
      <Alarms lines={lines} isFiltered={filters.get('lamp') !== '' || filters.get('unit') !== ''} />
    </>
  );
}

function Alarms({ lines, isFiltered }: { lines: ReturnType<typeof alarmsOf>; isFiltered: boolean }) {
  const filters = useFilters();
  const asked = filters.get('lamp');
  const unit = filters.get('unit');
  const lamps: readonly AlarmLamp[] = isAlarm(asked) ? [asked] : ALARMS;
  const query = { scope: 'all', lamp: lamps, unit: unit === '' ? undefined : unit, limit: PAGE };
  const pages = useInfiniteQuery<DutyList, ApiProblem, { pages: DutyList[] }, readonly unknown[], string | undefined>({
    queryKey: apiKey('/api/duties', query),
    queryFn: ({ pageParam, signal }) =>
      api.get<DutyList>('/api/duties', { query: { ...query, after: pageParam }, signal }),
    initialPageParam: undefined,
    getNextPageParam: (last) => last.next ?? undefined,
    refetchInterval: OFTEN,
  });
  const total = lines
    .filter((line) => unit === '' || line.unit.id === unit)
    .reduce((sum, line) => sum + lamps.reduce((of, lamp) => of + line.counts[lamp], 0), 0);
  if (pages.error !== null) return <RefusalNotice problem={pages.error} onRetry={() => void pages.refetch()} />;
  return (
    <DataList<Duty>
      name="warnings"
      rows={pages.data?.pages.flatMap((page) => page.duties)}
      total={total}
      rowKey={(duty) => duty.id}
      href={(duty) => subjectPath(duty.subject)}
      unit="项"
      exportName="预警清单"
      {...(pages.hasNextPage ? { onMore: () => void pages.fetchNextPage(), moreBusy: pages.isFetchingNextPage } : {})}
      empty={
        <EmptyState icon={<CheckCircleOutlined aria-hidden="true" />} title="没有符合筛选的责任">
          {isFiltered ? '换一个条件, 或清除筛选。' : '刚刚都办结了。'}
        </EmptyState>
      }
      columns={dutyColumns}
    />
  );
}
