import type { Message } from '../contract.ts';

export const TOPIC_WORDS: Readonly<Record<Message['topic'], string>> = {
  mention: '提到我的',
  signal: '时限信号',
  order: '方案与交办',
  chase: '催办',
  instruction: '批示',
  returned: '退回',
  accepted: '验收与收到',
  extension: '延期',
  report: '报送与进展',
};
