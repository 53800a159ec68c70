import { Button, Form, Input, InputNumber, Radio } from 'antd';
import { useState } from 'react';
import { RefusalNotice, UnitPicker, useApiMutation, useApiQuery } from '#ui/workbench';
import type { PlanDraft, PlanHeader } from '../contract.ts';
import { planRangeWords } from '../item-words.ts';
import { DayField } from './ItemForm.tsx';

/** What concerns the whole plan: title, year, period, whose it is. */
export function HeaderForm({ plan, onSaved }: { plan: PlanDraft; onSaved: () => Promise<void> }) {
  const isWanting = plan.yearMissing || plan.header.officeUnit === null;
  const [isOpen, setOpen] = useState(isWanting);
  const [header, setHeader] = useState<PlanHeader>(plan.header);
  const office = useApiQuery<{ unit: { id: string; name: string } }>(
    `/api/directory/units/${plan.header.officeUnit ?? ''}`,
    {},
    { enabled: plan.header.officeUnit !== null },
  );
  const save = useApiMutation<PlanHeader, unknown>({
    method: 'put',
    path: `/api/plans/${plan.id}`,
    body: (next) => ({ ...next, revision: plan.revision }),
    invalidates: ['/api/plans'],
    onDone: () => {
      setOpen(false);
      void onSaved();
    },
  });
  const set = (more: Partial<PlanHeader>) => setHeader({ ...header, ...more });
  const officeName = office.data?.unit.name;
  if (!isOpen) {
    return (
      <div className="wb-panel-head">
        <span>
          {plan.header.period === null ? '没有写明期间' : planRangeWords(plan.header.period)}
          <span className="wb-muted"> · 主管: {officeName ?? '未选定'}</span>
        </span>
        <Button size="small" onClick={() => setOpen(true)}>
          修改标题与期间
        </Button>
      </div>
    );
  }
  const { period } = header;
  return (
    <Form layout="vertical" className="plan-header-form" onFinish={() => save.mutate(header)}>
      <Form.Item label="标题">
        <Input.TextArea
          aria-label="标题"
          autoSize
          value={header.title}
          onChange={(event) => set({ title: event.target.value })}
        />
      </Form.Item>
      <div className="plan-row">
        <Form.Item label="年份" {...(plan.yearMissing ? { extra: '文中有日期没写年份, 在此填写一次即可' } : {})}>
          <InputNumber
            aria-label="年份"
            min={1949}
            max={2100}
            precision={0}
            value={header.baseYear}
            {...(plan.yearMissing ? { status: 'warning' } : {})}
            onChange={(baseYear) => set({ baseYear })}
          />
        </Form.Item>
        <DayField
          label="期间从"
          value={period?.from ?? ''}
          onChange={(from) => set({ period: { from, to: period?.to ?? from } })}
        />
        <DayField
          label="到"
          value={period?.to ?? ''}
          onChange={(to) => set({ period: { from: period?.from ?? to, to } })}
        />
      </div>
      <Form.Item label="主管单位" extra="收报送, 作验收; 条目另写报送给谁的, 由那个单位验收">
        <UnitPicker
          aria-label="主管单位"
          {...(header.officeUnit === null ? {} : { value: header.officeUnit })}
          known={office.data === undefined ? [] : [office.data.unit]}
          onChange={(id) => set({ officeUnit: id ?? null })}
        />
      </Form.Item>
      <Form.Item label="没写期限的任务">
        <Radio.Group
          value={header.undatedDue}
          onChange={(event) => set({ undatedDue: event.target.value })}
          options={[
            { value: 'period-end', label: '以方案期末为期' },
            { value: 'none', label: '不设期限' },
          ]}
        />
      </Form.Item>
      <RefusalNotice problem={save.error} kept="填写的内容仍在" />
      <div className="plan-suggest">
        <Button type="primary" htmlType="submit" loading={save.isPending}>
          保存
        </Button>
        <Button onClick={() => setOpen(false)}>先不</Button>
      </div>
    </Form>
  );
}
