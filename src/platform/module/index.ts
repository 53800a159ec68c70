import type { Html } from '#platform/html';
import type { App, Ctx, Statuses } from '#platform/http';

/** Work that is done again and again, never twice at once. */
export type Job = { name: string; everySeconds: number; run(ctx: Ctx): Promise<void> };

/** What a module hands to the apps. */
export type Module = {
  /** Folder name, kebab-case. */
  id: string;
  /** The module's name in Chinese, as the people who use it say it. */
  title: string;
  /** Staff JSON under `/api/…`. */
  routes?(app: App): void;
  /** Public pages. */
  pages?(app: App): void;
  jobs?: readonly Job[];
  /** HTTP status of refusal codes that do not follow the rule of `statusOf` (409, with a field 422, `-404` 404). */
  statuses?: Statuses;
  /** What this module shows on the portal's home page, below the links; nothing where it has nothing to show. */
  homePart?(ctx: Ctx): Promise<Html | null>;
  /** Links that the portal's home page shows for this module. */
  portalLinks?: readonly { href: string; text: string; hint: string }[];
};

export function defineModule(module: Module): Module {
  return module;
}
