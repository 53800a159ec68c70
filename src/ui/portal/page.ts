import { type Html, html, type Site, type Slot } from '#platform/html';

export type PageModel = {
  site: Site;
  /** Title of the window, and the heading unless `heading` says otherwise. */
  title: string;
  heading?: string;
  /** One sentence under the heading. */
  lead?: Slot;
  /** The link back, above the heading. */
  back?: { href: string; text: string };
  /** Errors of the form; when present the title says so. Shown on top. */
  errors?: readonly FieldError[];
  body: Slot;
  /** Wider column, for tables. */
  wide?: boolean;
};

/** A sentence about one field; `field` is the `name` (and id) of the control. */
export type FieldError = { readonly field: string; readonly sentence: string };

/** A whole page of the portal: header, one column, footer. */
export function page(model: PageModel): Html {
  return html`<!doctype html><title>${model.title}</title>${model.body}`;
}
