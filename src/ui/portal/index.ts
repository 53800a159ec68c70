export {
  type LinkItem,
  lamp,
  linkList,
  type NoticeModel,
  notice,
  type PaginationModel,
  pagination,
  reasons,
  type SummaryRow,
  summaryList,
  type TableModel,
  table,
} from './content.ts';
export { errorSummary, type FieldError } from './error-summary.ts';
export { type Example, examples } from './examples.ts';
export { type Choice, type FieldModel, field } from './field.ts';
export { type ButtonModel, button, type FormModel, form } from './form.ts';
export { type PageModel, page } from './page.ts';

/** The one style sheet of the portal, beside this file. */
export const stylesheetFile = new URL('./portal.css', import.meta.url);
