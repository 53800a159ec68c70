import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Form, Input, Select } from 'antd';
import { useState } from 'react';
import { EmptyState, PageFrame, Panel, QueryView, UnitPicker, useApiQuery } from '#ui/workbench';
import type { BodiesAnswer, BodyView } from '../contract.ts';
import { BODY_ROLE_WORDS, BODY_ROLES, type BodyRole } from '../directory.ts';
import { DirectoryTabs } from './DirectoryTabs.tsx';
import { EndDialog } from './EndDialog.tsx';
import { FormDialog } from './FormDialog.tsx';
import { PersonPicker } from './PersonPicker.tsx';

type Dialog = { readonly kind: 'new' } | { readonly kind: 'edit' | 'end'; readonly body: BodyView };

/** 领导小组: bodies with 组长, 副组长, 成员. */
export function BodiesPage() {
  const query = useApiQuery<BodiesAnswer>('/api/directory/bodies');
  const [dialog, setDialog] = useState<Dialog | null>(null);
  const close = () => setDialog(null);
  return (
    <PageFrame
      title="领导小组"
      primary={
        query.data?.mayEdit ? (
          <Button type="primary" icon={<PlusOutlined aria-hidden="true" />} onClick={() => setDialog({ kind: 'new' })}>
            设立领导小组
          </Button>
        ) : undefined
      }
    >
      <DirectoryTabs />
      <QueryView query={query}>
        {({ bodies, mayEdit }) =>
          bodies.length === 0 ? (
            <Panel>
              <EmptyState title="还没有领导小组">点“设立领导小组”, 写明组长、副组长、成员和办公室设在哪里。</EmptyState>
            </Panel>
          ) : (
            bodies.map((body) => (
              <BodyPanel key={body.id} body={body} mayEdit={mayEdit} onAct={(kind) => setDialog({ kind, body })} />
            ))
          )
        }
      </QueryView>
      {dialog?.kind === 'new' && <BodyForm onClose={close} />}
      {dialog?.kind === 'edit' && <BodyForm body={dialog.body} onClose={close} />}
      {dialog?.kind === 'end' && (
        <EndDialog
          title={`撤销「${dialog.body.name}」`}
          verb="撤销"
          path={`/api/directory/bodies/${dialog.body.id}/end`}
          effects={['成员的任职随之终止', '以前的成员记录保留']}
          onClose={close}
        />
      )}
    </PageFrame>
  );
}

function BodyPanel({
  body,
  mayEdit,
  onAct,
}: {
  body: BodyView;
  mayEdit: boolean;
  onAct: (kind: 'edit' | 'end') => void;
}) {
  return (
    <Panel
      title={body.name}
      extra={
        mayEdit ? (
          <span className="dir-actions">
            <Button onClick={() => onAct('end')}>撤销</Button>
            <Button onClick={() => onAct('edit')}>修改</Button>
          </span>
        ) : undefined
      }
    >
      <dl className="wb-facts">
        {BODY_ROLES.map((role) => {
          const members = body.members.filter((member) => member.role === role);
          if (members.length === 0) return null;
          return (
            <div key={role}>
              <dt>{BODY_ROLE_WORDS[role]}</dt>
              <dd>{members.map(({ name, title }) => (title === '' ? name : `${name} (${title})`)).join('、')}</dd>
            </div>
          );
        })}
        {body.officeUnitName !== null && (
          <div>
            <dt>办公室</dt>
            <dd>设在{body.officeUnitName}</dd>
          </div>
        )}
        {body.basis !== '' && (
          <div>
            <dt>依据</dt>
            <dd>{body.basis}</dd>
          </div>
        )}
      </dl>
    </Panel>
  );
}

type MemberValues = { role: BodyRole; person: string | null; unit: string | null; title: string };
type Values = {
  name: string;
  shortName: string | null;
  officeUnit: string | null;
  basis: string;
  sortOrder: number;
  members: MemberValues[];
};

function BodyForm({ body, onClose }: { body?: BodyView; onClose: () => void }) {
  const initial: Values = {
    name: body?.name ?? '',
    shortName: body?.shortName ?? '',
    officeUnit: body?.officeUnit ?? null,
    basis: body?.basis ?? '',
    sortOrder: body?.sortOrder ?? 9999,
    members: (body?.members ?? []).map(({ role, person, unit, title }) => ({ role, person, unit, title })),
  };
  const people = (body?.members ?? []).flatMap(({ person, name }) => (person === null ? [] : [{ id: person, name }]));
  const units = [
    ...(body?.members ?? []).flatMap(({ unit, name }) => (unit === null ? [] : [{ id: unit, name }])),
    ...(body?.officeUnit == null ? [] : [{ id: body.officeUnit, name: body.officeUnitName ?? '' }]),
  ];
  return (
    <FormDialog<Values>
      title={body === undefined ? '设立领导小组' : `修改「${body.name}」`}
      saveLabel={body === undefined ? '设立' : '保存'}
      method={body === undefined ? 'post' : 'put'}
      path={body === undefined ? '/api/directory/bodies' : `/api/directory/bodies/${body.id}`}
      initial={initial}
      width={760}
      body={(values) => ({
        ...values,
        officeUnit: values.officeUnit ?? null,
        members: (values.members ?? []).map(({ role, person, unit, title }) => ({
          role,
          title: title ?? '',
          person: person ?? null,
          // Of a person the unit is known already.
          unit: person ? null : (unit ?? null),
        })),
      })}
      onClose={onClose}
    >
      <Form.Item name="name" label="全称" rules={[{ required: true, message: '请填写全称' }]}>
        <Input maxLength={100} autoFocus />
      </Form.Item>
      <Form.Item name="shortName" label="简称">
        <Input maxLength={50} />
      </Form.Item>
      <Form.Item name="officeUnit" label="办公室设在">
        <UnitPicker known={units} />
      </Form.Item>
      <Form.Item name="basis" label="设立依据">
        <Input maxLength={500} placeholder="文号或会议" />
      </Form.Item>
      <Form.List name="members">
        {(rows, { add, remove }) => (
          <fieldset style={{ border: 0, padding: 0, margin: 0 }}>
            <legend>成员 (一人或一个单位)</legend>
            {rows.map(({ key, name }) => (
              <div key={key} className="dir-actions" style={{ marginBottom: 8 }}>
                <Form.Item name={[name, 'role']} noStyle>
                  <Select
                    aria-label="身份"
                    style={{ width: 100 }}
                    options={BODY_ROLES.map((role) => ({ value: role, label: BODY_ROLE_WORDS[role] }))}
                  />
                </Form.Item>
                <div style={{ flex: '1 1 160px' }}>
                  <Form.Item name={[name, 'person']} noStyle>
                    <PersonPicker known={people} placeholder="姓名" />
                  </Form.Item>
                </div>
                <div style={{ flex: '1 1 180px' }}>
                  <Form.Item name={[name, 'unit']} noStyle>
                    <UnitPicker known={units} placeholder="或成员单位" aria-label="成员单位" />
                  </Form.Item>
                </div>
                <Form.Item name={[name, 'title']} noStyle>
                  <Input aria-label="职务" placeholder="职务" style={{ width: 140 }} maxLength={100} />
                </Form.Item>
                <Button
                  type="text"
                  icon={<DeleteOutlined aria-hidden="true" />}
                  aria-label={`移除第 ${name + 1} 名成员`}
                  onClick={() => remove(name)}
                />
              </div>
            ))}
            <Button
              icon={<PlusOutlined aria-hidden="true" />}
              onClick={() => add({ role: rows.length === 0 ? 'head' : 'member', person: null, unit: null, title: '' })}
            >
              加一名成员
            </Button>
          </fieldset>
        )}
      </Form.List>
    </FormDialog>
  );
}
