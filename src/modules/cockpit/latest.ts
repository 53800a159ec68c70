import { type JsonObject, SIGNALLED } from '#core/obligation';
import { factDefinition } from '#rulebook';

const LEVEL_WORDS: Readonly<Record<string, string>> = { warning: '预警', yellow: '亮黄牌', red: '亮红牌' };

/** What happened, in a word or two: 报告进展 40%, 亮红牌. */
export function latestWords(kind: string, data: JsonObject): string {
  if (kind === SIGNALLED) return LEVEL_WORDS[String(data.level)] ?? factDefinition(kind).title;
  const { title } = factDefinition(kind);
  return typeof data.percent === 'number' ? `${title} ${data.percent}%` : title;
}
