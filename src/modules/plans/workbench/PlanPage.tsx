import { useParams } from 'react-router';
import { QueryView, useApiQuery } from '#ui/workbench';
import type { PlanDraft } from '../contract.ts';
import { PlanEditor } from './PlanEditor.tsx';
import { PlanInForce } from './PlanInForce.tsx';
import './plans.css';

/** 方案: being corrected beside its text, or in force. */
export function PlanPage() {
  const { id = '' } = useParams();
  const query = useApiQuery<PlanDraft>(`/api/plans/${id}`);
  return (
    <QueryView query={query}>
      {(plan) =>
        plan.state !== 'live' && plan.mayEdit ? (
          <PlanEditor key={plan.id} plan={plan} />
        ) : (
          <PlanInForce key={plan.id} plan={plan} />
        )
      }
    </QueryView>
  );
}
