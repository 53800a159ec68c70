import { type Html, html, type Slot } from '#platform/html';

export type FormModel = {
  readonly action: string;
  /** `get` for searches; the rest writes. */
  readonly method?: 'get' | 'post';
  /** Key against double submission (`formKey(request)` of #platform/http); required for `post`. */
  readonly key?: string;
  /** The form carries files: the key then travels in the address. */
  readonly files?: boolean;
  readonly body: Slot;
  /** Usually the one primary button. */
  readonly actions: Slot;
};

export function form(model: FormModel): Html {
  if (model.method === 'get') {
    return html`<form action="${model.action}" method="get">
${model.body}
<div class="actions">${model.actions}</div>
</form>`;
  }
  const key = model.key ?? '';
  const joint = model.action.includes('?') ? '&' : '?';
  const action = model.files ? `${model.action}${joint}idempotencyKey=${key}` : model.action;
  return html`<form action="${action}" method="post" novalidate ${model.files ? html`enctype="multipart/form-data"` : ''}>
${model.files ? '' : html`<input type="hidden" name="idempotencyKey" value="${key}">`}
${model.body}
<div class="actions">${model.actions}</div>
</form>`;
}

export type ButtonModel = {
  readonly text: string;
  /** One primary a page. */
  readonly kind?: 'primary' | 'secondary' | 'danger';
  /** A link that looks like a button. */
  readonly href?: string;
  readonly name?: string;
  readonly value?: string;
};

export function button(model: ButtonModel): Html {
  const className = `button ${model.kind ?? 'primary'}`;
  if (model.href !== undefined) return html`<a class="${className}" href="${model.href}">${model.text}</a>`;
  const named = model.name === undefined ? '' : html`name="${model.name}" value="${model.value}"`;
  return html`<button class="${className}" type="submit" ${named}>${model.text}</button>`;
}
