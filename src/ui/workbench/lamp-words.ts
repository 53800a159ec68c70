import type { Lamp } from '#core/obligation';

export type LampShape = 'disc' | 'triangle' | 'diamond' | 'square' | 'bars' | 'half-disc' | 'check' | 'dash' | 'cross';
export type LampTone = 'normal' | 'warning' | 'yellow' | 'red' | 'paused' | 'done';

/** Colour, shape and word of a lamp: never the colour alone. */
export type LampLook = { readonly shape: LampShape; readonly word: string; readonly tone: LampTone };

export const LAMP_LOOKS: { readonly [L in Lamp]: LampLook } = {
  normal: { shape: 'disc', word: '正常', tone: 'normal' },
  warning: { shape: 'triangle', word: '预警', tone: 'warning' },
  yellow: { shape: 'diamond', word: '黄牌', tone: 'yellow' },
  red: { shape: 'square', word: '红牌', tone: 'red' },
  paused: { shape: 'bars', word: '中止', tone: 'paused' },
  held: { shape: 'half-disc', word: '待验收', tone: 'paused' },
  done: { shape: 'check', word: '办结', tone: 'done' },
  'done-late': { shape: 'check', word: '逾期办结', tone: 'yellow' },
  waived: { shape: 'dash', word: '免除', tone: 'paused' },
  void: { shape: 'cross', word: '作废', tone: 'paused' },
};

/** The gravest first: the order of lists and of the counts above them. */
export const LAMP_ORDER: readonly Lamp[] = [
  'red',
  'yellow',
  'warning',
  'normal',
  'paused',
  'held',
  'done-late',
  'done',
  'waived',
  'void',
];
