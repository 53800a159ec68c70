import { Alert, Button, Form, Input, Select } from 'antd';
import { useState } from 'react';
import { Facts, formatInstant, Panel, RefusalNotice, UnitPicker, useApiMutation } from '#ui/workbench';
import type { GrantView, NewAccountAnswer, PeopleAnswer, PersonRow } from '../contract.ts';
import { ROLE_WORDS, ROLES, type Role, UNIT_ROLES } from '../directory.ts';
import { EndDialog } from './EndDialog.tsx';
import { FormDialog } from './FormDialog.tsx';
import { PersonForm } from './PersonForm.tsx';

type Dialog =
  | { readonly kind: 'edit' | 'end' | 'grant' | 'account' }
  | { readonly kind: 'end-grant'; readonly grant: GrantView };

/** One person: posts, roles, account. */
export function PersonDetail({
  person,
  answer,
  onGone,
}: {
  person: PersonRow;
  answer: PeopleAnswer;
  onGone: () => void;
}) {
  const [dialog, setDialog] = useState<Dialog | null>(null);
  const [given, setGiven] = useState<NewAccountAnswer | null>(null);
  const close = () => setDialog(null);
  return (
    <div className="wb-page-body">
      <Panel
        extra={
          answer.mayEdit ? (
            <span className="dir-actions">
              <Button onClick={() => setDialog({ kind: 'end' })}>离任</Button>
              <Button onClick={() => setDialog({ kind: 'edit' })}>修改</Button>
            </span>
          ) : undefined
        }
      >
        <Facts
          facts={[
            ['单位', person.unitName],
            ['职务', person.title],
            ['工号', person.staffNumber],
            ['岗位', person.posts.map(({ unitName, name, slot }) => `${unitName} ${name} (${slot} 岗)`).join(', ')],
          ]}
        />
      </Panel>
      {person.grants !== null && (
        <RolesPanel person={person} grants={person.grants} answer={answer} onAct={setDialog} />
      )}
      {answer.mayManageAccounts && (
        <AccountPanel person={person} given={given} onGiven={setGiven} onOpen={() => setDialog({ kind: 'account' })} />
      )}
      {dialog !== null && (
        <PersonDialog
          person={person}
          answer={answer}
          dialog={dialog}
          onClose={close}
          onGone={onGone}
          onGiven={setGiven}
        />
      )}
    </div>
  );
}

function RolesPanel({
  grants,
  answer,
  onAct,
}: {
  person: PersonRow;
  grants: readonly GrantView[];
  answer: PeopleAnswer;
  onAct: (dialog: Dialog) => void;
}) {
  return (
    <Panel
      title="角色"
      extra={
        answer.mayPropose ? (
          <Button onClick={() => onAct({ kind: 'grant' })}>{answer.mayGrant ? '授予角色' : '提出授予角色'}</Button>
        ) : undefined
      }
    >
      {grants.length === 0 ? (
        <p className="wb-muted">还没有角色, 登录后什么也看不到。</p>
      ) : (
        <ul className="dir-rows">
          {grants.map((grant) => (
            <li key={grant.id}>
              <span className="dir-rows-text">
                <strong>{ROLE_WORDS[grant.role]}</strong> · {grant.unitName ?? '全辖区'}
                <div className="wb-muted">
                  {grant.grantedAt === null
                    ? `${grant.proposedByName ?? ''} 提出, 待安全管理员批准`
                    : `${grant.grantedByName ?? '首次设置'} 批准 · ${formatInstant(grant.grantedAt)}`}
                </div>
              </span>
              {(answer.mayGrant || (answer.mayPropose && grant.grantedAt === null)) && (
                <Button type="text" onClick={() => onAct({ kind: 'end-grant', grant })}>
                  {grant.grantedAt === null ? '不批准' : '终止'}
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}

function AccountPanel({
  person,
  given,
  onGiven,
  onOpen,
}: {
  person: PersonRow;
  given: NewAccountAnswer | null;
  onGiven: (given: NewAccountAnswer) => void;
  onOpen: () => void;
}) {
  const invalidates = ['/api/directory'];
  const path = `/api/directory/people/${person.id}/account`;
  const reset = useApiMutation<object, NewAccountAnswer>({ path: `${path}/reset`, invalidates, onDone: onGiven });
  const change = useApiMutation<'disable' | 'enable' | 'unlock', unknown>({
    path: (act) => `${path}/${act}`,
    body: () => ({}),
    invalidates,
  });
  const { account } = person;
  return (
    <Panel title="账号" extra={account === null ? <Button onClick={onOpen}>建立账号</Button> : undefined}>
      <RefusalNotice problem={reset.error ?? change.error} />
      {given !== null && (
        <Alert
          type="info"
          showIcon
          title={`${given.username} 的初始密码, 只显示这一次`}
          description={
            <>
              <p className="dir-password">{given.password}</p>
              <p>请当面或用密封件交给本人, 首次登录须修改。</p>
            </>
          }
        />
      )}
      {account === null ? (
        <p className="wb-muted">还没有账号, 不能登录。</p>
      ) : (
        <>
          <Facts
            facts={[
              ['用户名', account.username],
              ['状态', account.disabledAt === null ? '在用' : `已停用 · ${formatInstant(account.disabledAt)}`],
              ['密码', account.mustChangePassword ? '初始密码, 尚未修改' : '本人已修改'],
            ]}
          />
          <span className="dir-actions">
            <Button loading={reset.isPending} onClick={() => reset.mutate({})}>
              重置初始密码
            </Button>
            <Button onClick={() => change.mutate('unlock')}>解除锁定</Button>
            {account.disabledAt === null ? (
              <Button onClick={() => change.mutate('disable')}>停用</Button>
            ) : (
              <Button onClick={() => change.mutate('enable')}>启用</Button>
            )}
          </span>
        </>
      )}
    </Panel>
  );
}

function PersonDialog({
  person,
  answer,
  dialog,
  onClose,
  onGone,
  onGiven,
}: {
  person: PersonRow;
  answer: PeopleAnswer;
  dialog: Dialog;
  onClose: () => void;
  onGone: () => void;
  onGiven: (given: NewAccountAnswer) => void;
}) {
  switch (dialog.kind) {
    case 'edit':
      return <PersonForm person={person} onClose={onClose} />;
    case 'end':
      return (
        <EndDialog
          title={`「${person.name}」离任`}
          verb="离任"
          path={`/api/directory/people/${person.id}/end`}
          effects={[
            '岗位、角色和在领导小组中的任职自该日起终止',
            '自今日或以前离任的, 账号随即停用',
            '以前办的事仍记在本人名下',
          ]}
          onClose={onClose}
          onDone={onGone}
        />
      );
    case 'grant':
      return <GrantForm person={person} mayGrant={answer.mayGrant} onClose={onClose} />;
    case 'end-grant':
      return (
        <EndDialog
          title={`${dialog.grant.grantedAt === null ? '不批准' : '终止'}「${person.name}」的${ROLE_WORDS[dialog.grant.role]}`}
          verb={dialog.grant.grantedAt === null ? '不批准' : '终止'}
          path={`/api/directory/grants/${dialog.grant.id}/end`}
          effects={['自该日起不再有这一角色的权限']}
          onClose={onClose}
        />
      );
    case 'account':
      return (
        <FormDialog<{ username: string }, NewAccountAnswer>
          title={`为「${person.name}」建立账号`}
          saveLabel="建立"
          path={`/api/directory/people/${person.id}/account`}
          initial={{ username: '' }}
          onClose={onClose}
          onDone={onGiven}
        >
          <Form.Item
            name="username"
            label="用户名"
            extra="2 至 32 个字母、汉字、数字、点、横线或下划线; 全平台不重复"
            rules={[{ required: true, message: '请填写用户名' }]}
          >
            <Input maxLength={32} autoFocus autoComplete="off" />
          </Form.Item>
        </FormDialog>
      );
  }
}

type GrantValues = { person: string; role: Role | null; unit: string | null };

function GrantForm({ person, mayGrant, onClose }: { person: PersonRow; mayGrant: boolean; onClose: () => void }) {
  const known = person.unit === null ? [] : [{ id: person.unit, name: person.unitName ?? '' }];
  return (
    <FormDialog<GrantValues>
      title={`${mayGrant ? '授予' : '提出授予'}「${person.name}」角色`}
      saveLabel={mayGrant ? '授予' : '提出'}
      path="/api/directory/grants"
      initial={{ person: person.id, role: null, unit: null }}
      body={({ role, unit }) => ({ person: person.id, role, unit: unit ?? null })}
      onClose={onClose}
    >
      <Form.Item name="role" label="角色" rules={[{ required: true, message: '请选择角色' }]}>
        <Select options={ROLES.map((role) => ({ value: role, label: ROLE_WORDS[role] }))} />
      </Form.Item>
      <Form.Item
        name="unit"
        label="单位范围 (含下级)"
        extra={`${UNIT_ROLES.map((role) => ROLE_WORDS[role]).join('、')}须选单位; 其余不选即为全辖区`}
      >
        <UnitPicker known={known} />
      </Form.Item>
    </FormDialog>
  );
}
