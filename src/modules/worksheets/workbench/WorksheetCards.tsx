import { useEffect, useState } from 'react';
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
        <Card key={line.key} line={line} index={index} onWrite={onWrite} onAccept={onAccept} />
      ))}
    </ul>
  );
}

/** What is wrong opens it; it stays open while it is put right. */
function Card({
  line,
  index,
  onWrite,
  onAccept,
}: {
  line: Line;
  index: number;
  onWrite: Entries['write'];
  onAccept: (fault: Fault) => void;
}) {
  const [isOpen, setIsOpen] = useState(false);
  const isWrong = line.faults.length > 0;
  useEffect(() => {
    if (isWrong) setIsOpen(true);
  }, [isWrong]);
  return (
    <li className="wb-panel">
      <TaskHead line={line} onAccept={onAccept} />
      {lastOf(line.row)}
      <details open={isOpen} onToggle={(event) => setIsOpen(event.currentTarget.open)}>
        <summary>{line.entry !== undefined && isFilled(line.entry) ? '已填写, 修改' : '填写'}</summary>
        {FIELDS.map((field) => (
          <div key={field} className="wks-field">
            <span aria-hidden="true">{FIELD_WORDS[field]}</span>
            <Cell line={line} index={index} field={field} onWrite={onWrite} />
          </div>
        ))}
      </details>
    </li>
  );
}
