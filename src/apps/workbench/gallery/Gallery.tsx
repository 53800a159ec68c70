import { FileAddOutlined } from '@ant-design/icons';
import { Button, Form, Input } from 'antd';
import { type ReactNode, useState } from 'react';
import type { Lamp as LampState } from '#core/obligation';
import {
  ActionBar,
  ApiProblem,
  ConfirmEffect,
  DataList,
  DueBadge,
  EmptyState,
  EvidenceList,
  EvidenceUpload,
  type EvidenceView,
  Facts,
  FilterBar,
  formatLarge,
  formatNumber,
  LAMP_LOOKS,
  LAMP_ORDER,
  Lamp,
  LoadingSkeleton,
  PageFrame,
  Panel,
  RefusalNotice,
  Timeline,
  UnitPicker,
  UnitsPicker,
  useDraft,
  useFilters,
  WhyPopover,
} from '#ui/workbench';
import { DUES, EVIDENCE, NOW, OFFERS, type Row, rowsOf, TIMELINE, TRAIL } from './examples.ts';

/** Every widget with examples, in development only. */
export function Gallery() {
  const filters = useFilters();
  const page = filters.get('page-example');
  if (page === 'object') return <ObjectExample />;
  if (page === 'list') return <ListExample />;
  return <Widgets />;
}

function Widgets() {
  const [open, setOpen] = useState(false);
  const [files, setFiles] = useState<readonly EvidenceView[]>(EVIDENCE.slice(0, 1));
  const draft = useDraft('gallery', '');
  return (
    <PageFrame
      title="部件"
      lead={
        <>
          每个部件配例子。整页: <a href="?page-example=object">办理页</a> · <a href="?page-example=list">列表页</a>
        </>
      }
      primary={
        <Button type="primary" onClick={() => setOpen(true)}>
          下达任务
        </Button>
      }
    >
      <Example name="Lamp">
        <div className="gallery-row">
          {LAMP_ORDER.map((lamp) => (
            <Lamp key={lamp} lamp={lamp} />
          ))}
        </div>
        <div className="gallery-row">
          {LAMP_ORDER.map((lamp) => (
            <Lamp key={lamp} lamp={lamp} bare />
          ))}
        </div>
      </Example>
      <Example name="DueBadge, WhyPopover">
        {DUES.map(({ lamp, due }) => (
          <div key={`${lamp} ${due.workdaysLeft}`} className="gallery-row">
            <DueBadge due={due} lamp={lamp} now={NOW} />
            <WhyPopover trail={TRAIL} note="明年的放假安排公布后重新计算。" />
          </div>
        ))}
        <div className="gallery-row">
          {DUES.slice(0, 4).map(({ lamp, due }) => (
            <DueBadge key={`${lamp} ${due.workdaysLeft}`} due={due} lamp={lamp} now={NOW} stacked />
          ))}
        </div>
      </Example>
      <Example name="ActionBar: 能办的、暂不能办的和原因">
        <ActionBar
          actions={OFFERS}
          looks={{
            report: { label: '上报完成', primary: true },
            progress: { label: '报送进展' },
            extend: { label: '申请延期' },
            decline: { label: '退回', danger: true },
            transfer: { label: '转交' },
          }}
          onAct={() => setOpen(true)}
        />
      </Example>
      <Example name="RefusalNotice">
        <RefusalNotice
          problem={
            new ApiProblem({
              kind: 'refusal',
              code: 'TASK-07',
              status: 409,
              sentence: '完成凭证还缺 1 份 (竣工验收单), 补齐后再上报完成',
              trail: [{ sentence: '本任务要求竣工验收单和现场照片各 1 份', basis: '云溪市重点工作方案 附件2 第14项' }],
            })
          }
        />
        <RefusalNotice
          problem={
            new ApiProblem({
              kind: 'invalid',
              status: 422,
              sentence: '有 2 处需要修改',
              fields: [
                { field: 'title', sentence: '请填写任务名称' },
                { field: 'dueOn', sentence: '期限不能早于下达日' },
              ],
            })
          }
        />
        <RefusalNotice
          problem={
            new ApiProblem({
              kind: 'fault',
              status: 500,
              sentence: '平台出了故障, 没有完成这次操作。请稍后再试',
              requestId: '0b7c9a52',
            })
          }
          kept="已填写的内容仍在"
          onRetry={() => {}}
        />
      </Example>
      <Example name="EvidenceUpload, EvidenceList">
        <EvidenceUpload value={files} onChange={setFiles} />
        <EvidenceList evidence={EVIDENCE} />
        <EvidenceList evidence={[]} />
      </Example>
      <Example name="UnitPicker, useDraft">
        <Form layout="vertical" className="gallery-form">
          <Form.Item label="牵头单位" htmlFor="lead" required>
            <UnitPicker id="lead" known={[{ id: 'u1', name: '云溪市水务局' }]} value="u1" />
          </Form.Item>
          <Form.Item label="配合单位" htmlFor="supports">
            <UnitsPicker
              id="supports"
              known={[
                { id: 'u2', name: '云溪市自然资源和规划局' },
                { id: 'u3', name: '云溪市经济技术开发区管理委员会' },
              ]}
              value={['u2', 'u3']}
            />
          </Form.Item>
          <Form.Item
            label="进展说明"
            htmlFor="note"
            extra={draft.keptAt === null ? '写下的文字会保存在本机' : '已保存在本机'}
          >
            <Input.TextArea
              id="note"
              rows={3}
              value={draft.value}
              onChange={(event) => draft.set(event.target.value)}
            />
          </Form.Item>
        </Form>
      </Example>
      <Example name="EmptyState, LoadingSkeleton">
        <EmptyState
          icon={<FileAddOutlined aria-hidden="true" />}
          title="还没有方案"
          action={<Button type="primary">导入方案</Button>}
        >
          把方案的 Word 或文本导入, 平台会找出其中的任务、牵头单位和时限, 由您逐项核对后下达。
        </EmptyState>
        <LoadingSkeleton rows={3} />
      </Example>
      <Example name="数字">
        <p>
          {formatNumber(1234)} · {formatLarge(9876)} · {formatLarge(12_345_678)} · {formatLarge(123_456_789)}
        </p>
      </Example>
      <ConfirmEffect
        open={open}
        title="下达任务"
        effects={[
          '向 12 个单位下达 48 项任务',
          '其中 45 项从明天 (3月3日 周二) 起计时, 3 项的时限是「年末」, 按 12月31日 计',
          '各单位联络员会在待办中看到, 须在 2 个工作日内签收',
        ]}
        confirmLabel="下达"
        onConfirm={() => setOpen(false)}
        onCancel={() => setOpen(false)}
      />
    </PageFrame>
  );
}

function Example({ name, children }: { name: string; children: ReactNode }) {
  return (
    <Panel title={name}>
      <div className="gallery-example">{children}</div>
    </Panel>
  );
}

function ObjectExample() {
  return (
    <PageFrame
      back={{ to: '/gallery', label: '我的责任' }}
      title="完成云溪河城区段 12 处直排口整治并建立「一口一档」长效管护机制"
      number="云效方〔2026〕3号 附件2 第14项"
      lamp="yellow"
      state="已签收, 办理中"
      due={{ dueAt: '2026-03-16T09:00:00.000Z', workdaysLeft: 3 }}
      now={NOW}
      why={<WhyPopover trail={TRAIL} />}
      primary={
        <ActionBar
          actions={OFFERS}
          looks={{
            report: { label: '上报完成', primary: true },
            progress: { label: '报送进展' },
            extend: { label: '申请延期' },
            decline: { label: '退回', danger: true },
          }}
          onAct={() => {}}
        />
      }
      aside={<Timeline entries={TIMELINE} />}
    >
      <Panel title="任务">
        <Facts
          facts={[
            ['内容', '排查并整治城区段入河直排口, 逐口确定责任人, 汛期前完成主体工程, 年内建立管护台账并向社会公开。'],
            ['牵头单位', '云溪市水务局'],
            ['配合单位', '云溪市自然资源和规划局、云溪市住房和城乡建设局、云溪市经济技术开发区管理委员会'],
            ['原文时限', '3月中旬'],
            ['要求凭证', '竣工验收单、现场照片'],
          ]}
        />
      </Panel>
      <Panel title="凭证">
        <EvidenceList evidence={EVIDENCE} />
      </Panel>
    </PageFrame>
  );
}

function ListExample() {
  const filters = useFilters();
  const [selected, setSelected] = useState<readonly string[]>([]);
  const many = Number(filters.get('rows') || '40');
  const all = rowsOf(many);
  const lamp = filters.get('lamp');
  const q = filters.get('q');
  const rows = all.filter((row) => (lamp === '' || row.lamp === lamp) && row.title.includes(q));
  const lamps: readonly LampState[] = ['red', 'yellow', 'warning', 'normal'];
  return (
    <PageFrame title="我的责任" primary={<Button type="primary">新建任务</Button>}>
      <FilterBar
        views="gallery"
        fields={[
          {
            kind: 'choice',
            key: 'lamp',
            label: '状态',
            choices: lamps.map((one) => ({
              value: one,
              label: LAMP_LOOKS[one].word,
              count: all.filter((row) => row.lamp === one).length,
            })),
          },
          { kind: 'text', key: 'q', label: '名称或文号' },
          { kind: 'select', key: 'unit', label: '责任单位', choices: [{ value: 'u1', label: '云溪市水务局' }] },
          { kind: 'days', key: 'due', label: '期限' },
        ]}
      />
      <DataList<Row>
        name="gallery"
        rows={rows}
        rowKey={(row) => row.id}
        href={() => '/gallery?page-example=object'}
        unit="项"
        exportName="我的责任"
        selection={{ keys: selected, onChange: setSelected }}
        bulk={<Button>催办</Button>}
        empty={
          <EmptyState title="没有符合条件的责任" action={<Button>清除筛选</Button>}>
            换一个条件, 或者清除筛选看全部。
          </EmptyState>
        }
        columns={[
          {
            key: 'lamp',
            title: '状态',
            width: 116,
            leadOnPhone: true,
            render: (row) => <Lamp lamp={row.lamp} />,
            text: (row) => LAMP_LOOKS[row.lamp].word,
            compare: (a, b) => LAMP_ORDER.indexOf(a.lamp) - LAMP_ORDER.indexOf(b.lamp),
          },
          { key: 'title', title: '事项', main: true, render: (row) => row.title, text: (row) => row.title },
          { key: 'unit', title: '责任单位', width: 200, render: (row) => row.unit, text: (row) => row.unit },
          {
            key: 'money',
            title: '投资 (万元)',
            width: 128,
            number: true,
            notOnPhone: true,
            render: (row) => formatNumber(row.money),
            text: (row) => String(row.money),
            compare: (a, b) => a.money - b.money,
          },
          {
            key: 'due',
            title: '期限',
            width: 200,
            render: (row) => <DueBadge due={row.due} lamp={row.lamp} mark={false} now={NOW} stacked />,
            text: (row) => row.due.dueAt ?? '',
            compare: (a, b) => (a.due.dueAt ?? '').localeCompare(b.due.dueAt ?? ''),
          },
        ]}
      />
    </PageFrame>
  );
}
