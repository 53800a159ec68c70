import { idOf, type PlainDate } from '#core/kernel';
import type { ParameterDefinition } from '#core/obligation';

const day = (text: string) => idOf<PlainDate>(text);

/** Every number that a rule uses, with its basis. An office sets its own value on the screen, from a day on; these stand where it has set none. */
export const parameterDefinitions: readonly ParameterDefinition[] = [
  {
    id: 'adjustment.decision-in-use',
    title: '调整审批: 提出调整后是否要求限时作出决定',
    editions: [{ from: day('2000-01-01'), value: { kind: 'switch', on: true }, basis: '惯例: 调整须经批准' }],
  },
  {
    id: 'adjustment.decision-signals',
    title: '调整审批的预警, 红牌',
    editions: [
      {
        from: day('2000-01-01'),
        value: { kind: 'signals', signals: { red: { at: 'after', amount: 0, unit: 'workday' } } },
        basis: '惯例',
      },
    ],
  },
  {
    id: 'adjustment.decision-term',
    title: '调整审批的时限: 提出调整后, 须在此期限内作出决定',
    editions: [
      {
        from: day('2000-01-01'),
        value: { kind: 'term', term: { amount: 3, unit: 'workday' } },
        basis: '惯例: 审批时限无统一规定, 三个工作日为本平台建议',
      },
    ],
  },
  {
    id: 'chase.answer-in-use',
    title: '回应催办: 催办后是否要求被催办的单位限时回应',
    editions: [{ from: day('2000-01-01'), value: { kind: 'switch', on: true }, basis: '惯例: 催办须有反馈' }],
  },
  {
    id: 'chase.answer-signals',
    title: '回应催办的预警, 红牌',
    editions: [
      {
        from: day('2000-01-01'),
        value: { kind: 'signals', signals: { red: { at: 'after', amount: 0, unit: 'workday' } } },
        basis: '惯例',
      },
    ],
  },
  {
    id: 'chase.answer-term',
    title: '回应催办的时限: 催办后, 被催办的单位须在此期限内回应',
    editions: [
      {
        from: day('2000-01-01'),
        value: { kind: 'term', term: { amount: 2, unit: 'workday' } },
        basis: '惯例: 逾期次日催办, 回应时限无统一规定, 两个工作日为本平台建议',
      },
    ],
  },
  {
    id: 'chase.proposal-after',
    title: '建议转督办的催办次数: 同一任务催办到这个次数仍未回应, 建议转督办',
    editions: [
      {
        from: day('2000-01-01'),
        value: { kind: 'count', count: 2 },
        basis: '惯例: 两次催办不办的转督办, 见于多地督查督办办法, 次数无统一规定',
      },
    ],
  },
  {
    id: 'instruction.signals',
    title: '办理批示的预警, 红牌',
    editions: [
      {
        from: day('2000-01-01'),
        value: {
          kind: 'signals',
          signals: {
            warning: { at: 'before', amount: 1, unit: 'workday' },
            red: { at: 'after', amount: 0, unit: 'workday' },
          },
        },
        basis: '惯例',
      },
    ],
  },
  {
    id: 'instruction.term-difficult',
    title: '难件的办理时限: 批示未写日期, 情况复杂的',
    editions: [
      {
        from: day('2000-01-01'),
        value: { kind: 'term', term: { amount: 30, unit: 'day' } },
        basis: '惯例: 见于地方政务督查办法, 难件三十日, 无统一规定',
      },
    ],
  },
  {
    id: 'instruction.term-ordinary',
    title: '一般件的办理时限: 批示未写日期的',
    editions: [
      {
        from: day('2000-01-01'),
        value: { kind: 'term', term: { amount: 15, unit: 'day' } },
        basis: '惯例: 见于地方政务督查办法, 非急件十五日, 无统一规定',
      },
    ],
  },
  {
    id: 'instruction.term-urgent',
    title: '急件的办理时限: 批示未写日期, 须从速办理的',
    editions: [
      {
        from: day('2000-01-01'),
        value: { kind: 'term', term: { amount: 5, unit: 'day' } },
        basis: '惯例: 见于地方政务督查办法, 急件一至五日, 无统一规定',
      },
    ],
  },
  {
    id: 'submission.answer-in-use',
    title: '报送收件: 交报后是否要求报送对象限时收下或退回',
    editions: [{ from: day('2000-01-01'), value: { kind: 'switch', on: true }, basis: '惯例: 报送材料须经审收' }],
  },
  {
    id: 'submission.answer-signals',
    title: '报送收件的预警, 红牌',
    editions: [
      {
        from: day('2000-01-01'),
        value: { kind: 'signals', signals: { red: { at: 'after', amount: 0, unit: 'workday' } } },
        basis: '惯例',
      },
    ],
  },
  {
    id: 'submission.answer-term',
    title: '收件时限: 交报后, 报送对象须在此期限内收下或退回',
    editions: [
      {
        from: day('2000-01-01'),
        value: { kind: 'term', term: { amount: 3, unit: 'workday' } },
        basis: '惯例: 报送材料的审收时限无统一规定, 三个工作日为本平台建议',
      },
    ],
  },
  {
    id: 'submission.signals',
    title: '按期报送的预警, 红牌',
    editions: [
      {
        from: day('2000-01-01'),
        value: {
          kind: 'signals',
          signals: {
            warning: { at: 'before', amount: 1, unit: 'workday' },
            red: { at: 'after', amount: 0, unit: 'day' },
          },
        },
        basis: '惯例: 逾期未报即亮红灯; 每周的报表期限短, 提前一个工作日预警为本平台建议',
      },
    ],
  },
  {
    id: 'task.acceptance-in-use',
    title: '任务验收: 报送完成后是否要求验收人限时验收',
    editions: [{ from: day('2000-01-01'), value: { kind: 'switch', on: true }, basis: '惯例: 反馈须经核查' }],
  },
  {
    id: 'task.acceptance-signals',
    title: '验收的预警, 红牌',
    editions: [
      {
        from: day('2000-01-01'),
        value: {
          kind: 'signals',
          signals: {
            warning: { at: 'before', amount: 1, unit: 'workday' },
            red: { at: 'after', amount: 0, unit: 'workday' },
          },
        },
        basis: '惯例',
      },
    ],
  },
  {
    id: 'task.acceptance-term',
    title: '验收时限: 报送完成后, 验收人须在此期限内验收或退回',
    editions: [
      {
        from: day('2000-01-01'),
        value: { kind: 'term', term: { amount: 5, unit: 'workday' } },
        basis: '惯例: 各地督查办法多要求一周内核查反馈, 无统一规定',
      },
    ],
  },
  {
    id: 'task.extension-answer-signals',
    title: '答复延期申请的预警, 红牌',
    editions: [
      {
        from: day('2000-01-01'),
        value: { kind: 'signals', signals: { red: { at: 'after', amount: 0, unit: 'workday' } } },
        basis: '惯例',
      },
    ],
  },
  {
    id: 'task.extension-answer-term',
    title: '答复延期申请的时限: 申请提出后, 主管单位须在此期限内答复',
    editions: [
      {
        from: day('2000-01-01'),
        value: { kind: 'term', term: { amount: 3, unit: 'workday' } },
        basis: '惯例: 延期申请须在到期前提出, 由交办单位批复明确的日期, 批复时限无统一规定',
      },
    ],
  },
  {
    id: 'task.receipt-in-use',
    title: '任务签收: 交办后是否要求牵头单位限时签收',
    editions: [{ from: day('2000-01-01'), value: { kind: 'switch', on: true }, basis: '惯例: 交办须经签收' }],
  },
  {
    id: 'task.receipt-signals',
    title: '签收的预警, 红牌',
    editions: [
      {
        from: day('2000-01-01'),
        value: { kind: 'signals', signals: { red: { at: 'after', amount: 0, unit: 'workday' } } },
        basis: '惯例',
      },
    ],
  },
  {
    id: 'task.receipt-term',
    title: '签收时限: 任务交办后, 牵头单位须在此期限内签收',
    editions: [
      {
        from: day('2000-01-01'),
        value: { kind: 'term', term: { amount: 2, unit: 'workday' } },
        basis: '惯例: 各地督办平台多为一至二个工作日, 无统一规定',
      },
    ],
  },
  {
    id: 'task.signals',
    title: '方案任务的预警, 黄牌, 红牌',
    editions: [
      {
        from: day('2000-01-01'),
        value: {
          kind: 'signals',
          signals: {
            warning: { at: 'before', amount: 5, unit: 'workday' },
            yellow: { at: 'before', amount: 3, unit: 'day' },
            red: { at: 'after', amount: 0, unit: 'day' },
          },
        },
        basis: '惯例: 距到期不足三日亮黄灯, 逾期亮红灯, 见于多地督查督办办法; 提前五个工作日预警为本平台建议',
      },
    ],
  },
];
