import type { ReactNode } from 'react';
import type { RouteObject } from 'react-router';
import type { SubjectPanel } from './SubjectPanels.tsx';

/** An entry of the left navigation. */
export type MenuEntry = {
  readonly key: string;
  readonly label: string;
  readonly icon: ReactNode;
  /** Below /workbench, with the leading slash. */
  readonly path: string;
  /** Place in MENU_ORDER; the same everywhere. */
  readonly order: number;
  /** Shown to those who may do one of these; to everybody where absent. */
  readonly actions?: readonly string[];
};

/** What a folder's `workbench/routes.tsx` hands to the shell. */
export type WorkbenchModule = {
  readonly menu: readonly MenuEntry[];
  readonly routes: readonly RouteObject[];
  /** What it puts on the pages of other folders' subjects. */
  readonly panels?: readonly SubjectPanel[];
};

/** Navigation by job, the same order everywhere. */
export const MENU_ORDER = {
  today: 0,
  overview: 5,
  duties: 10,
  plans: 20,
  cases: 30,
  complaints: 40,
  chases: 45,
  supervision: 50,
  instructions: 55,
  appraisals: 60,
  assessment: 70,
  accountability: 80,
  bulletins: 90,
  disclosure: 100,
  enterprises: 110,
  teams: 120,
  ledger: 130,
  settings: 140,
} as const;

/** The page of a subject by its kind: `task` → /tasks/…, `plan` → /plans/…; every folder keeps to it. */
export function subjectPath(subject: { readonly type: string; readonly id: string }): string {
  return `/${subject.type}s/${subject.id}`;
}
