import { Button } from 'antd';
import { useState } from 'react';
import { ConfirmEffect, useApiMutation } from '#ui/workbench';
import type { PlanDraft } from '../contract.ts';

/** 放弃修订: back to the plan as it was launched. */
export function DiscardAmendment({ plan }: { plan: PlanDraft }) {
  const [asking, setAsking] = useState(false);
  const discard = useApiMutation<void, unknown>({
    path: () => `/api/plans/${plan.id}/amend/discard`,
    body: () => ({}),
    invalidates: ['/api/plans'],
    onDone: () => setAsking(false),
  });
  return (
    <>
      <Button onClick={() => setAsking(true)}>放弃修订</Button>
      {asking && (
        <ConfirmEffect
          open
          title="放弃修订"
          effects={['回到已启动的方案, 这次修订中的改动不再显示', '现有责任照常计时, 不受影响']}
          confirmLabel="放弃修订"
          busy={discard.isPending}
          problem={discard.error}
          onConfirm={() => discard.mutate()}
          onCancel={() => setAsking(false)}
        />
      )}
    </>
  );
}
