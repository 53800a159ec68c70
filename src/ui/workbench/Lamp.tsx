import type { Lamp as LampState } from '#core/obligation';
import { LAMP_LOOKS, type LampShape } from './lamp-words.ts';

/** Colour, shape and word. `bare` for dense rows: no tint behind it. Nothing where nothing is due. */
export function Lamp({ lamp, bare, word }: { lamp: LampState | null | undefined; bare?: boolean; word?: string }) {
  if (lamp === null || lamp === undefined) return null;
  const look = LAMP_LOOKS[lamp];
  return (
    <span className={`wb-lamp wb-tone-${look.tone}${bare ? ' wb-lamp-bare' : ''}`}>
      <LampGlyph shape={look.shape} />
      <span>{word ?? look.word}</span>
    </span>
  );
}

/** The shape alone, drawn: fonts of old systems lack the characters. Always beside its word. */
export function LampGlyph({ shape }: { shape: LampShape }) {
  return (
    <svg className="wb-lamp-shape" viewBox="0 0 12 12" aria-hidden="true" focusable="false">
      {SHAPES[shape]}
    </svg>
  );
}

const stroke = { fill: 'none', stroke: 'currentColor', strokeWidth: 2, strokeLinecap: 'round' as const };

const SHAPES: { readonly [S in LampShape]: React.ReactNode } = {
  disc: <circle cx="6" cy="6" r="4.6" fill="currentColor" />,
  triangle: <path d="M6 1 11.5 10.6H.5Z" fill="currentColor" />,
  diamond: <path d="M6 .4 11.6 6 6 11.6.4 6Z" fill="currentColor" />,
  square: <path d="M1.2 1.2h9.6v9.6H1.2Z" fill="currentColor" />,
  bars: <path d="M2.2 1.4h2.8v9.2H2.2ZM7 1.4h2.8v9.2H7Z" fill="currentColor" />,
  'half-disc': (
    <>
      <circle cx="6" cy="6" r="4.4" fill="none" stroke="currentColor" strokeWidth="1.4" />
      <path d="M6 1.6a4.4 4.4 0 0 1 0 8.8Z" fill="currentColor" />
    </>
  ),
  check: <path d="M1.8 6.4 4.8 9.4 10.4 2.8" {...stroke} strokeLinejoin="round" />,
  dash: <path d="M2 6h8" {...stroke} />,
  cross: <path d="M2.4 2.4 9.6 9.6M9.6 2.4 2.4 9.6" {...stroke} />,
};
