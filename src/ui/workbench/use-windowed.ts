import { type RefObject, useLayoutEffect, useState } from 'react';

/** Rows or columns drawn beyond those that can be seen, so that scrolling finds them there. */
const SPARE = 4;

export type Windowed = {
  /** The first that is drawn, and the one after the last. */
  readonly from: number;
  readonly to: number;
};

/**
 * Of so many rows (or columns) of one size in an element that scrolls, those that can be seen. `before` is what sticks at
 * the edge and covers them.
 */
export function useWindowed(
  frame: RefObject<HTMLElement | null>,
  { count, size, before = 0, across = false }: { count: number; size: number; before?: number; across?: boolean },
): Windowed {
  const [seen, setSeen] = useState<Windowed>({ from: 0, to: 40 });
  useLayoutEffect(() => {
    const element = frame.current;
    if (element === null) return;
    let waiting = 0;
    const measure = () => {
      waiting = 0;
      const [offset, length] = across
        ? [element.scrollLeft, element.clientWidth]
        : [element.scrollTop, element.clientHeight];
      const from = Math.max(0, Math.floor(offset / size) - SPARE);
      const to = Math.ceil((offset + length - before) / size) + SPARE;
      setSeen((last) => (last.from === from && last.to === to ? last : { from, to }));
    };
    const later = () => {
      if (waiting === 0) waiting = requestAnimationFrame(measure);
    };
    measure();
    element.addEventListener('scroll', later, { passive: true });
    const observer = new ResizeObserver(later);
    observer.observe(element);
    return () => {
      cancelAnimationFrame(waiting);
      element.removeEventListener('scroll', later);
      observer.disconnect();
    };
  }, [frame, size, before, across]);
  return { from: Math.min(seen.from, count), to: Math.min(seen.to, count) };
}
