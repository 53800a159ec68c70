import { PlusOutlined } from '@ant-design/icons';
import { Button, Drawer, Pagination, Tag } from 'antd';
import { useState } from 'react';
import { useSearchParams } from 'react-router';
import {
  type DataColumn,
  DataList,
  EmptyState,
  FilterBar,
  type FilterField,
  formatNumber,
  PageFrame,
  Panel,
  QueryView,
  useApiQuery,
  useFilters,
  useIsPhone,
  useMe,
} from '#ui/workbench';
import type { PeopleAnswer, PersonRow } from '../contract.ts';
import { ROLE_WORDS, ROLES } from '../directory.ts';
import { DirectoryTabs } from './DirectoryTabs.tsx';
import { PendingGrants } from './PendingGrants.tsx';
import { PersonDetail } from './PersonDetail.tsx';
import { PersonForm } from './PersonForm.tsx';

const SIZE = 50;

/** 人员与角色 */
export function PeoplePage() {
  const { actions } = useMe();
  const filters = useFilters();
  const [params, setParams] = useSearchParams();
  const phone = useIsPhone();
  const [adding, setAdding] = useState(false);
  const seesRoles = actions.includes('role.read');
  const page = Number(filters.get('page')) || 1;
  const query = useApiQuery<PeopleAnswer>('/api/directory/people', {
    q: filters.get('q'),
    role: filters.get('role'),
    page,
    size: SIZE,
  });
  const chosen = params.get('person');
  const choose = (id: string | null) =>
    setParams((before) => {
      const next = new URLSearchParams(before);
      if (id === null) next.delete('person');
      else next.set('person', id);
      return next;
    });
  const person = query.data?.people.find(({ id }) => id === chosen);
  const fields: FilterField[] = [
    { kind: 'text', key: 'q', label: '姓名或工号' },
    ...(seesRoles
      ? [
          {
            kind: 'select' as const,
            key: 'role',
            label: '角色',
            choices: ROLES.map((role) => ({ value: role, label: ROLE_WORDS[role] })),
          },
        ]
      : []),
  ];
  return (
    <PageFrame
      title="人员与角色"
      primary={
        query.data?.mayEdit ? (
          <Button type="primary" icon={<PlusOutlined aria-hidden="true" />} onClick={() => setAdding(true)}>
            登记人员
          </Button>
        ) : undefined
      }
    >
      <DirectoryTabs />
      {seesRoles && <PendingGrants />}
      <FilterBar fields={fields} />
      <QueryView query={query}>
        {({ people, total }) => (
          <Panel flush>
            <DataList<PersonRow>
              name="directory-people"
              rows={people}
              columns={columnsOf(seesRoles, actions.includes('account.manage'))}
              rowKey={({ id }) => id}
              onOpen={({ id }) => choose(id)}
              unit="人"
              exportHref="/api/directory/export.xlsx"
              head={total > people.length ? <span>全部 {formatNumber(total)} 人, 本页</span> : undefined}
              empty={<EmptyState title="没有这样的人">换个条件再找; 新来的人点“登记人员”, 多人可用“导入”。</EmptyState>}
            />
            {total > SIZE && (
              <Pagination
                align="center"
                current={page}
                pageSize={SIZE}
                total={total}
                showSizeChanger={false}
                onChange={(next) =>
                  setParams((before) => {
                    const changed = new URLSearchParams(before);
                    changed.set('page', String(next));
                    return changed;
                  })
                }
              />
            )}
          </Panel>
        )}
      </QueryView>
      <Drawer
        open={person !== undefined}
        onClose={() => choose(null)}
        placement={phone ? 'bottom' : 'right'}
        size={phone ? '90%' : 560}
        title={person?.name ?? ''}
        destroyOnHidden
      >
        {person !== undefined && query.data !== undefined && (
          <PersonDetail person={person} answer={query.data} onGone={() => choose(null)} />
        )}
      </Drawer>
      {adding && <PersonForm onClose={() => setAdding(false)} />}
    </PageFrame>
  );
}

function columnsOf(roles: boolean, accounts: boolean): DataColumn<PersonRow>[] {
  return [
    { key: 'name', title: '姓名', main: true, width: 140, render: ({ name }) => name },
    { key: 'unit', title: '单位', width: 240, render: ({ unitName }) => unitName ?? '—' },
    { key: 'title', title: '职务', width: 140, render: ({ title }) => title || '—' },
    {
      key: 'posts',
      title: '岗位',
      width: 220,
      render: ({ posts }) => posts.map(({ name, slot }) => `${name} (${slot} 岗)`).join(', ') || '—',
    },
    ...(roles
      ? [
          {
            key: 'roles',
            title: '角色',
            width: 240,
            render: ({ grants }: PersonRow) =>
              grants === null || grants.length === 0
                ? '—'
                : grants.map((grant) => (
                    <Tag key={grant.id}>
                      {ROLE_WORDS[grant.role]}
                      {grant.grantedAt === null && ' (待批)'}
                    </Tag>
                  )),
          },
        ]
      : []),
    ...(accounts
      ? [
          {
            key: 'account',
            title: '账号',
            width: 160,
            render: ({ account }: PersonRow) =>
              account === null ? '—' : `${account.username}${account.disabledAt === null ? '' : ' (已停用)'}`,
          },
        ]
      : []),
    { key: 'staffNumber', title: '工号', width: 110, hidden: true, render: ({ staffNumber }) => staffNumber ?? '—' },
  ];
}
