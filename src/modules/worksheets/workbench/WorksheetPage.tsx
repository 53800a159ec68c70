import { DownloadOutlined, UndoOutlined, UploadOutlined } from '@ant-design/icons';
import { useMutation } from '@tanstack/react-query';
import { Alert, Button } from 'antd';
import { useMemo, useRef, useState } from 'react';
import {
  type ApiProblem,
  api,
  ConfirmEffect,
  EmptyState,
  FilterBar,
  formatNumber,
  PageFrame,
  QueryView,
  RefusalNotice,
  useApiMutation,
  useApiQuery,
  useFilters,
  useIsPhone,
} from '#ui/workbench';
import type {
  Checked,
  Effect,
  Entry,
  Fault,
  ReadWorkbook,
  Submission,
  Submitted,
  Worksheet,
  WorksheetRow,
} from '../contract.ts';
import { isFilled, keyOf } from '../entries.ts';
import { type Line, useEntries } from './use-entries.ts';
import { WorksheetCards } from './WorksheetCards.tsx';
import { WorksheetTable } from './WorksheetTable.tsx';
import './worksheet.css';

/** 填报: all open tasks of one's unit in one table, handed in together. */
export function WorksheetPage() {
  const query = useApiQuery<Worksheet>('/api/worksheet');
  return <QueryView query={query}>{({ rows }) => <Filling rows={rows} />}</QueryView>;
}

/** As many as a person reads before pressing; the rest is counted. */
const MOST_EFFECTS = 12;
const MOST_FAULTS = 50;

function Filling({ rows }: { rows: readonly WorksheetRow[] }) {
  const phone = useIsPhone();
  const filters = useFilters();
  const plan = filters.get('plan');
  const shown = useMemo(() => rows.filter((row) => plan === '' || row.plan?.id === plan), [rows, plan]);
  const entries = useEntries(shown);
  const [effects, setEffects] = useState<readonly Effect[] | null>(null);
  const [said, setSaid] = useState<string | null>(null);
  const [showsRestored, setShowsRestored] = useState(entries.restored);
  /** Rows of a workbook that have no place in the table. */
  const [homeless, setHomeless] = useState<readonly Fault[]>([]);
  const filled = entries.lines.flatMap(({ entry }) => (entry !== undefined && isFilled(entry) ? [entry] : []));

  const check = useMutation<Checked, ApiProblem, readonly Entry[]>({
    mutationFn: (written) => api.post<Checked>('/api/worksheet/check', { entries: written }),
    onSuccess: (checked) => {
      // What could not be read in a workbook stays said until the cell is written anew.
      const unread = entries.faults.filter(({ cell }) => cell !== null);
      const faults = [...unread, ...checked.faults];
      entries.setFaults(faults);
      if (faults.length === 0) setEffects(checked.effects);
    },
  });
  const submit = useApiMutation<Submission, Submitted>({
    path: '/api/worksheet',
    invalidates: ['/api/worksheet', '/api/tasks', '/api/duties', '/api/subjects'],
    onDone: ({ recorded }, sent) => {
      entries.forget(new Set(sent.entries.map(keyOf)));
      setEffects(null);
      setSaid(`已提交 ${formatNumber(recorded)} 项任务的进展。佐证材料请打开任务附上。`);
    },
  });
  const send = () =>
    submit.mutate(
      { entries: filled },
      {
        onError: (problem) => {
          const checked = problem.code === 'SHT-05' ? (problem.details as Checked | undefined) : undefined;
          if (checked === undefined) return;
          entries.setFaults(checked.faults);
          setEffects(null);
        },
      },
    );
  const upload = useMutation<ReadWorkbook, ApiProblem, File>({
    mutationFn: (file) => api.upload<ReadWorkbook>('/api/worksheet/read', file),
    onSuccess: (read) => {
      // The workbook may be of other plans than the one that is looked at.
      filters.set({ plan: undefined });
      const known = new Set(rows.map((row) => keyOf({ task: row.task, unit: row.unit.id })));
      entries.put(read.entries.filter((entry) => known.has(keyOf(entry))));
      entries.setFaults(read.faults.filter((fault) => known.has(keyOf(fault))));
      setHomeless(read.faults.filter((fault) => !known.has(keyOf(fault))));
      setSaid(
        `读到 ${formatNumber(read.entries.length)} 行填写的内容${read.faults.length === 0 ? ', 没有错误' : `, ${formatNumber(read.faults.length)} 处需要修改`}。看过之后按「提交」。`,
      );
    },
  });

  return (
    <PageFrame
      title="填报"
      lead="本单位未了的任务在一张表里: 只填有进展的行, 一次提交。"
      primary={
        <Button
          type="primary"
          disabled={filled.length === 0 || homeless.length > 0}
          loading={check.isPending}
          onClick={() => {
            setSaid(null);
            setShowsRestored(false);
            check.mutate(filled);
          }}
        >
          {filled.length === 0 ? '提交' : `提交 ${formatNumber(filled.length)} 项`}
        </Button>
      }
    >
      <Tools
        rows={rows}
        plan={plan}
        undo={entries.undo}
        isReading={upload.isPending}
        onFile={(file) => {
          setSaid(null);
          upload.mutate(file);
        }}
      />
      <div role="status">
        {said !== null && <Alert type="success" showIcon title={said} closable onClose={() => setSaid(null)} />}
        {showsRestored && filled.length > 0 && (
          <Alert
            type="info"
            showIcon
            title={`上次填了一半的 ${formatNumber(filled.length)} 项还在, 尚未提交。`}
            closable
            onClose={() => setShowsRestored(false)}
          />
        )}
      </div>
      <RefusalNotice problem={upload.error} onClose={() => upload.reset()} />
      <RefusalNotice problem={check.error} kept="填写的内容仍在" onClose={() => check.reset()} />
      <Orphans rows={rows} kept={entries.kept} onDrop={(keys) => entries.forget(keys)} />
      <FaultList lines={entries.lines} faults={entries.faults} homeless={homeless} onDrop={() => setHomeless([])} />
      {shown.length === 0 ? (
        <EmptyState title="没有要填报的任务">交办给本单位、还没有报送完成的任务列在这里。</EmptyState>
      ) : phone ? (
        <WorksheetCards lines={entries.lines} onWrite={entries.write} onAccept={entries.accept} />
      ) : (
        <WorksheetTable
          lines={entries.lines}
          onWrite={entries.write}
          onAccept={entries.accept}
          onPaste={(cells, left) => {
            entries.paste(cells);
            setSaid(
              `已贴入 ${formatNumber(cells.length)} 格${left === 0 ? '' : `, ${formatNumber(left)} 格超出表格, 没有贴入`}。`,
            );
          }}
        />
      )}
      <ConfirmEffect
        open={effects !== null}
        title="提交进展"
        confirmLabel={`提交 ${formatNumber(effects?.length ?? 0)} 项`}
        busy={submit.isPending}
        problem={submit.error}
        onCancel={() => {
          submit.reset();
          setEffects(null);
        }}
        onConfirm={send}
        effects={effectWords(effects ?? [])}
      />
    </PageFrame>
  );
}

/** Written about tasks that are no longer to be reported on: the words are not lost silently. */
function Orphans({
  rows,
  kept,
  onDrop,
}: {
  rows: readonly WorksheetRow[];
  kept: Readonly<Record<string, Entry>>;
  onDrop: (keys: ReadonlySet<string>) => void;
}) {
  const known = new Set(rows.map((row) => keyOf({ task: row.task, unit: row.unit.id })));
  const orphans = Object.entries(kept).filter(([key, entry]) => !known.has(key) && isFilled(entry));
  if (orphans.length === 0) return null;
  return (
    <Alert
      type="warning"
      showIcon
      title={`填写过的 ${formatNumber(orphans.length)} 项任务已不在表中 (已报送完成, 作废, 或不再由本单位办理)`}
      description={
        <ul className="wks-faults">
          {orphans.map(([key, entry]) => (
            <li key={key}>
              {[entry.progress, entry.problem, entry.nextStep].filter((text) => text !== '').join('; ')}
            </li>
          ))}
        </ul>
      }
      action={<Button onClick={() => onDrop(new Set(orphans.map(([key]) => key)))}>清除这些内容</Button>}
    />
  );
}

function effectWords(effects: readonly Effect[]): readonly string[] {
  const words = effects.slice(0, MOST_EFFECTS).map((effect) => {
    const percent =
      effect.percent === null
        ? ''
        : ` (进度 ${effect.percentBefore === null ? '' : `${effect.percentBefore}% → `}${effect.percent}%)`;
    return `${effect.number} ${effect.title}${percent}: ${effect.progress.slice(0, 60)}`;
  });
  const rest = effects.length - words.length;
  return rest > 0 ? [...words, `以及另外 ${formatNumber(rest)} 项`] : words;
}

function Tools({
  rows,
  plan,
  undo,
  isReading,
  onFile,
}: {
  rows: readonly WorksheetRow[];
  plan: string;
  undo: (() => void) | null;
  isReading: boolean;
  onFile: (file: File) => void;
}) {
  const input = useRef<HTMLInputElement>(null);
  const plans = new Map(rows.flatMap((row) => (row.plan === null ? [] : [[row.plan.id, row.plan.title] as const])));
  return (
    <>
      <FilterBar
        fields={[
          {
            kind: 'select',
            key: 'plan',
            label: '方案',
            width: 260,
            choices: [...plans].map(([value, label]) => ({ value, label })),
          },
        ]}
        extra={
          <div className="wks-tools">
            {undo !== null && (
              <Button icon={<UndoOutlined aria-hidden="true" />} onClick={undo}>
                撤销贴入
              </Button>
            )}
            <Button
              icon={<DownloadOutlined aria-hidden="true" />}
              href={api.url('/api/worksheet.xlsx', { plan })}
              download
            >
              下载填报表
            </Button>
            <Button
              icon={<UploadOutlined aria-hidden="true" />}
              loading={isReading}
              onClick={() => input.current?.click()}
            >
              上传填好的表
            </Button>
          </div>
        }
      />
      <input
        ref={input}
        type="file"
        accept=".xlsx"
        aria-label="填好的填报表"
        hidden
        tabIndex={-1}
        onChange={(event) => {
          const file = event.target.files?.[0];
          event.target.value = '';
          if (file) onFile(file);
        }}
      />
      <p className="wb-muted wks-keys">
        Enter 到下一行, Shift+Enter 换行, Alt+方向键移动; 从电子表格复制的多格可以直接贴入。填写的内容随时保存在本机。
      </p>
    </>
  );
}

function FaultList({
  lines,
  faults,
  homeless,
  onDrop,
}: {
  lines: readonly Line[];
  faults: readonly Fault[];
  homeless: readonly Fault[];
  onDrop: () => void;
}) {
  if (faults.length === 0 && homeless.length === 0) return null;
  const titles = new Map(lines.map(({ key, row }) => [key, `${row.number} ${row.title}`]));
  return (
    <Alert
      type="warning"
      showIcon
      role="alert"
      title={`有 ${formatNumber(faults.length + homeless.length)} 处需要修改, 还没有提交`}
      description={
        <>
          <ul className="wks-faults">
            {[...homeless, ...faults].slice(0, MOST_FAULTS).map((fault) => (
              <li key={`${keyOf(fault)} ${fault.row} ${fault.field} ${fault.sentence}`}>
                {placeWords(fault, titles)}
                {fault.sentence}
              </li>
            ))}
          </ul>
          {faults.length + homeless.length > MOST_FAULTS && (
            <p>其余 {formatNumber(faults.length + homeless.length - MOST_FAULTS)} 处标在表里。</p>
          )}
          {homeless.length > 0 && <Button onClick={onDrop}>不要不属于本单位的这些行</Button>}
        </>
      }
    />
  );
}

function placeWords(fault: Fault, titles: ReadonlyMap<string, string>): string {
  const title = titles.get(keyOf(fault))?.slice(0, 30);
  const parts = [fault.row === null ? undefined : `第 ${fault.row} 行`, title].filter((part) => part !== undefined);
  return parts.length === 0 ? '' : `${parts.join(', ')}: `;
}
