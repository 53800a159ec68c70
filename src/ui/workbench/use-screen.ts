import { useSyncExternalStore } from 'react';

function useMedia(query: string): boolean {
  return useSyncExternalStore(
    (listener) => {
      const media = window.matchMedia(query);
      media.addEventListener('change', listener);
      return () => media.removeEventListener('change', listener);
    },
    () => window.matchMedia(query).matches,
  );
}

/** One column, drawers from below, cards for rows. The same width stands in workbench.css. */
export function useIsPhone(): boolean {
  return useMedia('(max-width: 767px)');
}

/** Fingers, not a mouse. */
export function useIsCoarse(): boolean {
  return useMedia('(pointer: coarse)');
}

/** Too narrow for the navigation to stand beside the page. */
export function useIsNarrow(): boolean {
  return useMedia('(max-width: 1023px)');
}

/** The system asks for dark. */
export function usePrefersDark(): boolean {
  return useMedia('(prefers-color-scheme: dark)');
}

/** The person asked for no motion. */
export function usePrefersStill(): boolean {
  return useMedia('(prefers-reduced-motion: reduce)');
}
