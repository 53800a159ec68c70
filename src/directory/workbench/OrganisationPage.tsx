import { PlusOutlined } from '@ant-design/icons';
import { Button, Drawer, Input, Tree } from 'antd';
import { useMemo, useState } from 'react';
import { useSearchParams } from 'react-router';
import {
  EmptyState,
  formatNumber,
  PageFrame,
  Panel,
  QueryView,
  useApiQuery,
  useIsNarrow,
  useIsPhone,
} from '#ui/workbench';
import type { TreeAnswer } from '../contract.ts';
import { DirectoryTabs } from './DirectoryTabs.tsx';
import { branchesOf, matchingUnits, type TreeUnit } from './tree.ts';
import { UnitDetail } from './UnitDetail.tsx';
import { UnitForm } from './UnitForm.tsx';

/** 组织机构: the tree, and beside it the unit chosen. */
export function OrganisationPage() {
  const query = useApiQuery<TreeAnswer>('/api/directory/tree');
  const [params, setParams] = useSearchParams();
  const [adding, setAdding] = useState(false);
  const chosen = params.get('unit');
  const narrow = useIsNarrow();
  const phone = useIsPhone();
  const choose = (id: string | null) =>
    setParams((before) => {
      const next = new URLSearchParams(before);
      if (id === null) next.delete('unit');
      else next.set('unit', id);
      return next;
    });
  const root = query.data?.units.find(({ parent }) => parent === null);
  return (
    <PageFrame
      title="组织机构"
      lead={query.data && `${query.data.jurisdiction?.name ?? ''}, 单位 ${formatNumber(query.data.units.length)} 个`}
      primary={
        query.data?.mayEdit ? (
          <Button type="primary" icon={<PlusOutlined aria-hidden="true" />} onClick={() => setAdding(true)}>
            设立单位
          </Button>
        ) : undefined
      }
    >
      <DirectoryTabs />
      <QueryView query={query}>
        {({ units }) => {
          const detail =
            chosen === null ? null : (
              <UnitDetail key={chosen} id={chosen} onGone={() => choose(null)} onOpen={choose} />
            );
          return (
            <div className="dir-columns">
              <Panel title="单位">
                <UnitTree units={units} chosen={chosen} onChoose={choose} />
              </Panel>
              {narrow ? (
                <Drawer
                  open={chosen !== null}
                  onClose={() => choose(null)}
                  placement={phone ? 'bottom' : 'right'}
                  size={phone ? '90%' : 560}
                  title={units.find(({ id }) => id === chosen)?.name ?? '单位'}
                >
                  {detail}
                </Drawer>
              ) : (
                (detail ?? (
                  <Panel>
                    <EmptyState title="从左边选一个单位">这里会显示它的岗位、人员和变更记录。</EmptyState>
                  </Panel>
                ))
              )}
            </div>
          );
        }}
      </QueryView>
      {adding && (
        <UnitForm
          parent={chosen ?? root?.id ?? null}
          units={query.data?.units ?? []}
          onClose={() => setAdding(false)}
          onDone={choose}
        />
      )}
    </PageFrame>
  );
}

function UnitTree({
  units,
  chosen,
  onChoose,
}: {
  units: readonly TreeUnit[];
  chosen: string | null;
  onChoose: (id: string | null) => void;
}) {
  const [words, setWords] = useState('');
  const { shown, open } = useMemo(() => matchingUnits(units, words, chosen), [units, words, chosen]);
  const [expanded, setExpanded] = useState<readonly string[] | null>(null);
  const branches = useMemo(() => branchesOf(shown), [shown]);
  if (units.length === 0)
    return <EmptyState title="还没有单位">点“设立单位”逐个设立, 或用“导入”从表格一次导入。</EmptyState>;
  return (
    <>
      <Input.Search
        className="dir-tree-find"
        allowClear
        aria-label="在组织机构中查找"
        placeholder="按名称、简称、别名查找"
        value={words}
        onChange={(event) => {
          setWords(event.target.value);
          setExpanded(null);
        }}
      />
      {shown.length === 0 ? (
        <EmptyState title={`没有名称含「${words.trim()}」的单位`}>换几个字再找, 或清空查找。</EmptyState>
      ) : (
        <Tree
          blockNode
          virtual
          height={Math.max(320, window.innerHeight - 340)}
          treeData={branches}
          expandedKeys={[...(expanded ?? open)]}
          onExpand={(keys) => setExpanded(keys.map(String))}
          selectedKeys={chosen === null ? [] : [chosen]}
          onSelect={(keys) => onChoose(keys.length === 0 ? null : String(keys[0]))}
          titleRender={(node) => (
            <span className="dir-node">
              <span>{node.title}</span>
              {node.people > 0 && <span className="wb-muted">{formatNumber(node.people)} 人</span>}
            </span>
          )}
        />
      )}
    </>
  );
}
