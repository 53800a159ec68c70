import { EditOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { formatShort, Lamp, Panel, type PanelSubject, useApiQuery, useMe } from '#ui/workbench';
import type { InstructionLine, InstructionList, Offered } from '../contract.ts';
import { stateWords } from '../instruction-words.ts';
import { GiveDialog } from './GiveDialog.tsx';
import './instructions.css';

/** On the page of a task or plan: what leaders wrote about it, and for a leader the pen. */
export function InstructionPanel({ subject }: { subject: PanelSubject }) {
  const me = useMe();
  return me.actions.includes('instruction.read') ? <Readable subject={subject} /> : null;
}

function Readable({ subject }: { subject: PanelSubject }) {
  const [writing, setWriting] = useState(false);
  const list = useApiQuery<InstructionList>('/api/instructions', { about: subject.id, limit: 20 });
  const offer = useApiQuery<Offered>(`/api/instructions/offer/${subject.id}`);
  const lines = list.data?.instructions ?? [];
  const mayGive = offer.data?.allowed === true;
  if (lines.length === 0 && !mayGive) return null;
  return (
    <Panel
      title="批示"
      extra={
        mayGive && (
          <Button type="primary" ghost icon={<EditOutlined />} onClick={() => setWriting(true)}>
            写批示
          </Button>
        )
      }
    >
      {lines.length === 0 ? (
        <p className="wb-muted">还没有批示。写下一句话, 点明由谁办理, 何时报告, 就会列入那个单位的责任。</p>
      ) : (
        <ul className="ins-lines">
          {lines.map((line) => (
            <li key={line.id}>
              <Line line={line} />
            </li>
          ))}
        </ul>
      )}
      {writing && offer.data !== undefined && (
        <GiveDialog subject={subject} leads={offer.data.leads} onClose={() => setWriting(false)} />
      )}
    </Panel>
  );
}

function Line({ line }: { line: InstructionLine }) {
  return (
    <>
      <Link className="ins-words" to={`/instructions/${line.id}`}>
        {line.words ?? '内容已依法删除'}
      </Link>
      <span className="ins-about wb-muted">
        {line.author}, {formatShort(line.givenAt)}
        {line.addressees.length > 0 && `; 交${line.addressees.map(({ name }) => name).join('、')}办理`}
        {line.dueAt !== null && `, ${formatShort(line.dueAt)}前报告`}; {stateWords(line.state)}
      </span>
      {line.lamp !== null && <Lamp lamp={line.lamp} />}
    </>
  );
}
