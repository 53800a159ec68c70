import { Form, Input, InputNumber } from 'antd';
import { type UnitChoice, UnitPicker } from '#ui/workbench';
import type { PersonView } from '../contract.ts';
import { FormDialog } from './FormDialog.tsx';

type Values = { unit: string | null; name: string; staffNumber: string | null; title: string; sortOrder: number };

/** 登记 or 修改 a person. */
export function PersonForm({ person, unit, onClose }: { person?: PersonView; unit?: UnitChoice; onClose: () => void }) {
  const initial: Values =
    person === undefined
      ? { unit: unit?.id ?? null, name: '', staffNumber: '', title: '', sortOrder: 9999 }
      : {
          unit: person.unit,
          name: person.name,
          staffNumber: person.staffNumber,
          title: person.title,
          sortOrder: person.sortOrder,
        };
  const known: UnitChoice[] = [
    ...(unit === undefined ? [] : [unit]),
    ...(person?.unit == null ? [] : [{ id: person.unit, name: person.unitName ?? '' }]),
  ];
  return (
    <FormDialog<Values>
      title={person === undefined ? '登记人员' : `修改「${person.name}」`}
      saveLabel={person === undefined ? '登记' : '保存'}
      method={person === undefined ? 'post' : 'put'}
      path={person === undefined ? '/api/directory/people' : `/api/directory/people/${person.id}`}
      initial={initial}
      body={(values) => ({ ...values, unit: values.unit ?? null })}
      onClose={onClose}
    >
      <Form.Item name="name" label="姓名" rules={[{ required: true, message: '请填写姓名' }]}>
        <Input maxLength={40} autoFocus />
      </Form.Item>
      <Form.Item name="unit" label="所在单位">
        <UnitPicker known={known} />
      </Form.Item>
      <Form.Item name="title" label="职务">
        <Input maxLength={100} />
      </Form.Item>
      <Form.Item name="staffNumber" label="工号" extra="同单位有同名的须填, 以便区分">
        <Input maxLength={50} />
      </Form.Item>
      <Form.Item name="sortOrder" label="次序" extra="数小的排在前面">
        <InputNumber min={0} max={99_999} precision={0} />
      </Form.Item>
    </FormDialog>
  );
}
