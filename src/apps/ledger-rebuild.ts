/**
 * Folds the facts anew and compares the result with the stored obligations, parties and subjects.
 * `npm run -s ledger:rebuild -- [--region R] [--after SUBJECT] [--apply --reason TEXT]`.
 * Ends with 0 if nothing differs or all that differed was replaced, 1 if differences are left, 2 if it could not be done.
 */
import { userInfo } from 'node:os';
import { parseArgs } from 'node:util';
import { idOf, type Region, type SubjectId } from '#core/kernel';
import { type Application, differenceSentence, listRegions, rebuildRegion } from '#ledger';
import { systemClock } from '#platform/clock';
import type { Db } from '#platform/db';
import { boot, explain } from './boot.ts';
import { progressOf, written } from './ledger-progress.ts';

const USAGE = `用法: npm run -s ledger:rebuild -- [--region 辖区] [--after 事项] [--apply --reason "事由"]
  不带 --apply 只比较, 不改动; --apply 以事实重折的结果更换有差异的行, 必须写明事由, 事由与差异留存于 ledger.rebuild。
  --after 从该事项之后接着做 (中断时最后一行写有事项编号), 须与 --region 同用。`;

type Wish = {
  readonly region: Region | undefined;
  readonly after: SubjectId | undefined;
  readonly apply: Application | false;
};

class WrongUsage extends Error {}

function wishOf(words: string[]): Wish {
  const { values } = parseWords(words);
  if (values.apply && !values.reason?.trim())
    throw new WrongUsage(`--apply 须用 --reason 写明事由, 事由将与差异一起留存。\n${USAGE}`);
  if (values.after !== undefined && values.region === undefined)
    throw new WrongUsage(`--after 须与 --region 同用。\n${USAGE}`);
  if (values.after !== undefined && !/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(values.after))
    throw new WrongUsage(`--after 后应为事项编号: ${values.after}\n${USAGE}`);
  return {
    region: values.region === undefined ? undefined : idOf<Region>(values.region),
    after: values.after === undefined ? undefined : idOf<SubjectId>(values.after),
    apply: values.apply
      ? { actor: `operator:${userInfo().username}`, reason: (values.reason ?? '').trim(), now: systemClock.now() }
      : false,
  };
}

function parseWords(words: string[]) {
  try {
    return parseArgs({
      args: words,
      options: {
        region: { type: 'string' },
        after: { type: 'string' },
        apply: { type: 'boolean', default: false },
        reason: { type: 'string' },
      },
    });
  } catch (fault) {
    throw new WrongUsage(`${fault instanceof Error ? fault.message : String(fault)}\n${USAGE}`);
  }
}

/** Rebuilds; says each difference as a line. Returns how many are left. */
async function rebuildAll(db: Db, { region, after, apply }: Wish, say: (line: string) => void): Promise<number> {
  let left = 0;
  for (const each of region === undefined ? await listRegions(db) : [region]) {
    const progress = progressOf('已重折', '个事实');
    const { facts, subjects, differences, replaced, upTo } = await rebuildRegion(db, each, {
      apply,
      ...(after === undefined ? {} : { after }),
      progress: (count, at) => progress.at(count, `; 到事项 ${at}`),
      found: (difference) => say(`[差异] ${each} ${differenceSentence(difference)}`),
    });
    say(
      `辖区 ${each}: 事项 ${written(subjects)} 个, 事实 ${written(facts)} 个, 差异 ${written(differences.length)} 处${apply === false ? '' : `, 更换事项 ${written(replaced)} 个`}; ${progress.words(facts)}`,
    );
    if (upTo !== null) say(`最后的事项: ${upTo}`);
    if (apply === false) left += differences.length;
    else
      left += differences.filter(
        ({ kind, what }) => kind === 'unreadable' || (kind === 'unsupported' && what === '事项'),
      ).length;
  }
  return left;
}

if (import.meta.main) {
  const say = (line: string) => console.log(line);
  try {
    const wish = wishOf(process.argv.slice(2));
    const { db, stop } = await boot({ LOG_LEVEL: 'warn', ...process.env });
    try {
      const left = await rebuildAll(db, wish, say);
      if (left === 0) say('重建完成: 所存与事实一致');
      else if (wish.apply === false)
        say(`有差异 ${written(left)} 处, 没有改动。查明原因后, 用 --apply --reason "事由" 更换`);
      else say(`还有 ${written(left)} 处不能由重建更换, 请先用 ledger:verify 查明`);
      process.exitCode = left === 0 ? 0 : 1;
    } finally {
      await stop();
    }
  } catch (fault) {
    console.error(fault instanceof WrongUsage ? fault.message : explain(fault));
    process.exitCode = 2;
  }
}
