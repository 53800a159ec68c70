export { firstRunPages } from './first-run.pages.ts';
export { type FirstRun, type Found, openFirstRun } from './first-run.service.ts';
