import { story } from '../telling.ts';

/** 市方案和云东县方案在门户公开, 群众看得到办到哪一步. */
export const publication = story('方案公开', ({ on }) => {
  on('2026-03-03 15:00').as('周明远').publishes('市方案');
  on('2026-03-20 10:00').as('周明远').publishes('云东县方案');
});
