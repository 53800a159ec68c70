import { Button } from 'antd';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { Item } from '../contract.ts';
import { ITEM_KINDS, type ItemKind, itemHeadline, KIND_WORDS, segmentsOf } from '../item-words.ts';
import { scrollWithin } from './scroll-within.ts';

type Selection = { readonly from: number; readonly to: number; readonly words: string; readonly top: number };

/**
 * The plan's own text, with what was understood marked in it. Choosing a mark chooses the item; an item chosen
 * elsewhere is scrolled to. Selected words can be made an item.
 */
export function PlanText({
  text,
  items,
  chosen,
  onChoose,
  onAdd,
}: {
  text: string;
  items: readonly Item[];
  chosen: string | null;
  onChoose: (id: string) => void;
  /** Absent where nothing may be added. */
  onAdd?: ((kind: ItemKind, span: { from: number; to: number }, words: string) => void) | undefined;
}) {
  const frame = useRef<HTMLDivElement>(null);
  const [selection, setSelection] = useState<Selection | null>(null);
  const kept = useMemo(() => items.filter((item) => item.droppedReason === null), [items]);
  const segments = useMemo(() => segmentsOf(text.length, kept), [text, kept]);

  useEffect(() => {
    if (chosen === null) return;
    const mark = frame.current?.querySelector(`[data-items~="${CSS.escape(chosen)}"]`);
    if (mark !== null && mark !== undefined) scrollWithin(mark);
  }, [chosen]);

  const readSelection = () => {
    const range = rangeIn(frame.current);
    setSelection(range === null || range.words.trim() === '' ? null : range);
  };

  return (
    <div className="plan-text-frame">
      {/* biome-ignore lint/a11y/noStaticElementInteractions: selecting words is the browser's; this only listens to it */}
      <div
        ref={frame}
        className={`plan-text${onAdd === undefined ? '' : ' plan-text-open'}`}
        onMouseUp={readSelection}
        onKeyUp={readSelection}
        onTouchEnd={readSelection}
      >
        {segments.map((segment) => {
          const [item] = segment.items;
          const words = text.slice(segment.from, segment.to);
          if (item === undefined) {
            return (
              <span key={segment.from} data-from={segment.from}>
                {words}
              </span>
            );
          }
          const isChosen = segment.items.some((covering) => covering.id === chosen);
          return (
            // biome-ignore lint/a11y/useSemanticElements: a button would not wrap within the running text
            <span
              key={segment.from}
              role="button"
              tabIndex={0}
              data-from={segment.from}
              data-items={segment.items.map((covering) => covering.id).join(' ')}
              className={`plan-mark plan-mark-${item.kind}${isChosen ? ' plan-mark-chosen' : ''}`}
              title={`${KIND_WORDS[item.kind]}: ${itemHeadline(item).slice(0, 60)}`}
              onClick={() => onChoose(item.id)}
              onKeyDown={(event) => {
                if (event.key !== 'Enter' && event.key !== ' ') return;
                event.preventDefault();
                onChoose(item.id);
              }}
            >
              {words}
            </span>
          );
        })}
      </div>
      {onAdd !== undefined && selection !== null && (
        <div className="plan-add" style={{ top: selection.top }} role="toolbar" aria-label="把选中的文字添加为">
          <span className="wb-muted">添加为</span>
          {ITEM_KINDS.map((kind) => (
            <Button
              key={kind}
              size="small"
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => {
                onAdd(kind, selection, selection.words);
                setSelection(null);
                window.getSelection()?.removeAllRanges();
              }}
            >
              {KIND_WORDS[kind]}
            </Button>
          ))}
        </div>
      )}
    </div>
  );
}

/** The selected range as offsets into the text, if it lies within the frame. */
function rangeIn(frame: HTMLElement | null): Selection | null {
  const selected = window.getSelection();
  if (frame === null || selected === null || selected.rangeCount === 0 || selected.isCollapsed) return null;
  const range = selected.getRangeAt(0);
  const from = offsetOf(range.startContainer, range.startOffset, frame);
  const to = offsetOf(range.endContainer, range.endOffset, frame);
  if (from === null || to === null || to <= from) return null;
  const box = range.getBoundingClientRect();
  const outer = frame.getBoundingClientRect();
  return { from, to, words: selected.toString(), top: box.bottom - outer.top + frame.offsetTop + 4 };
}

function offsetOf(node: Node, offset: number, frame: HTMLElement): number | null {
  const element = node instanceof HTMLElement ? node : node.parentElement;
  const stretch = element?.closest<HTMLElement>('[data-from]');
  if (stretch === null || stretch === undefined || !frame.contains(stretch)) return null;
  return Number(stretch.dataset.from) + (node instanceof HTMLElement ? 0 : offset);
}
