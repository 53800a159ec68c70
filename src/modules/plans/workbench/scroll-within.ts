/** Brings an element into sight within its own half of the screen, and leaves the page where it is. */
export function scrollWithin(element: Element): void {
  const frame = element.closest('.plan-scroll');
  if (frame === null) return;
  const place = element.getBoundingClientRect();
  const outer = frame.getBoundingClientRect();
  const isSeen = place.top >= outer.top && place.bottom <= outer.bottom;
  if (!isSeen) frame.scrollBy({ top: place.top - outer.top - outer.height / 3, behavior: 'smooth' });
}
