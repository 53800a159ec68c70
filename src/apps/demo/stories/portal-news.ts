import type { Act } from '../telling.ts';
import { story } from '../telling.ts';

const tells =
  (column: 'notice' | 'news', title: string, body: string): Act =>
  async (stage, who) => {
    await stage.as(who)('POST', '/api/articles', { column, title, body });
  };

/** 门户上的一则公告和两则动态. */
export const portalNews = story('门户动态', ({ on }) => {
  on('2026-03-05 10:00')
    .as('周明远')
    .does(
      tells(
        'notice',
        '关于公开征集政务服务堵点问题的公告',
        '即日起至4月30日, 面向企业和群众征集办事中的堵点问题。\n来信来电由市效能办受理, 办理结果在本栏目公布。',
      ),
    );
  on('2026-05-21 15:00')
    .as('周明远')
    .does(tells('news', '六条社区公交微循环线路全部开通', '覆盖23个社区, 日均客流1860人次。'));
  on('2026-06-16 11:00')
    .as('周明远')
    .does(tells('news', '八个“一件事”全部上线', '累计办理3412件, 平均跑动次数由4.2次降至0.6次。'));
});
