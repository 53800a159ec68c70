import type { CleanText } from './clean.ts';
import { cover, type Dated, within } from './dated.ts';
import type { Span, UnownedTask } from './model.ts';
import { headingOf, type Marker } from './outline.ts';
import type { TaskDraft } from './owners.ts';
import type { PhaseDraft } from './phases.ts';
import { quoteOf, trimmed } from './sentences.ts';
import { type Spot, Spots } from './spots.ts';

const WORK = /任务|措施|内容|要点|重点|推进|步骤|举措|工作安排|整治/;

/** Items below a heading of work whose owner nobody names. */
export function findUnowned(
  clean: CleanText,
  markers: readonly Marker[],
  tasks: readonly TaskDraft[],
  duties: readonly Dated[],
  phases: readonly PhaseDraft[],
  spanOf: (spot: Spot) => Span,
): UnownedTask[] {
  const unowned: UnownedTask[] = [];
  const owned = new Spots(tasks.map((task) => ({ from: task.from, to: task.noteTo })));
  const starts = new Set(phases.map((phase) => phase.from));
  let section = false;
  markers.forEach((marker, index) => {
    if (marker.style === 'han' || marker.style === 'part' || marker.style === 'annex') {
      section = WORK.test(headingOf(clean, marker, markers[index + 1]?.from ?? clean.form.length).slice(0, 24));
      return;
    }
    const next = markers[index + 1];
    if (!section || marker.style === 'said' || marker.style === 'circled') return;
    const to = next?.from ?? clean.form.length;
    if (next !== undefined && next.style !== marker.style && to - marker.to < 40) return;
    if (owned.touches(marker.from, to) || starts.has(marker.from)) return;
    const spot = trimmed(clean.form, marker.to, Math.min(to, marker.to + 1500));
    if (spot.to - spot.from < 4) return;
    const due = cover(within(duties, spot.from, spot.to).map((one) => one.range));
    unowned.push({
      number: marker.number,
      text: quoteOf(clean, spot),
      due,
      id: `unowned-${unowned.length + 1}`,
      span: spanOf({ from: marker.from, to: spot.to }),
      confidence: 0.5,
    });
  });
  return unowned;
}
