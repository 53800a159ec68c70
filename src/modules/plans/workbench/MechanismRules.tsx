import { Link } from 'react-router';
import type { z } from 'zod';
import type { RuleList } from '#contract/ledger';
import { useApiQuery } from '#ui/workbench';
import type { Item } from '../contract.ts';

/** Which rules of the platform answer to the mechanisms that a plan asks for, and whether they are in use. */
export function MechanismRules({ items }: { items: readonly Item[] }) {
  const query = useApiQuery<z.infer<typeof RuleList>>('/api/rules');
  const rules = query.data?.rules ?? [];
  const asked = items.flatMap((item) => (item.kind === 'mechanism' ? [item.body.name] : []));
  const answered = rules.filter((rule) => rule.mechanisms.some((name) => asked.includes(name)));
  const unanswered = asked.filter((name) => !rules.some((rule) => rule.mechanisms.includes(name)));
  if (query.data === undefined || asked.length === 0) return null;
  return (
    <div className="plan-header-form">
      {answered.map((rule) => (
        <p key={rule.id}>
          方案提到「{asked.filter((name) => rule.mechanisms.includes(name)).join('」「')}」: 规则
          <Link to="/parameters">「{rule.title}」</Link>
          {rule.inUse ? '已启用' : '现在停用, 建议启用'}
        </p>
      ))}
      {unanswered.length > 0 && (
        <p className="wb-muted">「{unanswered.join('」「')}」在本版本还没有对应的规则, 列出备查, 启动时不产生责任。</p>
      )}
    </div>
  );
}
