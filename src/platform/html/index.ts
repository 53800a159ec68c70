export { escapeHtml, Html, html, raw, type Slot, safeAddress } from './html.ts';
export type { Site } from './site.ts';
