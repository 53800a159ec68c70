import type { Fault, Field } from '../contract.ts';
import type { Line } from './use-entries.ts';

export const FIELD_WORDS: Readonly<Record<Field, string>> = {
  percent: '进度 (%)',
  progress: '进展',
  problem: '问题',
  nextStep: '下一步',
};

/** One place to write in, with what is wrong with it below. */
export function Cell({
  line,
  index,
  field,
  onWrite,
}: {
  line: Line;
  index: number;
  field: Field;
  onWrite: (row: Line['row'], field: Field, text: string) => void;
}) {
  const fault = line.faults.find((one) => one.field === field);
  const id = `wks-${index}-${field}`;
  const common = {
    id,
    className: `wks-cell${fault === undefined ? '' : ' wks-cell-wrong'}`,
    'data-cell': `${index} ${field}`,
    'aria-label': `${line.row.number} ${line.row.title}: ${FIELD_WORDS[field]}`,
    'aria-invalid': fault !== undefined,
    ...(fault === undefined ? {} : { 'aria-describedby': `${id}-fault` }),
    value: line.entry?.[field] ?? '',
  };
  return (
    <>
      {field === 'percent' ? (
        <input
          {...common}
          inputMode="numeric"
          maxLength={20}
          placeholder={line.row.last?.percent == null ? '' : String(line.row.last.percent)}
          onChange={(event) => onWrite(line.row, field, event.target.value)}
        />
      ) : (
        <textarea
          {...common}
          rows={rowsFor(common.value)}
          onChange={(event) => onWrite(line.row, field, event.target.value)}
        />
      )}
      {fault !== undefined && (
        <span className="wks-fault" id={`${id}-fault`}>
          {fault.sentence}
        </span>
      )}
    </>
  );
}

/** Without measuring: some 12 Chinese characters stand in a line. */
function rowsFor(text: string): number {
  const lines = text.split('\n').reduce((sum, part) => sum + Math.max(1, Math.ceil(part.length / 12)), 0);
  return Math.min(8, Math.max(2, lines));
}

/** What is wrong with the whole row; where it has changed, the way on. */
export function RowFaults({ line, onAccept }: { line: Line; onAccept: (fault: Fault) => void }) {
  const whole = line.faults.filter(({ field }) => field === 'row' || field === 'base');
  return whole.map((fault) => (
    <p className="wks-fault" key={`${fault.field} ${fault.sentence}`}>
      {fault.sentence}
      {fault.newBase !== null && (
        <button type="button" className="wks-seen" onClick={() => onAccept(fault)}>
          看过了, 仍要提交
        </button>
      )}
    </p>
  ));
}
