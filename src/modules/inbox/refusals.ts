import { refuse } from '#core/kernel';

export const inboxRefusals = {
  tooManyStreams: () => refuse('INB-01', '您打开的页面太多, 这一页改为定时刷新; 关掉几页后自动恢复即时更新'),
  full: () => refuse('INB-02', '即时更新的人数已满, 这一页改为定时刷新'),
};
