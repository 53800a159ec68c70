import { EditOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useState } from 'react';
import { type PanelSubject, useApiQuery, useMe } from '#ui/workbench';
import type { Offered } from '../contract.ts';
import { GiveDialog } from './GiveDialog.tsx';

/** 批示 from a list: for whoever may write one. */
export function InstructButton({ subject }: { subject: PanelSubject }) {
  const me = useMe();
  const [writing, setWriting] = useState(false);
  if (!me.actions.includes('instruction.give')) return null;
  return (
    <>
      <Button icon={<EditOutlined aria-hidden="true" />} onClick={() => setWriting(true)}>
        批示
      </Button>
      {writing && <Giving subject={subject} onClose={() => setWriting(false)} />}
    </>
  );
}

function Giving({ subject, onClose }: { subject: PanelSubject; onClose: () => void }) {
  const offer = useApiQuery<Offered>(`/api/instructions/offer/${subject.id}`);
  return offer.data === undefined ? null : <GiveDialog subject={subject} leads={offer.data.leads} onClose={onClose} />;
}
