import { AimOutlined, DeleteOutlined, UndoOutlined } from '@ant-design/icons';
import { Button, Input } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { ConfirmEffect, RefusalNotice, useApiMutation } from '#ui/workbench';
import type { Item, ItemContent, PlanDraft } from '../contract.ts';
import { itemDetail, itemHeadline, KIND_WORDS } from '../item-words.ts';
import { ItemForm } from './ItemForm.tsx';
import { scrollWithin } from './scroll-within.ts';

/** Below this the compiler asks for a second look. */
const SURE = 0.7;

/** One thing the plan says: what was understood, what is wrong with it, and the form that corrects it. */
export function ItemCard({
  item,
  plan,
  isChosen,
  onChosen,
  onShow,
  onSaved,
}: {
  item: Item;
  plan: PlanDraft;
  isChosen: boolean;
  onChosen: () => void;
  /** Turns to the text, where the screen has room for one half only. */
  onShow: () => void;
  onSaved: () => Promise<void>;
}) {
  const card = useRef<HTMLLIElement>(null);
  const [isOpen, setOpen] = useState(false);
  const [isDropping, setDropping] = useState(false);
  const [reason, setReason] = useState('');
  const path = `/api/plans/${plan.id}/items/${item.id}`;
  const save = useApiMutation<ItemContent, unknown>({
    method: 'put',
    path,
    body: (content) => ({ revision: item.revision, content }),
    onDone: () => void onSaved(),
  });
  const drop = useApiMutation<string, unknown>({
    path: `${path}/drop`,
    body: (words) => ({ revision: item.revision, reason: words }),
    onDone: () => {
      setDropping(false);
      void onSaved();
    },
  });
  const restore = useApiMutation<null, unknown>({
    path: `${path}/restore`,
    body: () => ({ revision: item.revision }),
    onDone: () => void onSaved(),
  });
  useEffect(() => {
    if (isChosen && card.current !== null) scrollWithin(card.current);
  }, [isChosen]);

  const problems = plan.conflicts.filter((conflict) => conflict.item === item.id);
  const isDropped = item.droppedReason !== null;
  const classes = ['plan-item', isChosen ? 'plan-item-chosen' : '', isDropped ? 'plan-item-dropped' : ''].join(' ');
  return (
    <li ref={card} className={classes}>
      <button
        type="button"
        className="plan-item-head"
        aria-expanded={isOpen}
        onClick={() => {
          setOpen(!isOpen);
          onChosen();
        }}
      >
        <span className={`plan-kind plan-kind-${item.kind}`}>{KIND_WORDS[item.kind]}</span>
        <span className="plan-item-words">
          <span className="plan-item-headline">{itemHeadline(item)}</span>
          <span className="wb-muted">{itemDetail(item)}</span>
          {problems.map((problem) => (
            <span key={problem.sentence} className="plan-item-problem">
              <br />▲ {problem.sentence}
            </span>
          ))}
          {!isDropped && !item.confirmed && item.confidence < SURE && (
            <span className="plan-item-problem">
              <br />▲ 把握不大, 请对照原文核对
            </span>
          )}
          {isDropped && (
            <span className="wb-muted">
              <br />
              弃用: {item.droppedReason}
            </span>
          )}
        </span>
      </button>
      {isOpen && (
        <div className="plan-item-form">
          <RefusalNotice problem={save.error ?? restore.error} kept="您改的内容仍在表中" />
          <ItemForm
            item={item}
            plan={plan}
            isSaving={save.isPending}
            isRefused={save.isError}
            // Somebody else may have been first: what stands there now is shown above the form, which keeps its words.
            onSave={(content) => save.mutate(content, { onError: () => void onSaved() })}
          />
          <div className="plan-suggest">
            {item.span !== null && (
              <Button size="small" icon={<AimOutlined />} onClick={onShow}>
                看原文
              </Button>
            )}
            {isDropped ? (
              <Button
                size="small"
                icon={<UndoOutlined />}
                loading={restore.isPending}
                onClick={() => restore.mutate(null)}
              >
                恢复
              </Button>
            ) : (
              <Button size="small" icon={<DeleteOutlined />} onClick={() => setDropping(true)}>
                弃用
              </Button>
            )}
          </div>
        </div>
      )}
      <ConfirmEffect
        open={isDropping}
        title="弃用这一条"
        effects={['启动时不为它产生责任', '随时可以在「弃用」中恢复']}
        confirmLabel="弃用"
        busy={drop.isPending}
        blocked={reason.trim() === ''}
        problem={drop.error}
        onConfirm={() => drop.mutate(reason)}
        onCancel={() => setDropping(false)}
      >
        <Input.TextArea
          aria-label="弃用的理由"
          placeholder="弃用的理由, 如: 已由另一份方案部署"
          autoSize={{ minRows: 2 }}
          maxLength={500}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
        />
      </ConfirmEffect>
    </li>
  );
}
