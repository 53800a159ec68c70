export type { Access, App, Identity } from './app.ts';
export { type AppOptions, createApp, SESSION_COOKIE, UPLOAD_LIMIT } from './create-app.ts';
export type { Ctx } from './ctx.ts';
export { forgetKeysBefore } from './idempotency.store.ts';
export { type Form, fieldMessages, readForm, speakChinese } from './invalid-input.ts';
export { once } from './once.service.ts';
export { type JsonSchema, type OpenApi, type OpenApiOperation, openApiOf } from './openapi.ts';
export { type FieldMessage, type Problem, type Statuses, statusOf } from './problem.ts';
export { safePath } from './security.ts';
