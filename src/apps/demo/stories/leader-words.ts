import type { Act } from '../telling.ts';
import { story, task } from '../telling.ts';

const STREETS = task('市城管局', '整治占道经营');
const PARKING = task('市城管局', '公共停车泊位');

/** A leader's line on a task, with its lead unit to carry it out. */
const instructs =
  (name: typeof STREETS, words: string, when: { dueDay?: string; urgency?: string }): Act =>
  async (stage, who) => {
    const about = await stage.find(name);
    await stage.as(who)('POST', '/api/instructions', { about, words, addressees: [stage.unit(name.unit)], ...when });
  };

/** What its addressee, or who follows it up, does with the instruction about a task. */
const instruction =
  (name: typeof STREETS, step: 'answer' | 'conclude', body: object): Act =>
  async (stage, who) => {
    const found = await stage.as(who)('GET', `/api/instructions?about=${await stage.find(name)}`);
    const [first] = found.instructions as readonly { readonly id: string }[];
    if (first === undefined) throw new Error(`没有关于「${name.words}」的批示`);
    await stage.as(who)('POST', `/api/instructions/${first.id}/${step}`, body);
  };

/** 领导两次批示: 一件按期报告, 办结; 一件到演示之日还没有报告. */
export const leaderWords = story('领导的两句批示', ({ on }) => {
  on('2026-04-28 08:50')
    .as('林远山')
    .does(instructs(STREETS, '占道经营群众反映多, 请拿出硬措施, 5月中旬前见效。', { dueDay: '2026-05-15' }), [STREETS]);
  on('2026-05-14 16:00')
    .as('市城管局联络员')
    .does(instruction(STREETS, 'answer', { result: '已增设疏导点5处, 夜间巡查加密到三班, 19条道路已整治17条。' }), [
      STREETS,
    ]);
  on('2026-05-18 09:00')
    .as('林远山')
    .does(instruction(STREETS, 'conclude', { opinion: '继续盯住, 防止回潮。' }), [STREETS]);
  on('2026-06-26 17:40')
    .as('林远山')
    .does(instructs(PARKING, '两处地块的权属问题不能再拖, 请专题研究并报告。', { urgency: 'urgent' }), [PARKING]);
});
