import { type DataColumn, DueBadge, LAMP_LOOKS, Lamp, UnitLink, WhyPopover } from '#ui/workbench';
import type { Duty } from '../contract.ts';
import './ledger.css';

/** The columns of every list of duties: how it stands, what must be done, by whom, by when and why. */
export const dutyColumns: readonly DataColumn<Duty>[] = [
  {
    key: 'lamp',
    title: '灯',
    width: 116,
    leadOnPhone: true,
    render: (duty) => <Lamp lamp={duty.lamp} />,
    text: (duty) => LAMP_LOOKS[duty.lamp].word,
  },
  {
    key: 'act',
    title: '要做的事',
    width: 112,
    leadOnPhone: true,
    render: (duty) => duty.act,
    text: (duty) => duty.act,
  },
  { key: 'title', title: '事项', main: true, render: (duty) => duty.title, text: (duty) => duty.title },
  {
    key: 'number',
    title: '编号',
    width: 96,
    hidden: true,
    render: (duty) => duty.number,
    text: (duty) => duty.number,
  },
  {
    key: 'bearer',
    title: '责任单位',
    width: 220,
    render: (duty) => <UnitLink unit={duty.bearer} />,
    text: (duty) => duty.bearer.name,
  },
  {
    key: 'due',
    title: '期限',
    width: 230,
    compare: (a, b) => (a.dueAt ?? '9').localeCompare(b.dueAt ?? '9'),
    render: (duty) => (
      <span className="ledger-due">
        <DueBadge due={duty} lamp={duty.lamp} mark={false} stacked />
        {duty.dueAt !== null && <WhyPopover path={`/api/duties/${duty.id}/why`} iconOnly />}
      </span>
    ),
    text: (duty) => duty.dueWords,
  },
];
