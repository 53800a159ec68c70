import type { CleanText } from './clean.ts';
import type { Marker } from './outline.ts';
import { lastBefore, named, type TaskDraft } from './owners.ts';
import { firstAt, type Spot, Spots } from './spots.ts';
import { looksLikeUnit, splitUnits } from './units.ts';

const RUNNING =
  /(?:^|[,。;:\n 、)]|方案|工作|事项|内容|具体|任务|统一|分别|原则上|(?<![理自经缘事来])(?=由[^,。;:、\n]{2,24}(?:牵头|具体负责)))由(?<units>[^,。;:\n]{2,200}?)(?:同志)?(?:会同(?<with>[^,。;:\n]{2,60}?))?(?:具体|共同|统一|分别|统筹|重点|按职责分工|按照职责分工|按照各自职责|按职责)*(?<verb>牵头(?!单位|部门|责任|机构)|负责(?!单位|部门|同志|人)|制定|起草|组织实施|组织(?!部|科|处|人事|股|委|室)|承办|承担|主办|督办|推进|落实|研究|提出|统筹|对(?=[^,。;\n]{2,40}(?:表彰|通报|考核|告诫|问责|奖励|检查|约谈|谈话|处理|追责|督查|整改|督办|验收|评估))|会同)/g;
const LEADS =
  /(?:^|[,。;:\n)])(?<units>[^,。;:\n()由]{2,40}?)(?:牵头(?:负责|组织|会同|制定|抓|做好|推进|落实|[,、。;]))/g;
/** Only with a partner: 市教育局负责… alone tells what an office is for. */
const SHARED =
  /^(?<units>[^,。;:\n()由]{2,60}?)(?:具体|共同)?负责,(?=[^,。;:\n]{2,60}?(?:配合|参与|协助|协办|参加)(?:[,。;]|$))/;
export const HELPS =
  /^[^。;\n]{0,60}?[,、](?<units>[^,。;:\n]{2,60}?)(?:按(?:照)?(?:各自)?职责(?:分工)?)?(?<verb>配合|参与|协助|参加|组织)/;
const ALSO = /[,;](?<units>[^,。;:\n、对]{2,30}?)对[^,。;\n]{2,40}(?:表彰|通报|考核|告诫|问责|奖励)/g;

/** Lines of the sort of `市教育局:负责…` below a heading that divides duties. */
const DUTY_SECTION = /(?:职责|责任|任务|工作|部门)分工|(?:部门|单位|工作|成员单位)职责|责任划分/;

export function runningTasks(
  clean: CleanText,
  markers: readonly Marker[],
  sentences: readonly Spot[],
  taken: readonly Spot[],
): TaskDraft[] {
  const { form, words } = clean;
  const drafts: TaskDraft[] = [];
  const spoken = new Spots(taken);
  let dutyLevel: Marker | undefined;
  const listed = listedDuties(clean, markers);
  let markerIndex = 0;
  for (const sentence of sentences) {
    while (markerIndex < markers.length && (markers[markerIndex]?.from ?? 0) <= sentence.from) {
      const marker = markers[markerIndex];
      markerIndex++;
      if (marker === undefined) continue;
      const head = form.slice(marker.to, marker.to + 40).split(/[。\n;:,]/)[0] ?? '';
      if (DUTY_SECTION.test(head) && head.length <= 20) dutyLevel = marker;
      else if (dutyLevel !== undefined && marker.style === dutyLevel.style) dutyLevel = undefined;
    }
    if (spoken.touches(sentence.from, sentence.to)) continue;
    const text = untitled(form.slice(sentence.from, Math.min(sentence.to, sentence.from + 2000)));
    const marker = lastBefore(markers, sentence.to - 1);
    if (marker !== undefined && marker.from >= sentence.to) continue;
    const number = marker?.number ?? '';
    // 公开结果。由市审计局牵头: what is led stands in the sentence before
    const opens =
      /^(?:具体)?由/.test(text) && marker !== undefined && marker.to < sentence.from && sentence.from - marker.to < 300;
    const begin =
      opens && marker !== undefined && !spoken.touches(marker.to, sentence.from) ? marker.to : sentence.from;
    const add = (leadUnits: string[], supportUnits: string[], how: TaskDraft['how']) =>
      drafts.push({
        number,
        from: begin,
        to: sentence.to,
        noteFrom: sentence.from,
        noteTo: sentence.from,
        leadUnits,
        supportUnits,
        how,
      });

    const duties = marker?.to === sentence.from ? listed.get(marker.from) : undefined;
    if (duties !== undefined) {
      add(duties, jointUnitsIn(text), 'duty');
      continue;
    }
    // (一)市教育局。负责…: the unit is the heading of its duties
    const opening = /^(?<units>[^,。;:\n]{2,40})。$/.exec(text.trim());
    if (
      dutyLevel !== undefined &&
      opening?.groups?.units !== undefined &&
      marker?.to === sentence.from &&
      /^\s?(?:主要|牵头|具体)?(?:负责|牵头|承担|组织|会同|指导|做好)/.test(form.slice(sentence.to, sentence.to + 12))
    ) {
      const names = splitUnits(words.slice(sentence.from, sentence.from + opening.groups.units.length));
      const next = markers[firstAt(markers, (m) => m.from, sentence.to)]?.from ?? form.length;
      if (names.length > 0 && names.every((name) => looksLikeUnit(name))) {
        drafts.push({
          number,
          from: sentence.from,
          to: Math.min(next, sentence.from + 1500),
          noteFrom: sentence.from,
          noteTo: sentence.from,
          leadUnits: names,
          supportUnits: jointUnitsIn(form.slice(sentence.to, Math.min(next, sentence.to + 200))),
          how: 'duty',
        });
        continue;
      }
    }
    if (dutyLevel !== undefined) {
      const duty =
        /^\s*(?:(?:部门|单位|工作|任务|职责)(?:职责)?分工|(?:部门|单位|工作)职责)?(?<units>[^,。;:\n]{2,40}?)(?:[:]\s?(?:主要|具体|牵头)?(?:负责|职责|牵头|承担|组织|会同|配合|做好|制定|指导|加强)|[:]|(?:主要|具体|牵头)?负责(?!人))/.exec(
          text,
        );
      const names =
        duty?.groups?.units === undefined
          ? []
          : splitUnits(
              words.slice(
                sentence.from + duty[0].indexOf(duty.groups.units),
                sentence.from + duty[0].indexOf(duty.groups.units) + duty.groups.units.length,
              ),
            );
      if (duty !== null && names.length > 0 && names.every((name) => looksLikeUnit(name))) {
        add(names, jointUnitsIn(text), 'duty');
        continue;
      }
    }
    const lead: string[] = [];
    const support: string[] = [];
    let reach = 0;
    for (const match of text.matchAll(RUNNING)) {
      if (/统筹$/.test(match[0]) && /^(?:按|安排|使用)/.test(text.slice(match.index + match[0].length))) continue;
      const units = match.groups?.units ?? '';
      const told = text.slice(match.index, match.index + match[0].length + 8);
      if (/任(?:组长|主任)|担任|兼任/.test(told) || /组成/.test(told.slice(0, match[0].length + 2))) continue;
      const at = match.index + match[0].indexOf('由') + 1;
      const names = splitUnits(words.slice(sentence.from + at, sentence.from + at + units.length)).filter(
        (name) => !/^(?:牵头单位|责任单位)$/.test(name),
      );
      if (!named(names)) continue;
      lead.push(...names.filter((name) => !lead.includes(name)));
      const others = match.groups?.with;
      if (others !== undefined) support.push(...splitUnits(others).filter((name) => looksLikeUnit(name)));
      reach = match.index + match[0].length;
      if (/^对/.test(match.groups?.verb ?? ''))
        for (const also of text.matchAll(ALSO)) {
          const more = splitUnits(also.groups?.units ?? '');
          if (named(more)) lead.push(...more.filter((name) => !lead.includes(name)));
        }
    }
    if (lead.length === 0)
      for (const match of text.matchAll(LEADS)) {
        const units = match.groups?.units ?? '';
        if (
          /[要建形实]/.test(units.replace(/住建|城建|建设|实验|党建/g, '')) ||
          /^[^。;\n]{0,24}的[^,。]{0,6}(?:机制|格局|体系)/.test(text.slice(match.index + match[0].length))
        )
          continue;
        const at = match.index + match[0].indexOf(units);
        const names = splitUnits(words.slice(sentence.from + at, sentence.from + at + units.length));
        if (!named(names)) continue;
        lead.push(...names);
        reach = match.index + match[0].length - 1;
      }
    // 甲局、乙局负责,丙局配合,强化…: the sentence opens with who does it
    if (lead.length === 0) {
      const shared = SHARED.exec(text);
      const names = splitUnits(words.slice(sentence.from, sentence.from + (shared?.groups?.units?.length ?? 0)));
      if (shared !== null && named(names)) {
        lead.push(...names);
        reach = shared[0].length - 1;
      }
    }
    if (lead.length === 0) continue;
    const help = HELPS.exec(text.slice(reach));
    if (help?.groups?.units !== undefined) {
      const names = splitUnits(help.groups.units);
      if (names.every((name) => looksLikeUnit(name))) support.push(...names.filter((name) => !lead.includes(name)));
    }
    support.push(...jointUnits(text.slice(reach)).filter((name) => !lead.includes(name) && !support.includes(name)));
    add(lead, support, 'running');
  }
  return drafts;
}

/**
 * 1.市公安局负责… 2.市教育局负责…: items of one list that open with who does it, by the place of their number. One
 * alone tells what an office is for.
 */
function listedDuties(clean: CleanText, markers: readonly Marker[]): ReadonlyMap<number, string[]> {
  const found = new Map<number, string[]>();
  let last: { marker: Marker; units: string[] } | undefined;
  for (const marker of markers) {
    const words = clean.words.slice(marker.to, marker.to + 80);
    const units = OPENS_DUTY.exec(clean.form.slice(marker.to, marker.to + 80))?.groups?.units;
    const names = units === undefined ? [] : splitUnits(words.slice(0, units.length));
    if (names.length === 0 || !names.every((name) => looksLikeUnit(name))) continue;
    if (last !== undefined && last.marker.style === marker.style && last.marker.value + 1 === marker.value)
      found.set(last.marker.from, last.units).set(marker.from, names);
    last = { marker, units: names };
  }
  return found;
}

const OPENS_DUTY =
  /^(?<units>[^,。;:\n()由]{2,40}?),?(?:主要|具体|牵头)?(?:负责(?!人|同志|制|单位)|牵头(?!单位|部门|责任|人|领导|制))/;

/** What a title in 《》 says is no order; the same length, so that offsets hold. */
function untitled(text: string): string {
  return text.replace(/《[^《》\n]{1,80}》/g, (title) => `《${'·'.repeat(title.length - 2)}》`);
}

const JOINT =
  /^[^。;\n]{0,12}?(?:会同|联合)(?<units>[^,。;:\n]{2,60}?)(?:等)?(?:有关|相关)?(?:部门|单位)?(?:开展|制定|组织|研究|推进|落实|做好|建立|负责|对|按|共同|实施|进行|提出)/;

/** 会同市公安局、市城管局开展…: who takes part. */
function jointUnits(text: string): string[] {
  const joined = JOINT.exec(text);
  if (joined?.groups?.units === undefined) return [];
  const names = splitUnits(joined.groups.units);
  return names.every((name) => looksLikeUnit(name)) ? names : [];
}

/** The same, wherever in a sentence of duties it stands. */
function jointUnitsIn(text: string): string[] {
  const at = text.search(/会同|联合/);
  return at < 0 ? [] : jointUnits(text.slice(at));
}
