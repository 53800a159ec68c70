export type { Html } from '#platform/html';
export { type FieldError, type PageModel, page } from './page.ts';
