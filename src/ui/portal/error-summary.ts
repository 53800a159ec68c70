import { type Html, html } from '#platform/html';

/** A sentence about one field; `field` is the `name` of the control, which is its id too. Empty: the whole form. */
export type FieldError = { readonly field: string; readonly sentence: string };

/** What is wrong, on top of the page, each line leading to its field. */
export function errorSummary(errors: readonly FieldError[]): Html {
  return html`<div class="error-summary" role="alert" aria-labelledby="error-summary-title">
<h2 id="error-summary-title">有 ${errors.length} 处需要改正</h2>
<ul>
${errors.map(({ field, sentence }) =>
  field === '' ? html`<li>${sentence}</li>` : html`<li><a href="#${field}">${sentence}</a></li>`,
)}
</ul>
</div>`;
}
