import { Form, Input, InputNumber, Select } from 'antd';
import { type UnitChoice, UnitPicker } from '#ui/workbench';
import type { UnitView } from '../contract.ts';
import { UNIT_KIND_WORDS, UNIT_KINDS } from '../directory.ts';
import { FormDialog } from './FormDialog.tsx';

type Values = {
  parent: string | null;
  kind: UnitView['kind'];
  name: string;
  shortName: string | null;
  code: string | null;
  aliases: string[];
  sortOrder: number;
};

/** 设立 or 修改 a unit. */
export function UnitForm({
  unit,
  parent,
  units,
  onClose,
  onDone,
}: {
  unit?: UnitView;
  parent: string | null;
  /** Units already known, so that the unit above is shown by its name. */
  units: readonly UnitChoice[];
  onClose: () => void;
  onDone?: (id: string) => void;
}) {
  const initial: Values =
    unit === undefined
      ? { parent, kind: 'organ', name: '', shortName: '', code: '', aliases: [], sortOrder: 9999 }
      : {
          parent: unit.parent,
          kind: unit.kind,
          name: unit.name,
          shortName: unit.shortName,
          code: unit.code,
          aliases: unit.aliases,
          sortOrder: unit.sortOrder,
        };
  const isRoot = unit !== undefined && unit.parent === null;
  return (
    <FormDialog<Values, UnitView>
      title={unit === undefined ? '设立单位' : `修改「${unit.name}」`}
      saveLabel={unit === undefined ? '设立' : '保存'}
      method={unit === undefined ? 'post' : 'put'}
      path={unit === undefined ? '/api/directory/units' : `/api/directory/units/${unit.id}`}
      initial={initial}
      body={(values) => ({ ...values, parent: values.parent ?? null })}
      onClose={onClose}
      {...(onDone === undefined ? {} : { onDone: (made: UnitView) => onDone(made.id) })}
    >
      <Form.Item name="name" label="全称" rules={[{ required: true, message: '请填写全称' }]}>
        <Input maxLength={100} autoFocus />
      </Form.Item>
      <Form.Item name="kind" label="类别" rules={[{ required: true }]}>
        <Select options={UNIT_KINDS.map((kind) => ({ value: kind, label: UNIT_KIND_WORDS[kind] }))} />
      </Form.Item>
      {!isRoot && (
        <Form.Item name="parent" label="上级单位" rules={[{ required: true, message: '请选择上级单位' }]}>
          <UnitPicker known={units} />
        </Form.Item>
      )}
      <Form.Item name="shortName" label="简称">
        <Input maxLength={50} placeholder="如 市水利局" />
      </Form.Item>
      <Form.Item name="aliases" label="别名" extra="文件里对它的其他叫法, 逐个输入后回车">
        <Select mode="tags" open={false} suffixIcon={null} tokenSeparators={['、', ',', '，']} />
      </Form.Item>
      <Form.Item name="code" label="统一社会信用代码或编码">
        <Input maxLength={50} />
      </Form.Item>
      <Form.Item name="sortOrder" label="次序" extra="数小的排在前面">
        <InputNumber min={0} max={99_999} precision={0} />
      </Form.Item>
    </FormDialog>
  );
}
