import { type Refusal, refuse } from '#core/kernel';

type At = { readonly field?: string };
type Written = { readonly year: number; readonly month: number; readonly day: number };

/** Refusals of counting; explained in docs/refusals.md. */
export const termRefusals = {
  unknownUnit: (unit: string, known: string, at: At): Refusal =>
    refuse('TERM-01', `没有这种时限单位: ${unit}. 可用: ${known}`, at),
  notANumber: (amount: string, at: At): Refusal => refuse('TERM-02', `时限数额须是数字: ${amount}`, at),
  negative: (amount: number, at: At): Refusal => refuse('TERM-03', `时限数额不能是负数: ${amount}`, at),
  nothingAdded: (amount: number): Refusal => refuse('TERM-03', `延长的数额须大于 0: ${amount}`, { field: 'amount' }),
  tooLong: (amount: number, most: number, at: At): Refusal =>
    refuse('TERM-04', `时限数额不能超过 ${most}: ${amount}`, at),
  notWhole: (what: string, amount: number, at: At): Refusal => refuse('TERM-05', `${what}数须是整数: ${amount}`, at),
  notWholeMinutes: (amount: number, at: At): Refusal => refuse('TERM-06', `小时数须折合为整分钟: ${amount}`, at),
  zero: (): Refusal => refuse('TERM-07', '时限为 0 (当日办结) 只能用工作日或日', { field: 'amount' }),
  backwardUnit: (): Refusal => refuse('TERM-08', '倒数的时限 (事前若干日) 只能用工作日或日', { field: 'unit' }),
  backwardZero: (): Refusal => refuse('TERM-08', '倒数的时限至少为 1', { field: 'amount' }),
  backwardExcluded: (): Refusal => refuse('TERM-08', '倒数的时限没有可以扣除的时间', { field: 'excluded' }),
  unknownWord: (field: string, words: string, value: string): Refusal =>
    refuse('TERM-09', `${field} 只能是 ${words}: ${value}`, { field }),
  beyond: (what: string, first: string, last: string, at: At): Refusal =>
    refuse('TERM-10', `${what}不在日历之内 (${first} 至 ${last}), 请改用较短的时限或较近的日期`, at),
  endsBeforeItBegins: (from: string, to: string, at: At): Refusal =>
    refuse('TERM-11', `扣除的时间结束早于开始: ${from} 至 ${to}`, at),
  neverExcluded: (why: string): Refusal => refuse('TERM-12', `${why}, 所用时间不能扣除`, { field: 'ground' }),
  groundWithoutLaw: (ground: string): Refusal =>
    refuse('TERM-13', `“${ground}”不在行政许可法第四十五条所列情形之内, 须写明规定可以扣除的法律条款`, {
      field: 'basis',
    }),
  signalPlace: (at: At): Refusal => refuse('TERM-14', '信号须写明在到期前 (before) 还是到期后 (after)', at),
  signalShape: (at: At): Refusal => refuse('TERM-14', '信号须是一个对象', at),
  unknownSignal: (name: string, known: string): Refusal =>
    refuse('TERM-14', `没有这种信号: ${name}. 可用: ${known}`, { field: `signals.${name}` }),
  percentRange: (percent: string, at: At): Refusal =>
    refuse('TERM-15', `信号的百分比须是 0 到 100 之间的数字: ${percent}`, at),
  percentUnit: (at: At): Refusal => refuse('TERM-16', '按百分比的信号只用于以工作日、日、工作小时、小时计的时限', at),
  signalUnit: (at: At): Refusal => refuse('TERM-16', '到期前的信号只能以工作日、日、工作小时、小时计', at),
  notAnObject: (): Refusal => refuse('TERM-17', '一条时限须是一个 JSON 对象'),
  noStart: (): Refusal => refuse('TERM-18', '缺少起算时刻 start', { field: 'start' }),
  excludedShape: (at: At): Refusal =>
    refuse('TERM-19', '扣除的时间须是一个列表, 每段有开始时刻 from; 结束时刻 to 是文字, 尚未结束则不写', at),
  noProgress: (): Refusal => refuse('TERM-20', '倒数的时限没有已过的天数, 请看到期日'),
  fixedStands: (): Refusal => refuse('TERM-21', '规定的日期不能延长, 只能由原决定机关另定日期'),
  otherUnit: (): Refusal => refuse('TERM-21', '延长须用原时限的单位', { field: 'unit' }),
  extendedEnough: (most: number, before: number): Refusal =>
    refuse('TERM-22', `这一时限只能延长 ${most} 次, 已经延长过 ${before} 次`),
  ranOut: (): Refusal => refuse('TERM-23', '时限已经届满, 不能再延长'),
  noSuchTurn: (what: string, least: number, most: number, value: number, field: string): Refusal =>
    refuse('TERM-24', `${what}须是 ${least} 到 ${most} 的整数: ${value}`, { field }),
};

/** Refusals of calendar data; explained in docs/refusals.md. */
export const dataRefusals = {
  dayShape: (text: string, at: At = {}): Refusal => refuse('TIME-03', `日期须写作 2026-03-02 的样子: ${text}`, at),
  noSuchDay: (text: string): Refusal => refuse('TIME-04', `没有这一天: ${text}`),
  noSource: (year: number): Refusal => refuse('CALENDAR-01', `${year}年的放假安排没有注明来源文件, 请填写通知的标题`),
  outsideYear: (what: string, year: number): Refusal => refuse('CALENDAR-02', `${what} 不在${year}年的安排之内`),
  restAndWork: (date: string, name: string): Refusal =>
    refuse('CALENDAR-03', `${date} 既列为放假又列为${name}调休上班, 请核对通知`),
  worksAnyway: (date: string, name: string): Refusal =>
    refuse('CALENDAR-04', `${date} 本来就是工作日, 不会是${name}的调休上班日, 请核对通知`),
  reversed: (name: string, from: string, to: string): Refusal =>
    refuse('CALENDAR-05', `${name}的最后一天 ${to} 早于第一天 ${from}`),
  officeOrder: (open: string, close: string): Refusal =>
    refuse('CALENDAR-06', `办公时段须按先后写作 09:00 至 12:00 的样子, 且不重叠: ${open} 至 ${close}`),
  noOffice: (): Refusal => refuse('CALENDAR-06', '至少要有一段办公时间'),
  noTitle: (): Refusal =>
    refuse('CALENDAR-07', '没有读到标题 (关于某年部分节假日安排的通知), 请连同标题一起粘贴', { field: 'text' }),
  nothingRead: (): Refusal => refuse('CALENDAR-08', '没有读到任何放假的日子, 请粘贴通知全文', { field: 'text' }),
  otherWeekday: ({ year, month, day }: Written, said: string, is: string): Refusal =>
    refuse('CALENDAR-09', `通知写 ${month}月${day}日 是${said}, 而 ${year}年这一天是${is}, 请核对年份和日期`, {
      field: 'text',
    }),
  otherTotal: (said: string, days: number, sentence: string): Refusal =>
    refuse('CALENDAR-09', `通知写共 ${said} 天, 所列的日子是 ${days} 天, 请核对: ${sentence}`, { field: 'text' }),
};
