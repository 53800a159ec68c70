export type { Access, App, Identity } from './app.ts';
export type { Ctx } from './ctx.ts';
export { once } from './once.ts';
export type { Problem } from './problem.ts';
