import { PlusOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { EmptyState, RefusalNotice, UnitsPicker, useApiMutation } from '#ui/workbench';
import type { PlanDraft, UnitNameMatch } from '../contract.ts';

const MATCH_WORDS: Record<UnitNameMatch['match'], string> = {
  set: '已指定',
  exact: '名称相同',
  alias: '简称相符',
  similar: '名称相近, 请确认',
  collective: '统称, 请确认包括哪些单位',
  none: '组织机构中没有',
};

/** 单位对照: what each name in the plan means; said once, it holds for every item. */
export function NamesPanel({ plan, onSaved }: { plan: PlanDraft; onSaved: () => Promise<void> }) {
  const save = useApiMutation<{ name: string; units: readonly string[] }, unknown>({
    method: 'put',
    path: `/api/plans/${plan.id}/names`,
    onDone: () => void onSaved(),
  });
  const create = useApiMutation<string, { id: string }>({
    path: '/api/directory/units/on-the-spot',
    body: (name) => ({ name }),
    invalidates: ['/api/directory'],
    onDone: ({ id }, name) => save.mutate({ name, units: [id] }),
  });
  if (plan.names.length === 0)
    return <EmptyState title="文中没有提到单位">给任务补上牵头单位后, 在这里对应到组织机构。</EmptyState>;
  const openFirst = plan.names.toSorted((a, b) => Number(a.units.length > 0) - Number(b.units.length > 0));
  return (
    <>
      <RefusalNotice problem={save.error ?? create.error} />
      <table className="plan-names">
        <tbody>
          {openFirst.map((name) => (
            <tr key={name.name}>
              <td>
                {name.name}
                <div className={name.units.length > 0 ? 'wb-muted' : 'plan-item-problem'}>
                  {MATCH_WORDS[name.match]}
                </div>
              </td>
              <td>
                <UnitsPicker
                  aria-label={`「${name.name}」对应的单位`}
                  value={name.units.map((unit) => unit.id)}
                  known={[...name.units, ...name.suggestions]}
                  onChange={(units) => save.mutate({ name: name.name, units })}
                />
                <Suggestions name={name} onTake={(units) => save.mutate({ name: name.name, units })} />
                {name.units.length === 0 && name.match !== 'collective' && (
                  <div className="plan-suggest">
                    <Button
                      size="small"
                      type="dashed"
                      icon={<PlusOutlined />}
                      loading={create.isPending && create.variables === name.name}
                      onClick={() => create.mutate(name.name)}
                    >
                      在组织机构中新建「{name.name}」
                    </Button>
                  </div>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}

function Suggestions({ name, onTake }: { name: UnitNameMatch; onTake: (units: readonly string[]) => void }) {
  if (name.units.length > 0 || name.suggestions.length === 0) return null;
  if (name.match === 'collective') {
    return (
      <div className="plan-suggest">
        <Button size="small" onClick={() => onTake(name.suggestions.map((unit) => unit.id))}>
          全部 {name.suggestions.length} 个
        </Button>
      </div>
    );
  }
  return (
    <div className="plan-suggest">
      {name.suggestions.map((unit) => (
        <Button key={unit.id} size="small" onClick={() => onTake([unit.id])}>
          {unit.name}
        </Button>
      ))}
    </div>
  );
}
