import { EditOutlined, RocketOutlined } from '@ant-design/icons';
import { useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Segmented } from 'antd';
import { useEffect, useState } from 'react';
import { useNavigate } from 'react-router';
import {
  type ApiProblem,
  api,
  apiKey,
  asProblem,
  EmptyState,
  PageFrame,
  RefusalNotice,
  useIsNarrow,
} from '#ui/workbench';
import type { Item, PlanDraft, UnitNameMatch } from '../contract.ts';
import { contentFrom, ITEM_KINDS, type ItemKind, KIND_WORDS } from '../item-words.ts';
import { DiscardAmendment } from './DiscardAmendment.tsx';
import { HeaderForm } from './HeaderForm.tsx';
import { ItemCard } from './ItemCard.tsx';
import { MechanismRules } from './MechanismRules.tsx';
import { NamesPanel } from './NamesPanel.tsx';
import { PlanText } from './PlanText.tsx';
import { PLAN_STATE_WORDS } from './plan-states.ts';

const HEARTBEAT = 20_000;
type Pane = 'todo' | ItemKind | 'names' | 'dropped' | 'notes';

/** The compile screen: the text left, what was understood right; each item can be corrected, dropped or added. */
export function PlanEditor({ plan }: { plan: PlanDraft }) {
  const navigate = useNavigate();
  const client = useQueryClient();
  const narrow = useIsNarrow();
  const editors = usePresence(plan);
  const [chosen, setChosen] = useState<string | null>(null);
  const [half, setHalf] = useState<'text' | 'items'>('items');
  const [pane, setPane] = useState<Pane>(plan.conflicts.length > 0 ? 'todo' : 'task');
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const path = `/api/plans/${plan.id}`;
  const reload = () => client.invalidateQueries({ queryKey: [...apiKey(path)] });

  const choose = (id: string) => {
    const item = plan.items.find((candidate) => candidate.id === id);
    setChosen(id);
    if (item !== undefined) setPane(item.droppedReason === null ? item.kind : 'dropped');
    if (narrow) setHalf('items');
  };
  const show = (id: string) => {
    setChosen(id);
    if (narrow) setHalf('text');
  };
  const add = async (kind: ItemKind, span: { from: number; to: number }, words: string) => {
    try {
      const content = contentFrom(kind, words, plan.header.baseYear);
      const { id } = await api.post<{ id: string }>(`${path}/items`, { content, span });
      await reload();
      setChosen(id);
      setPane(kind);
    } catch (error) {
      setProblem(asProblem(error));
    }
  };

  const kept = plan.items.filter((item) => item.droppedReason === null);
  const dropped = plan.items.filter((item) => item.droppedReason !== null);
  const of = (kind: ItemKind) => kept.filter((item) => item.kind === kind);
  const open = plan.names.filter((name) => name.units.length === 0);
  const cards = (items: readonly Item[], empty: string) => (
    <ItemCards
      items={items}
      plan={plan}
      chosen={chosen}
      onChosen={setChosen}
      onShow={show}
      onSaved={reload}
      empty={empty}
    />
  );
  const panes: { key: Pane; label: string; content: () => React.ReactNode }[] = [
    {
      key: 'todo',
      label: `待解决 ${plan.conflicts.length}`,
      content: () => <Todo plan={plan} cards={cards} onPane={setPane} />,
    },
    ...ITEM_KINDS.map((kind) => ({
      key: kind,
      label: `${KIND_WORDS[kind]} ${of(kind).length}`,
      content: () => (
        <>
          {kind === 'mechanism' && <MechanismRules items={of(kind)} />}
          {cards(of(kind), `没有读出${KIND_WORDS[kind]}; 可在左边选中文字添加`)}
        </>
      ),
    })),
    {
      key: 'names',
      label: open.length > 0 ? `单位对照 ${open.length} 待定` : '单位对照',
      content: () => <NamesPanel plan={plan} onSaved={reload} />,
    },
    { key: 'dropped', label: `弃用 ${dropped.length}`, content: () => cards(dropped, '没有弃用的条目') },
    { key: 'notes', label: `说明 ${plan.notes.length}`, content: () => <Notes plan={plan} /> },
  ];

  return (
    <PageFrame
      title={plan.header.title}
      back={{ to: '/plans', label: '方案' }}
      state={
        <>
          {PLAN_STATE_WORDS[plan.state]}, 第 {plan.version} 版
          {editors.length > 0 && (
            <span className="plan-editors">
              <EditOutlined aria-hidden="true" /> {editors.map((editor) => editor.name).join('、')} 正在编辑
            </span>
          )}
        </>
      }
      lead={`读出 ${kept.length} 条; 每改一处即存, 关掉页面也不丢`}
      primary={
        <div className="plan-suggest">
          {plan.state === 'amending' && <DiscardAmendment plan={plan} />}
          <Button
            type="primary"
            icon={<RocketOutlined />}
            disabled={!plan.mayLaunch}
            onClick={() => void navigate(`/plans/${plan.id}/launch`)}
          >
            {plan.state === 'amending' ? '预览修订' : '预览启动'}
          </Button>
        </div>
      }
    >
      <RefusalNotice problem={problem} onClose={() => setProblem(null)} />
      {narrow && (
        <Segmented
          block
          value={half}
          onChange={setHalf}
          options={[
            { value: 'items', label: '读出的条目' },
            { value: 'text', label: '方案原文' },
          ]}
        />
      )}
      <div className="plan-halves">
        {(!narrow || half === 'text') && (
          <section className="wb-panel wb-panel-flush plan-half" aria-label="方案原文">
            <div className="wb-panel-head">
              <h2>方案原文</h2>
              <Legend />
            </div>
            <div className="plan-scroll">
              <PlanText
                text={plan.text}
                items={plan.items}
                chosen={chosen}
                onChoose={choose}
                onAdd={(...added) => void add(...added)}
              />
            </div>
          </section>
        )}
        {(!narrow || half === 'items') && (
          <section className="wb-panel wb-panel-flush plan-half" aria-label="读出的条目">
            <div className="plan-scroll">
              <HeaderForm plan={plan} onSaved={reload} />
              <div className="plan-panes" role="tablist" aria-label="读出的条目">
                {panes.map(({ key, label }) => (
                  <button
                    key={key}
                    type="button"
                    role="tab"
                    className="plan-pane"
                    aria-selected={key === pane}
                    onClick={() => setPane(key)}
                  >
                    {label}
                  </button>
                ))}
              </div>
              <div role="tabpanel">{panes.find(({ key }) => key === pane)?.content()}</div>
            </div>
          </section>
        )}
      </div>
    </PageFrame>
  );
}

type Cards = (items: readonly Item[], empty: string) => React.ReactNode;

function ItemCards({
  items,
  plan,
  chosen,
  onChosen,
  onShow,
  onSaved,
  empty,
}: {
  items: readonly Item[];
  plan: PlanDraft;
  chosen: string | null;
  onChosen: (id: string) => void;
  onShow: (id: string) => void;
  onSaved: () => Promise<void>;
  empty: string;
}) {
  if (items.length === 0) return <EmptyState title={empty} />;
  return (
    <ul className="plan-items">
      {items.map((item) => (
        <ItemCard
          key={item.id}
          item={item}
          plan={plan}
          isChosen={item.id === chosen}
          onChosen={() => onChosen(item.id)}
          onShow={() => onShow(item.id)}
          onSaved={onSaved}
        />
      ))}
    </ul>
  );
}

/** What stands in the way, first what concerns the whole plan, then item by item. */
function Todo({ plan, cards, onPane }: { plan: PlanDraft; cards: Cards; onPane: (pane: Pane) => void }) {
  if (plan.conflicts.length === 0) return <EmptyState title="没有待解决的问题">可以预览启动了。</EmptyState>;
  const whole = plan.conflicts.filter((conflict) => conflict.item === null);
  const touched = new Set(plan.conflicts.map((conflict) => conflict.item));
  const open = plan.names.filter((name: UnitNameMatch) => name.units.length === 0);
  return (
    <>
      <div className="plan-header-form">
        <p className="wb-muted">有问题的条目不会启动, 不影响其余条目。</p>
        {whole.map((conflict) => (
          <Alert key={conflict.sentence} type="warning" showIcon title={conflict.sentence} className="plan-note" />
        ))}
        {open.length > 0 && (
          <Alert
            type="warning"
            showIcon
            className="plan-note"
            title={`有 ${open.length} 个单位名称还没有对应到组织机构`}
            action={
              <Button size="small" onClick={() => onPane('names')}>
                去对照
              </Button>
            }
          />
        )}
      </div>
      {cards(
        plan.items.filter((item) => touched.has(item.id)),
        '其余条目没有问题',
      )}
    </>
  );
}

function Notes({ plan }: { plan: PlanDraft }) {
  if (plan.notes.length === 0)
    return <EmptyState title="全文都读懂了">没有清理过文字, 也没有读不懂的地方。</EmptyState>;
  return (
    <ul className="plan-items">
      {plan.notes.map((note) => (
        <li key={`${note.span.from} ${note.sentence}`} className="plan-item">
          {note.sentence}
          <div className="wb-muted">{plan.text.slice(note.span.from, Math.min(note.span.to, note.span.from + 80))}</div>
        </li>
      ))}
    </ul>
  );
}

function Legend() {
  return (
    <span className="plan-suggest">
      {ITEM_KINDS.map((kind) => (
        <span key={kind} className={`plan-kind plan-kind-${kind}`}>
          {KIND_WORDS[kind]}
        </span>
      ))}
    </span>
  );
}

/** Says every so often that one is here, and hears who else is. */
function usePresence(plan: PlanDraft): PlanDraft['editors'] {
  const [editors, setEditors] = useState(plan.editors);
  useEffect(() => {
    const beat = async () => {
      try {
        const answer = await api.post<{ editors: PlanDraft['editors'] }>(`/api/plans/${plan.id}/presence`);
        setEditors(answer.editors);
      } catch {
        // Presence is a courtesy: without it one can still edit, and the second to save is told.
      }
    };
    void beat();
    const timer = window.setInterval(() => void beat(), HEARTBEAT);
    return () => window.clearInterval(timer);
  }, [plan.id]);
  return editors;
}
