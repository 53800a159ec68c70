import { type Html, html, type Slot } from '#platform/html';
import type { FieldError } from './error-summary.ts';

type Question = {
  readonly name: string;
  readonly label: string;
  readonly hint?: Slot;
  /** All errors of the form; the field picks its own. */
  readonly errors?: readonly FieldError[];
  /** Marked 选填; fields are compulsory otherwise. */
  readonly optional?: boolean;
};

export type Choice = { readonly value: string; readonly text: string; readonly hint?: string };

export type FieldModel =
  | (Question & {
      readonly kind: 'text' | 'password' | 'tel' | 'email' | 'search' | 'number';
      readonly value?: string;
      /** Width by what is expected: 4 figures, a name, a sentence. */
      readonly width?: 'short' | 'medium' | 'full';
      readonly autocomplete?: string;
      readonly maxLength?: number;
    })
  | (Question & {
      readonly kind: 'textarea';
      readonly value?: string;
      readonly rows?: number;
      readonly maxLength?: number;
    })
  | (Question & { readonly kind: 'select'; readonly value?: string; readonly choices: readonly Choice[] })
  | (Question & { readonly kind: 'radios'; readonly value?: string; readonly choices: readonly Choice[] })
  | (Question & {
      readonly kind: 'checkboxes';
      readonly values?: readonly string[];
      readonly choices: readonly Choice[];
    })
  | (Question & { readonly kind: 'date'; readonly value?: string; readonly min?: string; readonly max?: string })
  | (Question & { readonly kind: 'time'; readonly value?: string })
  | (Question & { readonly kind: 'file'; readonly accept?: string; readonly multiple?: boolean });

/** One question of a form with its label, hint and error. The control's id is its name. */
export function field(model: FieldModel): Html {
  const error = model.errors?.find((one) => one.field === model.name)?.sentence;
  const grouped = model.kind === 'radios' || model.kind === 'checkboxes';
  const label = html`${model.label}${model.optional && html`<span class="optional">选填</span>`}`;
  const described = [
    model.hint !== undefined && `${model.name}-hint`,
    error !== undefined && `${model.name}-error`,
  ].filter((id) => id !== false);
  const about = html`${model.hint !== undefined && html`<p class="hint" id="${model.name}-hint">${model.hint}</p>`}
${error !== undefined && html`<p class="field-error" id="${model.name}-error"><span class="unseen">有误: </span>${error}</p>`}`;
  const describedBy = described.length > 0 ? html`aria-describedby="${described.join(' ')}"` : '';
  const invalid = error === undefined ? '' : html`aria-invalid="true"`;
  const className = error === undefined ? 'field' : 'field wrong';
  if (grouped) {
    return html`<fieldset class="${className}" ${describedBy}>
<legend>${label}</legend>
${about}
${choices(model)}
</fieldset>`;
  }
  return html`<div class="${className}">
<label for="${model.name}">${label}</label>
${about}
${control(model, html`${describedBy} ${invalid}`)}
</div>`;
}

type Grouped = Extract<FieldModel, { kind: 'radios' | 'checkboxes' }>;

function choices(model: Grouped): Html {
  const chosen = model.kind === 'radios' ? [model.value] : (model.values ?? []);
  const type = model.kind === 'radios' ? 'radio' : 'checkbox';
  return html`${model.choices.map((choice, index) => {
    // The first one carries the plain name, so that the error summary leads to it.
    const id = index === 0 ? model.name : `${model.name}-${index + 1}`;
    return html`<div class="choice">
<input type="${type}" id="${id}" name="${model.name}" value="${choice.value}" ${chosen.includes(choice.value) ? html`checked` : ''}>
<label for="${id}">${choice.text}${choice.hint !== undefined && html`<span class="hint">${choice.hint}</span>`}</label>
</div>`;
  })}`;
}

function control(model: Exclude<FieldModel, Grouped>, about: Html): Html {
  const { name } = model;
  switch (model.kind) {
    case 'textarea':
      return html`<textarea id="${name}" name="${name}" rows="${model.rows ?? 5}" ${about} ${maxLength(model.maxLength)}>
${model.value}</textarea>`;
    case 'select':
      return html`<select id="${name}" name="${name}" ${about}>
${model.choices.map(
  ({ value, text }) => html`<option value="${value}" ${value === model.value ? html`selected` : ''}>${text}</option>`,
)}
</select>`;
    case 'date':
      return html`<input class="short" type="date" id="${name}" name="${name}" value="${model.value}" ${model.min === undefined ? '' : html`min="${model.min}"`} ${model.max === undefined ? '' : html`max="${model.max}"`} ${about}>`;
    case 'time':
      return html`<input class="short" type="time" id="${name}" name="${name}" value="${model.value}" ${about}>`;
    case 'file':
      return html`<input type="file" id="${name}" name="${name}" ${model.accept === undefined ? '' : html`accept="${model.accept}"`} ${model.multiple ? html`multiple` : ''} ${about}>`;
    case 'number':
      return html`<input class="short" type="text" inputmode="numeric" id="${name}" name="${name}" value="${model.value}" ${autocomplete(model.autocomplete)} ${about}>`;
    default:
      return html`<input class="${model.width ?? 'full'}" type="${model.kind}" id="${name}" name="${name}" value="${model.kind === 'password' ? '' : model.value}" ${autocomplete(model.autocomplete)} ${maxLength(model.maxLength)} ${unassisted(model.kind)} ${about}>`;
  }
}

function autocomplete(value: string | undefined): Slot {
  return value === undefined ? '' : html`autocomplete="${value}"`;
}

function maxLength(value: number | undefined): Slot {
  return value === undefined ? '' : html`maxlength="${value}"`;
}

function unassisted(kind: string): Slot {
  return kind === 'password' ? html`autocapitalize="none" spellcheck="false"` : '';
}
