import { type Fault, FIELDS } from '../contract.ts';
import { isFilled } from '../entries.ts';
import { Cell, FIELD_WORDS } from './Cell.tsx';
import type { Entries, Line } from './use-entries.ts';
import { lastOf, TaskHead } from './WorksheetTable.tsx';

/** On the phone: a card for each task, its fields one below the other. */
export function WorksheetCards({
  lines,
  onWrite,
  onAccept,
}: {
  lines: readonly Line[];
  onWrite: Entries['write'];
  onAccept: (fault: Fault) => void;
}) {
  return (
    <ul className="wks-cards">
      {lines.map((line, index) => (
        <li key={line.key} className="wb-panel">
          <TaskHead line={line} onAccept={onAccept} />
          {lastOf(line.row)}
          <details open={line.faults.length > 0 || undefined}>
            <summary>{line.entry !== undefined && isFilled(line.entry) ? '已填写, 修改' : '填写'}</summary>
            {FIELDS.map((field) => (
              <div key={field} className="wks-field">
                <span aria-hidden="true">{FIELD_WORDS[field]}</span>
                <Cell line={line} index={index} field={field} onWrite={onWrite} />
              </div>
            ))}
          </details>
        </li>
      ))}
    </ul>
  );
}
