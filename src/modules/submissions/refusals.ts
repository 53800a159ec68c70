import { refuse } from '#core/kernel';

export const submissionRefusals = {
  hidden: () => refuse('SUB-01', '没有这项报送, 或不是您可以查看的报送'),
  over: () => refuse('SUB-02', '报送对象已经收下, 不能再交; 如需更正, 请与报送对象联系'),
  void: () => refuse('SUB-03', '这项报送已经作废, 不必再交'),
  nothingHandedIn: () => refuse('SUB-04', '还没有交报, 或交报的已经答复过, 不能收下或退回'),
  newerVersion: () => refuse('SUB-05', '您打开之后又交了一版, 请看过最新的一版再办', { field: 'version' }),
  ownPaper: () => refuse('SUB-06', '不能收下或退回自己交的报送, 请由他人办理'),
  noRound: () => refuse('SUB-07', '没有这一轮报送, 或不是您可以汇总的报送'),
  tooMany: (most: number) => refuse('SUB-08', `报送超过 ${most} 份, 请选定一份方案再看`),
};
